package story_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/story"
	"frontdesk/flows/emergency"
	"frontdesk/storage/desk"
)

// sounding is the first of what an alarm that nobody has taken says in English.
const sounding = "pressed the alarm"

// soundsOn fails unless an alarm that nobody takes sounds in each room again and again, the newest in the place of the
// one before, for as long.
func soundsOn(w *story.World, d time.Duration, rooms ...*story.Room) {
	w.T.Helper()
	heard := map[*story.Room]int{}
	for until := w.Now().Add(d); w.Now().Before(until); w.Wait(time.Minute) {
		for _, r := range rooms {
			m := r.SeesOnce(sounding, "obody has taken it")
			if m.ID == heard[r] {
				w.T.Fatalf("at %s nothing new sounds in %s:\n%s", w.Clock(), r.Title, r)
			}
			heard[r] = m.ID
		}
	}
}

func TestAnAlarmSoundsWhereverSomebodyIsUntilAPersonTakesIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		groups []string // that are linked
		lost   bool     // and that put the bot out while it sounds
		hears  func(w *story.World, groups []*story.Group) []*story.Room
	}{
		"no group at all": {hears: func(w *story.World, _ []*story.Group) []*story.Room { return []*story.Room{w.Admin.Room} }},
		"managers alone": {groups: []string{"managers"}, hears: func(_ *story.World, g []*story.Group) []*story.Room {
			return []*story.Room{g[0].Room}
		}},
		"engineers and supervisors": {groups: []string{"engineering", "supervisors"}, hears: func(_ *story.World, g []*story.Group) []*story.Room {
			return []*story.Room{g[1].Room}
		}},
		"the front desk": {groups: []string{"front-desk"}, hears: func(_ *story.World, g []*story.Group) []*story.Room {
			return []*story.Room{g[0].Room}
		}},
		"security puts the bot out": {groups: []string{"security"}, lost: true, hears: func(w *story.World, _ []*story.Group) []*story.Room {
			return []*story.Room{w.Admin.Room}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			story.Run(t, "03:00", func(w *story.World) {
				w.Expect("bot was kicked")
				tenant := w.Tenant("A-1203")
				var groups []*story.Group
				for _, n := range c.groups {
					groups = append(groups, w.Group(n))
				}
				w.Admin.LooksAway()
				tenant.SoundsAlarm(desk.DangerMedical)
				if c.lost {
					soundsOn(w, 2*time.Minute, groups[0].Room)
					groups[0].PutsOut(w.Telegram.Bot().ID)
					w.Admin.LooksAway()
					w.Wait(31 * time.Second)
				}
				rooms := c.hears(w, groups)
				soundsOn(w, time.Hour, rooms...)
				w.Restart()
				w.Wait(31 * time.Second)
				soundsOn(w, 10*time.Minute, rooms...)

				b, ok := rooms[0].Sees(sounding).Button("I'll see to it")
				if !ok {
					t.Fatalf("nobody can see to it:\n%s", rooms[0])
				}
				w.Admin.PressesOn(rooms[0].Sees(sounding), b.Data)
				tenant.SeesOnce("E-1001", "Administrator", "is seeing to your alarm")
			})
		})
	}
}

func TestWhoeverIsOnCallHearsTheAlarmInPrivateAndTakesItThere(t *testing.T) {
	t.Parallel()
	story.Run(t, "03:00", func(w *story.World) {
		tenant, security, managers := w.Tenant("A-1203"), w.Group("security"), w.Group("managers")
		guard := security.Member("Lee")
		onDuty(w, guard)
		security.LooksAway()
		tenant.SoundsAlarm(desk.DangerRobbery)
		soundsOn(w, 2*time.Minute, security.Room, guard.Room)
		managers.SeesNothing()
		guard.Person.Presses("I'm going")
		tenant.SeesOnce("E-1001", "Lee (Security) has your alarm and is coming")
		security.SeesOnce("📍", "Lee has it, since 03:02")
		w.Wait(time.Minute)
		for _, r := range []*story.Room{security.Room, guard.Room} {
			r.SeesNot("obody has taken it")
		}
	})
}

