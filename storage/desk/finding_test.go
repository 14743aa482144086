package desk

import (
	"testing"
	"time"
)

// found are promises as a finding makes them.
func found(t interface{ Fatal(...any) }, promises string) ReclassifiedData {
	return ReclassifiedData{
		Service: ServiceRef{Ref: "5.11", Variant: "carrier"}, Urgency: Urgent, Reason: "the carrier's cable",
		Promises: opened(t, Repair, promises).Promises,
	}
}

func TestAFindingCountsFromTheFirstStart(t *testing.T) {
	k := opened(t, Repair, "take=3m;arrive=15m;fix=1h@arrived")
	must(t, k.Accept(wong, minutes(1)), k.Arrive(wong, minutes(5)), k.Hold(estate, forParts(30), false, wong, minutes(20)))
	must(t, k.Reclassify(estate, found(t, "take=1s;arrive=1s;fix=2h@arrived;complete=4h;reply=10m"), wong, minutes(40)))
	if k.Service.Variant != "carrier" || k.Urgency != Urgent {
		t.Errorf("%+v, %s", k.Service, k.Urgency)
	}
	for c, want := range map[Clock]struct{ due, elapsed int }{
		ClockTake: {3, 1}, ClockArrive: {15, 5}, // as they were when they were met
		ClockFix: {5 + 120 + 10, 25}, ClockComplete: {250, 30},
	} {
		r := measured(t, k, estate, c, minutes(40))
		if r.Due != minutes(want.due) || r.Elapsed != time.Duration(want.elapsed)*time.Minute || r.Broken {
			t.Errorf("%s: %+v, want %+v", c, r, want)
		}
	}
	if _, owed := k.Clock(ClockReply, estate); owed {
		t.Error("a reply is owed that was given before it was promised")
	}
}

func TestAFindingKeepsWhatWasBrokenAndTheTimeSpent(t *testing.T) {
	k := opened(t, Repair, "arrive=15m;fix=20m")
	must(t, k.Reclassify(estate, found(t, "arrive=2h"), wong, minutes(30)))
	if len(k.Broken) != 2 || k.Broken["arrive"] != minutes(15) || k.Broken["fix"] != minutes(20) {
		t.Errorf("broken are %v", k.Broken)
	}
	r := measured(t, k, estate, ClockArrive, minutes(30))
	if !r.Broken || r.Missed != minutes(15) || r.Due != minutes(120) || r.Elapsed != 30*time.Minute {
		t.Errorf("%+v", r)
	}
	if _, breaches, _ := k.Climb(estate, minutes(500)); len(breaches) != 0 {
		t.Errorf("broken twice: %+v", breaches)
	}
	k = opened(t, Repair, "arrive=2h")
	must(t, k.Reclassify(estate, found(t, "arrive=15m"), wong, minutes(30)))
	if _, breaches, _ := k.Climb(estate, minutes(30)); len(breaches) != 1 || breaches[0].Due != minutes(15) {
		t.Errorf("more urgent than it was taken for: %+v", breaches)
	}
}

func TestAVisitAgreedLaterTakesThePlaceOfThePromiseToArrive(t *testing.T) {
	k := opened(t, Repair, "arrive=15m;fix=1h@arrived")
	visit := Window{From: minutes(100), Until: minutes(220)}
	must(t, k.Agree(estate, visit, wong, minutes(10)))
	if r := clockOf(t, k, ClockArrive); r.Due != minutes(220) || !r.Promise.Agreed || *k.Visit != visit {
		t.Errorf("%+v", r)
	}
	must(t, k.Hold(estate, HeldData{Cause: CauseTenant, Until: minutes(80)}, false, wong, minutes(20)))
	if r := clockOf(t, k, ClockArrive); r.Due != minutes(220) {
		t.Errorf("a hold that is over before the visit moves it: %+v", r)
	}
	must(t, k.Hold(estate, HeldData{Cause: CauseTenant, Until: minutes(300)}, false, wong, minutes(30)))
	if r := clockOf(t, k, ClockArrive); r.Due != minutes(420) {
		t.Errorf("a hold over the whole visit leaves no window after it: %+v", r)
	}
	must(t, k.GoOn(wong, minutes(40)), k.Accept(wong, minutes(40)), k.Arrive(wong, minutes(110)))
	if err := k.Agree(estate, Window{From: minutes(500), Until: minutes(600)}, wong, minutes(120)); !refusedAs(err, NotNow) {
		t.Errorf("a visit is agreed of what somebody has come for: %v", err)
	}
	k = opened(t, Repair, "arrive=15m")
	for _, w := range []Window{
		{From: minutes(1), Until: minutes(400)}, {From: minutes(400), Until: minutes(400)},
		{From: minutes(200).AddDate(1, 0, 0), Until: minutes(300).AddDate(1, 0, 0)},
	} {
		if err := k.Agree(estate, w, wong, minutes(130)); !refusedAs(err, BadMoment) {
			t.Errorf("%+v: %v", w, err)
		}
	}
}
