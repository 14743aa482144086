package flows_test

import (
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

// former is a tenant with a matter who has moved out, and the groups.
func former(t *testing.T) (w *flowstest.World, p *flowstest.Person, engineers *flowstest.Room, wong *flowstest.Person) {
	t.Helper()
	w = flowstest.New(t, "14:00")
	engineers = w.Group(desk.Engineering)
	front := w.Group(desk.FrontDesk)
	wong = engineers.Member("Wong")
	p = w.Tenant("A-1203")
	for _, press := range []string{"Report a repair", "Water", "Air-con", "Ordinary", "Skip", "Skip"} {
		p.Presses(press)
	}
	p.Writes("leak")
	for _, press := range []string{"Skip", "is here now", "Confirm"} {
		p.Presses(press)
	}
	clerk := front.Member("Lam")
	clerk.Writes("/moveout A-1203")
	clerk.Presses("Confirm")
	p.Sees("moved out of A-1203")
	return w, p, engineers, wong
}

func TestAFormerTenantsWordsReachTheMatterThatIsTheirs(t *testing.T) {
	w, p, engineers, wong := former(t)
	p.Writes("the key is with the guard")
	p.Shows("What is it about?", "R-1001")
	p.Writes("and the alarm code is off")
	p.Presses("R-1001")
	engineers.SeesOnce("the key is with the guard", "and the alarm code is off")
	for _, a := range []desk.Action{desk.Accept, desk.Finish} {
		wong.PressesOn(0, card.Data("R-1001", a, ""))
	}
	p.Sees("R-1001", "reports it done", "write here within 7 days")
	p.SeesNot("/repair")
	w.Wait(24 * time.Hour)
	p.Writes("my deposit")
	p.Shows("What is it about?", "R-1001")
	p.Presses("R-1001")
	engineers.SeesOnce("my deposit")
	w.Wait(8 * 24 * time.Hour)
	p.Writes("anybody?")
	p.Shows("You wrote", "I live or work here")
}

func TestWordsOutliveAMoveWhileTheyAreAskedAbout(t *testing.T) {
	w := flowstest.New(t, "14:00")
	engineers := w.Group(desk.Engineering)
	clerk := w.Group(desk.FrontDesk).Member("Lam")
	p := w.Tenant("A-1203")
	for _, press := range []string{"Report a repair", "Water", "Air-con", "Ordinary", "Skip", "Skip"} {
		p.Presses(press)
	}
	p.Writes("leak")
	for _, press := range []string{"Skip", "is here now", "Confirm"} {
		p.Presses(press)
	}
	p.Writes("it is the left one")
	asked := p.Shows("What is it about?", "Something broken")
	b, _ := asked.Button("Something broken")
	clerk.Writes("/moveout A-1203")
	clerk.Presses("Confirm")
	p.PressesOn(asked.ID, b.Data)
	p.Shows("it is the left one", "What is it about?", "R-1001")
	p.Writes("by the window")
	p.Presses("R-1001")
	engineers.SeesOnce("it is the left one", "by the window")
}
