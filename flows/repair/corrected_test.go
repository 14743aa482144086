package repair_test

import (
	"cmp"
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/storage/desk"
)

func TestACorrectedReportKeepsWhatOtherMessagesSaid(t *testing.T) {
	for _, c := range []struct{ name, first, second, gone string }{
		{"the first", "the tap in the kitchen", "", "“the tap\n"},
		{"the second", "", "and it is cold", "and it is hot"},
		{"both", "the tap in the kitchen", "and it is cold", "and it is hot"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := flowstest.New(t, "14:00")
			engineers := w.Group(desk.Engineering)
			p := w.Tenant("A-1203")
			p.Writes("/repair")
			p.Presses("Something else")
			p.Presses("Urgent")
			first := p.Writes("the tap")
			p.SendsPhoto("")
			second := p.Writes("and it is hot")
			p.Presses("Next")
			p.Presses("Confirm")
			for m, words := range map[desk.MessageID]string{first: c.first, second: c.second} {
				if words != "" {
					p.Edits(m, words)
				}
			}
			engineers.Sees("R-1001", cmp.Or(c.first, "the tap")+"\n"+cmp.Or(c.second, "and it is hot"))
			engineers.SeesNot(c.gone)
		})
	}
}
