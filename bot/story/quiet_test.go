package story_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/story"
	"frontdesk/storage/desk"
)

func TestAtNightWhatIsUrgentSoundsAndWhatIsOrdinaryWaits(t *testing.T) {
	t.Parallel()
	story.Run(t, "23:30", func(w *story.World) {
		s := cast(w)
		escalating(w, "escalation: {}\n")
		onDuty(w, s.ho)
		s.tenant.ReportsAll(story.Report{Service: "Breaker tripped, no power", Urgency: desk.Ordinary})
		s.tenant.ReportsAll(story.Report{Service: "Air-conditioner leaking", Urgency: desk.Critical})
		urgent := w.Tickets()[1]
		w.Until("01:00")
		s.supervisors.SeesOnce(string(urgent), "Nobody has taken it: due 23:33. Please")
		s.managers.SeesOnce(string(urgent), "due 23:33, 10 min late at 23:43")
		for _, r := range []*story.Room{s.supervisors.Room, s.managers.Room, s.ho.Room} {
			r.SeesNot("R-1001")
		}
		s.engineers.SeesNot("R-1001", "To be taken by")
		w.Until("07:59")
		s.supervisors.SeesNot("R-1001")
		w.Until("08:01")
		s.supervisors.SeesOnce("R-1001", "due Wed 4 Mar 23:33", "8 h 26 min late")
		s.managers.SeesOnce("R-1001", "Nobody has taken it", "due Wed 4 Mar 23:33")
	})
}

// engineersHours has the engineers, who are always there otherwise, work from 7 to 20, but not on Sundays, and the rest
// always; the night is over at six.
const engineersHours = `
estate:
  hours:
    office: {mon-sat: "09:00-18:00"}
    desks:
      engineering: {mon-sat: "07:00-20:00"}
escalation: {night: "22:00-06:00"}
`

func TestWhatCanWaitWaitsForTheDesksOwnHours(t *testing.T) {
	t.Parallel()
	story.Run(t, "20:30", func(w *story.World) {
		s := cast(w)
		escalating(w, engineersHours)
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("06:30")
		for _, g := range []*story.Group{s.supervisors, s.managers} {
			g.SeesNothing()
		}
		w.Until("07:01")
		s.supervisors.SeesOnce("R-1001", "Nobody has taken it")
	})
}

func TestADeskMayWakeSomebodyAtNightWhereOthersDoNot(t *testing.T) {
	t.Parallel()
	story.Run(t, "23:30", func(w *story.World) {
		s := cast(w)
		escalating(w, "escalation: {desks: {engineering: {ordinary: {quiet: false}}}}\n")
		s.tenant.Reports("Breaker tripped, no power")
		w.Until("23:34")
		s.supervisors.SeesOnce("R-1001", "due 23:33")
		w.Until("23:44")
		s.managers.SeesOnce("R-1001", "10 min late")
	})
}

// TestAWordThatIsForgottenComesBackWithItsName goes by the real policy of critical matters: a quarter of an hour.
func TestAWordThatIsForgottenComesBackWithItsName(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := cast(w)
		s.managers.Joined(s.fong)
		s.tenant.ReportsAll(story.Report{Service: "Air-conditioner leaking", Urgency: desk.Critical})
		w.Until("14:05")
		alert := s.supervisors.SeesOnce("R-1001", "Nobody has taken it")
		s.fong.Presses(alert, "see to it")
		alert.Shows("Fong sees to it")
		w.Until("14:19")
		if n := s.managers.Count("due 14:03"); n != 0 {
			t.Errorf("the managers hear of it although Fong sees to it:\n%s", s.managers)
		}
		w.Restart()
		w.Until("14:21")
		again := s.managers.SeesOnce("R-1001", "due 14:03", "Fong had it in hand until 14:20")
		s.fong.In(s.managers).Presses(again, "see to it")
		w.Until("14:35")
		s.managers.SeesOnce("R-1001", "due 14:03")
		w.Until("14:40")
		last := s.managers.Sees("R-1001", "due 14:03", "Fong had it in hand until 14:36")
		if last.ID == again.ID || s.managers.Count("due 14:03") != 2 {
			t.Errorf("once his second word has expired the managers see:\n%s", s.managers)
		}
	})
}

// told are the lines of alerts that a room was told, each once for each time.
func told(r *story.Room) (lines []string) {
	for _, m := range r.Messages() {
		for line := range strings.SplitSeq(m.Text, "\n") {
			if strings.Contains(line, "due") && strings.Contains(line, "R-10") {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func TestAClockThatJumpsSoundsNothingTwiceAndLosesNothing(t *testing.T) {
	t.Parallel()
	for _, by := range []time.Duration{time.Hour, -time.Hour, 365 * 24 * time.Hour, -365 * 24 * time.Hour} {
		t.Run(by.String(), func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				s := cast(w)
				s.tenant.ReportsAll(story.Report{Service: "Air-conditioner leaking", Urgency: desk.Critical})
				w.Until("14:05")
				s.supervisors.SeesOnce("R-1001", "due 14:03")
				before := len(told(s.managers.Room))
				w.Jump(by)
				broken := len(w.Ticket("R-1001").Broken)
				if broken == 0 {
					t.Error("the breach is forgotten")
				}
				if by > 0 { // what has come due meanwhile sounds, and says how late it is
					s.managers.Sees("R-1001", "late")
				} else if now := len(told(s.managers.Room)); now != before {
					t.Errorf("the clock went back, and the managers are told:\n%s", s.managers)
				}
				w.Jump(-by)
				w.Restart()
				if n := len(w.Ticket("R-1001").Broken); n < broken {
					t.Errorf("%d breaches, %d before", n, broken)
				}
				w.Until("14:20")
				s.supervisors.SeesOnce("R-1001", "Nobody has taken it: due 14:03. Please")
				s.managers.Sees("R-1001", "late")
				seen := map[string]bool{}
				for _, line := range told(s.managers.Room) {
					if seen[line] {
						t.Errorf("told twice: %s", line)
					}
					seen[line] = true
				}
			})
		})
	}
}
