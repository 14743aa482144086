package desk

import (
	"testing"
	"time"
)

// clockOf is the ticket's clock of that name.
func clockOf(t *testing.T, k *Ticket, c Clock) Running {
	t.Helper()
	r, ok := k.Clock(c, estate)
	if !ok {
		t.Fatalf("no clock %s", c)
	}
	return r
}

func TestPromiseFallsDue(t *testing.T) {
	at := func(hour, minute, second int) time.Time {
		return time.Date(2026, 3, 6, hour, minute, second, 0, hongKong)
	}
	tomorrow := at(23, 59, 0).AddDate(0, 0, 1)
	visit := &Window{From: at(16, 0, 0), Until: at(18, 0, 0)}
	for _, c := range []struct {
		promise string
		opened  time.Time
		visit   *Window
		due     time.Time
	}{
		{"arrive=15m", at(14, 0, 0), nil, at(14, 15, 0)},
		{"arrive=15m", at(23, 50, 0), nil, at(24, 5, 0)}, // into the next day
		{"arrive=15m", at(14, 0, 0), visit, at(14, 15, 0)},
		{"take=0s", at(14, 0, 0), nil, at(14, 0, 0)},
		{"arrive=same day", at(0, 0, 0), nil, at(23, 59, 0)},
		{"arrive=same day", at(14, 0, 0), nil, at(23, 59, 0)},
		{"arrive=same day", at(23, 58, 59), nil, at(23, 59, 0)},
		{"arrive=same day", at(23, 59, 0), nil, tomorrow},
		{"arrive=same day", at(23, 59, 59), nil, tomorrow},
		{"arrive=appointment", at(14, 0, 0), visit, at(18, 0, 0)},
		{"arrive=appointment", at(14, 0, 0), nil, at(23, 59, 0)},
	} {
		p, err := ParsePromise(c.promise)
		must(t, err)
		k := Open("R-1001", OpenedData{Promises: []Promise{p}, Visit: c.visit}, tenant, c.opened.UTC())
		r := clockOf(t, k, p.Clock)
		if !r.Due.Equal(c.due) || r.Due.Location() != time.UTC || !r.Open() {
			t.Errorf("%s opened %s is due %s, want %s", c.promise, c.opened, r.Due, c.due)
		}
		if due, known := p.DueAt("", c.opened, c.visit, estate); !known || !due.Equal(c.due) {
			t.Errorf("%s is announced for %s, want %s", c.promise, due, c.due)
		}
	}
}

func TestSameDayNeverEndsBeforeItBegins(t *testing.T) {
	for _, name := range zones {
		e := inZone(t, name)
		p := Promise{Clock: ClockArrive, SameDay: true, From: Opened}
		for at := start; at.Before(start.AddDate(1, 0, 0)); at = at.Add(29*time.Minute + 50*time.Second) {
			if due, _ := p.DueAt("", at, nil, e); !due.After(at) || due.Sub(at) > 26*time.Hour {
				t.Fatalf("%s: %s is due %s", name, at.In(e.Zone), due.In(e.Zone))
			}
		}
	}
}

func TestWhatStartsWithTheArrivalIsNotAnnounced(t *testing.T) {
	p := Promise{Clock: ClockFix, Within: time.Hour, From: Arrived}
	if due, known := p.DueAt("", start, nil, estate); known {
		t.Errorf("announced for %s", due)
	}
}

func TestClockStartsWithTheFirstArrival(t *testing.T) {
	k := opened(t, Repair, "arrive=15m;fix=30m@arrived")
	if r := clockOf(t, k, ClockFix); !r.Start.IsZero() || !r.Due.IsZero() || r.Open() {
		t.Fatalf("runs before anybody is there: %+v", r)
	}
	must(t, k.Accept(wong, minutes(1)), k.Arrive(wong, minutes(5)))
	if r := clockOf(t, k, ClockFix); r.Start != minutes(5) || r.Due != minutes(35) || !r.Open() {
		t.Fatalf("%+v", r)
	}
	must(t, k.Cant(estate, "wrong tools", wong, minutes(10)), k.Accept(ho, minutes(12)), k.Arrive(ho, minutes(40)))
	if r := clockOf(t, k, ClockFix); r.Start != minutes(5) || r.Due != minutes(35) {
		t.Errorf("a second arrival starts the time anew: %+v", r)
	}
	if r := clockOf(t, k, ClockArrive); r.Met != minutes(5) || r.Broken {
		t.Errorf("a second arrival breaks the promise that the first kept: %+v", r)
	}
	if k.OnSite != minutes(40) {
		t.Errorf("on site since %s", k.OnSite)
	}
}

