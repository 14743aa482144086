package why_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/why"
	"frontdesk/storage/desk"
)

var (
	opened = time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC) // a Wednesday, 14:00
	wong   = desk.Actor{As: desk.AsStaff, User: 1, Name: "Wong"}
)

// told is what is said of a ticket with one promise, in an estate whose office is open in the afternoon.
func told(t *testing.T, p desk.Promise, l desk.Language, now time.Time, happens func(*desk.Estate, *desk.Ticket) error) []string {
	t.Helper()
	e := flowstest.Estate()
	for d := time.Monday; d <= time.Friday; d++ {
		e.Office.Week[d] = []desk.Period{{From: 13 * time.Hour, Until: 17 * time.Hour}}
	}
	e.Office.Closed = map[desk.Day]bool{"2026-03-06": true}
	k := desk.Open("R-1001", desk.OpenedData{
		Kind: desk.Repair, Desk: desk.FrontDesk, Service: catalogue.General, Urgency: desk.Ordinary, Promises: []desk.Promise{p},
	}, desk.System, opened)
	if err := happens(e, k); err != nil {
		t.Fatal(err)
	}
	d := card.Drawing{Estate: e, Services: catalogue.Default(), Language: l, Now: now}
	return why.Answer(d, k, k.Fresh())
}

func TestClosedHoursAreNamedByTheirRule(t *testing.T) {
	p := desk.Promise{Clock: desk.ClockComplete, Within: 9 * time.Hour, From: desk.Opened, InHours: true}
	now := time.Date(2026, 3, 9, 6, 0, 0, 0, time.UTC)
	said := strings.Join(told(t, p, desk.English, now, func(*desk.Estate, *desk.Ticket) error { return nil }), "\n")
	for _, want := range []string{
		"promised within 9 h of the desk’s hours", "17:00 ran 3 h", "🌙 20 h: outside the desk’s hours",
		"🚪 92 h: the desk does not open that day", "ran 8 h</b> of 120 h in all", "Due 15:00.",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in:\n%s", want, said)
		}
	}
}

func TestALongStoryIsToldInMessagesThatFit(t *testing.T) {
	p := desk.Promise{Clock: desk.ClockComplete, Within: 900 * time.Hour, From: desk.Opened, InHours: true}
	for _, l := range desk.Languages {
		said := told(t, p, l, opened.AddDate(0, 6, 0), func(e *desk.Estate, k *desk.Ticket) error {
			for i := range 60 {
				at := opened.Add(time.Duration(i) * 50 * time.Hour)
				d := desk.HeldData{Cause: desk.CauseTenant, Reason: fmt.Sprint(i, strings.Repeat(" <away> 🔥", 15)), Until: at.Add(20 * time.Hour)}
				if err := k.Hold(e, d, false, wong, at); err != nil {
					return err
				}
			}
			return nil
		})
		if len(said) < 2 || len(said) > 6 {
			t.Errorf("%s: %d messages", l, len(said))
		}
		for _, m := range said {
			if n := len(utf16.Encode([]rune(flowstest.Plain(m)))); n > 4096 || strings.Contains(m, "[why.") {
				t.Errorf("%s: %d units:\n%.300s", l, n, m)
			}
		}
	}
}

func TestSecondsAreToldWhereAllIsShort(t *testing.T) {
	p := desk.Promise{Clock: desk.ClockComplete, Within: 2 * time.Hour, From: desk.Opened}
	nothing := func(*desk.Estate, *desk.Ticket) error { return nil }
	for ran, want := range map[time.Duration]string{
		90 * time.Second: "ran 1 min 30 s", 59*time.Minute + 59*time.Second: "ran 59 min 59 s", time.Hour + 30*time.Minute + 20*time.Second: "ran 1 h 30 min",
	} {
		said := strings.Join(told(t, p, desk.English, opened.Add(ran), nothing), "\n")
		if !strings.Contains(said, want) || ran > time.Hour && strings.Contains(said, " s\n") {
			t.Errorf("no %q in:\n%s", want, said)
		}
	}
}
