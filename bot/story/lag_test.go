package story_test

import (
	"testing"
	"time"

	"frontdesk/bot/story"
)

func TestALagOfOverHalfAMinuteIsToldOnceToThoseInChargeAndOnceWhenItIsOver(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		engineers, managers := w.Group("engineering"), w.Group("managers")
		w.Admin.LooksAway()
		w.Until("14:50")
		w.Slows(40 * time.Second) // between two looks, which are 15 s apart
		w.Until("15:02")
		for _, r := range []*story.Room{managers.Room, w.Admin.Room} {
			r.SeesOnce("Reminders and alerts are running", "40 s late", "Please tell the operator")
		}
		w.Admin.Writes("/health")
		w.Admin.SeesOnce("Timers:", "40 s at worst in the last 5 minutes")

		w.Slows(0)
		w.Wait(30 * time.Minute)
		for _, r := range []*story.Room{managers.Room, w.Admin.Room} {
			r.SeesOnce("are running")
			r.SeesOnce("on time again. They were late from 15:00")
		}
		w.Admin.Writes("/health")
		w.Admin.SeesOnce("Timers: 0 s late now, 0 s at worst in the last 5 minutes")
		engineers.SeesNothing()
	})
}

func TestTimersThatAreNotHalfAMinuteLateAreNoNews(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		managers := w.Group("managers")
		w.Admin.LooksAway()
		w.Slows(25 * time.Second)
		w.Until("15:10")
		w.Restart()
		w.Until("17:10")
		managers.SeesNothing()
		w.Admin.SeesNothing()
	})
}

func TestALagIsToldOfThroughARestartOnce(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		managers := w.Group("managers")
		w.Until("14:50")
		w.Slows(40 * time.Second) // between two looks, which are 15 s apart
		w.Until("15:01")
		w.Slows(0)
		w.Restart()
		w.Wait(30 * time.Minute)
		managers.SeesOnce("are running", "40 s late")
		managers.SeesOnce("on time again")
	})
}

func TestDowntimeIsNoLag(t *testing.T) {
	t.Parallel()
	story.Run(t, "10:00", func(w *story.World) {
		s := cast(w)
		w.Admin.LooksAway()
		s.tenant.Reports("Breaker tripped, no power")
		w.Down(2 * time.Hour)
		w.Wait(10 * time.Minute)
		s.managers.Sees("R-1001", "late")
		s.managers.SeesNot("are running")
		w.Admin.SeesNot("are running")
	})
}
