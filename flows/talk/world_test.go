package talk_test

import (
	"testing"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// bench is an estate with an engineering group, the front desk, and a tenant who has reported a leak.
type bench struct {
	*flowstest.World
	engineers, front *flowstest.Room
	tenant, wong     *flowstest.Person
	// words is the message with which the tenant reported it.
	words desk.MessageID
}

func newBench(t *testing.T) *bench {
	t.Helper()
	w := flowstest.New(t, "14:00")
	b := &bench{World: w, engineers: w.Group(desk.Engineering), front: w.Group(desk.FrontDesk), tenant: w.Tenant("A-1203")}
	b.wong = b.engineers.Member("Wong")
	b.words = b.reports("leak")
	return b
}

// reports has the tenant report a leak.
func (b *bench) reports(words string) desk.MessageID {
	b.tenant.Writes("/repair")
	b.tenant.Presses("Water")
	b.tenant.Presses("Air-con")
	b.tenant.Presses("Ordinary")
	b.tenant.SkipsFields("5.13")
	m := b.tenant.Writes(words)
	b.tenant.Presses("Skip")
	b.tenant.Presses("is here now")
	b.tenant.Presses("Confirm")
	return m
}

func does(p *flowstest.Person, id desk.TicketID, a desk.Action) string {
	return p.PressesOn(0, card.Data(id, a, ""))
}

// shown is the card.
func (b *bench) shown() *flowstest.Message {
	return b.engineers.Sees("R-1001", "Air-conditioner leaking", "[")
}

// edits counts the corrections that the ticket's history keeps.
func (b *bench) corrections(id desk.TicketID) int {
	n := 0
	b.View(func(r *storage.Reader) error {
		events, err := r.Events(id)
		for _, e := range events {
			if e.Type == desk.EvEdited {
				n++
			}
		}
		return err
	})
	return n
}
