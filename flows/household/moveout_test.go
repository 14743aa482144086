package household_test

import (
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/household"
	"frontdesk/flows/tenancy"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// leaving is a world in which staff say /moveout.
type leaving struct {
	*flowstest.Apart
	move household.MoveOut
}

func newLeaving(t *testing.T) *leaving {
	t.Helper()
	l := &leaving{}
	l.Apart = flowstest.New(t, "14:00").Apart(l.move.Flow())
	l.move.Begin = l.Begin
	return l
}

func (l *leaving) says(p *flowstest.Person, unit string) {
	l.Does(p, chat.Update{Kind: chat.Message}, func(tx *storage.Tx, u chat.Update, who dialog.Who) error {
		return l.move.Command(tx, u, who, unit)
	})
}

func TestMovingOutEndsAccessAndKeepsTheRecord(t *testing.T) {
	l := newLeaving(t)
	front := l.Group(desk.FrontDesk)
	wong := front.Member("Wong")
	p := l.TenantNamed("A-1203", "陳大文", "zh-hant")
	spare := l.Invite("A-1203", "Ho")
	p.Writes("/menu")
	p.Presses("緊急")
	p.Presses("求助")
	l.says(wong, "a1203")
	front.Sees("Have all of them left A-1203?", "陳大文 (contact)", "Ho", "link not opened yet", "E-1001")
	if l.Homes(p) == "" {
		t.Error("moved out before it was confirmed")
	}
	l.Presses(wong, "Confirm")
	front.Sees("A-1203 is free", "Noted by Wong")
	p.Sees("管理處已記錄您遷出 A-1203")
	ho := l.Stranger("Ho", "en")
	ho.Writes("/start " + spare)
	ho.Shows("not valid")
	if l.Homes(p) != "" || l.Ticket("E-1001").Over() {
		t.Error("access stays, or the matter went")
	}
	l.View(func(r *storage.Reader) error {
		log, err := r.AuditLog()
		last := log[len(log)-1]
		if last.Action != "move out" || last.By.Name != "Wong" || last.Detail != "A-1203 陳大文" {
			t.Errorf("the audit log ends with %+v", last)
		}
		return err
	})
	l.says(wong, "A-1203")
	front.Sees("Nobody is registered in A-1203")
	l.says(wong, "A-9999")
	front.Sees("no unit “A-9999”")
}

func TestOnlyThoseWhoMayMoveOut(t *testing.T) {
	l := newLeaving(t)
	front, engineering, managers := l.Group(desk.FrontDesk), l.Group(desk.Engineering), l.Group(desk.Managers)
	p := l.Tenant("A-1203")
	l.says(engineering.Member("Bob"), "A-1203")
	l.says(p, "A-1203")
	engineering.SeesNot("Have all")
	p.SeesNot("Have all")
	l.says(managers.Member("Au"), "A-1203")
	managers.Sees("Have all of them left A-1203?")
	l.says(front.Member("Wong"), "A-1203")
	other := front.Member("Lee")
	if toast := l.Presses(other, "Confirm"); toast == "" {
		t.Error("another's form is confirmed silently")
	}
	if l.Homes(p) == "" {
		t.Error("somebody else confirmed")
	}
}

// A confirmation holds for whoever had the unit when it was shown.
func TestWhoCameSinceIsNotMovedOut(t *testing.T) {
	l := newLeaving(t)
	front := l.Group(desk.FrontDesk)
	l.Tenant("A-1203")
	wong, lee := front.Member("Wong"), front.Member("Lee")
	l.says(lee, "A-1203")
	old := front.Last()
	stale, _ := old.Button("Confirm")
	l.says(wong, "A-1203")
	l.Presses(wong, "Confirm")
	l.Now = l.Now.Add(time.Minute)
	later := l.TenantNamed("A-1203", "Lam", "en")
	l.PressesOn(lee, old, stale.Data)
	if l.Homes(later) != "A-1203" {
		t.Error("the later tenant was moved out")
	}
}

func TestEachUnitOfACompanyIsMovedOutOfByItself(t *testing.T) {
	l := newLeaving(t)
	front := l.Group(desk.FrontDesk)
	wong := front.Member("Wong")
	p := l.Tenant("A-1203")
	l.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(known.ID)
		if err != nil {
			return err
		}
		u := desk.Unit{Estate: "main", Building: "B", Floor: "3", Number: "301"}
		if err := tx.PutUnit(&u); err != nil {
			return err
		}
		return tenancy.Occupy(tx, homes[0].Party, u.ID)
	})
	l.says(wong, "A-1203")
	front.Sees("A-1203", "Confirm")
	l.says(wong, "B-301")
	first := front.Last()
	l.Presses(wong, "Confirm")
	if got := l.Homes(p); got != "A-1203" {
		t.Errorf("is left with %q; it was asked\n%s", got, first)
	}
	l.says(wong, "A-1203")
	at := front.Last().ID
	front.Member("Lee").Writes("a long talk since")
	l.says(wong, "A-1203")
	if m := front.Last(); m.ID == at {
		t.Errorf("what was asked for again stands far above:\n%s", front)
	}
	if n := front.Count("A-1203", "Confirm"); n != 1 {
		t.Errorf("the form stands %d times", n)
	}
}