func TestWhatMeetsAPromise(t *testing.T) {
	const all = "work_order=3m;take=3m;reply=15m;arrive=15m;fix=1h;complete=2h"
	accepted := func(t *testing.T, k *Ticket) { must(t, k.Accept(wong, minutes(1))) }
	for name, c := range map[string]struct {
		happens func(*testing.T, *Ticket)
		met     map[Clock]int // in minutes; what is not named is not met
	}{
		"nothing":   {func(*testing.T, *Ticket) {}, nil},
		"a card":    {func(_ *testing.T, k *Ticket) { k.NoteCarded(minutes(2)) }, map[Clock]int{ClockWorkOrder: 2}},
		"taking it": {accepted, map[Clock]int{ClockTake: 1}},
		"a call":    {func(t *testing.T, k *Ticket) { must(t, k.Called(wong, minutes(2))) }, map[Clock]int{ClockReply: 2}},
		"a message to the tenant": {func(t *testing.T, k *Ticket) {
			must(t, k.Say(SaidData{Text: "x", ToTenant: true}, wong, minutes(2)))
		}, map[Clock]int{ClockReply: 2}},
		"an internal note": {func(t *testing.T, k *Ticket) { must(t, k.Note(NotedData{Text: "x"}, wong, minutes(2))) }, nil},
		"an arrival": {func(t *testing.T, k *Ticket) {
			accepted(t, k)
			must(t, k.Arrive(wong, minutes(9)))
		}, map[Clock]int{ClockTake: 1, ClockReply: 9, ClockArrive: 9}},
		"dealing with it without going there": {func(t *testing.T, k *Ticket) {
			accepted(t, k)
			must(t, k.Finish(wong, minutes(9)))
		}, map[Clock]int{ClockWorkOrder: 9, ClockTake: 1, ClockReply: 9, ClockArrive: 9, ClockFix: 9, ClockComplete: 9}},
		"setting it free": {func(t *testing.T, k *Ticket) {
			accepted(t, k)
			must(t, k.Arrive(wong, minutes(9)), k.Cant(estate, "no", wong, minutes(10)))
		}, map[Clock]int{ClockReply: 9, ClockArrive: 9}},
	} {
		k := opened(t, Repair, all)
		c.happens(t, k)
		for _, r := range k.Clocks(estate) {
			var want time.Time
			if m, ok := c.met[r.Promise.Clock]; ok {
				want = minutes(m)
			}
			if r.Met != want || r.Open() != want.IsZero() {
				t.Errorf("%s: %s is met at %s, want %s", name, r.Promise.Clock, r.Met, want)
			}
		}
	}
}

func TestCardSetFreeRunsANewRound(t *testing.T) {
	k := opened(t, Repair, "take=3m")
	must(t, k.Accept(wong, minutes(1)), k.Cant(estate, "off duty", wong, minutes(2)))
	r := clockOf(t, k, ClockTake)
	if r.Cycle != 1 || r.Start != minutes(2) || r.Due != minutes(5) || !r.Open() || k.Holder != (Actor{}) || k.Refusal != "off duty" {
		t.Errorf("%+v, held by %+v", r, k.Holder)
	}
	if _, ok := k.ClockOf(ClockTake, 0, estate); ok {
		t.Error("the round that is past still runs")
	}
	if now, ok := k.ClockOf(ClockTake, 1, estate); !ok || now != r {
		t.Errorf("the round that runs is %+v", now)
	}
	if _, ok := k.Clock(ClockFix, estate); ok {
		t.Error("a clock runs that was not promised")
	}
}

func TestRoundThatEndsLateLeavesItsBreach(t *testing.T) {
	for name, accepted := range map[string]int{"taken late": 4, "never taken": 0} {
		k := opened(t, Repair, "take=3m")
		if accepted > 0 {
			must(t, k.Accept(wong, minutes(accepted)))
		}
		must(t, k.Cant(estate, "no", wong, minutes(5)), k.Cant(estate, "no", wong, minutes(6)))
		if len(k.Broken) != 1 || k.Broken["take"] != minutes(3) {
			t.Errorf("%s: broken are %v", name, k.Broken)
		}
	}
}

func TestOverdueIsWhatIsBrokenAndStillOwed(t *testing.T) {
	k := opened(t, Repair, "reply=15m")
	if k.Overdue(estate) {
		t.Error("overdue when opened")
	}
	k.Breach(ClockData{Clock: ClockReply, Due: minutes(15)}, minutes(15))
	if !k.Overdue(estate) {
		t.Error("not overdue when broken")
	}
	must(t, k.Called(wong, minutes(20)))
	if r := clockOf(t, k, ClockReply); k.Overdue(estate) || !r.Broken {
		t.Errorf("overdue when met, or no longer broken: %+v", r)
	}
}

