package dialog_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage/desk"
)

func TestAReminderOfWhatWasForgottenLeadsHome(t *testing.T) {
	for _, label := range []string{"Continue", "Drop"} {
		var got []dialog.Answers
		w := newWorld(t, "14:00", visit(&got))
		p := w.person(1, desk.English)
		p.begins("visitor")
		p.presses("L-a")
		w.wait(20 * 24 * time.Hour)
		p.shows("have not finished")
		if toast := p.presses(label); !strings.Contains(toast, "already finished") {
			t.Errorf("%s says %q", label, toast)
		}
		p.shows("home")
	}
}

func TestAFormThatIsForgottenLosesItsButtons(t *testing.T) {
	var got []dialog.Answers
	w := newWorld(t, "14:00", visit(&got))
	p := w.member(-100, 5, desk.English)
	p.begins("visitor")
	p.presses("L-a")
	w.wait(20 * 24 * time.Hour)
	if m := w.rooms[-100][len(w.rooms[-100])-1]; !strings.Contains(m.Text, "Nothing was sent") || len(m.Buttons) > 0 {
		t.Errorf("it is left as\n%s", m)
	}
}
