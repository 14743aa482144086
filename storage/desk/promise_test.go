package desk

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestPromisesAreReadAsTheTablesWriteThem(t *testing.T) {
	for _, c := range []struct {
		text string
		want Promise
	}{
		{"take=0s", Promise{Clock: ClockTake, From: Opened}},
		{"work_order=3m", Promise{Clock: ClockWorkOrder, Within: 3 * time.Minute, From: Opened}},
		{"reply=45s", Promise{Clock: ClockReply, Within: 45 * time.Second, From: Opened}},
		{"fix=90m@arrived", Promise{Clock: ClockFix, Within: 90 * time.Minute, From: Arrived}},
		{"complete=1h@arrived", Promise{Clock: ClockComplete, Within: time.Hour, From: Arrived}},
		{"arrive=same day", Promise{Clock: ClockArrive, SameDay: true, From: Opened}},
		{"complete=same day@arrived", Promise{Clock: ClockComplete, SameDay: true, From: Arrived}},
		{"complete=10m in hours", Promise{Clock: ClockComplete, Within: 10 * time.Minute, From: Opened, InHours: true}},
		{"fix=1h@arrived in hours", Promise{Clock: ClockFix, Within: time.Hour, From: Arrived, InHours: true}},
		{"arrive=appointment", Promise{Clock: ClockArrive, Agreed: true, From: Appointment}},
	} {
		got, err := ParsePromise(c.text)
		if err != nil || got != c.want {
			t.Errorf("%s: %+v, %v", c.text, got, err)
		}
		if got.String() != c.text {
			t.Errorf("%s is written as %s", c.text, got)
		}
	}
}

func TestPromisesAreWrittenInTheLargestUnitThatFits(t *testing.T) {
	for text, want := range map[string]string{
		" fix=1h30m ": "fix=90m", //nolint:gocritic // the spaces are meant: people type them
		"fix=3600s":   "fix=1h", "fix=61s@opened": "fix=61s", "fix=0.5h": "fix=30m", "fix=1m@": "fix=1m",
	} {
		if got, err := ParsePromise(text); err != nil || got.String() != want {
			t.Errorf("%q is written as %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestPromiseWithoutABeginningStartsWhenOpened(t *testing.T) {
	if got := (Promise{Clock: ClockTake, Within: TakeWithin}).String(); got != "take=3m" {
		t.Errorf("written as %s", got)
	}
}

func TestPromisesThatSayNothingAreRefused(t *testing.T) {
	for _, text := range []string{
		"", "fix", "=3m", "fix=", "fix=soon", "fix=-1m", "fix=3", "fix=1.5s", "fix=20ms", "fix=3wd", "fix=@arrived",
		"arrive=appointment@arrived", "arrive=Same Day", "arrive=same day in hours", "arrive=appointment in hours", "fix= in hours",
		"fix=1h in Hours", "fix=1h in hours@arrived in hours",
	} {
		if p, err := ParsePromise(text); err == nil || !strings.Contains(err.Error(), "parse promise") {
			t.Errorf("%q was taken as %v, %v", text, p, err)
		}
	}
}

func TestPromisesAreKeptInTheNotationOfTheTables(t *testing.T) {
	raw, err := json.Marshal([]Promise{{Clock: ClockFix, Within: time.Hour, From: Arrived}})
	if err != nil || string(raw) != `["fix=1h@arrived"]` {
		t.Fatalf("%s, %v", raw, err)
	}
	var p Promise
	for _, bad := range []string{`5`, `"fix"`} {
		if err := json.Unmarshal([]byte(bad), &p); err == nil {
			t.Errorf("%s was taken as %v", bad, p)
		}
	}
}

func FuzzPromiseReadsWhatItWrites(f *testing.F) {
	for _, seed := range []string{"fix=90m@arrived", "arrive=same day", "arrive=appointment", "take=0s", "a=1h@b@c", "x=1.5s", "fix=same day@x", "fix=1h@x in hours", "fix=1h in hours in hours"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePromise(text)
		if err != nil {
			return
		}
		again, err := ParsePromise(p.String())
		if err != nil || again != p {
			t.Fatalf("%q is %+v, written as %q, read as %+v, %v", text, p, p, again, err)
		}
	})
}