func TestAnAlarmPressedByMistakeIsCalledOffAndStaysOnRecord(t *testing.T) {
	t.Parallel()
	for _, l := range desk.Languages {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				s := newScene(w, l)
				s.tenant.SoundsAlarm(desk.DangerFlood)
				w.Wait(time.Minute)
				s.tenant.Presses(s.say("receipt.alarm-mistake"))
				k := w.Ticket("E-1001")
				if !k.CalledOff() || k.Withdrawn.By.User != desk.UserID(s.tenant.User) {
					t.Errorf("%+v", k.Withdrawn)
				}
				for _, g := range []*story.Group{s.security, s.engineers} {
					g.SeesOnce(s.shown("desk-news.called-off", "ticket", k.ID, "place", "A-1203", "service", emergency.NameIn(l, k.Danger),
						"who", "Chan Tai Man", "time", clock(k.Withdrawn.At)))
					g.Sees("🚨", s.shown("alert.called-off", "time", clock(k.Withdrawn.At), "who", "Chan Tai Man"))
				}
				s.tenant.Sees(s.say("receipt.alarm-again"))
				s.ends(k.ID)

				s.tenant.Presses(s.say("receipt.alarm-again")) // hours later: it is asked anew what it is
				s.tenant.Presses(s.say("danger.button-flood"))
				again := w.Ticket("E-1002")
				if again.Danger != desk.DangerFlood || again.Place != k.Place {
					t.Errorf("%+v", again)
				}
				for _, g := range []*story.Group{s.security, s.engineers} {
					g.LooksAway()
				}
				w.Wait(31 * time.Second)
				s.sounds(s.security, again)
				s.sounds(s.engineers, again)
			})
		})
	}
}

func TestTheWordOfSomebodyUnknownSoundsTheAlarmBeforeTheyAreAskedWhoTheyAre(t *testing.T) {
	t.Parallel()
	for i, l := range []desk.Language{desk.English, desk.TraditionalChinese, desk.SimplifiedChinese} {
		t.Run(string(l), func(t *testing.T) {
			t.Parallel()
			story.Run(t, "14:00", func(w *story.World) {
				s := newScene(w, l)
				visitor := w.Stranger("Visitor", l)
				visitor.Writes(cries[desk.DangerFire][i])
				visitor.Presses(s.say("warning.sound", "danger", emergency.NameIn(l, desk.DangerFire)))
				k := w.Ticket("E-1001")
				if k.Danger != desk.DangerFire || k.Reporter.Enrolled || k.Description != cries[desk.DangerFire][i] {
					t.Errorf("%+v", k)
				}
				card := s.security.SeesOnce("📍", s.say("card.place-unknown"), "Visitor")
				visitor.Sees(s.say("receipt.do-fire"))
				visitor.Writes("Lobby, tower B")
				card.Shows("Lobby, tower B")
				visitor.Writes("Wong Siu Ming")
				card.Shows("Wong Siu Ming")
				visitor.Writes("9876 5432")
				s.security.SeesNot("9876 5432") // it is behind a button
				w.Wait(31 * time.Second)
				s.security.SeesOnce("🚨 "+emergency.NameIn(l, desk.DangerFire), "Lobby, tower B", "Wong Siu Ming", s.say("action.going"))

				s.guard.Presses(card, s.say("action.going"))
				visitor.SeesOnce("🔵 E-1001", s.known(s.guard, desk.Security))
				if toast := s.guard.Presses(card, s.say("action.number")); !strings.Contains(toast, "9876 5432") {
					t.Errorf("toast %q", toast)
				}
				s.guard.Presses(card, s.say("action.arrive"))
				s.guard.Presses(card, s.say("action.finish"))
				visitor.Sees("E-1001", "999")
			})
		})
	}
}

func TestTenAlarmsAMinuteByOnePersonAreOne(t *testing.T) {
	t.Parallel()
	story.Run(t, "14:00", func(w *story.World) {
		s := newScene(w, desk.English)
		s.tenant.SoundsAlarm(desk.DangerFire)
		for i, d := range append(desk.Dangers, desk.Dangers...) {
			if i%2 == 0 {
				s.tenant.SoundsAlarm(d)
			} else {
				s.tenant.Writes(cries[d][0])
			}
		}
		if ids := w.Tickets(); len(ids) != 1 {
			t.Errorf("%d matters: %v", len(ids), ids)
		}
		w.Wait(time.Minute)
		s.sounds(s.security, w.Ticket("E-1001"))
		s.security.SeesOnce("📍", fmt.Sprint("E-1001 · ", emergency.NameIn(s.l, desk.DangerFire)))
	})
}
