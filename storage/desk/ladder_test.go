package desk

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"
)

// fire does what a timer does: it climbs, and records what came of it.
func fire(k *Ticket, e *Estate, now time.Time) (alerts []Alert, breaches []ClockData, next time.Time) {
	for _, l := range k.Lapses(e, now) {
		k.Lapse(l, now)
	}
	alerts, breaches, next = k.Climb(e, now)
	for _, b := range breaches {
		k.Breach(b, now)
	}
	for _, a := range alerts {
		k.Raised(a, now)
	}
	return alerts, breaches, next
}

// told says what the alerts tell whom, in minutes and seconds after the opening.
func told(alerts []Alert) []string {
	var lines []string
	for _, a := range alerts {
		line := fmt.Sprintf("%s#%d/%d at %s to %v", a.Clock, a.Cycle, a.Level, a.At.Sub(start), a.To)
		if a.Breach {
			line += " broken"
		}
		if a.Last {
			line += " last"
		}
		lines = append(lines, line)
	}
	return lines
}

// expect fires at the moment and compares; a negative next stands for none.
func expect(t *testing.T, k *Ticket, at, next time.Duration, want ...string) {
	t.Helper()
	alerts, _, soonest := fire(k, estate, start.Add(at))
	if got := told(alerts); !slices.Equal(got, want) {
		t.Errorf("at %s:\n got %q\nwant %q", at, got, want)
	}
	switch {
	case next < 0 && !soonest.IsZero(), next >= 0 && soonest != start.Add(next):
		t.Errorf("at %s: next is %s, want %s", at, soonest.Sub(start), next)
	}
}

const never = -1

func TestBreachEscalatesOncePerLevel(t *testing.T) {
	k := opened(t, Repair, "take=3m")
	expect(t, k, 0, 2*time.Minute)
	expect(t, k, 2*time.Minute-1, 2*time.Minute)
	expect(t, k, 2*time.Minute, 3*time.Minute, "take#0/0 at 2m0s to [engineering]")
	expect(t, k, 2*time.Minute, 3*time.Minute)
	expect(t, k, 3*time.Minute, 13*time.Minute, "take#0/1 at 3m0s to [supervisors] broken")
	expect(t, k, 4*time.Minute, 13*time.Minute)
	expect(t, k, 13*time.Minute, never, "take#0/2 at 13m0s to [managers] broken last")
	expect(t, k, 24*time.Hour, never)
	if k.Broken["take"] != minutes(3) {
		t.Errorf("broken are %v", k.Broken)
	}
}

func TestReminderComesAtTwoThirds(t *testing.T) {
	for _, m := range []int{1, 3, 5, 10, 15, 20, 25, 30, 60, 90, 120} {
		k := opened(t, Repair, fmt.Sprintf("reply=%dm", m))
		if _, _, next := k.Climb(estate, start); next != start.Add(time.Duration(m)*40*time.Second) {
			t.Errorf("of %d minutes: after %s", m, next.Sub(start))
		}
	}
}

func TestCardThatDidNotArriveIsNotRemindedOfAtItsDesk(t *testing.T) {
	k := opened(t, Repair, "work_order=3m")
	expect(t, k, 0, 3*time.Minute)
	expect(t, k, 3*time.Minute, 13*time.Minute, "work_order#0/0 at 3m0s to [supervisors] broken")
	expect(t, k, 13*time.Minute, never, "work_order#0/1 at 13m0s to [managers] broken last")
}

func TestEverythingOverdueFiresInOrder(t *testing.T) {
	k := opened(t, Repair, "take=3m;reply=6m")
	expect(t, k, 12*time.Hour, never,
		"take#0/0 at 2m0s to [engineering]",
		"take#0/1 at 3m0s to [supervisors] broken",
		"reply#0/0 at 4m0s to [engineering]",
		"reply#0/1 at 6m0s to [supervisors] broken",
		"take#0/2 at 13m0s to [managers] broken last",
		"reply#0/2 at 16m0s to [managers] broken last")
}

func TestVisitAgreedForThePastIsOverdueInOrder(t *testing.T) {
	visit := &Window{From: minutes(-120), Until: minutes(-60)}
	k := Open("R-1001", OpenedData{
		Kind: Repair, Desk: Engineering, Visit: visit, Promises: []Promise{{Clock: ClockArrive, Agreed: true, From: Appointment}},
	}, tenant, start)
	expect(t, k, 0, never,
		"arrive#0/0 at -1h0m0s to [engineering] broken",
		"arrive#0/1 at -1h0m0s to [supervisors] broken",
		"arrive#0/2 at -50m0s to [managers] broken last")
}

