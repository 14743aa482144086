package talk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// first is the first button of the person's screen.
func first(p *flowstest.Person) chat.Button { return p.Screen().Buttons[0][0] }

// ends confirms a dialog, skipping whatever is asked until then.
func ends(t *testing.T, p *flowstest.Person) {
	t.Helper()
	for range 12 {
		for _, label := range []string{"dialog.confirm", "urgency.button-ordinary", "dialog.skip", "dialog.next", "repair.visit-now"} {
			b, ok := p.Screen().Button(text.Plain(p.Language(), label))
			if !ok {
				continue
			}
			p.Presses(b.Text)
			if label == "dialog.confirm" {
				return
			}
			break
		}
	}
	t.Fatalf("it never ends:\n%s", p.Screen())
}

func TestTheLikeliestServiceIsTheFirstButtonAndTheWordsBecomeItsDescription(t *testing.T) {
	for _, c := range []struct{ app, words, sounds, service string }{
		{"en", "the aircon in my room is leaking", "Sounds like Air-conditioner leaking: open a repair?", "5.13"},
		{"en", "the aricon leeks", "Sounds like Air-conditioner leaking: open a repair?", "5.13"},
		{"zh-hant", "冷氣漏水", "看來是冷氣機漏水，要報修嗎？", "5.13"},
		{"zh-hant", "我屋企部冷氣滴水呀", "看來是冷氣機漏水，要報修嗎？", "5.13"},
		{"zh-hans", "空调漏水", "看来是空调漏水，要报修吗？", "5.13"},
		{"en", "你好, the 冷气 is 漏水, please 維修", "Sounds like Air-conditioner leaking: open a repair?", "5.13"},
	} {
		t.Run(c.words, func(t *testing.T) {
			w := flowstest.New(t, "14:00")
			w.Group(desk.Engineering)
			p := w.TenantNamed("A-1203", "Chan", c.app)
			p.Writes(c.words)
			p.Shows(c.words, c.sounds)
			if b := first(p); b.Style != chat.Primary || !strings.HasPrefix(b.Text, "💧 ") || len(p.Screen().Buttons[0]) != 1 {
				t.Errorf("the first button is %+v", b)
			}
			p.Presses(first(p).Text)
			p.Presses(text.Plain(p.Language(), "urgency.button-ordinary"))
			ends(t, p)
			if got := w.Ticket("R-1001"); got.Service.Ref != c.service || got.Description != c.words {
				t.Errorf("%+v: %q", got.Service, got.Description)
			}
		})
	}
}

func TestARequestIsBegunOfWhatTheWordsAskFor(t *testing.T) {
	for app, words := range map[string]string{"en": "I need a new access card", "zh-hant": "想整張出入證", "zh-hans": "我要办出入证"} {
		w := flowstest.New(t, "14:00")
		p := w.TenantNamed("A-1203", "Chan", app)
		p.Writes(words)
		p.Presses(first(p).Text)
		for range 8 { // its form asks for whom and how many
			if _, asked := p.Screen().Button(text.Plain(p.Language(), "dialog.confirm")); asked {
				break
			}
			if b := first(p); strings.HasPrefix(b.Text, "◀") {
				p.Writes("2")
			} else {
				p.Presses(b.Text)
			}
		}
		ends(t, p)
		if got := w.Ticket("Q-1001"); got.Service.Ref != "2.1" || got.Description != words {
			t.Errorf("%s: %+v: %q", words, got.Service, got.Description)
		}
	}
}

func TestVisitorsAreRegisteredFromOneSentenceWithItsFiles(t *testing.T) {
	for app, words := range map[string]string{
		"en": "visitor tomorrow 3pm", "zh-hant": "聽日三點有人客嚟探我", "zh-hans": "明天下午三点有访客",
	} {
		w := flowstest.New(t, "14:00")
		p := w.TenantNamed("A-1203", "Chan", app)
		m := p.SendsPhoto(words)
		p.Presses(first(p).Text)
		for _, answer := range []string{"Mr Ho", "1", "2026-03-05", "15:00"} {
			p.Writes(answer)
		}
		p.Edits(m, words+"!")
		ends(t, p)
		got := w.Ticket("Q-1001")
		if got.Service.Ref != "3.3" || got.Description != words+"!" || len(got.Media) != 1 {
			t.Errorf("%s: %+v: %q, %d files", words, got.Service, got.Description, len(got.Media))
		}
		p.Edits(m, words+"?")
		if got := w.Ticket("Q-1001").Description; got != words+"?" {
			t.Errorf("corrected afterwards: %q", got)
		}
	}
}

func TestAnAlbumAndItsCaptionGoAlong(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.SendsAlbum(4, "the aircon is leaking", nil)
	w.Wait(2 * time.Second)
	p.Presses("Yes: Air-conditioner leaking")
	ends(t, p)
	if got := w.Ticket("R-1001"); len(got.Media) != 4 || got.Description != "the aircon is leaking" {
		t.Errorf("%d files, %q", len(got.Media), got.Description)
	}
}

