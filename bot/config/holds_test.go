package config_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/storage/desk"
)

func TestAFileSetsHowLongTicketsAreHeld(t *testing.T) {
	c, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	for u, want := range desk.HoldBudgets {
		if c.Estate.Holds[u] != want {
			t.Errorf("%s: %+v, want what the domain has, %+v", u, c.Estate.Holds[u], want)
		}
	}
	c, err = config.Parse("x.yaml", []byte("holds: {critical: 0s, ordinary: 5wd}\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := map[desk.Urgency]desk.HoldBudget{
		desk.Critical: {}, desk.Urgent: {Within: 2 * time.Hour}, desk.Ordinary: {Within: 120 * time.Hour, Workdays: true},
	}
	for u, b := range want {
		if c.Estate.Holds[u] != b {
			t.Errorf("%s: %+v, want %+v", u, c.Estate.Holds[u], b)
		}
	}
}

func TestImpossibleHoldsAreRefusedWithTheirLine(t *testing.T) {
	for file, want := range map[string]string{
		"holds: 2h\n":                               `f.yaml:1: "2h" is not what belongs here`,
		"holds: [2h]\n":                             "f.yaml:1: ",
		"holds:\n":                                  `f.yaml:1: "holds" has no value`,
		"holds:\n  critical:\n":                     `f.yaml:2: "critical" has no value`,
		"holds:\n  hurried: 2h\n":                   `f.yaml:2: "hurried" is no urgency; there are critical, urgent, ordinary`,
		"holds:\n  urgent: 2h\n  urgent: 3h\n":      `f.yaml:3: `,
		"holds:\n  urgent: -2h\n":                   `f.yaml:2: "-2h" is not how long`,
		"holds:\n  urgent: 2\n":                     `f.yaml:2: "2" is not how long`,
		"holds:\n  urgent: 90s\n":                   `f.yaml:2: "90s" is not how long`,
		"holds:\n  urgent: 9000h\n":                 `f.yaml:2: "9000h" is not how long`,
		"holds:\n  urgent: 0wd\n":                   `f.yaml:2: "0wd" is not how long`,
		"holds:\n  urgent: 99wd\n":                  `f.yaml:2: "99wd" is not how long`,
		"holds:\n  urgent: {a: 1}\n":                `f.yaml:2: `,
		"holds:\n  ordinary: soon\n  urgent: 1wd\n": `f.yaml:2: "soon" is not how long`,
	} {
		_, err := config.Parse("f.yaml", []byte(file))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", file, err, want)
		}
	}
}
