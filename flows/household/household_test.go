package household_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/household"
	"frontdesk/flows/tenancy"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// deep is the link that opens the desk with a code.
func deep(code string) string { return "https://t.me/" + flowstest.Bot + "?start=" + code }

func newHome(t *testing.T) *flowstest.Apart {
	t.Helper()
	w := flowstest.New(t, "14:00")
	people := &household.Household{Link: deep, Home: flowstest.Home}
	a := w.Apart(people.Flow())
	people.Begin = a.Begin
	return a
}

var startCode = regexp.MustCompile(`start=(\S+)`)

// code is the code of the invitation that stands in the chat.
func code(t *testing.T, p *flowstest.Person) string {
	t.Helper()
	found := startCode.FindStringSubmatch(p.Sees("?start=").Text)
	if found == nil {
		t.Fatalf("no link:\n%s", p.Room)
	}
	return found[1]
}

// invites has the contact invite Ho, who comes in.
func invites(t *testing.T, w *flowstest.Apart, contact *flowstest.Person) *flowstest.Person {
	t.Helper()
	w.Opens(contact, household.Name)
	w.Presses(contact, "Invite somebody")
	w.Writes(contact, "Ho")
	p := w.Stranger("Ho", "en")
	p.Writes("/start " + code(t, contact))
	p.Shows("Are you Ho", "A-1203")
	p.Presses("Yes")
	return p
}

func TestTheContactInvitesSomebodyByALinkToForward(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	w.Opens(contact, household.Name)
	contact.Shows("People here · A-1203", "Chan Tai Man, contact (you)", "nobody named yet", "Invite somebody")
	w.Presses(contact, "Invite somebody")
	w.Writes(contact, "Ho\u202e  Siu Ming")
	m := contact.Sees("Ho Siu Ming, Chan Tai Man invites you", "Harbour Court · A-1203", "until Fri 3 Apr", "https://t.me/frontdesk_bot?start=")
	if len(m.Buttons) > 0 {
		t.Errorf("the message to forward has buttons:\n%s", m)
	}
	contact.Shows("Forward it to that person alone")
	first := code(t, contact)
	w.Opens(contact, household.Name)
	contact.Shows("Ho Siu Ming, invited; has not opened the link yet")
	w.Presses(contact, "Invite somebody")
	w.Writes(contact, "ho siu ming") // again: the earlier link ends, and nobody is listed twice
	ho := w.Stranger("Ho", "en")
	ho.Writes("/start " + first)
	ho.Shows("not valid")
	ho.Writes("/start " + code(t, contact))
	ho.Presses("Yes")
	if w.Homes(ho) != "A-1203" {
		t.Errorf("homes %q", w.Homes(ho))
	}
	w.Opens(contact, household.Name)
	contact.Shows("👤 Ho Siu Ming")
	w.Presses(contact, "Invite somebody")
	w.Writes(contact, "Ho Siu Ming")
	contact.Shows("can use the desk already")
}

func TestALinkEndsAfterThirtyDays(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	w.Opens(contact, household.Name)
	w.Presses(contact, "Invite somebody")
	w.Writes(contact, "Ho")
	w.Jump(30*24*time.Hour + time.Minute)
	ho := w.Stranger("Ho", "en")
	ho.Writes("/start " + code(t, contact))
	ho.Shows("not valid")
	w.Opens(contact, household.Name)
	contact.Shows("Ho, without a valid link; invite again")
}

func TestWhoIsRemovedLosesAccessAtOnceAndIsTold(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	ho := invites(t, w, contact)
	ho.Writes("/repair")
	ho.Presses("Water")
	w.Opens(contact, household.Name)
	w.Presses(contact, "Remove somebody")
	w.Presses(contact, "Ho")
	contact.Shows("Stop Ho from using this service for A-1203?")
	if w.Homes(ho) == "" {
		t.Error("removed before it was confirmed")
	}
	w.Presses(contact, "Confirm")
	ho.Sees("Chan Tai Man has stopped you from using this service for A-1203")
	contact.Shows("The access has ended")
	if w.Homes(ho) != "" {
		t.Errorf("homes %q", w.Homes(ho))
	}
	ho.Writes("/repair")
	ho.Shows("don't know your unit")
}

func TestAnInvitationOfSomebodyRemovedEnds(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	w.Opens(contact, household.Name)
	w.Presses(contact, "Invite somebody")
	w.Writes(contact, "Ho")
	w.Opens(contact, household.Name)
	w.Presses(contact, "Remove somebody")
	w.Presses(contact, "Ho")
	w.Presses(contact, "Confirm")
	ho := w.Stranger("Ho", "en")
	ho.Writes("/start " + code(t, contact))
	ho.Shows("not valid")
}

