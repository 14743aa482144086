package enrol_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/enrol"
	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

const stranger = "9876 5432"

// vacant lists a unit in which nobody lives.
func (o *office) vacant(building, floor, number string) {
	o.t.Helper()
	o.Do(func(tx *storage.Tx) error {
		return tx.PutUnit(&desk.Unit{Estate: "main", Building: building, Floor: floor, Number: number})
	})
}

func TestWhoAsksIsToldTheClockTimeAndNotWhoLivesThere(t *testing.T) {
	o := newOffice(t, "14:00")
	o.Tenant("A-1203")
	p := o.Stranger("Ho", "en")
	o.asks(p, "A-1203", "Ho Siu Ming", stranger)
	p.Shows("Your request J-1001 for A-1203 (sent 14:00)", "by 15:00", "Withdraw")
	p.SeesNot("Chan Tai Man")
	o.front.Sees("J-1001 · A-1203", "Ho Siu Ming", "speaks English", "Chan Tai Man (contact)", "by 15:00")
	o.front.SeesNot("9876 5432")
	o.starts(p) // a second time
	p.Shows("Your request J-1001 for A-1203")
	o.front.SeesOnce("asks to be registered")
}

func TestTheAnswerIsPromisedInOfficeHours(t *testing.T) {
	o := newOffice(t, "17:30")
	o.vacant("A", "12", "1203")
	p := o.Stranger("Ho", "en")
	o.asks(p, "A-1203", "Ho", stranger)
	p.Shows("by tomorrow 09:30")
	late := o.Stranger("Lam", "en")
	o.Now = o.Now.Add(time.Hour)
	o.asks(late, "A-1203", "Lam", stranger)
	late.Shows("closed now and opens tomorrow 09:00", "by tomorrow 10:00")
}

func TestApprovedIntoTheHouseholdThatIsThere(t *testing.T) {
	o := newOffice(t, "14:00")
	chan1 := o.Tenant("A-1203")
	p, wong, lee := o.Stranger("Ho", "zh-hans"), o.front.Member("Wong"), o.front.Member("Lee")
	o.asks(p, "A1203", "何小明", stranger)
	if toast := o.Presses(wong, "Show number"); toast != "何小明: 9876 5432" {
		t.Errorf("shows %q", toast)
	}
	card := o.front.Sees("Joins them")
	second := card.Buttons[0][0].Data
	o.Presses(wong, "Joins them")
	o.front.Sees("Approved by Wong")
	if toast := o.PressesOn(lee, card, second); toast != "Wong has approved 何小明 already." {
		t.Errorf("the second hears %q", toast)
	}
	p.Sees("您已登记在 A-1203", "[▶ 首页]")
	if o.Homes(p) != "A-1203" || o.Homes(chan1) != "A-1203" {
		t.Errorf("homes %q and %q", o.Homes(p), o.Homes(chan1))
	}
	o.View(func(r *storage.Reader) error {
		known, _, err := r.PersonOf(p.User)
		if known.Phone != "+85298765432" || known.Name != "何小明" {
			t.Errorf("known as %+v", known)
		}
		return err
	})
}

// A new tenant takes a second press; whoever was there loses access, is told, and their matters stay theirs.
func TestApprovedAsNewTenant(t *testing.T) {
	o := newOffice(t, "14:00")
	before := o.Tenant("A-1203")
	p, wong := o.Stranger("Ho", "en"), o.front.Member("Wong")
	o.asks(p, "A-1203", "Ho", stranger)
	o.Presses(wong, "New tenant")
	o.front.Sees("Have all of them left A-1203?", "Chan Tai Man", "Open matters: 0")
	o.Presses(wong, "Back")
	o.front.Sees("Joins them")
	o.Presses(wong, "New tenant")
	o.Presses(wong, "Yes, they have left")
	o.front.Sees("Approved by Wong", "as the new tenant")
	before.Sees("you have moved out of A-1203", "Your access there has ended", "please call Estate security 2345 6789")
	p.Sees("You are registered for A-1203")
	if o.Homes(before) != "" || o.Homes(p) != "A-1203" {
		t.Errorf("homes %q and %q", o.Homes(before), o.Homes(p))
	}
}

func TestAVacantUnitOffersApproveAlone(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	p := o.Stranger("Ho", "en")
	o.asks(p, "A-1203", "Ho", stranger)
	card := o.front.Sees("Nobody is registered in this unit", "[✅ Approve]", "Show number", "Decline")
	if strings.Contains(card.String(), "New tenant") {
		t.Errorf("offers more:\n%s", card)
	}
	wong := o.front.Member("Wong")
	for _, act := range []string{"new", "sure", "keep"} {
		if toast := o.PressesOn(wong, card, "j|1|"+act+"|0"); toast != "That button does not work here." {
			t.Errorf("%s on an empty unit: %q", act, toast)
		}
	}
	o.Presses(wong, "Approve")
	if o.Homes(p) != "A-1203" {
		t.Errorf("homes %q", o.Homes(p))
	}
}

