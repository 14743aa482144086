package staff_test

import (
	"testing"

	"frontdesk/flows/card"
	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestWhoeverLeavesSetsAnAlarmFreeUnlessAnotherOfItsDesksStillHasThem(t *testing.T) {
	for name, stays := range map[string]bool{"gone": false, "still at the other desk": true} {
		t.Run(name, func(t *testing.T) {
			w := flowstest.New(t, "14:00")
			engineers, security := w.Group(desk.Engineering), w.Group(desk.Security)
			ma := security.Member("Ma")
			if stays {
				ma.In(engineers).Writes("hello")
			}
			p := w.Tenant("A-1203")
			p.Writes("/menu")
			p.Presses("Emergency")
			p.Presses("Flood")
			ma.In(security).PressesOn(0, card.Data("E-1001", desk.Accept, ""))
			if w.Ticket("E-1001").Holder.Name != "Ma" {
				t.Fatal("nobody has it")
			}
			ma.In(security).Leaves()
			switch held := w.Ticket("E-1001").Holder.Name; {
			case stays && held != "Ma":
				t.Errorf("%q has it", held)
			case !stays && held != "":
				t.Errorf("%q has it, who has left", held)
			case !stays:
				m := security.Sees("Ma has left this group", "[✋ E-1001]")
				if to := security.Answers(m); to == nil {
					t.Error("it answers no card")
				}
			}
		})
	}
}
