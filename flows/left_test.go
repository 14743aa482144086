package flows_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/flowstest"
)

// atSummary brings a person to the last question of a report.
func atSummary(p *flowstest.Person) {
	p.Writes("/repair")
	p.Presses("Water")
	p.Presses("Air-con")
	p.Presses("Critical")
	p.SkipsFields("5.13")
	p.Writes("dripping")
	p.Presses("Skip")
	p.Shows("Please check")
}

func TestEveryDialogThatWasLeftIsAskedAboutAndOffered(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	atSummary(p)
	w.Wait(2 * time.Minute)
	p.Writes("/visitor")
	p.Writes("Mr Ho")
	p.Writes("/menu")
	p.Presses("Unfinished (2)")
	p.Shows("Continue: Report a repair", "Continue: Register a visitor")
	w.Until("14:10")
	p.Shows("Report a repair", "have not finished")
	w.Until("14:20")
	p.Shows("Register a visitor", "have not finished")
	p.Presses("Continue")
	p.Shows("How many")
	p.Writes("/menu")
	w.Until("14:29")
	p.Shows("Unfinished (2)")
	w.Until("14:30") // resumed, and left again
	p.Shows("Register a visitor", "have not finished")
	p.Presses("Not now")
	w.Until("16:00")
	p.Presses("Unfinished (2)")
	p.Shows("Continue: Report a repair", "Continue: Register a visitor")
}

func TestWhoeverLooksAtThePeopleHereHasLeftNothing(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Presses("People here")
	p.Shows("A-1203")
	n := len(p.Messages)
	w.Wait(time.Hour)
	if len(p.Messages) != n {
		t.Errorf("they are asked whether to go on:\n%s", p.Last())
	}
	p.Writes("/menu")
	if m := p.Screen(); strings.Contains(m.String(), "Continue") {
		t.Errorf("looking is unfinished:\n%s", m)
	}
}

func TestWhatCannotBeReadIsKeptNowhere(t *testing.T) {
	w := flowstest.New(t, "14:00")
	p := w.Tenant("A-1203")
	p.Writes("/visitor")
	p.Writes("Mr X")
	for _, wrong := range []string{"a few of them perhaps", "two", "100"} {
		p.Writes(wrong)
		p.Shows("whole number")
	}
	p.Writes("2")
	p.Writes("tomorrow")
	p.Writes("when her train gets in")
	p.Shows("could not read a time")
	p.Writes("15:00")
	p.Presses("Skip")
	p.Shows("Visitor: Mr X\n", "People: 2")
	q := w.Stranger("Ada", "en")
	q.Writes("/start")
	q.Presses("I live or work here")
	q.Writes("Z-9999")
	q.Shows("I don’t know a unit")
	q.Presses("A-1203")
	q.Shows("name")
	if m := q.Screen(); strings.Contains(m.String(), "9999") {
		t.Errorf("a unit became a name:\n%s", m)
	}
}
