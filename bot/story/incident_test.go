package story_test

import (
	"testing"
	"time"

	"frontdesk/bot/story"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// reported is an estate in which three tenants have sounded the alarm, one after the other.
type reported struct {
	w         *story.World
	security  *story.Group
	guard     *story.Staff
	reporters []*story.Tenant
}

// three has the alarms of three people, each in a unit and for a danger.
func three(t *testing.T, units [3]string, dangers [3]desk.Danger, apart time.Duration, play func(r *reported)) {
	t.Helper()
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		r := &reported{w: w, security: w.Group("security")}
		r.guard = r.security.Member("Lee")
		for i, name := range []string{"Ann", "Bo", "Cheung"} {
			r.reporters = append(r.reporters, w.TenantNamed(units[i], name, desk.Languages[i]))
		}
		for i, p := range r.reporters {
			p.SoundsAlarm(dangers[i])
			w.Wait(apart)
		}
		play(r)
	})
}

func threeOf(d desk.Danger) [3]desk.Danger { return [3]desk.Danger{d, d, d} }

func TestThreeReportsOfOneEventAreOneIncidentAndEachHearsOfItsEnd(t *testing.T) {
	three(t, [3]string{"A-1203", "A-1501", "A-0802"}, threeOf(desk.DangerFire), 40*time.Second, func(r *reported) {
		w, t := r.w, r.w.T
		question := r.security.SeesOnce(": Fire or smoke, building A. One event?", "A-1203", "A-1501", "A-0802")
		r.guard.Presses(question, "Fold into one")
		lead := w.Ticket("E-1001")
		if len(lead.Members) != 2 || w.Ticket("E-1002").Folded != lead.ID || w.Ticket("E-1003").Folded != lead.ID {
			t.Fatalf("%v lead %s", lead.Members, lead.ID)
		}
		for _, p := range r.reporters {
			p.Presses(text.Plain(p.Language, "emergency.there"))
			p.LooksAway()
		}
		w.Wait(31 * time.Second)
		r.security.SeesOnce(sounding, "obody has taken it") // one sounds for all

		card := r.security.Sees("📍", "One event, 3 reports", "A-1501", "A-0802")
		r.guard.Presses(card, "I'm going")
		for i, p := range r.reporters {
			p.SeesOnce("🔵", string(w.Tickets()[i]), "Lee")
		}
		w.Wait(time.Minute)
		r.guard.Presses(card, "On site")
		r.guard.Replies(card, "> It was a frying pan, nobody is hurt")
		for _, p := range r.reporters {
			p.SeesOnce("🟣", "Lee")
			p.SeesOnce("It was a frying pan")
		}
		r.reporters[2].Writes("I still smell it on 8/F")
		r.security.SeesOnce("Cheung on E-1003", "I still smell it on 8/F")
		w.Wait(time.Minute)
		r.finishes(card)
		for i, p := range r.reporters {
			p.SeesOnce("🟢 "+string(w.Tickets()[i]), "Lee", "999")
		}
		n := len(r.security.Messages())
		w.Wait(time.Hour)
		if now := len(r.security.Messages()); now != n {
			t.Errorf("%d more messages after the end:\n%s", now-n, r.security)
		}
		for _, id := range w.Tickets() {
			if k := w.Ticket(id); !k.Resolved.Held() {
				t.Errorf("%s is %s in the end", id, k.State)
			}
		}
	})
}

// finishes reports the event over, whether or not each step was ticked.
func (r *reported) finishes(card story.Message) {
	r.w.T.Helper()
	r.guard.Presses(card, "Done")
	if r.security.Count("Done all the same") > 0 {
		r.guard.Presses(r.security.Sees("Done all the same"), "Done all the same")
	}
}

func TestReportsThatAreNotOfOneEventStayApart(t *testing.T) {
	t.Parallel()
	same := [3]string{"A-1203", "A-1501", "A-0802"}
	for name, c := range map[string]struct {
		units   [3]string
		dangers [3]desk.Danger
		apart   time.Duration
	}{
		"in two buildings":          {[3]string{"A-1203", "B-1501", "A-0802"}, threeOf(desk.DangerFire), 40 * time.Second},
		"of two dangers":            {same, [3]desk.Danger{desk.DangerFire, desk.DangerFire, desk.DangerLift}, 40 * time.Second},
		"one long after the others": {same, threeOf(desk.DangerFire), 6 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			three(t, c.units, c.dangers, c.apart, func(r *reported) {
				r.security.SeesNot("One event?")
				r.security.Sees("📍", "E-1001")
				card := r.security.Sees("📍", "E-1002")
				r.guard.Presses(card, "I'm going")
				r.w.Wait(31 * time.Second)
				for _, id := range []string{"E-1001", "E-1003"} {
					r.security.SeesOnce(id, sounding, "obody has taken it")
				}
				r.reporters[1].SeesOnce("🔵 E-1002", "Lee")
				for _, p := range []*story.Tenant{r.reporters[0], r.reporters[2]} {
					p.SeesNot("🔵")
				}
			})
		})
	}
}

func TestTwoReportsThatStaffKeepApartAreNotAskedAboutAgain(t *testing.T) {
	three(t, [3]string{"A-1203", "A-1501", "A-0802"}, threeOf(desk.DangerMedical), 40*time.Second, func(r *reported) {
		question := r.security.SeesOnce("3 alarms since", "One event?")
		r.guard.Presses(question, "Keep apart")
		question.Shows("Kept apart by Lee")
		r.w.Wait(time.Minute)
		r.security.SeesNot("One event?")
		for _, id := range r.w.Tickets() {
			r.security.SeesOnce(string(id), sounding, "obody has taken it")
		}
	})
}
