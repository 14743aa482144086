package story_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/story"
)

func TestTheEndOfADayLinksToTheCards(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Reports("Air-conditioner leaking")
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("18:00")
		list := s.engineers.SeesOnce("Open past its day: 2", "R-1001", "due 14:03", "R-1002", "nobody yet")
		var want []string
		for _, id := range []string{"R-1001", "R-1002"} {
			card := s.engineers.SeesOnce(id, "[✋ Accept]")
			want = append(want, fmt.Sprintf("https://t.me/c/%s/%d", strings.TrimPrefix(fmt.Sprint(s.engineers.ID), "-100"), card.ID))
		}
		if got := linksIn(list); !slices.Equal(got, want) {
			t.Errorf("its links go to %v, want %v", got, want)
		}
		s.managers.SeesOnce("Open past its day: 2", "Engineering: 2, the oldest due 14:03")
	})
}

// Whenever the power is cut around the moment, the list comes, and comes once: twice only where Telegram had taken it
// and the desk could not know.
func TestTheEndOfADayComesOnceThroughRestarts(t *testing.T) {
	t.Parallel()
	for cut := range 4 {
		t.Run(fmt.Sprintf("after %d commits", cut), func(t *testing.T) {
			story.Run(t, "14:00", func(w *story.World) {
				s := cast(w)
				s.tenant.Reports("Air-conditioner leaking")
				w.Until("17:59")
				if cut > 0 {
					w.RestartAfterCommit(cut)
				}
				w.Until("18:05")
				w.Restart()
				w.Until("18:10")
				s.engineers.SeesOnce("Open past its day: 1", "R-1001")
				s.managers.SeesOnce("Open past its day: 1", "Engineering: 1")
			})
		})
	}
}

func TestAMonthWithoutTheDeskEndsInOneMessageOfEach(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Reports("Air-conditioner leaking")
		w.Down(30*24*time.Hour + 6*time.Hour) // until Friday, 3 April, 20:00: a holiday nowhere, here
		s.managers.SeesOnce("Good morning", "For 08:00")
		s.engineers.SeesOnce("Open past its day: 1", "For 18:00", "R-1001", "due Wed 4 Mar 14:03")
		s.managers.SeesOnce("Open past its day: 1", "For 18:00")
		s.managers.SeesOnce("Harbour Court, March 2026", "For Wed 1 Apr", "In all: opened 1, done 0")
		w.Restart()
		w.Until("08:00")
		if n := s.managers.Count("Good morning"); n != 2 {
			t.Errorf("%d mornings, want the late one and today's", n)
		}
		s.managers.SeesOnce("March 2026")
	})
}
