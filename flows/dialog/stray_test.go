package dialog_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage/desk"
)

// strays is a dialog that asks everything there is, and has a description.
func strays(got *string, asked dialog.Step) *dialog.Flow {
	return dialog.New("visitor", 1, asked, dialog.Text("who").TakesStray()).Done(func(t *dialog.Talk) error {
		*got = t.Answers.Text("who")
		return nil
	})
}

func TestWordsThatTryToAnswerAreKeptNowhere(t *testing.T) {
	choice := dialog.Choice("home", few("a", "b"))
	for said, kept := range map[string]bool{
		"water from the ceiling": true, "The light in room 3 is broken": true, "天花板在漏水": true, "今天早上開始廁所漏水": true,
		"ordinary please": false, "31/2/2027": false, "Z-9999": false, "tomorrow 3pm please": false, "14:30": false, "5": false,
		"明天下午三點": false, "明天下午3點可以": false, "普通": false, "ok": false, "AB 1234 CD 5678": false, "monday or tuesday": false,
	} {
		var got string
		w := newWorld(t, "14:00", strays(&got, choice))
		p := w.person(1, desk.English)
		p.begins("visitor")
		p.writes(said)
		if noted := strings.Contains(p.screen().Text, "Noted"); noted != kept {
			t.Errorf("%q: noted %t:\n%s", said, noted, p.screen())
		}
		p.presses("L-a")
		if kept {
			continue
		}
		p.writes("x")
		if got != "x" {
			t.Errorf("%q is kept in %q", said, got)
		}
	}
}

func TestQuestionsThatAreTypedKeepNothingElsewhere(t *testing.T) {
	for name, asked := range map[string]dialog.Step{
		"number": dialog.Number("home", 1, 99), "date": dialog.Date("home", open), "unit": dialog.Unit("home", units(30)), "phone": dialog.Phone("home"),
		"time": dialog.Time("home", func(t *dialog.Talk) []time.Time { return []time.Time{t.Now().Add(time.Hour)} }),
	} {
		var got string
		w := newWorld(t, "14:00", strays(&got, asked))
		p := w.person(1, desk.English)
		p.begins("visitor")
		p.writes("as many as there are chairs")
		if strings.Contains(p.screen().Text, "Noted") {
			t.Errorf("%s: it is kept:\n%s", name, p.screen())
		}
	}
}

func TestADialogWithoutADescriptionKeepsNoStray(t *testing.T) {
	f := dialog.New("visitor", 1, dialog.Choice("home", few("a")), dialog.Text("who")).Done(func(*dialog.Talk) error { return nil })
	w := newWorld(t, "14:00", f)
	p := w.person(1, desk.English)
	p.begins("visitor")
	p.writes("water from the ceiling")
	p.shows("did not keep")
	p.presses("L-a")
	if strings.Contains(p.screen().Text, "water") {
		t.Errorf("a name is made of what answers no question:\n%s", p.screen())
	}
}
