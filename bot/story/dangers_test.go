package story_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/story"
	"frontdesk/flows/emergency"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// cries are what somebody writes in each danger, in English and both scripts.
var cries = map[desk.Danger][3]string{
	desk.DangerLift:    {"help, we are stuck in the lift", "救命，我哋困咗喺𨋢入面", "我们被困在电梯里了"},
	desk.DangerFire:    {"there is smoke coming out of the flat next door", "隔籬屋着火，好大煙", "隔壁着火了，好多烟"},
	desk.DangerFlood:   {"a pipe burst and the corridor is flooding", "爆水管，走廊水浸", "水管爆了，走廊都淹了"},
	desk.DangerGas:     {"strong smell of gas in the kitchen", "廚房好大陣煤氣味，漏煤氣呀", "厨房煤气泄漏，味道很大"},
	desk.DangerMedical: {"my father collapsed and is not breathing", "我爸爸暈咗，冇呼吸", "我爸爸晕倒了，没有呼吸"},
	desk.DangerRobbery: {"a man with a knife is robbing people in the lobby", "大堂有人拎住刀打劫", "大堂有人拿刀抢劫"},
	desk.DangerHelp:    {"help me please, somebody", "救命呀，快啲嚟人", "救命，快来人"},
	desk.DangerTheft:   {"somebody broke in and stole my laptop", "有賊入屋偷咗我部電腦", "有小偷进屋，偷了我的电脑"},
	desk.DangerPower:   {"the whole building has no power", "成棟樓停電", "整栋楼都停电了"},
	desk.DangerLane:    {"a broken down car is blocking the car park exit, nobody can get out", "有車死火塞住停車場出口，啲車出唔到", "有车抛锚堵住停车场出口，车都出不去"},
}

// keyed is the name of a sentence where the sentence should be.
var keyed = regexp.MustCompile(`\[[a-z]+(-[a-z]+)*\.[a-z0-9.-]+\]`)

// scene is an estate whose people all speak one language.
type scene struct {
	w                                          *story.World
	l                                          desk.Language
	tenant                                     *story.Tenant
	security, engineers, supervisors, managers *story.Group
	guard, ho                                  *story.Staff
}

func newScene(w *story.World, l desk.Language) *scene {
	s := &scene{
		w: w, l: l, tenant: w.TenantNamed("A-1203", "Chan Tai Man", l),
		security: w.GroupIn(l, "security"), engineers: w.GroupIn(l, "engineering"),
		supervisors: w.GroupIn(l, "supervisors"), managers: w.GroupIn(l, "managers"),
	}
	s.guard, s.ho = s.security.Member("Lee"), s.engineers.Member("Ho")
	w.Admin.LooksAway()
	return s
}

func (s *scene) say(key string, args ...any) string { return text.Plain(s.l, key, args...) }

// rooms are everybody's.
func (s *scene) rooms() []*story.Room {
	return []*story.Room{
		s.tenant.Room, s.security.Room, s.engineers.Room, s.supervisors.Room, s.managers.Room, s.guard.Room, s.ho.Room, s.w.Admin.Room,
	}
}

// messages counts what stands in all chats.
func (s *scene) messages() (n int) {
	for _, r := range s.rooms() {
		n += len(r.Messages())
	}
	return n
}

// cries has the tenant write what is happening, and press what is offered for it: the numbers first, then the danger.
func (s *scene) cries(d desk.Danger, words string) {
	s.w.T.Helper()
	s.tenant.Writes(words)
	offer := s.tenant.Sees(words, s.say("warning.none"))
	if first, _, _ := strings.Cut(offer.Text, "\n"); !strings.HasPrefix(first, "☎️") || !strings.Contains(first, "999") {
		s.w.T.Errorf("the first line is no number:\n%s", offer)
	}
	sound := s.say("warning.sound", "danger", emergency.NameIn(s.l, d))
	if len(offer.Inline[0]) != 1 || offer.Inline[0][0].Text != sound {
		s.w.T.Fatalf("the first button is not %q:\n%s", sound, offer)
	}
	s.tenant.Presses(sound)
}

// shown is a sentence as it stands in a chat.
func (s *scene) shown(key string, args ...any) string {
	return flowstest.Plain(text.Say(s.l, key, args...))
}

// sounds looks for the one alarm in a group that nobody has taken yet, and gives it.
func (s *scene) sounds(g *story.Group, k *desk.Ticket) story.Message {
	s.w.T.Helper()
	key, named := "alert.alarm", []any{"service", emergency.NameIn(s.l, k.Danger), "place", k.Place.Label, "ticket", k.ID, "name", k.Reporter.Name}
	if s.w.Now().Sub(k.Opened) < 30*time.Second {
		key += "-now"
	}
	m := g.SeesOnce("🚨 " + emergency.NameIn(s.l, k.Danger) + " · " + k.Place.Label)
	return m.Shows(s.shown(key, append(named, "opened", clock(k.Opened), "time", clock(m.Date))...))
}

func clock(t time.Time) string { return t.In(story.Zone).Format("15:04") }

// known is how a tenant reads who is coming.
func (s *scene) known(p *story.Staff, d desk.Name) string {
	return s.say("receipt.known", "who", p.Name, "desk", s.say("desk."+string(d)))
}

// by is what the tenant reads of when somebody is to be there, or to have done what there is to do.
func (s *scene) by(k *desk.Ticket) string {
	s.w.T.Helper()
	for _, c := range []desk.Clock{desk.ClockArrive, desk.ClockComplete} {
		if r, ok := k.Clock(c, story.Estate()); ok {
			for _, key := range []string{"receipt." + string(c) + "-" + k.Service.Ref, "receipt." + string(c)} {
				if text.Has(key) {
					return s.shown(key, "time", clock(r.Due))
				}
			}
		}
	}
	s.w.T.Fatalf("nothing is promised with %s", k.ID)
	return ""
}

