package story_test

import (
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/bot/emulator"
	"frontdesk/bot/story"
	"frontdesk/storage/desk"
)

// escalating has the world go on with what a configuration file says of escalation and hours.
func escalating(w *story.World, file string) {
	w.T.Helper()
	c, err := config.Parse("f.yaml", []byte(file))
	if err != nil {
		w.T.Fatal(err)
	}
	w.Serves(func(e *desk.Estate) {
		e.Escalation, e.Office, e.Desks, e.Days = c.Estate.Escalation, c.Estate.Office, c.Estate.Desks, c.Estate.Days
	})
}

func TestWhereTheSupervisorsGroupIsGoneTheManagersHearAtOnce(t *testing.T) {
	t.Parallel()
	for name, gone := range map[string]func(w *story.World, g *story.Group){
		"put out, and it was said": func(w *story.World, g *story.Group) { g.PutsOut(w.Telegram.Bot().ID) },
		"deleted, and nobody said so": func(w *story.World, g *story.Group) {
			w.Telegram.Fail(emulator.Fault{Chat: g.ID, Kind: emulator.Forbidden, Times: -1})
		},
		"put out while the desk was down for days": func(w *story.World, g *story.Group) {
			w.Stop()
			if err := w.Telegram.Join(g.ID, w.Telegram.Bot().ID, "kicked"); err != nil {
				w.T.Fatal(err)
			}
			time.Sleep(72 * time.Hour)
			w.Start()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				w.Expect("bot was kicked", "bot was blocked by the user")
				s := cast(w)
				gone(w, s.supervisors)
				s.managers.LooksAway()
				s.tenant.Reports("Breaker tripped, no power")
				w.Until("14:03")
				s.managers.SeesOnce("R-1001", "Nobody has taken it", "due 14:03", "see to it: R-1001")
				s.supervisors.SeesNot("R-1001")
				w.Until("14:10")
				w.Restart()
				w.Until("14:14")
				if n := s.managers.Count("R-1001", "due 14:03"); n > 2 { // at once, and as the managers' own level
					t.Errorf("told %d times:\n%s", n, s.managers)
				}
				w.Until("19:00")
				if k := w.Ticket("R-1001"); k.Over() {
					t.Errorf("it was closed by itself: %s", k.State)
				}
			})
		})
	}
}

func TestAnEscalationToAGroupThatHasMovedArrivesThere(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		w.Expect("group chat was upgraded to a supergroup chat")
		tenant := w.Tenant("A-1203")
		w.Group("engineering")
		supervisors := w.Found(emulator.Group{Title: "supervisors", Type: "group"})
		supervisors.Link("supervisors")
		managers := w.Group("managers")
		tenant.Reports("Breaker tripped, no power")
		w.Until("14:02")
		supervisors.Moves()
		w.Until("14:04")
		supervisors.SeesOnce("R-1001", "Nobody has taken it")
		managers.SeesNothing()
		w.Until("14:14")
		managers.SeesOnce("R-1001", "10 min late")
	})
}

// onCallFirst is an escalation in which whoever is on call hears first, and of the first level nobody else.
const onCallFirst = `
escalation:
  ordinary:
    remind: 0
    levels:
      - {to: [on-call]}
      - {after: 10m, to: [supervisors]}
      - {after: 30m, to: [managers], every: 1h}
`

func TestWithNobodyOnCallTheNextLevelHearsAtOnce(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		escalating(w, onCallFirst)
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("14:03")
		s.supervisors.SeesOnce("R-1001", "Nobody has taken it", "due 14:03")
		s.managers.SeesNothing()
		w.Until("14:14")
		s.supervisors.SeesOnce("R-1001", "due 14:03")
		w.Until("14:34")
		s.managers.SeesOnce("R-1001", "30 min late")
	})
}

// onDuty has somebody be on call who can be written to in private.
func onDuty(w *story.World, p *story.Staff) {
	w.T.Helper()
	p.Writes("/start staff")
	p.Says("/on 23:00")
	p.LooksAway()
}

func TestWhoeverIsOnCallHearsInPrivateAndNobodyAboveBeforeTheirTime(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		escalating(w, onCallFirst)
		onDuty(w, s.ho)
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("14:12")
		s.ho.SeesOnce("R-1001", "Nobody has taken it")
		s.supervisors.SeesNothing()
		w.Until("14:14")
		s.supervisors.SeesOnce("R-1001", "10 min late")
	})
}

func TestWhereTheOnlyOneOnCallBlockedTheBotTheNextLevelHearsAtOnce(t *testing.T) {
	t.Parallel()
	for _, told := range []bool{true, false} {
		story.Run(t, "14:00", func(w *story.World) {
			w.Expect("bot was blocked by the user")
			s := cast(w)
			escalating(w, onCallFirst)
			onDuty(w, s.ho)
			if told {
				w.Telegram.Block(s.ho.User)
			} else { // what the desk does not know before it writes
				w.Telegram.Fail(emulator.Fault{Chat: s.ho.User, Kind: emulator.Forbidden, Times: -1})
			}
			s.tenant.Reports("Breaker tripped, no power")
			w.Until("14:04")
			s.ho.SeesNothing()
			s.supervisors.SeesOnce("R-1001", "Nobody has taken it", "due 14:03")
			s.managers.SeesNothing()
		})
	}
}

func TestAPersonWhoNeverPressedStartIsPassedOver(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		escalating(w, "escalation: {ordinary: {levels: [{to: [\"person:4242\"]}, {after: 1h, to: [managers], every: 1h}]}}\n")
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("14:04")
		s.managers.SeesOnce("R-1001", "Nobody has taken it")
	})
}

func TestWithNoGroupAtAllTheAdministratorHearsAgainAndAgain(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		tenant := w.Tenant("A-1203")
		escalating(w, "escalation: {ordinary: {quiet: false, levels: [{to: [on-call]}, {to: [managers], every: 1h}]}}\n")
		w.Admin.LooksAway()
		tenant.Reports("Breaker tripped, no power")
		w.Until("14:04")
		w.Admin.Sees("R-1001", "Nobody has taken it")
		w.Admin.LooksAway()
		w.Until("15:31")
		w.Admin.Sees("R-1001", "Nobody has taken it")
		w.Admin.LooksAway()
		w.Until("16:31")
		w.Admin.Sees("R-1001", "Nobody has taken it")
	})
}

func TestANewEscalationLeavesOpenTicketsAlone(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("14:02")
		escalating(w, "escalation: {night: never, ordinary: {levels: [{to: [managers], every: 30s}]}}\n")
		s.tenant.Reports("Air-conditioner leaking")
		w.Until("14:04")
		s.supervisors.SeesOnce("R-1001", "due 14:03")
		s.managers.SeesNothing()
		w.Until("14:06")
		s.managers.Sees("R-1002", "due 14:05")
		s.managers.SeesNot("R-1001")
		s.supervisors.SeesNot("R-1002")
		w.Until("14:14")
		s.managers.SeesOnce("R-1001", "due 14:03, 10 min late")
	})
}
