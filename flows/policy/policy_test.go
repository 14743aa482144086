package policy

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

func read(t testing.TB, text string) (*desk.Policies, error) {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		t.Fatal(err)
	}
	if len(n.Content) == 0 {
		return Read(yaml.Node{})
	}
	return Read(*n.Content[0])
}

func TestBuiltInPoliciesNeverEnd(t *testing.T) {
	p := Default()
	for _, m := range desk.Matters {
		policy, ok := p.Estate[m]
		if !ok {
			t.Errorf("%s has no policy", m)
			continue
		}
		ladders := [][]desk.Level{policy.Levels}
		if m == desk.Alarms {
			ladders = append(ladders, policy.Alarm)
		}
		for _, levels := range ladders {
			if last := levels[len(levels)-1]; last.Every == 0 && !last.Openings {
				t.Errorf("%s ends in silence", m)
			}
		}
		if policy.Night != (desk.Night{From: 22 * time.Hour, Until: 8 * time.Hour}) || policy.Quiet != (m == desk.OrdinaryMatters) {
			t.Errorf("%s: quiet %t, night %+v", m, policy.Quiet, policy.Night)
		}
	}
	if again, err := read(t, ""); err != nil || !reflect.DeepEqual(again, p) {
		t.Errorf("an empty file changes it: %v", err)
	}
}

func TestWhatAFileLeavesOutStays(t *testing.T) {
	p, err := read(t, `
night: "23:00-07:00"
urgent: {seen-to: 10m}
desks:
  security:
    urgent: {levels: [{to: [on-call, "person:77"], every: 5m}], remind: {left: 20%}}
`)
	if err != nil {
		t.Fatal(err)
	}
	built := Default().Estate[desk.UrgentMatters]
	estate, own := p.Estate[desk.UrgentMatters], p.Desks[desk.Security][desk.UrgentMatters]
	if estate.Ack != 10*time.Minute || !reflect.DeepEqual(estate.Levels, built.Levels) || estate.Night.From != 23*time.Hour {
		t.Errorf("the estate's is %+v", estate)
	}
	want := []desk.Level{{To: []desk.Audience{"on-call", "person:77"}, Every: 5 * time.Minute}}
	if !reflect.DeepEqual(own.Levels, want) || own.Remind != 0.2 || own.Ack != 10*time.Minute || own.Night.Until != 7*time.Hour {
		t.Errorf("the desk's is %+v", own)
	}
}