func TestAlarmSoundsUntilSomebodyTakesIt(t *testing.T) {
	k := opened(t, Emergency, "take=0s")
	for i := range 5 {
		at := time.Duration(i) * AlarmEvery
		expect(t, k, at, at+AlarmEvery, fmt.Sprintf("take#0/%d at %s to [engineering managers] broken last", i, at))
		expect(t, k, at+AlarmEvery-1, at+AlarmEvery)
	}
	must(t, k.Accept(wong, minutes(2)))
	expect(t, k, time.Hour, never)
}

func TestAfterDowntimeOnlyTheLatestAlarmSounds(t *testing.T) {
	k := opened(t, Emergency, "take=0s")
	expect(t, k, 10*time.Minute+5*time.Second, 10*time.Minute+30*time.Second,
		"take#0/20 at 10m0s to [engineering managers] broken last")
	expect(t, k, 30*24*time.Hour, 30*24*time.Hour+AlarmEvery,
		"take#0/86400 at 720h0m0s to [engineering managers] broken last")
}

func TestAlarmSetFreeSoundsAtOnce(t *testing.T) {
	k := opened(t, Emergency, "take=0s")
	fire(k, estate, start)
	must(t, k.Accept(wong, minutes(1)), k.Cant(estate, "locked", wong, minutes(2)))
	expect(t, k, 2*time.Minute, 2*time.Minute+AlarmEvery, "take#1/0 at 2m0s to [engineering managers] broken last")
}

func TestAcknowledgedStopsTheClimbAndNotTheBreach(t *testing.T) {
	k := opened(t, Repair, "reply=15m")
	if err := k.SeeTo(estate, wong, start); !refusedAs(err, NotNow) {
		t.Errorf("seen to before anything is wrong: %v", err)
	}
	expect(t, k, 10*time.Minute, 15*time.Minute, "reply#0/0 at 10m0s to [engineering]")
	must(t, k.SeeTo(estate, wong, minutes(11)))
	if r := clockOf(t, k, ClockReply); r.Acked != wong || !r.Open() {
		t.Errorf("%+v", r)
	}
	expect(t, k, 12*time.Minute, 15*time.Minute)
	expect(t, k, 15*time.Minute, never)
	expect(t, k, time.Hour, never)
	if k.Broken["reply"] != minutes(15) {
		t.Errorf("broken are %v", k.Broken)
	}
	err := k.SeeTo(estate, ho, minutes(16))
	var e *Error
	if !errors.As(err, &e) || e.Code != AlreadyTaken || !slices.Contains(e.Args, any("Wong")) {
		t.Errorf("a second one is told %v", err)
	}
}

func TestOneClockInHandLeavesTheOthersToClimb(t *testing.T) {
	k := opened(t, Repair, "take=3m;reply=15m")
	fire(k, estate, minutes(3))
	must(t, k.SeeTo(estate, wong, minutes(3)))
	expect(t, k, 10*time.Minute, 15*time.Minute, "reply#0/0 at 10m0s to [engineering]")
	must(t, k.SeeTo(estate, ho, minutes(11)))
	if k.Acked["take"] != wong || k.Acked["reply"] != ho {
		t.Errorf("in hand are %v", k.Acked)
	}
}

func TestNewRoundClimbsAnewThoughTheLastWasInHand(t *testing.T) {
	k := opened(t, Repair, "take=3m")
	fire(k, estate, minutes(3))
	must(t, k.SeeTo(estate, wong, minutes(3)), k.Accept(wong, minutes(4)), k.Cant(estate, "no", wong, minutes(5)))
	expect(t, k, 5*time.Minute, 7*time.Minute)
	expect(t, k, 7*time.Minute, 8*time.Minute, "take#1/0 at 7m0s to [engineering]")
	expect(t, k, 8*time.Minute, 18*time.Minute, "take#1/1 at 8m0s to [supervisors] broken")
	if k.Broken["take"] != minutes(3) || k.Broken["take#1"] != minutes(8) {
		t.Errorf("broken are %v", k.Broken)
	}
}

func TestMetLateIsNotedWithoutAnAlert(t *testing.T) {
	k := opened(t, Repair, "reply=15m")
	must(t, k.Called(wong, minutes(20)))
	alerts, breaches, next := fire(k, estate, minutes(21))
	want := []ClockData{{Clock: ClockReply, Due: minutes(15)}}
	if len(alerts) != 0 || !reflect.DeepEqual(breaches, want) || !next.IsZero() {
		t.Errorf("%v, %v, %s", alerts, breaches, next)
	}
	if _, again, _ := k.Climb(estate, minutes(22)); len(again) != 0 {
		t.Errorf("broken once more: %v", again)
	}
}

func TestClimbChangesNothing(t *testing.T) {
	k := opened(t, Repair, "take=3m;reply=15m")
	before := asJSON(t, k)
	k.Climb(estate, minutes(30))
	if after := asJSON(t, k); after != before || len(k.Fresh()) != 1 {
		t.Errorf("from %s\n  to %s", before, after)
	}
}

func refusedAs(err error, c Code) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == c
}
