package story_test

import (
	"testing"

	"frontdesk/bot/story"
)

func TestRepairFromFirstMessageToAnswer(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant, engineers := w.Tenant("A-1203"), w.Group("engineering")
		ho := engineers.Member("Ho")

		tenant.Reports("Air-conditioner leaking")
		screen := tenant.SeesOnce("R-1001", "Received 14:00", "On site by 14:15", "by 14:15")
		card := engineers.SeesOnce("R-1001", "Air-conditioner leaking", "A-1203", "Chan Tai Man", "It is in the living room",
			"Taken by 14:03", "On site by 14:15", "Nobody has taken it")
		engineers.SeesNot("9123")

		w.Until("14:01")
		if toast := ho.Presses(card, "Accept"); toast != "R-1001 is yours." {
			t.Errorf("toast %q", toast)
		}
		card.Shows("Ho has it, since 14:01")
		screen.Shows("Ho has it, since 14:01", "On site by 14:15")
		tenant.SeesOnce("Ho has taken it at 14:01")

		w.Until("14:09")
		ho.Presses(card, "On site")
		card.Shows("Ho is on site, since 14:09", "On site 14:09")
		screen.Shows("Ho is on site, since 14:09", "Fixed by 15:39")
		tenant.SeesOnce("Ho is on site, 14:09")

		w.Until("14:40")
		ho.Presses(card, "Done")
		card.Shows("✔️ Done by Ho; the tenant was told 14:40")
		screen.Shows("Ho reports it done")
		tenant.SeesOnce("Ho reports it done at 14:40. Thank you for telling us.")
		engineers.SeesOnce("R-1001")

		w.Until("20:00")
		engineers.SeesOnce("R-1001")
	})
}
