package emergency_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/emergency"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

type scene struct {
	*flowstest.World
	security, engineers *flowstest.Room
}

func newScene(t *testing.T) *scene {
	t.Helper()
	w := flowstest.New(t, "14:00")
	return &scene{World: w, security: w.Group(desk.Security), engineers: w.Group(desk.Engineering)}
}

func asks(p *flowstest.Person) {
	p.Writes("/menu")
	p.Presses("Emergency")
}

// does presses a button of the first alarm's card.
func does(who *flowstest.Person, a desk.Action) { who.PressesOn(0, card.Data("E-1001", a, "")) }

func TestOnePressOnWhatItIsSoundsIt(t *testing.T) {
	for _, d := range desk.Dangers {
		for _, l := range desk.Languages {
			s := newScene(t)
			app := map[desk.Language]string{desk.English: "en", desk.TraditionalChinese: "zh-hant", desk.SimplifiedChinese: "zh-hans"}[l]
			p := s.TenantNamed("A-1203", "Chan Tai Man", app)
			p.Writes("/emergency")
			if n := s.Tickets(); n != 0 {
				t.Fatalf("%s: it sounds before anybody said what it is", d)
			}
			if m := p.Screen(); !strings.HasPrefix(flowstest.Plain(m.Text), "☎️") || !strings.Contains(strings.SplitN(m.Text, "\n", 2)[0], "999") {
				t.Errorf("%s: the first line is no number:\n%s", d, m)
			}
			label := text.Plain(l, "danger.button-"+string(d))
			if _, ok := p.Screen().Button(label); !ok {
				p.Presses(text.Plain(l, "danger.button-more"))
			}
			p.Presses(label)
			k := s.Ticket("E-1001")
			if k.Danger != d || k.Service != emergency.ServiceOf(d) || k.Desk != emergency.DeskOf(d) || k.Place.Label != "A-1203" || k.Names[l] != emergency.NameIn(l, d) {
				t.Errorf("%s: %+v", d, k)
			}
			if !slices.ContainsFunc(k.Clocks(flowstest.Estate()), func(r desk.Running) bool {
				return r.Promise.Clock == desk.ClockArrive || r.Promise.Clock == desk.ClockComplete
			}) {
				t.Errorf("%s: nobody is promised", d)
			}
			s.security.Sees("E-1001", k.Names[desk.English], "A-1203")
			if k.Desk == desk.Engineering {
				s.engineers.Sees("E-1001")
			}
			if m := p.Shows("E-1001", "999", "14:0"); !strings.Contains(m.Text, text.Say(l, "receipt.do-"+string(d))) {
				t.Errorf("%s: what to do is not said:\n%s", d, m)
			}
			s.Close()
		}
	}
}

func TestWhateverIsSaidOnTheScreenSoundsIt(t *testing.T) {
	for name, c := range map[string]struct {
		say  chat.Update
		want desk.Danger
		in   func(*desk.Ticket) bool
	}{
		"words of danger": {chat.Update{Text: "there is smoke in the corridor"}, desk.DangerFire, func(k *desk.Ticket) bool { return k.Description == "there is smoke in the corridor" }},
		"an emoji":        {chat.Update{Text: "😱"}, desk.DangerHelp, func(k *desk.Ticket) bool { return k.Description == "😱" }},
		"4,000 letters":   {chat.Update{Text: strings.Repeat("a", 4000)}, desk.DangerHelp, func(k *desk.Ticket) bool { return len(k.Description) == 4000 }},
		"a photo":         {chat.Update{Media: []desk.Media{flowstest.Photo("x")}}, desk.DangerHelp, func(k *desk.Ticket) bool { return len(k.Media) == 1 }},
		"a voice":         {chat.Update{Media: []desk.Media{{Kind: desk.Voice, FileID: "v"}}}, desk.DangerHelp, func(k *desk.Ticket) bool { return len(k.Media) == 1 }},
		"a captioned one": {chat.Update{Text: "trapped in the lift", Media: []desk.Media{flowstest.Photo("x")}}, desk.DangerLift, func(k *desk.Ticket) bool { return len(k.Media) == 1 && k.Description != "" }},
		"a location":      {chat.Update{Location: &chat.Location{Latitude: 22.3, Longitude: 114.1}}, desk.DangerHelp, func(k *desk.Ticket) bool { return strings.Contains(k.Place.Label, "22.30000, 114.10000") }},
		"an answer typed": {chat.Update{Text: "fire or smoke"}, desk.DangerFire, func(*desk.Ticket) bool { return true }},
	} {
		t.Run(name, func(t *testing.T) {
			for _, more := range []bool{false, true} {
				s := newScene(t)
				p := s.Stranger("Bob", "en")
				asks(p)
				if more {
					p.Presses("More")
				}
				p.Sends(c.say)
				if s.Tickets() != 1 {
					t.Fatalf("%d alarms:\n%s", s.Tickets(), p.Screen())
				}
				k := s.Ticket("E-1001")
				if k.Danger != c.want && !(more && name == "an answer typed") || !c.in(k) && !(more && name == "an answer typed") {
					t.Errorf("%+v", k)
				}
				p.Shows("E-1001")
				s.Close()
			}
		})
	}
}