func TestDeclinedWithAReasonByWhoeverWasAsked(t *testing.T) {
	o := newOffice(t, "14:00")
	o.Tenant("A-1203")
	p, wong, lee := o.Stranger("Ho", "en"), o.front.Member("Wong"), o.front.Member("Lee")
	o.asks(p, "A-1203", "Ho", stranger)
	card := o.front.Sees("J-1001")
	reply := func(by *flowstest.Person, to *flowstest.Message, words string) { o.Writes(by, words, to) }
	reply(wong, card, "no")
	o.front.Sees("To decide, press a button")
	o.Presses(wong, "Decline")
	asked := o.front.Sees("Wong, reply to this message", "J-1001")
	reply(lee, asked, "no")
	o.front.Sees("Somebody else was asked")
	reply(wong, asked, " \u200b ")
	o.front.Sees("reason in words")
	reply(wong, asked, "The lease is <b>not</b> signed yet")
	o.front.Sees("Declined by Wong", "The lease is <b>not</b> signed yet")
	p.Sees("could not register you for A-1203", "not</b> signed", "[Ask again]")
	reply(wong, asked, "and again")
	o.front.Sees("Wong has declined Ho already")
	o.Presses(p, "Ask again")
	p.Shows("Where do you live or work?")
}

func TestAnotherGroupDecidesNothing(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	p := o.Stranger("Ho", "en")
	o.asks(p, "A-1203", "Ho", stranger)
	card := o.front.Sees("J-1001")
	data := card.Buttons[0][0].Data
	for _, by := range []*flowstest.Person{o.Group(desk.Engineering).Member("Bob"), p, o.Stranger("Eve", "en")} {
		if toast := o.PressesOn(by, card, data); toast == "" {
			t.Errorf("%s is told nothing", by.Name)
		}
	}
	anonymous := o.front.Member("Wong")
	anonymous.Anonymous = true
	o.PressesOn(anonymous, card, data)
	if o.Homes(p) != "" {
		t.Error("somebody else let them in")
	}
}

func TestOnlyTheAskerWithdraws(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	p, eve := o.Stranger("Ho", "en"), o.Stranger("Eve", "en")
	o.asks(p, "A-1203", "Ho", stranger)
	screen := p.Shows("Withdraw")
	o.PressesOn(eve, screen, screen.Buttons[0][0].Data)
	o.front.Sees("[✅ Approve]")
	o.Presses(p, "Withdraw")
	p.Shows("withdrawn")
	o.front.Sees("Withdrawn by the person, 14:00")
	o.asks(p, "A-1203", "Ho", stranger)
	o.front.Sees("J-1002", "[✅ Approve]")
}

func TestWhoAsksAgainAndAgainWaits(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	p := o.Stranger("Ho", "en")
	for range 5 {
		o.asks(p, "A-1203", "Ho", stranger)
		o.Presses(p, "Withdraw")
	}
	o.starts(p)
	p.Shows("several times within the hour")
}

// Several ask for the same unit: each card names the others, and each shows who is there once one was let in.
func TestSeveralAskForOneUnit(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	ho, lam, wong := o.Stranger("Ho", "en"), o.Stranger("Lam", "en"), o.front.Member("Wong")
	o.asks(ho, "A-1203", "Ho", stranger)
	o.asks(lam, "A-1203", "Lam", "9876 5433")
	first := o.front.Sees("J-1001", "Also asking for this unit: Lam (J-1002)")
	second := o.front.Sees("J-1002", "Ho (J-1001)")
	stale := second.Buttons[0][0].Data
	o.PressesOn(wong, first, first.Buttons[0][0].Data)
	o.front.Sees("J-1002", "Registered there: Ho (contact)", "Joins them")
	if toast := o.PressesOn(wong, second, stale); !strings.Contains(toast, "has changed") {
		t.Errorf("approves on an old card: %q", toast)
	}
	if o.Homes(lam) != "" {
		t.Error("was let in to a household that nobody saw")
	}
	o.Presses(wong, "Joins them")
	if o.Homes(lam) != "A-1203" {
		t.Error("was not let in")
	}
}

