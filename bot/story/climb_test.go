package story_test

import (
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
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
	s.engineers.Sees("R-1001", "1 min left to take it")
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
		s.engineers.SeesOnce("1 min left to take it")
		s.supervisors.SeesOnce("due 14:03")
		s.managers.SeesOnce("R-1001")
		s.managers.SeesOnce("due 14:03, 10 min late")
		s.tenant.SeesOnce("we have not kept our promise")
		card := s.engineers.SeesOnce("Air-conditioner leaking", "“It is in the living room”")

		s.ho.Presses(card, "Accept")
		s.engineers.SeesOnce("Taken 16:00, was due 14:03")
		w.Until("20:00")
		s.managers.SeesOnce("R-1001")
	})
}

// ending is what became of a story: what people saw, what of it twice, and how long it was.
type ending struct {
	sight          []string
	doubled        map[string]int
	commits, sends int
}

// interrupted plays the story to the repair's end, with the power cut on the way as cut says.
func interrupted(t *testing.T, cut func(*story.World)) (end ending) {
	t.Helper()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		commits, sends := w.Commits(), w.Sends()
		cut(w)
		nobodyTakesIt(s, w.Until)
		card := s.engineers.Sees("“It is in the living room”")
		s.ho.Presses(card, "Accept")
		w.Until("16:05")
		s.ho.Presses(card, "Done")
		w.Until("16:10")
		end = ending{w.Sight(), w.Doubled(), w.Commits() - commits, w.Sends() - sends}
	})
	return end
}

// sweep plays the story once for each moment at which the power may be cut, and returns how many messages came
// twice in all.
func sweep(t *testing.T, want ending, moments int, cut func(w *story.World, n int)) int64 {
	t.Helper()
	var doubled atomic.Int64
	t.Run("after", func(t *testing.T) {
		for n := 1; n <= moments; n++ {
			t.Run(fmt.Sprint(n), func(t *testing.T) {
				t.Parallel()
				got := interrupted(t, func(w *story.World) { cut(w, n) })
				if !slices.Equal(got.sight, want.sight) {
					t.Errorf("missing:\n%s\ntoo much:\n%s", without(want.sight, got.sight), without(got.sight, want.sight))
				}
				for room, twice := range got.doubled {
					if doubled.Add(int64(twice)); twice > 1 { // a chat's next message waits until its last is noted
						t.Errorf("%s saw %d messages twice", room, twice)
					}
				}
			})
		}
	})
	return doubled.Load()
}

func TestRestartAfterAnyCommitShowsThePeopleTheSame(t *testing.T) {
	t.Parallel()
	want := interrupted(t, func(*story.World) {})
	sweep(t, want, want.commits, (*story.World).RestartAfterCommit)
}

func TestRestartAfterAnyMessageDoublesNoOther(t *testing.T) {
	t.Parallel()
	want := interrupted(t, func(*story.World) {})
	doubled := sweep(t, want, want.sends, (*story.World).RestartAfterSend)
	if doubled == 0 || doubled > int64(want.sends) {
		t.Errorf("%d messages of %d were sent twice: the power was not cut where it should be", doubled, want.sends)
	}
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
