package card_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestAlertOfManyLongAlarmsFitsOneMessage(t *testing.T) {
	opened := time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)
	s, _ := catalogue.Default().Service(catalogue.Assistance)
	for _, words := range []string{strings.Repeat("<&", 2000), strings.Repeat("🔥", 4000), "smoke"} {
		var lines []card.AlertLine
		for range 40 {
			alarm := desk.Open("E-1001", desk.OpenedData{
				Kind: desk.Emergency, Desk: s.Desk, Service: s.Ref, Description: words, Reporter: desk.Reporter{Name: "Chan"},
				Promises: catalogue.Default().Promises(s, "", nil),
			}, desk.System, opened)
			lines = append(lines, card.AlertLine{Alert: desk.Alert{Ticket: alarm.ID, Clock: desk.ClockTake}, Ticket: alarm})
		}
		d := card.Drawing{Estate: flowstest.Estate(), Services: catalogue.Default(), Language: desk.English, Now: opened}
		shown := flowstest.Plain(card.Alert(d, opened.Add(time.Minute), lines).Text)
		if n := len(utf16.Encode([]rune(shown))); n > 4096 {
			t.Errorf("%d units, where a message has 4096", n)
		}
		if !strings.Contains(shown, "more") {
			t.Errorf("nothing says that there are more:\n%.300s", shown)
		}
	}
}
