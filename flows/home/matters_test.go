package home_test

import (
	"fmt"
	"testing"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/home"
	"frontdesk/storage/desk"
)

func TestMattersCarryTheirStateAndTheNextPromisedTime(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	w.Group(desk.Engineering)
	p := w.Tenant("A-1203")
	id := opens(w, p, desk.Repair)
	m := presses(w, s, p, home.Status)
	sees(t, m, "Open", "R-1001 · Air-conditioner leaking", "waiting to be taken · next step by 14:15", "[💧 R-1001]", "[◀ Home]")
	sees(t, presses(w, s, p, home.Matter+string(id)), "On site by 14:15", "[📋 My matters]")
	ends(w, id)
	sees(t, p.Screen(), "reports it done")
	sees(t, presses(w, s, p, home.Status), "Finished in the last 7 days", "done · 14:00")
	w.Wait(6 * 24 * time.Hour)
	ends(w, opens(w, p, desk.Repair))
	sees(t, presses(w, s, p, home.Status), "R-1001", "R-1002", "[💧 R-1002]  [💧 R-1001]")
	w.Wait(24*time.Hour + time.Minute)
	m = presses(w, s, p, home.Status)
	sees(t, m, "R-1002")
	seesNot(t, m, "R-1001")
	w.Wait(6 * 24 * time.Hour)
	sees(t, presses(w, s, p, home.Status), "Nothing is open")
}

func TestManyMattersComeInPagesOfSix(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	p := w.Tenant("A-1203")
	for range 14 {
		opens(w, p, desk.Repair)
	}
	for page, want := range []string{
		"[[💧 R-1001 💧 R-1002] [💧 R-1003 💧 R-1004] [💧 R-1005 💧 R-1006] [Next ▶] [◀ Home]]",
		"[[💧 R-1007 💧 R-1008] [💧 R-1009 💧 R-1010] [💧 R-1011 💧 R-1012] [◀ Earlier Next ▶] [◀ Home]]",
		"[[💧 R-1013 💧 R-1014] [◀ Earlier] [◀ Home]]",
	} {
		m := presses(w, s, p, fmt.Sprint(home.Page, page))
		if got := fmt.Sprint(labels(m)); got != want {
			t.Errorf("page %d: got %s, want %s", page, got, want)
		}
		sees(t, m, fmt.Sprintf("page %d of 3", page+1))
	}
	for _, odd := range []string{"99", "-1", "x", ""} {
		sees(t, presses(w, s, p, home.Page+odd), "of 3")
	}
}

func TestTheContactSeesTheUnitsRepairsAndNothingElse(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	contact := w.Tenant("A-1203")
	member := joins(w, "A-1203", "Ah Ming")
	repair, alarm, visit := opens(w, member, desk.Repair), opens(w, member, desk.Emergency), opens(w, member, desk.Request)
	m := presses(w, s, contact, home.Status)
	sees(t, m, string(repair), "👤 from Ah Ming, A-1203")
	seesNot(t, m, string(alarm), string(visit))
	sees(t, presses(w, s, contact, home.Matter+string(repair)), "On site by")
	own := opens(w, contact, desk.Repair)
	seesNot(t, presses(w, s, member, home.Status), string(own))
	for p, ids := range map[*flowstest.Person][]desk.TicketID{contact: {alarm, visit, "R-9999", "nonsense"}, member: {own}} {
		for _, id := range ids {
			m := presses(w, s, p, home.Matter+string(id))
			sees(t, m, "That is not there any more.", "My matters")
			seesNot(t, m, "words of", "On site by")
		}
	}
}

func TestALaterOccupantNeverSeesEarlierMatters(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	before := w.Tenant("A-1203")
	open, over := opens(w, before, desk.Repair), opens(w, before, desk.Repair)
	ends(w, over)
	movesOut(w, before)
	w.Wait(time.Minute)
	after := w.TenantNamed("A-1203", "Lam", "en")
	seesNot(t, presses(w, s, after, home.Status), string(open), string(over))
	for _, id := range []desk.TicketID{open, over} {
		sees(t, presses(w, s, after, home.Matter+string(id)), "not there any more")
	}
	sees(t, presses(w, s, before, home.Menu), "I live or work here", "My matters")
	sees(t, presses(w, s, before, home.Status), string(open))
}

func TestAMemberOfAnotherUnitSeesNothing(t *testing.T) {
	w := flowstest.New(t, "14:00")
	s := screens(catalogue.Default())
	id := opens(w, w.Tenant("A-1203"), desk.Repair)
	other := w.TenantNamed("A-1204", "Lam", "en")
	seesNot(t, presses(w, s, other, home.Status), string(id))
	sees(t, presses(w, s, other, home.Matter+string(id)), "not there any more")
}