func TestLeavingTheScreenSoundsNothing(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	for _, way := range []string{"Back", "Cancel"} {
		asks(p)
		p.Presses(way)
		p.Shows("Harbour Court")
		asks(p)
		p.Presses("More")
		p.Presses(way)
	}
	p.Writes("/menu")
	if _, offered := p.Screen().Button("Continue"); offered || s.Tickets() != 0 {
		t.Errorf("it is offered to go on, or %d alarms are out:\n%s", s.Tickets(), p.Screen())
	}
	n := len(p.Messages)
	s.Wait(48 * time.Hour)
	if len(p.Messages) != n {
		t.Errorf("a reminder comes:\n%s", p.Last())
	}
}

func TestAStrangerSaysWhereAndWhoNoneOfItAMust(t *testing.T) {
	s := newScene(t)
	s.Tenant("B-0501")
	p := s.Stranger("bob_77", "en")
	asks(p)
	p.Presses("Ill or hurt")
	p.Shows("E-1001", "Stay with them", "Where are you?", "[↩️ Pressed by mistake: call it off]")
	p.Writes("lobby of tower B")
	if k := s.Ticket("E-1001"); k.Place.Label != "lobby of tower B" {
		t.Errorf("place %+v", k.Place)
	}
	p.Shows("What is your name?")
	p.Writes("Bob Lee")
	s.security.Sees("the name is Bob Lee")
	p.Shows("On what number")
	p.Writes("he is not breathing")
	s.security.Sees("Bob Lee writes:", "he is not breathing")
	p.Shows("On what number")
	p.Writes("9123 4567")
	s.security.Sees("Bob Lee has left a telephone number")
	p.Shows("Somebody ill or hurt", "📍 lobby of tower B", "at Security since 14:00:00. Nobody has accepted it yet", "On site by 14:05", "Write or send here")
	guard := s.security.Member("Lee")
	guard.Joins()
	does(guard, desk.ShowNumber)
	if got := guard.Toast(); !strings.Contains(got, "9123 4567") || !strings.Contains(got, "Bob Lee") {
		t.Errorf("number: %q", got)
	}
	for _, m := range append(slices.Clone(s.security.Messages), s.engineers.Messages...) {
		if strings.Contains(m.Text, "9123 4567") {
			t.Errorf("the number stands in the group:\n%s", m)
		}
	}

	q := s.Stranger("eve", "en")
	asks(q)
	q.Presses("Robbery")
	for range 3 {
		q.Presses("Skip")
	}
	q.Shows("E-1002", "Do not resist")
}

func TestInALiftTheLiftIsAskedFor(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	asks(p)
	p.Presses("Trapped in lift")
	p.Shows("Out of the lift by 14:05", "Do not force the doors", "Which lift")
	p.Writes("left lift, about 12/F")
	if k := s.Ticket("E-1001"); k.Place.Label != "A-1203 → left lift, about 12/F" || k.Place.Building != "A" || k.Place.Floor != "12" || k.Place.Unit == 0 {
		t.Errorf("place %+v", k.Place)
	}
	accept, ok := s.Ticket("E-1001").Clock(desk.ClockAccept, flowstest.Estate())
	if !ok || accept.Met.IsZero() || accept.Met.After(accept.Due) || accept.Broken {
		t.Errorf("contact is not confirmed at once: %+v", accept)
	}
}

