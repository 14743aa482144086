package story_test

import (
	"fmt"
	"testing"

	"frontdesk/bot/story"
)

func TestTwoAcceptAtOnceAndTheSecondSeesWhoWasFirst(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant, engineers := w.Tenant("A-1203"), w.Group("engineering")
		ho, lam := engineers.Member("Ho"), engineers.Member("Lam")
		tenant.Reports("Air-conditioner leaking")
		card := engineers.Sees("R-1001")

		toasts := w.AtOnce(ho.Pressing(card, "Accept"), lam.Pressing(card, "Accept"))

		if toasts[0] != "R-1001 is yours." || toasts[1] != "Ho was first with R-1001." {
			t.Errorf("toasts %q", toasts)
		}
		card.Shows("Ho has it")
		tenant.SeesOnce("has taken it")
		if toast := lam.PressesOn(card, "t|R-1001|accept|"); toast != "Ho was first with R-1001." {
			t.Errorf("a press on the button that was: toast %q", toast)
		}
	})
}

func TestOfAHundredPressesAtOnceOneWins(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant, engineers := w.Tenant("A-1203"), w.Group("engineering")
		var presses []story.Press
		for i := range 25 {
			engineers.Member(fmt.Sprint("Engineer ", i))
		}
		tenant.Reports("Air-conditioner leaking")
		card := engineers.Sees("R-1001")
		for range 4 {
			for _, s := range engineers.Staff() {
				presses = append(presses, s.Pressing(card, "Accept"))
			}
		}
		counts := map[string]int{}
		for _, toast := range w.AtOnce(presses...) {
			counts[toast]++
		}
		if counts["R-1001 is yours."] != 1 || counts["Engineer 0 was first with R-1001."] != 99 {
			t.Errorf("toasts %v", counts)
		}
		tenant.SeesOnce("has taken it")
	})
}

func TestADoublePressConfirmsOnce(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant, engineers := w.Tenant("A-1203"), w.Group("engineering")
		tenant.Fills(story.Report{Service: "Air-conditioner leaking"})
		summary := tenant.Sees("Please check")
		w.AtOnce(tenant.Pressing(summary, "Confirm"), tenant.Pressing(summary, "Confirm"), tenant.Pressing(summary, "Confirm"))
		engineers.SeesOnce("Air-conditioner leaking")
		if n := len(w.Tickets()); n != 1 {
			t.Errorf("%d tickets", n)
		}
	})
}