func TestMetLateIsBroken(t *testing.T) {
	k := opened(t, Repair, "reply=15m")
	must(t, k.Called(wong, minutes(16)))
	if r := clockOf(t, k, ClockReply); !r.Broken || k.Overdue(estate) {
		t.Errorf("%+v", r)
	}
	k = opened(t, Repair, "reply=15m")
	must(t, k.Called(wong, minutes(15)))
	if r := clockOf(t, k, ClockReply); r.Broken {
		t.Errorf("broken although met at the last moment: %+v", r)
	}
}

// atTheDesk is an estate whose front desk is open in officeHours, and everything else always.
var atTheDesk = &Estate{ID: "bay", Zone: hongKong, Office: Hours{Always: true}, Desks: map[Name]Hours{FrontDesk: officeHours}}

func TestPromiseInHoursIsNeverDueBeforeTheDeskOpens(t *testing.T) {
	for _, c := range []struct{ promise, opened, due string }{
		{"complete=10m in hours", "2026-12-21 10:00", "2026-12-21 10:10"},
		{"complete=10m in hours", "2026-12-21 12:55", "2026-12-21 14:05"},
		{"complete=10m in hours", "2026-12-21 22:00", "2026-12-22 09:10"},
		{"complete=10m in hours", "2026-12-24 18:00", "2026-12-28 09:10"},
		{"take=0s in hours", "2026-12-21 22:00", "2026-12-22 09:00"},
		{"complete=10m", "2026-12-21 22:00", "2026-12-21 22:10"},
	} {
		p, err := ParsePromise(c.promise)
		must(t, err)
		at := hk(t, c.opened)
		k := Open("Q-1001", OpenedData{Kind: Request, Desk: FrontDesk, Promises: []Promise{p}}, tenant, at)
		if r, _ := k.Clock(p.Clock, atTheDesk); !r.Due.Equal(hk(t, c.due)) || r.Start != at {
			t.Errorf("%s opened %s is due %s, want %s", c.promise, c.opened, r.Due.In(hongKong), c.due)
		}
		if due, known := p.DueAt(FrontDesk, at, nil, atTheDesk); !known || !due.Equal(hk(t, c.due)) {
			t.Errorf("%s opened %s is announced for %s", c.promise, c.opened, due.In(hongKong))
		}
		if due, _ := p.DueAt(Security, at, nil, atTheDesk); p.InHours && !due.Equal(at.Add(p.Within)) {
			t.Errorf("%s of another desk is announced for %s", c.promise, due.In(hongKong))
		}
	}
}

func TestNobodyIsRemindedOfAPromiseInHoursWhileTheDeskIsClosed(t *testing.T) {
	p, err := ParsePromise("complete=15m in hours")
	must(t, err)
	k := Open("Q-1001", OpenedData{Kind: Request, Desk: FrontDesk, Promises: []Promise{p}}, tenant, hk(t, "2026-12-21 17:55"))
	_, _, next := k.Climb(atTheDesk, hk(t, "2026-12-21 18:00"))
	if want := hk(t, "2026-12-22 09:05"); !next.Equal(want) {
		t.Errorf("the desk is reminded %s, want %s", next.In(hongKong), want)
	}
	alerts, breaches, next := k.Climb(atTheDesk, hk(t, "2026-12-22 09:05"))
	if len(alerts) != 1 || len(breaches) != 0 || !next.Equal(hk(t, "2026-12-22 09:10")) {
		t.Errorf("%+v, %+v, then %s", alerts, breaches, next.In(hongKong))
	}
}

func TestRoundInHoursThatEndsLateLeavesItsBreach(t *testing.T) {
	p, err := ParsePromise("take=3m in hours")
	must(t, err)
	k := Open("Q-1001", OpenedData{Kind: Request, Desk: FrontDesk, Promises: []Promise{p}}, tenant, hk(t, "2026-12-21 22:00"))
	must(t, k.Cant(atTheDesk, "no", wong, hk(t, "2026-12-22 09:02")))
	if len(k.Broken) != 0 {
		t.Errorf("broken before its time: %v", k.Broken)
	}
	must(t, k.Cant(atTheDesk, "no", wong, hk(t, "2026-12-22 09:04")))
	if due := k.Broken["take"]; !due.Equal(hk(t, "2026-12-22 09:03")) {
		t.Errorf("broken are %v", k.Broken)
	}
}
