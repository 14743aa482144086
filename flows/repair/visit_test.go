package repair_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// asksForVisit brings a tenant to the question when somebody is at home.
func asksForVisit(p *flowstest.Person) {
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Ordinary")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Skip")
	p.Shows("When is somebody there")
}

func TestAVisitIsAgreedOnAnotherDay(t *testing.T) {
	w := flowstest.New(t, "14:00") // Wednesday, 4 March 2026
	p := w.Tenant("A-1203")
	asksForVisit(p)
	p.Presses("Another day")
	p.Shows("Which day suits you", "March 2026")
	p.Writes("1 Jan 2020")
	p.Shows("has passed")
	p.Writes("12 Mar")
	p.Shows("Which time on that day", "09:00–11:00")
	p.Writes("21:30")
	p.Shows("21:30 is not free. Free are: 09:00–11:00 · 11:00–13:00 · 14:00–16:00")
	p.Writes("14:30")
	p.Shows("Please check", "Thu 12 Mar", "14:00", "16:00")
	p.Presses("Confirm")
	visit := w.Ticket("R-1001").Visit
	if visit == nil || visit.Until.Sub(visit.From) != 2*time.Hour || visit.From.In(flowstest.Zone).Format("02 15:04") != "12 14:00" {
		t.Errorf("agreed on %v", visit)
	}
}

func TestAnotherTimeIsChosenWhereTheFirstHasPassed(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	asksForVisit(p)
	p.Presses("Another day")
	p.Presses("5")
	p.Presses("09:00")
	p.Shows("Please check")
	w.Jump(24 * time.Hour)
	p.Presses("Continue")
	p.Shows("no longer possible", "Which day suits you")
	p.Presses("Back")
	p.Presses("18:00")
	p.Presses("Confirm")
	if visit := w.Ticket("R-1001").Visit; visit == nil || !visit.From.After(w.Now) {
		t.Errorf("agreed on %v", visit)
	}
}

func TestAVisitIsChangedFromTheSummaryAlone(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	asksForVisit(p)
	p.Presses("here now")
	p.Presses("Change")
	p.Presses("Visit")
	p.Presses("Another day")
	p.Writes("tomorrow")
	p.Writes("11:00")
	if m := p.Shows("Please check", "tomorrow"); !strings.Contains(m.Text, "dripping") {
		t.Errorf("an answer is lost:\n%s", m)
	}
}

func TestNoVisitIsOfferedWhileTheDeskIsClosed(t *testing.T) {
	w := flowstest.New(t, "14:00") // a Wednesday
	w.View(func(r *storage.Reader) error {
		open := desk.Hours{Closed: map[desk.Day]bool{"2026-03-05": true}}
		for day := time.Monday; day <= time.Friday; day++ {
			open.Week[day] = []desk.Period{{From: 9 * time.Hour, Until: 18 * time.Hour}}
		}
		r.Estate().Desks = map[desk.Name]desk.Hours{desk.Engineering: open}
		return nil
	})
	p := w.Tenant("A-1203")
	asksForVisit(p)
	m := p.Screen().String()
	for _, none := range []string{"tomorrow 09:00", "18:00–20:00"} {
		if strings.Contains(m, none) {
			t.Errorf("offers %s:\n%s", none, m)
		}
	}
	p.Shows("15:00", "Fri 6 Mar")
	p.Presses("Fri 6 Mar 09:00")
	p.Presses("Confirm")
	if visit := w.Ticket("R-1001").Visit; visit == nil || visit.From.In(flowstest.Zone).Format("02 15:04") != "06 09:00" {
		t.Errorf("agreed on %v", visit)
	}
}

func TestWhoeverChangesTheVisitIsAskedItsDayAndTime(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	asksForVisit(p)
	p.Presses("Another day")
	p.Writes("tomorrow")
	p.Shows("Which time on that day?", "📅 tomorrow")
	p.Presses("11:00")
	p.Presses("Change")
	p.Presses("▶")
	p.Presses("Visit")
	p.Presses("✓ 📅 Another day") // the same, but which?
	p.Shows("Which day suits you")
	p.Writes("12 Mar")
	p.Shows("Which time on that day?", "Thu 12 Mar")
	p.Presses("14:00")
	p.Presses("Change")
	p.Presses("▶")
	p.Presses("Day")
	p.Writes("13 Mar")
	p.Shows("Which time on that day?", "Fri 13 Mar")
	p.Presses("09:00")
	p.Shows("Please check", "Fri 13 Mar")
}
