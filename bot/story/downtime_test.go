package story_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
)

func TestTwelveHoursOfDowntimeAreCaughtUpInOneMessageAChat(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		first, second := w.Tenant("A-1203"), w.TenantNamed("B-301", "John Smith", "en")
		engineers, supervisors, managers := w.Group("engineering"), w.Group("supervisors"), w.Group("managers")
		first.Reports("Air-conditioner leaking")
		second.Reports("Breaker tripped, no power")
		for _, g := range []*story.Group{engineers, supervisors, managers} {
			g.LooksAway()
		}
		tenantSaw := first.Count("R-1001")

		w.Down(12 * time.Hour)
		managers.SeesNothing() // at two at night nobody is woken for what can wait
		w.Until("08:00")

		engineers.SeesOnce("R-1001", "R-1002", "Nobody has taken it", "17 h 56 min late", "17 h 44 min late")
		inOrder(w.T, supervisors.SeesOnce("R-1001").String(),
			"R-1001", "due yesterday 14:03", "R-1001", "due yesterday 14:15", "R-1001", "due yesterday 14:15",
			"R-1002", "due yesterday 14:03", "R-1002", "due yesterday 14:15", "R-1002", "due yesterday 14:15")
		managers.SeesOnce("R-1001", "R-1002", "17 h 56 min late", "17 h 44 min late")
		for _, g := range []*story.Group{engineers, supervisors, managers} {
			if n := len(g.Messages()) - g.Count("Good morning"); n != 1 {
				t.Errorf("%s sees %d messages, want one:\n%s", g.Title, n, g)
			}
		}
		first.SeesOnce("we have not kept our promise", "Those in charge have been told, and will be told again")
		if n := first.Count("R-1001"); n != tenantSaw+1 {
			t.Errorf("the tenant sees %d messages on R-1001, %d before:\n%s", n, tenantSaw, first)
		}

		w.Until("09:00")
		w.Restart()
		managers.SeesOnce("R-1001", "late at 08:00")
		managers.SeesNot("was down")
	})
}

// inOrder fails unless the parts stand in the text one after another.
func inOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		at := strings.Index(rest, part)
		if at < 0 {
			t.Fatalf("%q does not follow in:\n%s", part, text)
		}
		rest = rest[at+len(part):]
	}
}

func TestStaffAreToldOfAGapInWhichMessagesAreLost(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant, desk := w.Tenant("A-1203"), w.Group("front-desk")
		tenant.Writes("/menu")
		w.Down(23 * time.Hour)
		desk.SeesNot("was down")
		w.Down(26 * time.Hour)
		desk.SeesOnce("The front desk was down from yesterday 13:00 until 15:00", "Please ask your tenants.")
		w.Restart()
		desk.SeesOnce("was down")
	})
}

func TestMorningLineNightlyCheckAndBackupOnceEachAfterADowntime(t *testing.T) {
	t.Parallel()
	story.Run(t, "20:00", func(w *story.World) {
		managers := w.Group("managers")
		w.Down(12*time.Hour + time.Minute)
		managers.SeesOnce("Good morning", "Open: 0, overdue: 0")
		if n := len(backups(w)); n != 1 {
			t.Errorf("%d backups, want one", n)
		}
	})
}

func TestWordsWrittenDuringADowntimeAreKeptAndPromisesCountFromTheConfirmation(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Fills(story.Report{Service: "Air-conditioner leaking"})
		w.Stop()
		if _, err := w.Telegram.Say(s.tenant.User, s.tenant.ID, emulator.Draft{Text: "Please hurry, it is pouring"}); err != nil {
			w.T.Fatal(err)
		}
		// A press is forgotten long before the start.
		if _, err := w.Telegram.Press(s.tenant.User, s.tenant.ID, s.tenant.Sees("Please check").ID, confirmation(w, s)); err != nil {
			w.T.Fatal(err)
		}
		time.Sleep(14 * time.Minute)
		w.Start()
		s.engineers.SeesNothing()
		s.tenant.SeesOnce("Noted: “Please hurry, it is pouring”", "Please check", "On site by 14:29")
		s.tenant.Presses("Confirm")
		s.engineers.SeesOnce("R-1001", "Please hurry, it is pouring", "On site by 14:29")
	})
}
