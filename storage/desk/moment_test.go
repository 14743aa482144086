package desk

import (
	"testing"
	"time"
)

func TestAMomentStartsItsClockOnce(t *testing.T) {
	k := opened(t, Request, "complete=1h@signal;contact=10m@found;take=3m")
	if got := k.Awaits(); len(got) != 2 || got[0] != Signal || got[1] != Found {
		t.Errorf("awaits %v", got)
	}
	if r := clockOf(t, k, ClockComplete); !r.Start.IsZero() || r.Open() {
		t.Errorf("the clock runs before its moment: %+v", r)
	}
	must(t, k.Came(Signal, wong, minutes(5), minutes(20)))
	if err := k.Came(Signal, ho, minutes(30), minutes(30)); !refusedAs(err, NotNow) {
		t.Errorf("a moment came twice: %v", err)
	}
	if err := k.Came(Money, ho, minutes(30), minutes(30)); !refusedAs(err, NotNow) {
		t.Errorf("a moment that no clock awaits is noted: %v", err)
	}
	if r := clockOf(t, k, ClockComplete); !r.Start.Equal(minutes(5)) || !r.Due.Equal(minutes(65)) {
		t.Errorf("the clock runs from %s to %s", r.Start, r.Due)
	}
	if got := k.Awaits(); len(got) != 1 || got[0] != Found {
		t.Errorf("awaits %v", got)
	}
	last := k.Fresh()[len(k.Fresh())-1]
	if !last.At.Equal(minutes(5)) || !last.Recorded.Equal(minutes(20)) {
		t.Errorf("noted as %+v", last)
	}
	again, err := Replay(k.ID, k.Fresh())
	must(t, err)
	if !again.Moments[Signal].Equal(minutes(5)) {
		t.Errorf("replays to %v", again.Moments)
	}
}

func TestAMatterOfACallerIsPromisedFromTheCall(t *testing.T) {
	p, err := ParsePromise("arrive=15m")
	must(t, err)
	take := Promise{Clock: ClockTake, Within: TakeWithin, From: Opened}
	o := OpenedData{Kind: Repair, Desk: Engineering, Promises: []Promise{p, take}}
	k := OpenFor("R-1001", o, wong, minutes(0), minutes(12))
	if r := clockOf(t, k, ClockArrive); !r.Due.Equal(minutes(15)) {
		t.Errorf("somebody arrives by %s", r.Due)
	}
	if r := clockOf(t, k, ClockTake); !r.Due.Equal(minutes(15)) {
		t.Errorf("a card that was not there is to be taken by %s", r.Due)
	}
	if !k.Opened.Equal(minutes(0)) || k.OpenedData.By != wong || !k.Fresh()[0].Recorded.Equal(minutes(12)) {
		t.Errorf("opened %s by %v", k.Opened, k.OpenedData.By)
	}
}

func TestAPointOfTheChecklistIsTickedAndTakenBack(t *testing.T) {
	k := in(t, StateAccepted)
	figure := int64(4711)
	must(t, k.Tick(StepData{Step: "meter", Figure: &figure}, wong, minutes(3)), k.Tick(StepData{Step: "keys"}, ho, minutes(4)))
	before := k.Steps
	must(t, k.Tick(StepData{Step: "keys", Undone: true}, ho, minutes(5)))
	if len(before) != 2 || len(k.Steps) != 1 || *k.Steps["meter"].Figure != 4711 || k.Steps["meter"].By != wong {
		t.Errorf("%v, then %v", before, k.Steps)
	}
	if at := k.Steps["meter"].At; !at.Equal(start.Add(3 * time.Minute)) {
		t.Errorf("ticked at %s", at)
	}
}
