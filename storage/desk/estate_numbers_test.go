package desk_test

import (
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

func TestTheNumberThatFitsTheDangerComesFirst(t *testing.T) {
	mainland := &desk.Estate{Numbers: []desk.EmergencyNumber{
		{Number: "own"},
		{Number: "119", Public: true, For: []desk.Danger{desk.DangerFire, desk.DangerGas}},
		{Number: "120", Public: true, For: []desk.Danger{desk.DangerMedical}},
		{Number: "110", Public: true, For: []desk.Danger{desk.DangerRobbery, desk.DangerHelp}},
		{Number: "lifts", For: []desk.Danger{desk.DangerLift}},
	}}
	hongKong := &desk.Estate{Numbers: []desk.EmergencyNumber{{Number: "own"}, {Number: "999", Public: true}}}
	for d, want := range map[desk.Danger][2]string{
		"":                 {"119 120 110 own lifts", "999 own"},
		desk.DangerFire:    {"119 own", "999 own"},
		desk.DangerMedical: {"120 own", "999 own"},
		desk.DangerRobbery: {"110 own", "999 own"},
		desk.DangerHelp:    {"110 119 120 own lifts", "999 own"},
		desk.DangerLift:    {"lifts 119 120 110 own", "999 own"},
		desk.DangerFlood:   {"119 120 110 own", "999 own"},
	} {
		for i, e := range []*desk.Estate{mainland, hongKong} {
			var got []string
			for _, n := range e.NumbersFor(d) {
				got = append(got, n.Number)
			}
			if shown := strings.Join(got, " "); shown != want[i] {
				t.Errorf("in %q: %s, want %s", d, shown, want[i])
			}
		}
	}
}
