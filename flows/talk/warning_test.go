package talk_test

import (
	"strings"
	"testing"

	"frontdesk/flows/emergency"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// alarms is an estate with the desks that an alarm goes to.
func alarms(t *testing.T) (w *flowstest.World, security *flowstest.Room) {
	t.Helper()
	w = flowstest.New(t, "14:00")
	return w, w.Group(desk.Security)
}

func TestWordsOfDangerAreOfferedTheAlarmBelowTheNumbersToCall(t *testing.T) {
	for _, c := range []struct {
		app, words string
		danger     desk.Danger
	}{
		{"en", "there is a fire on 12/F", desk.DangerFire},
		{"en", "Help!! I'm stuck in the lift", desk.DangerLift},
		{"zh-hant", "十二樓火警", desk.DangerFire},
		{"zh-hant", "我困咗喺𨋢入面呀", desk.DangerLift},
		{"zh-hant", "救命呀有人打劫", desk.DangerRobbery},
		{"zh-hans", "12楼着火了", desk.DangerFire},
		{"zh-hans", "水管爆了到处是水", desk.DangerFlood},
	} {
		t.Run(c.words, func(t *testing.T) {
			w, security := alarms(t)
			p := w.TenantNamed("A-1203", "Chan", c.app)
			p.Writes(c.words)
			danger := emergency.NameIn(p.Language(), c.danger)
			p.Shows("999", c.words, danger)
			if line, _, _ := strings.Cut(p.Screen().Text, "\n"); !strings.Contains(line, "999") {
				t.Errorf("the first line is %q", line)
			}
			if b := first(p); b.Style != chat.Danger || !strings.Contains(b.Text, danger) {
				t.Errorf("the first button is %+v", b)
			}
			if n := w.Tickets(); n != 0 {
				t.Error("the alarm sounds by itself")
			}
			p.Presses(first(p).Text)
			if got := w.Ticket("E-1001"); got.Danger != c.danger || !strings.Contains(got.Description, c.words) {
				t.Errorf("%q: %q", got.Danger, got.Description)
			}
			security.Sees("E-1001", c.words)
		})
	}
}

func TestNoEmergencyGoesOnAsOrdinaryWords(t *testing.T) {
	for _, press := range []string{"No emergency", "Cancel"} {
		w, _ := alarms(t)
		p := w.Tenant("A-1203")
		m := p.SendsPhoto("smoke from the aircon")
		p.Shows("Fire or smoke")
		p.Edits(m, "smoke from the aircon, it leaks")
		p.Presses(press)
		p.Shows("smoke from the aircon, it leaks")
		p.Presses("Something else")
		p.Presses("Something broken")
		for _, label := range []string{"Water", "Air-con", "Ordinary"} {
			p.Presses(label)
		}
		ends(t, p)
		if got := w.Ticket("R-1001"); got.Description != "smoke from the aircon, it leaks" || len(got.Media) != 1 {
			t.Errorf("%q, %d files", got.Description, len(got.Media))
		}
	}
}

func TestAnotherEmergencyKeepsTheWords(t *testing.T) {
	w, security := alarms(t)
	p := w.Tenant("A-1203")
	p.Writes("there is smoke in the corridor")
	p.Presses("Another emergency")
	p.Presses(text.Plain(desk.English, "danger.button-gas"))
	security.Sees("E-1001", "there is smoke in the corridor")
	if got := w.Ticket("E-1001").Danger; got != desk.DangerGas {
		t.Errorf("danger %q", got)
	}
}

func TestWordsOfDangerInADialogAreItsAnswerWhereNobodyIsInDanger(t *testing.T) {
	w, _ := alarms(t)
	p := w.Tenant("A-1203")
	p.Writes("/repair")
	p.Presses("Something else")
	p.Presses("Urgent")
	one := p.Writes("there was smoke from the socket")
	p.Shows("999", "there was smoke from the socket", "Fire or smoke")
	two := p.Writes("but not any more")
	p.SendsPhoto("")
	p.Presses("No emergency")
	p.Edits(one, "there was smoke from the plug")
	ends(t, p)
	got := w.Ticket("R-1001")
	if got.Description != "there was smoke from the plug\nbut not any more" || len(got.Media) != 1 {
		t.Errorf("%q, %d files", got.Description, len(got.Media))
	}
	p.Edits(two, "not now")
	if got := w.Ticket("R-1001").Description; got != "there was smoke from the plug\nnot now" {
		t.Errorf("corrected afterwards: %q", got)
	}
}

func TestADialogWaitsWhileTheAlarmIsOut(t *testing.T) {
	w, security := alarms(t)
	p := w.Tenant("A-1203")
	p.Writes("/visitor")
	p.Writes("Mr Ho")
	p.Writes("fire! the kitchen is burning")
	p.Presses("Yes, alarm")
	security.Sees("E-1001", "the kitchen is burning")
	p.Writes("/menu")
	p.Presses("Unfinished")
	p.Presses("Continue: Register a visitor")
	p.Shows("How many people?")
}

func TestAFormTakesBackWhatWasNoDanger(t *testing.T) {
	w, _ := alarms(t)
	p := w.Tenant("A-1203")
	p.Writes("/visitor")
	p.Writes("the fire brigade, there is a fire") // who is coming
	p.Presses("No emergency")
	p.Writes("2")
	p.Writes("tomorrow")
	p.Writes("15:00")
	p.Presses("Skip")
	p.Shows("the fire brigade, there is a fire", "Confirm")
}

func TestWhatIsWrittenWhileTheAlarmIsOutIsAddedToItFromAnywhere(t *testing.T) {
	w, security := alarms(t)
	p := w.Tenant("A-1203")
	p.Writes("there is smoke in the corridor")
	p.Presses("Yes, alarm")
	p.Writes("/repair")
	p.Writes("the flames come through the door now")
	security.Sees("the flames come through the door now")
	if n := w.Tickets(); n != 1 {
		t.Errorf("%d alarms", n)
	}
	p.Shows("E-1001")
}

func TestAStrangersDangerIsTakenAllTheSame(t *testing.T) {
	for app, words := range map[string]string{"en": "I am trapped in the lift", "zh-hant": "我被困電梯", "zh-hans": "我被困在电梯里"} {
		w, security := alarms(t)
		p := w.Stranger("Bob", app)
		p.Writes(words)
		p.Shows("999", words)
		p.Presses(first(p).Text)
		security.Sees("E-1001", words)
		if got := w.Ticket("E-1001"); got.Reporter.Enrolled || got.Danger != desk.DangerLift {
			t.Errorf("%+v", got.Reporter)
		}
	}
	w, _ := alarms(t)
	p := w.Stranger("Bob", "en")
	p.Writes("I am trapped in the lift")
	p.Presses("No emergency")
	p.Shows("I am trapped in the lift", "I don't know your unit")
}

func TestDangerInAnAnswerToStaffReachesThemAndIsOfferedTheAlarm(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	b.tenant.Writes("the kitchen, and there is smoke now")
	b.engineers.Sees("and there is smoke now")
	b.tenant.Shows("999", "Fire or smoke")
	b.tenant.Writes("much smoke")
	b.engineers.Sees("much smoke")
	b.tenant.Presses("No emergency")
	b.tenant.Shows("R-1001")
	b.engineers.SeesOnce("and there is smoke now")
	if n := b.Tickets(); n != 1 {
		t.Errorf("%d matters", n)
	}
}

func TestWordsOfDangerAreAddedToAMatter(t *testing.T) {
	b := newBench(t)
	b.tenant.Writes("there is smoke in the corridor")
	b.tenant.Presses("R-1001")
	b.engineers.SeesOnce("there is smoke in the corridor")
}

func TestNothingOfThisHappensInAGroup(t *testing.T) {
	b := newBench(t)
	before := len(b.engineers.Messages)
	b.wong.Writes("there is a fire on 12/F")
	if len(b.engineers.Messages) != before || b.Tickets() != 1 {
		t.Errorf("the group is answered:\n%s", b.engineers.Last())
	}
}

func TestWordsThatAreEditedIntoDangerAreOfferedTheAlarm(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	m := b.tenant.Writes("the kitchen")
	b.tenant.Edits(m, "the kitchen, left")
	b.tenant.SeesNot("Sounds like")
	b.tenant.Edits(m, "the kitchen, and there is smoke now")
	b.engineers.SeesOnce("there is smoke now")
	b.tenant.Shows("999", "Sounds like: Fire or smoke")
	b.tenant.Presses("No emergency")
	b.tenant.Shows("R-1001")
	b.tenant.Edits(m, "the kitchen, and there is smoke") // they were asked
	b.tenant.Shows("R-1001")
	b.tenant.Edits(m, "all well")
	b.tenant.Edits(m, "the kitchen is burning")
	b.tenant.Presses("Yes, alarm")
	if got := b.Ticket("E-1001"); got.Danger != desk.DangerFire || got.Description != "the kitchen is burning" {
		t.Errorf("%q: %q", got.Danger, got.Description)
	}
}

func TestAnOfferOfTheAlarmThatStandsUnansweredIsMadeOnceMoreWithItsButton(t *testing.T) {
	w, security := alarms(t)
	p := w.TenantNamed("A-1203", "Chan", "en")
	p.Writes("smoke in the kitchen")
	before := p.Screen().ID
	w.Until("14:01")
	if p.Screen().ID != before {
		t.Fatal("it is made again at once")
	}
	w.Until("14:03")
	if p.Screen().ID == before {
		t.Error("it is not made again in a message of its own")
	}
	p.Shows("999", "smoke in the kitchen", "Sounds like: Fire or smoke")
	p.SeesNot("You have not finished this")
	again := p.Screen().ID
	w.Until("14:30")
	if p.Screen().ID != again {
		t.Error("it is made a third time")
	}
	security.SeesNot("smoke in the kitchen")
	p.Presses("Yes, alarm")
	security.Sees("E-1001", "smoke in the kitchen")
}
