package config_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/flows/policy"
	"frontdesk/storage/desk"
)

// faultsIn are what is wrong with a file, as the operator is told.
func faultsIn(t *testing.T, file string) string {
	t.Helper()
	_, err := config.Parse("f.yaml", []byte(file))
	if _, ok := errors.AsType[config.Faults](err); !ok {
		t.Fatalf("error %v, want faults", err)
	}
	for _, internal := range []string{"config.", "yaml.", "policy.", "!!", "%!"} {
		if strings.Contains(err.Error(), internal) {
			t.Errorf("the operator is told %q: %v", internal, err)
		}
	}
	return err.Error()
}

func TestAnEscalationThatCannotHoldIsRefusedWithItsLine(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"unknown matter":        {"escalation:\n  urgnt: {}\n", `f.yaml:2: "urgnt" is no known key; there are night, alarms, critical, urgent, ordinary and desks`},
		"unknown key":           {"escalation:\n  urgent:\n    quite: true\n", `f.yaml:3: "quite" is no known key; there are remind, levels, sound, seen-to and quiet`},
		"unknown level's key":   {"escalation:\n  urgent:\n    levels:\n      - {too: [desk], to: [desk], every: 1h}\n", `f.yaml:4: "too" is no known key; there are after, to, every and slower`},
		"unknown reminder key":  {"escalation:\n  urgent:\n    remind: {share: 1/3}\n", `f.yaml:3: "share" is no known key; there are left and to`},
		"merged keys":           {"escalation:\n  urgent: &u {seen-to: 1h}\n  critical:\n    <<: *u\n", `f.yaml:4: "<<" is no known key`},
		"unknown desk":          {"escalation:\n  desks:\n    plumbing: {}\n", `f.yaml:3: "plumbing" is no desk; there are engineering`},
		"desk's matter":         {"escalation:\n  desks:\n    security:\n      night: never\n", `f.yaml:4: "night" is no known key; there are alarms, critical, urgent and ordinary`},
		"desk in a level":       {"escalation:\n  urgent:\n    levels:\n      - to: [bosses]\n        every: 1h\n", `f.yaml:4: "bosses" is nobody; there are desk, on-call, person:123456, and the desks engineering, front-desk`},
		"the same twice":        {"escalation:\n  urgent:\n    levels:\n      - {to: [desk,\n             desk], every: 1h}\n", `f.yaml:5: "desk" stands here a second time`},
		"matter twice":          {"escalation:\n  urgent: {quiet: true}\n  urgent: {quiet: false}\n", `f.yaml:3: "urgent" stands here a second time`},
		"desk twice":            {"escalation:\n  desks:\n    security: {}\n    security: {}\n", `f.yaml:4: "security" stands here a second time`},
		"negative delay":        {"escalation:\n  urgent:\n    levels: [{after: -1m, to: [desk], every: 1h}]\n", `f.yaml:3: -1m is negative`},
		"negative repeat":       {"escalation:\n  urgent:\n    levels: [{to: [desk], every: -1h}]\n", `f.yaml:3: -1h is negative`},
		"no repeat at all":      {"escalation:\n  urgent:\n    levels: [{to: [desk], every: 0}]\n", `f.yaml:3: 0 is too often`},
		"too often":             {"escalation:\n  urgent:\n    levels: [{to: [desk], every: 29s}]\n", `f.yaml:3: 29s is too often: it comes again every 30s at most`},
		"a siren":               {"escalation:\n  alarms:\n    sound:\n      - {to: [desk], every: 1s}\n", `f.yaml:4: 1s is too often`},
		"too rarely":            {"escalation:\n  urgent:\n    levels: [{to: [desk], every: 1000h}]\n", `f.yaml:3: 1000h is longer than 31 days, which is silence`},
		"too late":              {"escalation:\n  urgent:\n    levels: [{after: 1000h, to: [desk], every: 1h}]\n", `f.yaml:3: 1000h is longer than 31 days`},
		"beyond all times":      {"escalation:\n  urgent:\n    levels: [{to: [desk], every: 99999999999h}]\n", `f.yaml:3: "99999999999h" is no length of time`},
		"a number for a time":   {"escalation:\n  urgent:\n    levels: [{after: 5, to: [desk], every: 1h}]\n", `f.yaml:3: "5" is no length of time; want one such as 30s, 10m or 2h`},
		"a list for a time":     {"escalation:\n  urgent: {seen-to: [1h]}\n", `f.yaml:2: a list is no length of time`},
		"negative word":         {"escalation:\n  urgent: {seen-to: -5m}\n", `f.yaml:2: -5m is negative`},
		"no word":               {"escalation:\n  urgent: {seen-to: 0s}\n", `f.yaml:2: 0s is too short: "I'll see to it" holds for 30s at least, or with never for good`},
		"told to nobody":        {"escalation:\n  urgent:\n    levels: [{to: [], every: 1h}]\n", `f.yaml:3: nobody is told; want a list such as [desk, managers]`},
		"no to":                 {"escalation:\n  urgent:\n    levels: [{every: 1h}]\n", `f.yaml:3: a level tells nobody; it must have a to`},
		"to is a word":          {"escalation:\n  urgent:\n    levels: [{to: managers, every: 1h}]\n", `f.yaml:3: nobody is told; want a list`},
		"to is empty words":     {"escalation:\n  urgent:\n    levels: [{to: [''], every: 1h}]\n", `f.yaml:3: "" is nobody`},
		"a list in a list":      {"escalation:\n  urgent:\n    levels: [{to: [[desk]], every: 1h}]\n", `f.yaml:3: a list is nobody`},
		"a person's name":       {"escalation:\n  urgent:\n    levels: [{to: ['person:Wong'], every: 1h}]\n", `f.yaml:3: "person:Wong" is no person; want the number of a user, as in person:123456`},
		"a person below nought": {"escalation:\n  urgent:\n    levels: [{to: ['person:-7'], every: 1h}]\n", `f.yaml:3: "person:-7" is no person`},
		"a person with a space": {"escalation:\n  urgent:\n    levels: [{to: [person: 7], every: 1h}]\n", `f.yaml:3: want a word; a person is person:123456, without a space`},
		"not ascending":         {"escalation:\n  urgent:\n    levels:\n      - {after: 10m, to: [desk]}\n      - {after: 5m, to: [managers], every: 1h}\n", `f.yaml:5: a level comes after 5m0s, and the one below it after 10m0s: they must ascend`},
		"an end":                {"escalation:\n  urgent:\n    levels:\n      - {to: [managers]}\n", `f.yaml:4: after its last level nobody hears of it any more; it must have an every`},
		"again too early":       {"escalation:\n  urgent:\n    levels:\n      - {to: [desk], every: 1h}\n      - {to: [desk], every: 1h}\n", `f.yaml:4: it comes every 1h0m0s, but the level above it 0s after it`},
		"no levels":             {"escalation:\n  urgent: {levels: []}\n", `f.yaml:2: want a list of 1 to 12 levels for "levels"`},
		"levels are a word":     {"escalation:\n  urgent: {levels: managers}\n", `f.yaml:2: want a list of 1 to 12 levels for "levels"`},
		"a level is a word":     {"escalation:\n  urgent:\n    levels: [managers]\n", `f.yaml:3: "managers" is not what belongs here; want a level such as`},
		"an opening's delay":    {"escalation:\n  urgent:\n    levels: [{after: 1m, to: [desk], every: opening}]\n", `f.yaml:3: a level that comes at the office's openings has no after`},
		"sound without alarm":   {"escalation:\n  urgent:\n    sound: [{to: [desk], every: 1m}]\n", `f.yaml:3: only alarms sound`},
		"a quiet alarm":         {"escalation:\n  alarms: {quiet: true}\n", `f.yaml:2: an alarm is never quiet`},
		"quiet at night":        {"escalation:\n  urgent: {quiet: nights}\n", `f.yaml:2: quiet is true or false, not "nights"`},
		"quiet hours":           {"escalation:\n  urgent: {quiet: [22, 8]}\n", `f.yaml:2: quiet is true or false, not a list`},
		"share":                 {"escalation:\n  urgent: {remind: {left: 3/2}}\n", `f.yaml:2: "3/2" is no share of the time`},
		"negative share":        {"escalation:\n  urgent: {remind: {left: -20%}}\n", `f.yaml:2: "-20%" is no share of the time`},
		"by nothing":            {"escalation:\n  urgent: {remind: {left: 1/0}}\n", `f.yaml:2: "1/0" is no share of the time`},
		"reminder":              {"escalation:\n  urgent: {remind: often}\n", `f.yaml:2: "often" is not what belongs here; want a reminder such as`},
		"reminder of nobody":    {"escalation:\n  urgent: {remind: 0}\n  desks:\n    security:\n      urgent: {remind: {left: 1/3}}\n", `f.yaml:5: a reminder reaches nobody; it must have a to`},
		"reminder at no time":   {"escalation:\n  urgent: {remind: 0}\n  desks:\n    security:\n      urgent: {remind: {to: [desk]}}\n", `f.yaml:5: a reminder never comes; it must have a left`},
		"night":                 {"escalation:\n  night: 22-8\n", `f.yaml:2: "22-8" is no night; want one such as "22:00-08:00", in quotes, or never`},
		"a night of no time":    {"escalation:\n  night: '22:00-22:00'\n", `f.yaml:2: "22:00-22:00" is no night`},
		"nights":                {"escalation:\n  night: ['22:00', '08:00']\n", `f.yaml:2: a list is no night`},
		"a policy":              {"escalation:\n  urgent: 7\n", `f.yaml:2: "7" is not what belongs here; want a policy such as`},
		"policies":              {"escalation:\n  - urgent\n", `f.yaml:2: a list is not what belongs here; want matters`},
		"desks":                 {"escalation:\n  desks: [security]\n", `f.yaml:2: a list is not what belongs here; want desks`},
		"a desk's":              {"escalation:\n  desks: {security: off}\n", `f.yaml:2: "off" is not what belongs here; want matters`},
		"nothing":               {"escalation:\n  urgent:\n", `f.yaml:2: "urgent" has no value`},
		"nothing at all":        {"escalation:\n", `f.yaml:1: "escalation" has no value`},
	} {
		t.Run(name, func(t *testing.T) {
			got := faultsIn(t, c.file)
			if !strings.Contains(got, c.want) {
				t.Errorf("faults:\n%s\nwant %q in them", got, c.want)
			}
			if lines := strings.Split(got, "\n"); len(lines) != 1 {
				t.Errorf("one fault is told %d times:\n%s", len(lines), got)
			}
		})
	}
}