func TestAPlaceElsewhereKeepsTheBuildingUnlessItNamesAnother(t *testing.T) {
	for said, want := range map[string]desk.Place{
		"in the stairwell":  {Building: "A", Floor: "12", Label: "A-1203 → in the stairwell"},
		"大堂，B座":             {Building: "B", Label: "A-1203 → 大堂，B座"},
		"tower B, the roof": {Building: "B", Label: "A-1203 → tower B, the roof"},
		"between A座 and B座": {Building: "A", Floor: "12", Label: "A-1203 → between A座 and B座"},
		"B-0501":            {Building: "B", Floor: "05", Label: "A-1203 → B-0501"},
		"a bench":           {Building: "A", Floor: "12", Label: "A-1203 → a bench"},
		"b座後樓梯":             {Building: "B", Label: "A-1203 → b座後樓梯"},
		"b tower lobby":     {Building: "B", Label: "A-1203 → b tower lobby"},
		"by Bob's building": {Building: "A", Floor: "12", Label: "A-1203 → by Bob's building"},
		"toilet b blocked":  {Building: "A", Floor: "12", Label: "A-1203 → toilet b blocked"},
	} {
		s := newScene(t)
		s.Tenant("B-0501")
		p := s.Tenant("A-1203")
		asks(p)
		p.Presses("Help")
		p.Shows("Is it at A-1203?", "[✓ Yes, it is there]")
		p.Writes(said)
		got := s.Ticket("E-1001").Place
		got.Unit = 0
		if got != want {
			t.Errorf("%q: %+v, want %+v", said, got, want)
		}
		s.Close()
	}
}

func TestAnArticleIsNoBuilding(t *testing.T) {
	s := newScene(t)
	s.Tenant("A-1203")
	s.Tenant("B-0501")
	home := desk.Place{Unit: 9, Building: "B", Floor: "05", Label: "B-0501"}
	for said, want := range map[string][2]string{ // from home, and from nowhere
		"in a building next to the bus stop": {"B", ""},
		"A building next to the bus stop":    {"B", "A"},
		"they block a door":                  {"B", "A"},
		"A tower, lobby":                     {"B", "A"},
		"block A":                            {"A", "A"},
		"lobby of tower a":                   {"A", "A"},
		"a座大堂":                               {"A", "A"},
		"Ａ座大堂":                               {"A", "A"},
		"a-12/F":                             {"A", "A"},
		"a building by tower B":              {"B", "B"},
		"tower a or tower b":                 {"B", ""},
	} {
		s.View(func(r *storage.Reader) error {
			at, err := emergency.Placed(r, home, home.Label, said)
			if at.Building != want[0] || (at.Unit == 0) != (want[0] == "A") {
				t.Errorf("%q from home: %+v", said, at)
			}
			from, err2 := emergency.Placed(r, desk.Place{}, "", said)
			if from.Building != want[1] {
				t.Errorf("%q: %+v", said, from)
			}
			return errors.Join(err, err2)
		})
	}
}

func TestWhateverIsSaidMeanwhileGoesToTheAlarm(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	asks(p)
	p.Presses("Fire or smoke")
	p.SendsPhoto("")
	s.security.Sees("writes:")
	p.Presses("Yes, it is there")
	p.Writes("it is spreading")
	s.security.SeesOnce("it is spreading")
	p.Sends(chat.Update{Location: &chat.Location{Latitude: 22.3, Longitude: 114.1}})
	if last := s.security.Last(); last.Location == nil && !strings.Contains(last.Text, "22.3") {
		t.Errorf("the location is not passed on:\n%s", last)
	}
	p.Shows("Fire or smoke")
}

func TestALocationAtAnotherQuestionIsThePlace(t *testing.T) {
	s := newScene(t)
	p := s.Stranger("Bob", "en")
	asks(p)
	p.Presses("Help")
	p.Writes("car park")
	p.Sends(chat.Update{Location: &chat.Location{Latitude: 22.3, Longitude: 114.1}})
	if got := s.Ticket("E-1001").Place.Label; got != "car park → 22.30000, 114.10000" {
		t.Errorf("place %q", got)
	}
	p.Shows("What is your name?")
}

func TestOneAlarmAtATime(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	for i := range 10 {
		asks(p)
		if i > 0 {
			p.Shows("Your alarm E-1001 (Call for help) is out")
		}
		p.Presses([]string{"Help", "Fire or smoke"}[i%2])
	}
	if n := s.Tickets(); n != 1 {
		t.Fatalf("%d alarms", n)
	}
	s.security.SeesOnce("writes:", "Also: Fire or smoke")
	p.Shows("E-1001")
	asks(p)
	p.Writes("and my leg is broken")
	s.security.SeesOnce("writes:", "and my leg is broken")
	if d := s.Ticket("E-1001").Description; strings.Count(d, "\n") != 1 {
		t.Errorf("description %q", d)
	}
}

