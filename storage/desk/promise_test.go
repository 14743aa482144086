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
		{"complete=7wd", Promise{Clock: ClockComplete, Days: 7, From: Opened}},
		{"complete=3wd@money", Promise{Clock: ClockComplete, Days: 3, From: Money}},
		{"approve=2wd@documents", Promise{Clock: ClockApprove, Days: 2, From: Documents}},
		{"complete=3wd@appointment", Promise{Clock: ClockComplete, Days: 3, From: Appointment}},
		{"complete=1h@signal", Promise{Clock: ClockComplete, Within: time.Hour, From: Signal}},
		{"contact=10m@found", Promise{Clock: ClockContact, Within: 10 * time.Minute, From: Found}},
		{"complete=3wd@passed", Promise{Clock: ClockComplete, Days: 3, From: Passed}},
		{"complete=10m@receipt", Promise{Clock: ClockComplete, Within: 10 * time.Minute, From: Receipt}},
		{"written=3wd", Promise{Clock: ClockWritten, Days: 3, From: Opened}},
		{"accept=0s", Promise{Clock: ClockAccept, From: Opened}},
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
		"fix=3600s":   "fix=1h", "fix=61s@opened": "fix=61s", "fix=03wd": "fix=3wd", "fix=0.5h": "fix=30m",
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
		"", "fix", "=3m", "fix=", "fix=soon", "fix=-1m", "fix=3", "fix=1.5s", "fix=20ms", "fix=0wd", "fix=-3wd", "fix=wd", "fix=3 wd", "fix=1.5wd", "fix=367wd", "fix=3wd in hours", "fix=@arrived",
		"fix=1m@", "arrive=appointment@arrived", "arrive=Same Day", "arrive=same day in hours", "arrive=appointment in hours", "fix= in hours",
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
	for _, seed := range []string{"fix=90m@arrived", "arrive=same day", "arrive=appointment", "take=0s", "complete=3wd@money", "x=+3wd", "a=1h@b@c", "x=1.5s", "fix=same day@x", "fix=1h@x in hours", "fix=1h in hours in hours"} {
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

func TestClocksStartWithTheirMoments(t *testing.T) {
	e := inZone(t, "Asia/Hong_Kong")
	visit := &Window{From: start.Add(20 * time.Hour), Until: start.Add(22 * time.Hour)}
	for _, c := range []struct {
		promise string
		visit   *Window
		want    time.Time
	}{
		{"reply=1h", nil, start}, {"complete=3wd", visit, start}, {"arrive=appointment", visit, start},
		{"complete=3wd@appointment", visit, visit.Until}, {"complete=3wd@appointment", nil, start},
		{"fix=1h@arrived", visit, time.Time{}}, {"complete=3wd@money", visit, time.Time{}}, {"approve=2wd@documents", nil, time.Time{}},
	} {
		p, err := ParsePromise(c.promise)
		if err != nil {
			t.Fatal(err)
		}
		ticket := Open("R-1", OpenedData{Kind: Repair, Promises: []Promise{p}, Visit: c.visit}, System, start)
		if r, _ := ticket.Clock(p.Clock, e); !r.Start.Equal(c.want) {
			t.Errorf("%s, visit %t: starts %v, want %v", c.promise, c.visit != nil, r.Start, c.want)
		}
		due, known := p.DueAt(Engineering, start, c.visit, e)
		if r, _ := ticket.Clock(p.Clock, e); known && !r.Due.Equal(due) {
			t.Errorf("%s, visit %t: said beforehand to be due %v, and then %v", c.promise, c.visit != nil, due, r.Due)
		}
		if asks := p.From == Appointment && c.visit == nil && !p.Agreed; known == (c.want.IsZero() || asks) {
			t.Errorf("%s, visit %t: known beforehand %t", c.promise, c.visit != nil, known)
		}
	}
}

func TestAcceptedMeansOpened(t *testing.T) {
	ticket := Open("B-1", OpenedData{Kind: Booking, Promises: []Promise{{Clock: ClockAccept, From: Opened}}}, System, start)
	if r, _ := ticket.Clock(ClockAccept, inZone(t, "UTC")); !r.Met.Equal(start) || r.Broken {
		t.Errorf("%+v", r)
	}
}

func TestWorkingDaysEndWithTheirLast(t *testing.T) {
	e := inZone(t, "Asia/Hong_Kong")
	for day := time.Monday; day <= time.Friday; day++ {
		e.Office.Week[day] = []Period{{From: 9 * time.Hour, Until: 18 * time.Hour}}
	}
	friday := e.At("2026-03-06", 15*time.Hour)
	for days, want := range map[int]Day{1: "2026-03-09", 2: "2026-03-10", 3: "2026-03-11", 7: "2026-03-17", 8: "2026-03-18"} {
		p := Promise{Clock: ClockComplete, Days: days, From: Opened}
		if got, _ := p.DueAt(FrontDesk, friday, nil, e); !got.Equal(e.At(want, 18*time.Hour)) {
			t.Errorf("%s from Friday is due %v, want the evening of %s", p, got.In(e.Zone), want)
		}
	}
}