func TestMembersSeeTheListAndLeaveByThemselves(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	ho := invites(t, w, contact)
	w.Opens(ho, household.Name)
	screen := ho.Shows("Chan Tai Man, contact", "Ho (you)", "I have left here").String()
	for _, label := range []string{"Invite", "Remove", "Hand over"} {
		if strings.Contains(screen, label) {
			t.Errorf("a member is offered %q", label)
		}
	}
	w.Presses(ho, "I have left")
	ho.Shows("Have you left A-1203?")
	w.Presses(ho, "Confirm")
	ho.Shows("you have left")
	contact.Sees("Ho has left A-1203")
	if w.Homes(ho) != "" {
		t.Errorf("homes %q", w.Homes(ho))
	}
}

func TestTheContactHandsOver(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	w.Opens(contact, household.Name)
	if _, offered := contact.Screen().Button("Hand over"); offered {
		t.Error("hands over to nobody")
	}
	ho := invites(t, w, contact)
	w.Opens(contact, household.Name)
	stale := contact.Screen()
	w.Presses(contact, "Hand over")
	w.Presses(contact, "Ho")
	w.Presses(contact, "Confirm")
	ho.Sees("made you the contact for A-1203")
	w.Opens(ho, household.Name)
	ho.Shows("🔑 Ho, contact (you)", "👤 Chan Tai Man", "Invite somebody")
	invite, _ := stale.Button("Invite")
	w.PressesOn(contact, stale, invite.Data) // an old screen gives nothing
	w.Opens(contact, household.Name)
	contact.Shows("I have left here")
}

// A dialog that was left at "whom to invite" does nothing once somebody else is the contact.
func TestWhoIsNoLongerTheContactChangesNothing(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	ho := invites(t, w, contact)
	w.Opens(contact, household.Name)
	w.Presses(contact, "Invite somebody")
	w.Do(func(tx *storage.Tx) error {
		for u, role := range map[desk.UserID]desk.Role{contact.User: desk.RoleMember, ho.User: desk.RoleContact} {
			p, _, err := tx.PersonOf(u)
			if err != nil {
				return err
			}
			homes, err := tx.HomesOf(p.ID)
			if err != nil {
				return err
			}
			m, _, err := tx.Membership(p.ID, homes[0].Party)
			if err != nil {
				return err
			}
			m.Role = role
			if err := tx.PutMembership(m); err != nil {
				return err
			}
		}
		return nil
	})
	before := contact.Count("?start=")
	w.Writes(contact, "Eve")
	if contact.Count("?start=") != before {
		t.Error("invites although somebody else is the contact")
	}
}

func TestTheEmergencyContact(t *testing.T) {
	w := newHome(t)
	contact := w.Tenant("A-1203")
	w.Opens(contact, household.Name)
	w.Presses(contact, "Emergency contact")
	w.Writes(contact, "Aunt <Mei>")
	w.Writes(contact, "not a number")
	w.Writes(contact, "+44 20 7946 0000")
	contact.Shows("only if none of you can be reached")
	w.Opens(contact, household.Name)
	contact.Shows("In an emergency: Aunt <Mei>, +44 20 7946 0000")
}

func TestSeveralUnitsAndParties(t *testing.T) {
	w := newHome(t)
	p := w.Tenant("A-1203")
	p.Writes("/start " + w.Invite("B-0501", "Chan & Co."))
	p.Presses("Yes")
	w.Opens(p, household.Name)
	p.Shows("Which unit or company?", "A-1203", "B-0501")
	w.Presses(p, "B-0501")
	p.Shows("People here · B-0501")
}

func TestWhatWasBegunForOnePartyIsNotDoneToAnother(t *testing.T) {
	w := newHome(t)
	p := w.Tenant("A-1203")
	p.Writes("/start " + w.Invite("B-0501", "Chan & Co."))
	p.Presses("Yes")
	w.Opens(p, household.Name)
	w.Presses(p, "B-0501")
	w.Presses(p, "Invite somebody")
	w.Do(func(tx *storage.Tx) error {
		known, _, err := tx.PersonOf(p.User)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(known.ID)
		if err != nil {
			return err
		}
		for _, h := range homes {
			if h.Unit.Label() == "B-0501" {
				return tenancy.Remove(tx, h.Party, known.ID)
			}
		}
		return nil
	})
	w.Writes(p, "Eve")
	p.SeesNot("?start=")
	p.Shows("no longer possible", "People here · A-1203", "Invite somebody")
}