func TestAnAlarmPressedByMistakeIsCalledOffWithOnePress(t *testing.T) {
	for _, taken := range []bool{false, true} {
		t.Run(fmt.Sprint("taken: ", taken), func(t *testing.T) {
			s := newScene(t)
			p := s.Tenant("A-1203")
			asks(p)
			p.Presses("Flood")
			old := p.Screen()
			guard := s.security.Member("Lee")
			guard.Joins()
			if taken {
				does(guard, desk.Accept)
				p.Sees("Lee (", "has your alarm and is coming")
			}
			s.Wait(2 * time.Minute)
			p.Presses("Pressed by mistake")
			p.Shows("E-1001", "Called off by Chan Tai Man, 14:02", "Told: Engineering, Security", "Was it no mistake?", "[🚨 Sound it again]")
			k := s.Ticket("E-1001")
			if !k.CalledOff() || k.WithdrawnFor.Why != desk.Mistaken || k.Withdrawn.By.User != p.User {
				t.Errorf("%+v", k)
			}
			for _, g := range []*flowstest.Room{s.security, s.engineers} {
				g.SeesOnce("E-1001", "by Chan Tai Man at 14:02: pressed by mistake", "lease look in all the same")
			}
			s.View(func(r *storage.Reader) error {
				if n := r.TallyDay(storage.TallyWithdrawn, r.Now(), desk.Engineering); n != 1 {
					t.Errorf("%d counted", n)
				}
				return nil
			})
			n := len(s.security.Messages) + len(s.engineers.Messages) + len(p.Messages)
			s.Wait(50 * time.Minute)
			if now := len(s.security.Messages) + len(s.engineers.Messages) + len(p.Messages); now != n {
				t.Errorf("%d more messages came:\n%s", now-n, s.security.Last())
			}
			p.PressesOn(old.ID, card.CallOff+"E-1001")
			if got := p.Toast(); got != "It was called off already." {
				t.Errorf("toast %q", got)
			}
			p.Writes("/menu")
			if _, offered := p.Screen().Button("Continue"); offered {
				t.Error("its questions are still offered")
			}
			p.PressesOn(0, card.SoundAgain+"E-1001")
			p.Shows("E-1002", "Flood or burst pipe", "A-1203", "The alarm is out")
			again := s.Ticket("E-1002")
			if again.Danger != desk.DangerFlood || again.Desk != desk.Engineering || again.Place != k.Place {
				t.Errorf("%+v", again)
			}
			p.PressesOn(0, card.SoundAgain+"E-1001")
			if s.Tickets() != 2 {
				t.Errorf("%d alarms", s.Tickets())
			}
		})
	}
}

func TestNobodyCallsOffAnothersAlarm(t *testing.T) {
	s := newScene(t)
	p, other := s.Tenant("A-1203"), s.Stranger("Eve", "en")
	asks(p)
	p.Presses("Help")
	for _, data := range []string{card.CallOff + "E-1001", card.SoundAgain + "E-1001", card.CallOff, card.CallOff + "E-9", card.AlarmPrefix + "x"} {
		other.PressesOn(0, data)
		if got := other.Toast(); got == "" {
			t.Errorf("%s is not answered", data)
		}
	}
	if !s.Ticket("E-1001").Out() || s.Tickets() != 1 {
		t.Error("it is called off")
	}
}

func TestTheScreenFollowsTheAlarmToTheAllClear(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	asks(p)
	p.Presses("Ill or hurt")
	p.Presses("Yes, it is there")
	guard := s.security.Member("Lee")
	guard.Joins()
	does(guard, desk.Accept)
	p.Shows("Lee (Security) is coming", "On site by 14:05")
	does(guard, desk.Arrive)
	if m := p.Shows("Lee (Security) is on site"); strings.Contains(m.Text, "Stay with them") {
		t.Errorf("what to do meanwhile stays:\n%s", m)
	}
	s.Wait(3 * time.Minute)
	does(guard, desk.Finish)
	p.Sees("all clear, says Lee (Security)", "14:03", "Still not safe? Press 🚨 again, or call:", "999")
	m := p.Shows("All clear, says Lee (Security)", "Still not safe?", "999")
	if _, can := m.Button("mistake"); can {
		t.Error("what is over can be called off")
	}
	p.PressesOn(0, card.CallOff+"E-1001")
	if got := p.Toast(); got != "That alarm is over." {
		t.Errorf("toast %q", got)
	}
}