func TestChoosingTheUnit(t *testing.T) {
	l := newLeaving(t)
	front := l.Group(desk.FrontDesk)
	wong := front.Member("Wong")
	p := l.Tenant("A-1203")
	l.Tenant("B-0501")
	l.Do(func(tx *storage.Tx) error {
		return tx.PutUnit(&desk.Unit{Estate: "main", Building: "C", Floor: "1", Number: "101"})
	})
	l.says(wong, "")
	vacant := front.Sees("Who has moved out?", "[A-1203]", "[C-101]")
	l.Writes(wong, "C-101", vacant)
	front.Sees("Nobody is registered in C-101")
	l.says(wong, "")
	l.Presses(wong, "A-1203")
	l.Presses(wong, "Confirm")
	if l.Homes(p) != "" {
		t.Error("is still there")
	}
}

// A later occupant sees nothing of what was there before: home, matters, replies to what they were not sent, and
// a repair that was half reported leads nowhere for whoever has left.
func TestALaterOccupantSeesNothingEarlier(t *testing.T) {
	l := newLeaving(t)
	front, engineering := l.Group(desk.FrontDesk), l.Group(desk.Engineering)
	wong := front.Member("Wong")
	before := l.Tenant("A-1203")
	before.Writes("/repair")
	before.Presses("Water")
	before.Presses("Air-con")
	before.Presses("Ordinary")
	before.SkipsFields("5.13")
	before.Writes("secret leak")
	before.Presses("Skip")
	before.Presses("18:00")
	before.Presses("Confirm")
	before.Writes("/repair")
	before.Presses("Water")
	before.Writes("/menu") // parked
	l.says(wong, "A-1203")
	l.Presses(wong, "Confirm")
	l.Now = l.Now.Add(time.Minute)
	later := l.TenantNamed("A-1203", "Lam", "en")
	later.Writes("/status")
	later.SeesNot("R-1001", "leak")
	later.Writes("/menu")
	later.SeesNot("R-1001")
	later.Writes("where is R-1001?")
	later.SeesNot("secret")
	engineering.SeesNot("where is R-1001?")
	before.Presses("Continue")
	before.Shows("not there any more")
	if n := l.Tickets(); n != 1 {
		t.Errorf("%d tickets: whoever has left opened one", n)
	}
}

func TestAFormThatIsAskedForAgainComesToTheEnd(t *testing.T) {
	l := newLeaving(t)
	front := l.Group(desk.FrontDesk)
	wong := front.Member("Wong")
	l.Tenant("A-1203")
	l.Tenant("B-0501")
	l.says(wong, "")
	front.SeesOnce("Who has moved out?")
	wong.Writes("one moment")
	l.says(wong, "")
	front.SeesOnce("Who has moved out?")
	if m := front.Sees("Who has moved out?"); m != front.Last() {
		t.Errorf("the form does not stand at the end:\n%s", front)
	}
}
