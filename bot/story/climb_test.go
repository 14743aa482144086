package story_test

import (
	"slices"
	"strings"
	"testing"

	"frontdesk/bot/story"
)

// stages are who plays a story of a repair that nobody takes.
type stages struct {
	tenant                           *story.Tenant
	engineers, supervisors, managers *story.Group
	ho, fong                         *story.Staff
}

func cast(w *story.World) stages {
	s := stages{
		tenant:    w.Tenant("A-1203"),
		engineers: w.Group("engineering"), supervisors: w.Group("supervisors"), managers: w.Group("managers"),
	}
	s.ho, s.fong = s.engineers.Member("Ho"), s.supervisors.Member("Fong")
	return s
}

// nobodyTakesIt is the story itself; until is how its time passes.
func nobodyTakesIt(s stages, until func(string)) {
	s.tenant.Reports("Air-conditioner leaking")
	s.engineers.Sees("R-1001", "On site by 14:15")
	until("14:01")
	s.supervisors.SeesNothing()
	until("14:02")
	s.engineers.Sees("R-1001", "To be taken by 14:03")
	s.supervisors.SeesNothing()
	until("14:03")
	s.supervisors.Sees("R-1001", "Nobody has taken it")
	until("14:12")
	s.managers.SeesNothing()
	until("14:13")
	s.managers.Sees("R-1001", "10 min late")
	until("14:15")
	s.tenant.Sees("R-1001", "we have not kept our promise", "on site by 14:15", "write to you by 14:15")
	alert := s.supervisors.Sees("R-1001", "Nobody is on site")
	s.fong.Presses(alert, "I'll see to it")
	alert.Shows("Fong sees to it")
	until("16:00")
}

func TestRepairNobodyTakesClimbsOnceALevelUntilSomebodySeesToIt(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		nobodyTakesIt(s, w.Until)
		s.engineers.SeesOnce("⏰", "Nobody has taken it: due 14:03. Please") // which the reminder says by then
		s.supervisors.SeesOnce("due 14:03")
		s.managers.SeesOnce("R-1001")
		s.managers.SeesOnce("due 14:03, 10 min late")
		for _, passed := range []string{"14:30", "15:00", "16:00"} { // each new time that passes is owned up to
			s.tenant.SeesOnce("we have not kept our promise", "the new time, "+passed+", has passed, too")
		}
		card := s.engineers.SeesOnce("📍", "Air-conditioner leaking", "“It is in the living room”")

		s.ho.Presses(card, "Accept")
		s.engineers.SeesOnce("Taken 16:00, was due 14:03")
		w.Until("18:14")
		s.managers.SeesOnce("R-1001")
		w.Until("20:00")
		s.managers.SeesOnce("R-1001", "Ho is not on site yet", "Fong had it in hand until 18:15")
	})
}

// toTheEnd is the same story, until the repair is done.
func toTheEnd(w *story.World, s stages) {
	nobodyTakesIt(s, w.Until)
	card := s.engineers.Sees("📍", "“It is in the living room”")
	s.ho.Presses(card, "Accept")
	w.Until("16:05")
	s.ho.Presses(card, "Done")
	w.Until("16:10")
}

// without are the lines of a that b lacks, each as often as it is missing.
func without(a, b []string) string {
	rest := slices.Clone(b)
	var missing []string
	for _, line := range a {
		if i := slices.Index(rest, line); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		missing = append(missing, line)
	}
	return strings.Join(missing, "\n")
}

func TestAMovedClockEqualsWaiting(t *testing.T) {
	t.Parallel()
	var waited, moved []string
	story.Run(t, "14:00", func(w *story.World) {
		nobodyTakesIt(cast(w), w.Until)
		waited = w.Sight()
	})
	story.Run(t, "14:00", func(w *story.World) {
		nobodyTakesIt(cast(w), w.AdvanceUntil)
		moved = w.Sight()
	})
	if !slices.Equal(waited, moved) {
		t.Errorf("only when waiting:\n%s\nonly when moved:\n%s", without(waited, moved), without(moved, waited))
	}
}