func TestAllThatIsWrongWithAnEscalationIsToldAtOnce(t *testing.T) {
	got := faultsIn(t, "escalation:\n  night: late\n  urgent: {seen-to: 1s}\n  desks:\n    lobby:\n      ordinary: {quiet: maybe}\nestate: {zone: Nowhere}\n")
	told := strings.Split(got, "\n")
	for i, line := range []string{"f.yaml:2: ", "f.yaml:3: ", "f.yaml:6: ", "f.yaml:7: "} {
		if len(told) != 4 || !strings.HasPrefix(told[i], line) {
			t.Errorf("faults:\n%s\nwant %q there", got, line)
		}
	}
}

func TestAnEscalationIsTheFilesOverTheBuiltInOne(t *testing.T) {
	c, err := config.Parse("f.yaml", []byte("escalation:\n  urgent: {seen-to: never, quiet: true}\n  desks: {lobby: {urgent: {quiet: false}}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	built, made := policy.Default(), c.Estate.Escalation
	urgent := made.Estate[desk.UrgentMatters]
	if urgent.Ack != 0 || !urgent.Quiet || !reflect.DeepEqual(urgent.Levels, built.Estate[desk.UrgentMatters].Levels) {
		t.Errorf("urgent is %+v", urgent)
	}
	if own := made.Desks[desk.Lobby][desk.UrgentMatters]; own.Quiet || own.Ack != 0 || own.Night.From != 22*time.Hour {
		t.Errorf("the lobby's is %+v", own)
	}
	if !reflect.DeepEqual(made.Estate[desk.CriticalMatters], built.Estate[desk.CriticalMatters]) {
		t.Error("what the file leaves out has changed")
	}
}