// ends fails where anything is left to do about an alarm that is over: a timer, something to be told, or a damaged update.
func (s *scene) ends(id desk.TicketID) {
	s.w.T.Helper()
	before := s.messages()
	s.w.Wait(3 * time.Hour)
	if now := s.messages(); now != before {
		s.w.T.Errorf("%d more messages come after the end", now-before)
		for _, r := range s.rooms() {
			s.w.T.Logf("%s:\n%s", r.Title, r)
		}
	}
	s.w.View(func(r *storage.Reader) error {
		if at, armed := r.Armed(watch.Ticket, string(id)); armed {
			s.w.T.Errorf("a timer is armed for %s", at)
		}
		if awaiting := r.ChatsAwaiting(); len(awaiting) > 0 {
			s.w.T.Errorf("something is still to be told in %v", awaiting)
		}
		return nil
	})
	if letters := s.w.DeadLetters(); len(letters) > 0 {
		s.w.T.Errorf("dead letters: %+v", letters)
	}
	for _, r := range s.rooms() {
		for _, m := range r.Messages() {
			if missing := keyed.FindString(m.String()); missing != "" {
				s.w.T.Errorf("%s has no sentence in %s:\n%s", missing, s.l, m)
			}
		}
	}
}

func TestEachDangerFromItsFirstWordToTheAllClear(t *testing.T) {
	t.Parallel()
	for _, d := range desk.Dangers {
		for i, l := range []desk.Language{desk.English, desk.TraditionalChinese, desk.SimplifiedChinese} {
			t.Run(fmt.Sprint(d, " ", l), func(t *testing.T) {
				t.Parallel()
				story.Run(t, "03:00", func(w *story.World) { firstWordToAllClear(newScene(w, l), d, cries[d][i]) })
			})
		}
	}
}

func firstWordToAllClear(s *scene, d desk.Danger, words string) {
	w, t := s.w, s.w.T
	s.cries(d, words)
	k := w.Ticket("E-1001")
	if k.Danger != d || k.Service != emergency.ServiceOf(d) || k.Desk != emergency.DeskOf(d) || k.Description != words {
		t.Errorf("%+v", k)
	}
	s.tenant.Sees("E-1001", emergency.NameIn(s.l, d), s.say("receipt.do-"+string(d)), s.by(k))
	if d == desk.DangerLift {
		s.tenant.Presses(s.say("dialog.skip"))
	} else {
		s.tenant.Presses(s.say("emergency.there"))
	}
	soundings := 3
	if s.l == desk.English { // whose promise is broken by then
		soundings = 12
	}
	s.climbs(k, words, soundings)

	taker, group := s.guard, s.security
	if k.Desk == desk.Engineering {
		taker, group = s.ho, s.engineers
	}
	who := s.known(taker, k.Desk)
	at := w.Clock()
	taker.Presses(group.Sees(s.say("action.going")), s.say("action.going"))
	s.tenant.SeesOnce(s.shown("news.emergency-accepted", "ticket", k.ID, "who", who, "time", at))
	screen := s.tenant.Sees(s.shown("receipt.alarm-accepted", "who", who, "time", at))
	if soundings == 3 {
		screen.Shows(s.by(k))
	}
	w.Wait(40 * time.Second)
	for _, r := range s.rooms() {
		r.SeesNot(s.say("action.going"))
	}

	card := group.Sees(s.say("action.arrive"))
	at = w.Clock()
	taker.Presses(card, s.say("action.arrive"))
	s.tenant.SeesOnce(s.shown("news.emergency-arrived", "ticket", k.ID, "who", who, "time", at))
	w.Wait(40 * time.Second)
	at = w.Clock()
	taker.Presses(card, s.say("action.finish"))
	if all := s.say("staff.anyway"); group.Count(all) > 0 { // steps that nobody has ticked
		taker.Presses(group.Sees(all), all)
	}
	over, _, _ := strings.Cut(s.shown("news.emergency-done", "ticket", k.ID, "who", who, "time", at, "numbers", ""), "\n")
	s.tenant.SeesOnce(over, "999")
	if k := w.Ticket(k.ID); k.State != desk.StateAnswered {
		t.Errorf("it is %s in the end", k.State)
	}
	s.ends(k.ID)
}

// climbs has nobody take the alarm: it sounds every half minute at security and the desk whose it is, five times later
// also with the supervisors, and after five more with the managers, and each takes the place of the one before.
func (s *scene) climbs(k *desk.Ticket, words string, soundings int) {
	s.w.T.Helper()
	sounding := map[*story.Group]story.Message{}
	hear := func(g *story.Group) {
		now := s.sounds(g, k)
		if before, ok := sounding[g]; ok && (before.Stands() || before.ID == now.ID) {
			s.w.T.Errorf("at %s the alarm does not take the place of the one before in %s:\n%s", s.w.Clock(), g.Title, g)
		}
		sounding[g] = now
	}
	s.w.Wait(5 * time.Second)
	for n := range soundings {
		hear(s.security)
		s.security.SeesOnce("🚨 E-1001", "📍", words)
		if k.Desk == desk.Engineering {
			hear(s.engineers)
			s.engineers.SeesOnce("🚨 E-1001", "📍", words)
		} else {
			s.engineers.SeesNothing()
		}
		for g, from := range map[*story.Group]int{s.supervisors: 5, s.managers: 10} {
			if n >= from {
				hear(g)
			} else {
				g.SeesNot("🚨")
			}
		}
		s.w.Wait(30 * time.Second)
	}
}
