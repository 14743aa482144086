package unreached_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

type bench struct {
	*flowstest.World
	engineers, front *flowstest.Room
	tenant, wong, ho *flowstest.Person
}

func newBench(t *testing.T) *bench {
	t.Helper()
	w := flowstest.New(t, "14:00")
	b := &bench{World: w, engineers: w.Group(desk.Engineering), front: w.Group(desk.FrontDesk), tenant: w.Tenant("A-1203")}
	b.wong, b.ho = b.engineers.Member("Wong"), b.front.Member("Ho")
	b.tenant.Writes("/repair")
	for _, press := range []string{"Water", "Air-con", "Ordinary", "Skip", "Skip"} {
		b.tenant.Presses(press)
	}
	b.tenant.Writes("leak")
	for _, press := range []string{"Skip", "is here now", "Confirm"} {
		b.tenant.Presses(press)
	}
	return b
}

func does(p *flowstest.Person, a desk.Action) {
	p.PressesOn(0, card.Data("R-1001", a, ""))
}

func TestWhoeverCannotBeReachedAndIsOwedSomethingIsATaskForTheFrontDesk(t *testing.T) {
	b := newBench(t)
	b.tenant.Blocks(true)
	b.front.SeesOnce("Chan Tai Man · A-1203", "since 14:00", "R-1001", "reported 14:00")
	b.front.SeesNot("Told the tenant") // nothing is done yet
	does(b.wong, desk.Accept)
	b.Wait(time.Minute)
	does(b.wong, desk.Finish)
	b.front.SeesOnce("Chan Tai Man · A-1203", "since 14:00", "not told yet", "[📣 Told the tenant]")
	b.front.SeesNot("9123")
	if toast := b.ho.Presses("Show number"); !strings.Contains(toast, "9123 4567") {
		t.Errorf("toast %q", toast)
	}
	b.front.SeesNot("9123")
	b.ho.Presses("Told the tenant")
	if got := b.Ticket("R-1001"); got.State != desk.StateAnswered || got.Answered.How != desk.InPerson {
		t.Errorf("state %s, %+v", got.State, got.Answered)
	}
	b.front.SeesOnce("nothing is owed any more")
	b.front.SeesNot("[📞 Show number]")
	b.View(func(r *storage.Reader) error {
		entries, err := r.AuditLog()
		var done []string
		for _, e := range entries {
			if strings.Contains(e.Detail, "+852") {
				t.Error("the number stands in the log")
			}
			done = append(done, e.Action)
		}
		if all := strings.Join(done, " "); !strings.Contains(all, "number") || !strings.Contains(all, "told") {
			t.Errorf("the log has %s", all)
		}
		return err
	})
}

func TestTheCardIsClearedOnceThePersonCanBeWrittenToAgain(t *testing.T) {
	b := newBench(t)
	b.tenant.Blocks(true)
	b.Wait(time.Minute)
	b.tenant.Blocks(false)
	b.front.SeesOnce("Chan Tai Man", "can be written to again, 14:01")
	b.front.SeesNot("[📞 Show number]")
	b.Wait(time.Minute)
	b.tenant.Blocks(true)
	b.front.SeesOnce("Chan Tai Man", "since 14:02", "[📞 Show number]")
	b.front.SeesNot("can be written to again")
	if m := b.front.Last(); !strings.Contains(m.Text, "since 14:02") {
		t.Errorf("the second time makes no message of its own:\n%s", b.front)
	}
	b.tenant.Shut = false
	b.tenant.Writes("/menu") // writing tells it, too
	b.front.SeesOnce("can be written to again")
}

func TestAnAnswerThatComesBackMakesTheTaskToo(t *testing.T) {
	b := newBench(t)
	does(b.wong, desk.Accept)
	b.tenant.Shut = true // nobody was told that the chat is closed
	does(b.wong, desk.Finish)
	b.front.SeesOnce("Chan Tai Man · A-1203", "not told yet")
	b.tenant.Blocks(false)
	b.tenant.SeesOnce("Thank you for telling us")
	b.front.SeesOnce("can be written to again")
	if got := b.Ticket("R-1001").State; got != desk.StateAnswered {
		t.Errorf("state %s", got)
	}
}

func TestWhoeverIsOwedNothingIsNoTask(t *testing.T) {
	b := newBench(t)
	does(b.wong, desk.Accept)
	does(b.wong, desk.Finish)
	b.tenant.Blocks(true)
	b.front.SeesNot("cannot be written to")
}

func TestOnlyTheFrontDeskPressesThere(t *testing.T) {
	b := newBench(t)
	b.tenant.Blocks(true)
	m := b.front.Sees("cannot be written to")
	show, _ := m.Button("Show number")
	for _, p := range []*flowstest.Person{b.wong, b.tenant} {
		if toast := p.PressesOn(m.ID, show.Data); strings.Contains(toast, "852") {
			t.Errorf("%s is shown %q", p.Name, toast)
		}
	}
	for _, data := range []string{"u|", "u|x|number", "u|999|number", "u|1|other", "u|1"} {
		if toast := b.ho.PressesOn(m.ID, data); strings.Contains(toast, "852") {
			t.Errorf("%q shows %q", data, toast)
		}
	}
}

func TestTheTaskMovesWithTheFrontDesk(t *testing.T) {
	b := newBench(t)
	supervisors := b.Group(desk.Supervisors)
	b.front.Shut = true
	b.tenant.Blocks(true)
	supervisors.SeesOnce("Chan Tai Man · A-1203", "cannot be written to")
}
