package people_test

import (
	"testing"

	"frontdesk/flows/flowstest"
	"frontdesk/flows/people"
	"frontdesk/storage"
)

func TestAUnitIsFoundAtTheEndsOfASentence(t *testing.T) {
	w := flowstest.New(t, "14:00")
	w.Tenant("A-1203")
	w.View(func(r *storage.Reader) error {
		for said, want := range map[string][3]string{ // the unit, what is none, the rest
			"A-1203":                   {"A-1203", "", ""},
			"flat A-1203: tap drips":   {"A-1203", "", "tap drips"},
			"tap drips at A-1203.":     {"A-1203", "", "tap drips"},
			"A座1203室漏水":                {"A-1203", "", "漏水"},
			"A-12034 tap drips":        {"", "A-12034", "tap drips"},
			"A-9999 tap drips":         {"", "A-9999", "tap drips"},
			"tap drips Z1203":          {"", "Z1203", "tap drips"},
			"A-1203 and A-9999 flood":  {"A-1203", "", "and A-9999 flood"},
			"999 was called":           {"", "", "999 was called"},
			"E18 on the display":       {"", "", "E18 on the display"},
			"":                         {"", "", ""},
			"the A-1203 tap drips now": {"", "", "the A-1203 tap drips now"},
		} {
			u, found, unknown, rest, err := people.UnitIn(r, said)
			got := [3]string{"", unknown, rest}
			if found {
				got[0] = u.Label()
			}
			if err != nil || got != want {
				t.Errorf("%q is read as %q, want %q (%v)", said, got, want, err)
			}
		}
		return nil
	})
}