func TestALevelBelowTheLastComesAgainUntilTheNext(t *testing.T) {
	p, err := read(t, "alarms: {sound: [{to: [desk], every: 1m}, {after: 2m30s, to: [managers]}, {after: 3m, to: [managers], every: 30s}]}")
	if err != nil {
		t.Fatal(err)
	}
	of, managers := []desk.Audience{desk.OwnDesk}, []desk.Audience{"managers"}
	want := []desk.Level{
		{To: of, Every: time.Minute}, {After: time.Minute, To: of, Every: time.Minute}, {After: 2 * time.Minute, To: of, Every: time.Minute},
		{After: 150 * time.Second, To: managers}, {After: 3 * time.Minute, To: managers, Every: 30 * time.Second},
	}
	if got := p.Estate[desk.Alarms].Alarm; !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

// Five soundings at the desks, five with the supervisors, and then with the managers for ever.
func TestAnAlarmClimbsEveryFiveSoundings(t *testing.T) {
	levels := Default().Estate[desk.Alarms].Alarm
	if len(levels) != 11 {
		t.Fatalf("%d levels: %+v", len(levels), levels)
	}
	for i, l := range levels {
		who := len(l.To) // desk, security, on-call, and one more after each five
		if l.After != time.Duration(i)*desk.AlarmEvery || l.Every != desk.AlarmEvery || who != 3+i/5 {
			t.Errorf("%d: %+v", i, l)
		}
	}
}

func TestFaultsNameTheirLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"urgnt: {}", `line 1: "urgnt" is no known key`},
		{"\nurgent: {quite: true}", `line 2: "quite" is no known key`},
		{"desks: {plumbing: {}}", `line 1: "plumbing" is no desk`},
		{"desks: {security: {night: x}}", `line 1: "night" is no known key`},
		{"urgent:\n  levels:\n    - {to: [bosses], every: 1m}", `line 3: "bosses" is nobody`},
		{"urgent: {levels: [{to: [managers, managers], every: 1m}]}", "a second time"},
		{"urgent: {levels: [{after: -1m, to: [managers], every: 1m}]}", "is negative"},
		{"urgent: {levels: [{to: [managers], every: 29s}]}", "every 30s at most"},
		{"urgent: {levels: [{to: [managers], every: 5000h}]}", "which is silence"},
		{"urgent: {levels: [{to: [managers]}]}", "nobody hears of it any more"},
		{"urgent: {levels: []}", "1 to 12 levels"},
		{"urgent: {levels: [{every: 5m}]}", "tells nobody"},
		{"urgent: {levels: [{to: [managers], every: 5m}, {to: [managers], every: 5m}]}", "never comes again"},
		{"urgent: {levels: [{to: [managers], every: 5m}, {after: 5m, to: [managers], every: 5m}]}", "never comes again"},
		{"urgent: {levels: [{to: [managers], every: opening}, {to: [managers], every: 5m}]}", "at each opening"},
		{"urgent: {levels: [{to: [managers], every: 5m}, {to: [managers], every: opening}]}", "must have an after"},
		{"urgent: {levels: [{to: [managers], every: 5m, slower: 10m}, {after: 1h, to: [managers], every: 5m}]}", "slows down"},
		{"alarms:\n  sound:\n    - {to: [desk], every: 30s}\n    - {after: 31m, to: [managers], every: 5m}", "line 3: it comes every 30s for 31m0s: that is too often"},
		{"alarms: {sound: [{to: [desk], every: 1m}, {after: 31m, to: [desk], every: 1m}, {after: 61m, to: [desk], every: 1m}]}", "60 times in all"},
		{"urgent: {levels: [{after: 5m, to: [managers]}, {after: 1m, to: [managers], every: 5m}]}", "they must ascend"},
		{"urgent: {levels: [{after: 5m, to: [managers], every: opening}]}", "has no after"},
		{"urgent: {levels: [{to: [managers], every: 5m, slower: 1m}]}", "and is no less"},
		{"urgent: {levels: [{to: [managers], every: opening, slower: 1h}]}", "takes an every"},
		{"urgent: {levels: [{after: soon, to: [managers], every: 5m}]}", `"soon" is no length of time`},
		{"urgent: {sound: [{to: [managers], every: 5m}]}", "only alarms sound"},
		{"alarms: {quiet: true}", "an alarm is never quiet"},
		{"urgent: {quiet: maybe}", "quiet is true or false"},
		{"urgent: {remind: {left: 2}}", "is no share of the time"},
		{"urgent: {remind: {to: desk}}", "nobody is told"},
		{"urgent: {seen-to: 1s}", "holds for 30s at least"},
		{"night: 22", "is no night"},
		{"urgent: 7", "want a policy such as"},
		{"[]", "a list is not what belongs here"},
		{"urgent: {levels: [{to: [\"person:0\"], every: 1m}]}", "is no person"},
	} {
		_, err := read(t, c.text)
		var wrong *yaml.TypeError
		if !errors.As(err, &wrong) || !strings.Contains(strings.Join(wrong.Errors, "\n"), c.want) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(string(builtIn))
	f.Add("urgent: &a {levels: [*a]}")
	f.Fuzz(func(t *testing.T, text string) {
		var n yaml.Node
		if yaml.Unmarshal([]byte(text), &n) != nil || len(n.Content) == 0 {
			return
		}
		p, err := Read(*n.Content[0])
		if err != nil {
			return
		}
		for _, m := range desk.Matters {
			levels := p.Estate[m].Levels
			if len(levels) > maxSoundings+maxLevels {
				t.Errorf("%s has %d levels", m, len(levels))
			}
			if last := levels[len(levels)-1]; last.Every < fastest && !last.Openings {
				t.Errorf("%s ends in silence: %+v", m, last)
			}
		}
	})
}