func TestTheQuestionsEndWithTheAlarm(t *testing.T) {
	s := newScene(t)
	p := s.Stranger("Bob", "en")
	asks(p)
	p.Presses("Help")
	p.Shows("Where are you?")
	guard := s.security.Member("Lee")
	guard.Joins()
	does(guard, desk.Accept)
	does(guard, desk.Finish)
	if m := p.Shows("All clear"); strings.Contains(m.Text, "Where are you?") {
		t.Errorf("it is still asked:\n%s", m)
	}
	p.Writes("thanks")
	if s.Ticket("E-1001").Place.Label != "" {
		t.Error("what is said afterwards becomes the place")
	}
}

func TestAScreenThatStandsSoundsHoweverOldItIs(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	asks(p)
	m := p.Screen()
	b, _ := m.Button("Fire")
	p.Writes("/repair")
	p.PressesOn(m.ID, b.Data)
	if s.Tickets() != 1 || s.Ticket("E-1001").Danger != desk.DangerFire {
		t.Errorf("%d alarms:\n%s", s.Tickets(), p.Screen())
	}
}

func TestServicesAndDangersAgree(t *testing.T) {
	for ref, want := range map[string]desk.Danger{
		"3.4": desk.DangerLane, "3.9": desk.DangerFire, "3.10": desk.DangerFire, "3.11": desk.DangerRobbery, "3.12": desk.DangerTheft,
		"3.13": desk.DangerHelp, "6.6": desk.DangerLift, "6.7": desk.DangerFlood, "6.8": desk.DangerPower, "6.10": desk.DangerPower, "5.13": "",
	} {
		if got := emergency.Of(desk.ServiceRef{Ref: ref}); got != want {
			t.Errorf("%s is %q, want %q", ref, got, want)
		}
	}
	for _, d := range desk.Dangers {
		for _, l := range desk.Languages {
			if name := emergency.NameIn(l, d); strings.HasPrefix(name, "[") || !text.Has("receipt.do-"+string(d)) {
				t.Errorf("%s has no name or advice in %s", d, l)
			}
		}
	}
}

func TestAnAlarmWhoseServiceIsWithdrawnIsACallForAssistance(t *testing.T) {
	s := newScene(t)
	s.Offers(`catalogue: {"6.6": {withdrawn: true}, "6.7": {withdrawn: true}}`)
	p, q := s.Tenant("A-1203"), s.Tenant("B-0501")
	asks(p)
	p.Presses("Trapped in lift")
	if k := s.Ticket("E-1001"); k.Danger != desk.DangerLift || k.Service != emergency.Assistance || k.Desk != desk.Security {
		t.Errorf("%+v", k.OpenedData)
	}
	asks(q)
	q.Presses("Flood")
	if k := s.Ticket("E-1002"); k.Service != emergency.Assistance || k.Desk != desk.Engineering {
		t.Errorf("%+v", k.OpenedData)
	}
}

func TestWhatHappensIsNoPlaceAndNoName(t *testing.T) {
	s := newScene(t)
	p := s.Tenant("A-1203")
	asks(p)
	p.Presses("Ill or hurt")
	for _, words := range []string{"please hurry, she stopped breathing", "what should I do??", "唔使啦，佢醒返"} {
		p.Writes(words)
		s.security.Sees(words)
		if k := s.Ticket("E-1001"); k.Place.Label != "A-1203" {
			t.Errorf("%q: at %q: %q", words, k.Place.Label, k.Description)
		}
	}
	stranger := s.Stranger("Leung", "en")
	asks(stranger)
	stranger.Presses("Ill or hurt")
	stranger.Writes("roof")
	stranger.Writes("hurry, I cannot breathe")
	if k := s.Ticket("E-1002"); k.Place.Label != "roof" || k.Reporter.Name != "Leung" || !strings.Contains(k.Description, "cannot breathe") {
		t.Errorf("%s at %+v: %q", k.Reporter.Name, k.Place, k.Description)
	}
}