// Whoever is on the list already becomes that person: nobody is there twice, and the link works no longer.
func TestWhoIsListedBecomesThatPerson(t *testing.T) {
	o := newOffice(t, "14:00")
	code := o.Invite("A-1203", "Chan Tai Man")
	p := o.Stranger("Tai Man", "en")
	o.asks(p, "A-1203", "T M Chan", "9123 4567")
	o.front.Sees("Same name or number as Chan Tai Man")
	o.Presses(o.front.Member("Wong"), "Joins them")
	o.View(func(r *storage.Reader) error {
		known, _, err := r.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := r.HomesOf(known.ID)
		if err != nil {
			return err
		}
		all, err := r.PeopleOf(homes[0].Party)
		if known.Name != "Chan Tai Man" || len(all) != 1 {
			t.Errorf("known as %q, %d people", known.Name, len(all))
		}
		return err
	})
	thief := o.Stranger("Eve", "en")
	thief.Writes("/start " + code)
	thief.Shows("not valid")
}

func TestComingInByLinkClosesTheRequest(t *testing.T) {
	o := newOffice(t, "14:00")
	code := o.Invite("A-1203", "Chan Tai Man")
	p := o.Stranger("Tai Man", "en")
	o.asks(p, "A-1203", "T M Chan", stranger)
	p.Writes("/start " + code)
	p.Presses("Yes")
	o.front.Sees("Came in by an invitation link")
	o.front.SeesNot("Joins them")
	o.starts(p)
	o.Writes(p, "A-1203")
	o.Writes(p, "T M Chan")
	o.Writes(p, stranger)
	o.Presses(p, "Confirm")
	p.Shows("registered for that unit already")
}

// Every request gets a response: the desk and the supervisors are reminded when it is due, the asker is told that
// it is late, and it comes back at each opening.
func TestNobodyDecides(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	p := o.Stranger("Ho", "en")
	o.asks(p, "A-1203", "Ho", stranger)
	if at := o.passes("J-1001"); at.Format("15:04") != "15:00" {
		t.Errorf("reminds at %s", at)
	}
	o.front.Sees("⏰ J-1001: Ho asked at 14:00", "by 15:00")
	o.above.Sees("Nobody has decided yet", "A-1203")
	p.Sees("has not been answered in time")
	if at := o.passes("J-1001"); at.Format("02 15:04") != "05 09:00" {
		t.Errorf("reminds again at %s", at)
	}
	o.front.SeesOnce("⏰")
	o.above.SeesOnce("⏰", "the card is in the group “front-desk”")
	p.SeesOnce("has not been answered in time")
	o.starts(p)
	p.Shows("should have been answered by 15:00 yesterday")
	o.Presses(o.front.Member("Wong"), "Approve")
	o.front.SeesNot("⏰")
	o.above.SeesNot("Nobody has decided")
	o.above.Sees("J-1001 · A-1203", "Approved by Wong")
	p.SeesNot("[✕ Withdraw]")
	o.View(func(r *storage.Reader) error {
		if _, armed := r.Armed(enrol.JoinTimer, "J-1001"); armed {
			t.Error("goes on reminding")
		}
		return nil
	})
}

func TestANameOfWhichNothingCanBeSeenIsTheAccounts(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	p := o.Stranger("Ho", "en")
	o.asks(p, "A-1203", "\u202e"+strings.Repeat("何\n", 90), stranger)
	o.front.Sees("J-1001", strings.TrimSpace(strings.Repeat("何 ", 90)))
	o.front.SeesNot("\u202e")
}

func TestAUnitThatDoesNotExist(t *testing.T) {
	o := newOffice(t, "14:00")
	p := o.Stranger("Ho", "en")
	o.starts(p)
	p.Shows("has not listed any units")
	o.vacant("A", "12", "1203")
	o.starts(p)
	o.Writes(p, "Z-9999")
	p.Shows("Z-9999")
	o.front.SeesNot("asks to be registered")
}

func TestCardsFollowTheFrontDesk(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("A", "12", "1203")
	p := o.Stranger("Ho", "en")
	o.asks(p, "A-1203", "Ho", stranger)
	other := o.Group(desk.FrontDesk)
	o.Do(enrol.Redeal)
	other.Sees("J-1001", "[✅ Approve]")
}

// A tenant who asks for a second unit is not asked for what the office knows already, and keeps the first.
func TestATenantAsksForASecondUnit(t *testing.T) {
	o := newOffice(t, "14:00")
	o.vacant("B", "5", "0501")
	p := o.Tenant("A-1203")
	o.starts(p)
	o.Writes(p, "B-0501")
	p.Shows("Unit: B-", "Chan Tai Man", "9123 4567")
	o.Presses(p, "Confirm")
	o.Presses(o.front.Member("Wong"), "Approve")
	if homes := o.Homes(p); !strings.Contains(homes, "A-1203") || !strings.Contains(homes, "0501") {
		t.Errorf("homes %q", homes)
	}
}