func TestWhatWasWrittenInSeveralMessagesIsReadTogetherAndEachIsCorrectedAlone(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	one := p.Writes("good afternoon")
	p.Shows("What is it about?", "You can also write in a few words")
	p.Writes("the aricon is leaking")
	p.Shows("Sounds like Air-conditioner leaking")
	three := p.Writes("in the bedrom")
	p.Edits(three, "in the bedroom")
	p.Shows("in the bedroom")
	p.Presses("Yes:")
	p.Edits(one, "good evening")
	ends(t, p)
	if got := w.Ticket("R-1001").Description; got != "good evening\nthe aricon is leaking\nin the bedroom" {
		t.Errorf("%q", got)
	}
	p.Edits(three, "in the kitchen")
	if got := w.Ticket("R-1001").Description; got != "good evening\nthe aricon is leaking\nin the kitchen" {
		t.Errorf("corrected afterwards: %q", got)
	}
}

func TestSomethingElseLeadsToAllThatCanBeBegunWithTheWordsKept(t *testing.T) {
	b := newBench(t)
	for range 4 {
		b.reports("leak")
	}
	b.tenant.Writes("the aircon drips")
	if n := len(b.tenant.Screen().Buttons); n > 8 {
		t.Errorf("%d rows:\n%s", n, b.tenant.Screen())
	}
	b.tenant.Presses("Something else")
	b.tenant.Shows("the aircon drips", "What is it about?", "Something broken", "Ask for something", "Emergency")
	b.tenant.Presses("Back")
	b.tenant.Shows("Sounds like Air-conditioner leaking")
	b.tenant.Presses("Something else")
	b.tenant.Writes("and the ceiling lamp flickers")
	b.tenant.Shows("Sounds like") // what is added may tell what it is
	b.tenant.Presses("Something else")
	b.tenant.Presses("Ask for something")
	b.tenant.Shows("What do you need?")
}

func TestARepairThatWaitsIsNotMadeOneOfSomethingElse(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("the light tube needs to be replaced")
	p.Presses("Yes: Replace a light tube")
	p.Writes("/menu")
	p.Writes("the aircon is leaking")
	p.Presses("Yes: Air-conditioner leaking")
	ends(t, p)
	if got := w.Ticket("R-1001"); got.Service.Ref != "5.13" || got.Description != "the aircon is leaking" {
		t.Errorf("%+v: %q", got.Service, got.Description)
	}
	p.Writes("/menu")
	p.Presses("Continue: Report a repair")
	ends(t, p)
	if got := w.Ticket("R-1002"); got.Service.Ref != "5.3" || !strings.HasPrefix(got.Description, "the light tube") {
		t.Errorf("what was left is %+v: %q", got.Service, got.Description)
	}
}

func TestGuessesAreNotOfferedToSomebodyWithoutAUnit(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Stranger("Bob", "en")
	p.Writes("the aircon is leaking")
	p.Shows("the aircon is leaking", "I don't know your unit", "I live or work here")
	if _, offered := p.Screen().Button("Yes:"); offered {
		t.Error("a guess is offered")
	}
}

func TestWhatTellsNothingIsAskedAboutKindly(t *testing.T) {
	w := flowstest.New(t, "14:00")
	for i, words := range []string{
		"😂😂😂👍", strings.Repeat("字", 4000), strings.Repeat("word ", 800), "why did the chicken cross the road",
		"\u202Eolleh\u202C", "\u200b\u200d\ufeff", "<b>&amp;</b>", "hello", "مرحبا", ".",
	} {
		p := w.TenantNamed("A-12"+string(rune('0'+i/10))+string(rune('1'+i%9)), "Chan", "en")
		p.Writes(words)
		screen := p.Screen()
		if len(screen.Text) > 2000 || len(screen.Buttons) == 0 || strings.Contains(screen.Text, "\u202E") {
			t.Errorf("%.20q:\n%s", words, screen)
		}
		if strings.Contains(screen.Text, "Sounds like") && !slices.Contains([]string{"why did the chicken cross the road"}, words) {
			t.Errorf("%.20q means something:\n%s", words, screen)
		}
	}
}

func TestATimeInTheWordsIsTheFirstThatIsOfferedForTheVisit(t *testing.T) {
	for app, c := range map[string][2]string{
		"en": {"the aircon leaks, please come tomorrow at 3pm", "14:00–16:00"}, "zh-hant": {"冷氣漏水，聽日下晝三點得唔得", "14:00"},
		"zh-hans": {"空调漏水，周五上午来修", "09:00"},
	} {
		w := flowstest.New(t, "14:00")
		p := w.TenantNamed("A-1203", "Chan", app)
		p.Writes(c[0])
		p.Presses(first(p).Text)
		p.Presses(text.Plain(p.Language(), "urgency.button-ordinary"))
		for range 4 {
			if _, asks := p.Screen().Button(text.Plain(p.Language(), "repair.visit-now")); asks {
				break
			}
			p.Presses(text.Plain(p.Language(), "dialog.skip"))
		}
		if b := first(p); !strings.Contains(b.Text, c[1]) || len(p.Screen().Buttons[0]) != 1 {
			t.Errorf("%s:\n%s", c[0], p.Screen())
		}
	}
}
