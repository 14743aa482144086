package story_test

import (
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
)

// play is a story that can be told again with the power cut somewhere on the way.
type play func(w *story.World, s stages)

// talked is a story in which staff and tenant write to each other.
func talked(w *story.World, s stages) {
	s.tenant.ReportsAll(story.Report{Service: "Breaker tripped, no power", Photos: 2})
	card := s.engineers.Sees("R-1001")
	s.ho.Presses(card, "Can't")
	s.ho.Replies(s.engineers.Sees("why can't R-1001 be done?"), "I am on leave")
	s.ho.Presses(card, "Accept")
	s.ho.Replies(card, "Bring the long ladder")
	s.ho.Presses(s.engineers.Sees("Kept inside"), "Send to A-1203")
	s.ho.Replies(card, "> Are you in?")
	w.Until("14:02")
	s.tenant.Sends(emulator.Draft{Text: "Yes", Media: story.Photos(1)})
	s.tenant.Writes("/status")
	s.ho.Presses(card, "Call")
	s.ho.Presses(card, "Called")
	s.ho.Presses(card, "Done")
	w.Until("14:05")
}

// alarmed is a story of an alarm that the supervisors hear of after two minutes and a half.
func alarmed(w *story.World, s stages) {
	s.tenant.Writes("/menu")
	s.tenant.Presses("Emergency")
	s.tenant.Presses("Help")
	w.Wait(40 * time.Second)
	s.tenant.Writes("In the kitchen")
	s.tenant.Sends(emulator.Draft{Text: "There is smoke", Media: story.Photos(1)})
	w.Until("14:03")
	alarm := s.supervisors.Sees("pressed the alarm")
	s.fong.Presses(alarm, "I'll see to it")
	w.Until("14:04")
}

// ending is what became of a story: what people saw, what of it twice, and how long it was.
type ending struct {
	sight          []string
	doubled        map[string]int
	commits, sends int
}

// interrupted tells the story with the power cut on the way as cut says.
func interrupted(t *testing.T, tell play, cut func(*story.World)) (end ending) {
	t.Helper()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.managers.Joined(s.fong)
		commits, sends := w.Commits(), w.Sends()
		cut(w)
		tell(w, s)
		end = ending{w.Sight(), w.Doubled(), w.Commits() - commits, w.Sends() - sends}
	})
	return end
}

// sweep tells each story once for each moment at which the power may be cut, and returns how many messages came
// twice in all.
func sweep(t *testing.T, plays map[string]play, moments func(ending) int, cut func(w *story.World, n int)) int64 {
	t.Helper()
	var doubled atomic.Int64
	t.Run("in", func(t *testing.T) {
		for name, tell := range plays {
			t.Run(name, func(t *testing.T) {
				want := interrupted(t, tell, func(*story.World) {})
				for n := 1; n <= moments(want); n++ {
					t.Run(fmt.Sprint("after ", n), func(t *testing.T) {
						t.Parallel()
						got := interrupted(t, tell, func(w *story.World) { cut(w, n) })
						doubled.Add(got.compare(t, want))
					})
				}
			})
		}
	})
	return doubled.Load()
}

// compare fails unless people saw the same, each chat at most one message of it twice: a chat's next message waits
// until its last is noted.
func (got ending) compare(t *testing.T, want ending) (doubled int64) {
	t.Helper()
	if !slices.Equal(got.sight, want.sight) {
		t.Errorf("missing:\n%s\ntoo much:\n%s", without(want.sight, got.sight), without(got.sight, want.sight))
	}
	for room, twice := range got.doubled {
		if doubled += int64(twice); twice > 1 {
			t.Errorf("%s saw %d messages twice", room, twice)
		}
	}
	return doubled
}

func TestRestartAfterAnyCommitShowsThePeopleTheSame(t *testing.T) {
	t.Parallel()
	plays := map[string]play{"repair": toTheEnd, "talk": talked, "alarm": alarmed}
	sweep(t, plays, func(e ending) int { return e.commits }, (*story.World).RestartAfterCommit)
}

func TestRestartAfterAnyMessageDoublesNoOther(t *testing.T) {
	t.Parallel()
	plays := map[string]play{"repair": toTheEnd}
	if sweep(t, plays, func(e ending) int { return e.sends }, (*story.World).RestartAfterSend) == 0 {
		t.Error("no message was sent twice: the power was not cut where it should be")
	}
}
