package story_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage/desk"
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
		managers.SeesNot("R-1001") // at two at night nobody is woken for what can wait
		for _, g := range []*story.Group{engineers, managers} {
			if !g.SeesOnce("Open past its day: 2", "For yesterday, Wed 4 Mar").Silent {
				t.Errorf("%s is woken by the end of the day", g.Title)
			}
		}
		w.Until("08:00")

		engineers.SeesOnce("R-1001", "R-1002", "Nobody has taken it", "17 h 56 min late", "17 h 44 min late")
		inOrder(w.T, supervisors.SeesOnce("R-1001").String(),
			"R-1001", "due Wed 4 Mar 14:03", "R-1001", "due Wed 4 Mar 14:15", "R-1001", "due Wed 4 Mar 14:15",
			"R-1002", "due Wed 4 Mar 14:03", "R-1002", "due Wed 4 Mar 14:15", "R-1002", "due Wed 4 Mar 14:15")
		managers.SeesOnce("R-1001", "R-1002", "17 h 56 min late", "17 h 44 min late")
		for _, g := range []*story.Group{engineers, supervisors, managers} {
			if n := len(g.Messages()) - g.Count("Good morning") - g.Count("past its day"); n != 1 {
				t.Errorf("%s sees %d messages, want one:\n%s", g.Title, n, g)
			}
		}
		first.SeesOnce("we have not kept our promise", "those in charge will be told at 08:00")
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
		desk.SeesOnce("The front desk was down from 13:00 yesterday until 15:00", "Please ask your tenants.")
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

// TestADowntimeOfAnyLengthIsToldOnceInOrderAndSaysHowLate goes by the policies that are built in. The desk is down from
// before anything is due, and for the last also through a month's end; whatever the length, each clock is told once to
// each group when it is back, the most urgent ticket first, and then goes on as if it had been there.
func TestADowntimeOfAnyLengthIsToldOnceInOrderAndSaysHowLate(t *testing.T) {
	t.Parallel()
	for down, late := range map[time.Duration]string{
		4 * time.Minute:        "1 min late",
		16 * time.Minute:       "13 min late",
		3 * time.Hour:          "2 h 57 min late",
		24 * time.Hour:         "23 h 57 min late",
		7 * 24 * time.Hour:     "6 days 23 h late",
		31 * 24 * time.Hour:    "30 days 23 h late",
		3 * 7 * 24 * time.Hour: "20 days 23 h late",
	} {
		t.Run(down.String(), func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				s := cast(w)
				escalating(w, "escalation: {}\n")
				s.tenant.ReportsAll(story.Report{Service: "Breaker tripped, no power", Urgency: desk.Ordinary})
				s.tenant.ReportsAll(story.Report{Service: "Air-conditioner leaking", Urgency: desk.Critical})
				for _, g := range []*story.Group{s.engineers, s.supervisors, s.managers} {
					g.LooksAway()
				}
				w.Down(down)
				w.Wait(20 * time.Second)
				inOrder(t, s.supervisors.Sees("⏰").String(), "R-1002", late, "R-1001")
				once(t, s.supervisors)
				once(t, s.managers)
				before := len(told(s.supervisors.Room))
				w.Restart()
				w.Wait(20 * time.Second)
				if now := len(told(s.supervisors.Room)); now != before {
					t.Errorf("a restart tells %d again:\n%s", now-before, s.supervisors)
				}
				if down > 24*time.Hour {
					s.supervisors.SeesOnce("The front desk was down")
				}
				w.Wait(2 * time.Hour)
				s.managers.Sees("R-1002", "late")
			})
		})
	}
}

// once fails where a group was told of the same clock twice.
func once(t *testing.T, g *story.Group) {
	t.Helper()
	seen := map[string]bool{}
	for _, m := range g.Find("⏰") {
		for alert := range strings.SplitSeq(m.Text, "\n\n") {
			if seen[alert] {
				t.Errorf("%s is told twice:\n%s", g.Title, alert)
			}
			seen[alert] = true
		}
	}
}

func TestAnAlarmSoundsAtOnceAfterADowntimeAndOnceForAllThatItMissed(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant, security, managers := w.Tenant("A-1203"), w.Group("security"), w.Group("managers")
		tenant.Writes("/menu")
		tenant.Presses("Emergency")
		tenant.Presses("Help")
		w.Down(90 * time.Minute)
		w.Wait(5 * time.Second)
		for _, g := range []*story.Group{security, managers} {
			g.SeesOnce("pressed the alarm at 14:00", "At 15:30 nobody has taken it")
		}
		w.Wait(31 * time.Second)
		security.SeesOnce("pressed the alarm at 14:00")
	})
}
