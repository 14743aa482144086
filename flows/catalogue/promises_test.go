package catalogue

import (
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func TestPromisesOfATicket(t *testing.T) {
	visit := &desk.Window{
		From: time.Date(2026, 3, 7, 2, 0, 0, 0, time.UTC), Until: time.Date(2026, 3, 7, 4, 0, 0, 0, time.UTC),
	}
	const every = "work_order=3m take=3m reply=15m "
	for _, c := range []struct {
		key     string
		urgency desk.Urgency
		visit   *desk.Window
		want    string
	}{
		{"4.4", desk.Critical, nil, every + "arrive=10m"},
		{"4.4", desk.Urgent, nil, every + "arrive=15m"},
		{"4.4", desk.Ordinary, nil, every + "arrive=same day"},
		{"4.4", desk.Ordinary, visit, every + "arrive=appointment"},
		// Of the urgency's arrival and the row's own the shorter holds.
		{"5.13", desk.Critical, nil, every + "arrive=10m fix=90m@arrived"},
		{"5.13", desk.Ordinary, nil, every + "arrive=15m fix=90m@arrived"},
		{"5.3", desk.Urgent, nil, every + "arrive=15m fix=15m@arrived"},
		{"5.3", desk.Ordinary, nil, every + "arrive=30m fix=15m@arrived"},
		{"4.12", desk.Ordinary, nil, every + "arrive=5m"},
		{"4.11 ordinary", desk.Ordinary, nil, every + "arrive=20m"},
		{"5.11 replace", desk.Ordinary, nil, every + "arrive=1h fix=15m@arrived"},
		{"5.11 sagging", desk.Critical, nil, every + "arrive=10m fix=1h@arrived"},
		// What is asked for outside the permitted ones still promises what it says.
		{"5.2", desk.Urgent, nil, every + "arrive=15m"},
		// A visit replaces the arrival, and nothing else.
		{"5.13", desk.Ordinary, visit, every + "arrive=appointment fix=90m@arrived"},
		{"5.8", desk.Ordinary, visit, every + "arrive=appointment"},
		// A visit that was chosen before the urgency, or that the service does not take, delays nothing.
		{"5.13", desk.Critical, visit, every + "arrive=10m fix=90m@arrived"},
		{"5.3", desk.Urgent, visit, every + "arrive=15m fix=15m@arrived"},
		{"5.11 sagging", desk.Ordinary, visit, every + "arrive=30m fix=1h@arrived"},
		// An emergency: taken at once, whatever urgency comes with it.
		{"3.13", "", nil, "take=0s arrive=5m"},
		{"3.13", desk.Ordinary, visit, "take=0s arrive=5m"},
		// What a request or a booking promises is its row's, and that somebody takes it.
		{"2.9", "", nil, "take=3m in hours approve=10m in hours"},
		{"2.4", "", nil, "take=3m complete=7wd"},
		{"2.6", "", visit, "accept=0s take=3m arrive=appointment"},
		{"2.17 to the tenant", "", nil, "take=3m in hours complete=3wd@passed"},
		{"3.15 found unlocked", "", nil, "take=3m complete=5m@found contact=10m@found"},
		{"4.13 whole floor", "", nil, "take=3m approve=5wd@documents"},
		{"5.1 passed", "", visit, "take=3m arrive=appointment complete=2wd@arrived"},
		// An answer in writing only where it is asked for.
		{"2.10", "", nil, "accept=0s take=3m reply=1h"},
		{"6.6", "", nil, "accept=0s take=0s complete=5m"},
		// Days of work count from the visit; the carrier's fault is answered as soon as every repair is.
		{"5.12", desk.Ordinary, visit, every + "arrive=appointment complete=3wd@appointment"},
		{"4.9 estate's line or equipment", desk.Urgent, nil, every + "arrive=15m complete=1wd"},
		{"4.9 carrier's equipment", desk.Ordinary, nil, every + "arrive=same day"},
		// Of the rest no ticket is made.
		{"1.1", "", nil, ""}, {"4.2", "", nil, ""}, {"6.10", "", nil, ""},
		{"3.3", "", nil, "take=3m in hours complete=10m in hours"},
	} {
		s, ok := Default().Find(c.key)
		if !ok {
			t.Fatalf("no service %s", c.key)
		}
		var got []string
		for _, p := range Default().Promises(s, c.urgency, c.visit) {
			got = append(got, p.String())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s, %s, visit %t: %v, want %s", c.key, c.urgency, c.visit != nil, got, c.want)
		}
	}
}

func TestPromisesLeaveTheCatalogueAlone(t *testing.T) {
	s, _ := Default().Find("5.13")
	before := slices.Clone(s.Promises)
	promises := Default().Promises(s, desk.Ordinary, &desk.Window{})
	for i := range promises {
		promises[i] = desk.Promise{}
	}
	if again, _ := Default().Find("5.13"); !slices.Equal(again.Promises, before) {
		t.Errorf("the catalogue now says %v", again.Promises)
	}
}

func TestAnySpanIsShorterThanTheSameDay(t *testing.T) {
	day := desk.Promise{Clock: desk.ClockArrive, SameDay: true, From: desk.Opened}
	span := desk.Promise{Clock: desk.ClockArrive, Within: 23 * time.Hour, From: desk.Opened}
	days := desk.Promise{Clock: desk.ClockArrive, Days: 1, From: desk.Opened}
	if !shorter(day, days) || shorter(days, span) || shorter(days, days) {
		t.Error("working days were taken for shorter than the same day, or a span")
	}
	if !shorter(span, day) || shorter(day, span) || shorter(day, day) {
		t.Error("same day was taken for shorter than a span")
	}
}
