package desk

import (
	"testing"
	"time"
)

// measured is the ticket's clock of that name, measured at now.
func measured(t interface{ Fatalf(string, ...any) }, k *Ticket, e *Estate, c Clock, now time.Time) Running {
	for _, r := range k.Measured(e, now) {
		if r.Promise.Clock == c {
			return r
		}
	}
	t.Fatalf("no clock %s", c)
	return Running{}
}

func TestAHoldPausesWhatIsToBeDoneAndNotTheFirstAnswers(t *testing.T) {
	k := opened(t, Repair, "work_order=3m;take=3m;reply=15m;arrive=15m;fix=1h;complete=2h")
	must(t, k.Hold(estate, forParts(40), false, wong, minutes(10)))
	for c, due := range map[Clock]int{
		ClockWorkOrder: 3, ClockTake: 3, ClockReply: 15, ClockArrive: 45, ClockFix: 90, ClockComplete: 150,
	} {
		if r := measured(t, k, estate, c, minutes(20)); r.Due != minutes(due) || (r.Held != nil) != (due > 15) {
			t.Errorf("%s is due %s, held by %+v", c, r.Due, r.Held)
		}
	}
	if r := measured(t, k, estate, ClockArrive, minutes(42)); r.Elapsed != 12*time.Minute || r.Gross != 42*time.Minute || r.Held != nil {
		t.Errorf("after it %+v", r)
	}
}

func TestNothingBreaksOrIsRaisedWhilePaused(t *testing.T) {
	k := opened(t, Repair, "arrive=15m")
	must(t, k.Hold(estate, forParts(70), false, wong, minutes(9)))
	for m := 9; m < 70; m++ {
		if alerts, breaches, next := k.Climb(estate, minutes(m)); len(alerts)+len(breaches) != 0 || next != minutes(70) {
			t.Fatalf("at %d: %+v %+v, then %s", m, alerts, breaches, next)
		}
	}
	alerts, breaches, _ := k.Climb(estate, minutes(76)) // 15 minutes of running are over
	if len(alerts) != 2 || len(breaches) != 1 || breaches[0].Due != minutes(76) {
		t.Errorf("%+v %+v", alerts, breaches)
	}
}

func TestWhatComesInAHoldAfterABreachComesWhenItEnds(t *testing.T) {
	k := opened(t, Repair, "arrive=15m")
	fire(k, estate, minutes(15))
	must(t, k.Hold(estate, forParts(60), false, wong, minutes(20)))
	if alerts, _, next := k.Climb(estate, minutes(59)); len(alerts) != 0 || next != minutes(60) {
		t.Errorf("while it is held %+v, then %s", alerts, next)
	}
	alerts, _, _ := k.Climb(estate, minutes(60))
	if len(alerts) != 1 || alerts[0].To[0] != Audience(Managers) {
		t.Errorf("when it ends %+v", alerts)
	}
	if r := clockOf(t, k, ClockArrive); !r.Broken || r.Missed != minutes(15) || r.Due != minutes(15) {
		t.Errorf("a hold mends a breach: %+v", r)
	}
}

func TestAHoldThatIsHeldAgainIsExtended(t *testing.T) {
	k := opened(t, Repair, "fix=1h")
	must(t, k.Hold(estate, forParts(30), false, wong, minutes(10)))
	later := HeldData{Cause: CauseSupplier, Reason: "the maker", Until: minutes(90)}
	must(t, k.Hold(estate, later, false, ho, minutes(20)))
	if len(k.Holds) != 2 || k.Holds[0].Ended != minutes(20) || k.Holds[0].Early || k.Held(minutes(80)).By != ho {
		t.Errorf("%+v", k.Holds)
	}
	if r := measured(t, k, estate, ClockFix, minutes(80)); r.Due != minutes(140) || r.Elapsed != 10*time.Minute {
		t.Errorf("%+v", r)
	}
}

func TestAHoldEndsWhenItIsSaidWhenItIsDoneAndAtItsExpectedTime(t *testing.T) {
	held := func() *Ticket {
		k := opened(t, Repair, "fix=1h")
		must(t, k.Accept(wong, start), k.Hold(estate, forParts(30), false, wong, minutes(10)))
		return k
	}
	said, done, alone, late := held(), held(), held(), held()
	must(t, said.GoOn(wong, minutes(15)), done.Finish(wong, minutes(15)))
	if h := said.Holds[0]; h.End() != minutes(15) || !h.Early || said.Waiting() || len(said.Doubtful()) != 1 {
		t.Errorf("said: %+v", h)
	}
	if h := done.Holds[0]; h.End() != minutes(15) || h.Early || done.Waiting() {
		t.Errorf("done: %+v", h)
	}
	if r := measured(t, alone, estate, ClockFix, minutes(40)); r.Elapsed != 20*time.Minute || r.Held != nil || !alone.Waiting() {
		t.Errorf("before a timer says so: %+v", r)
	}
	if alone.HoldEnds() != minutes(30) || alone.RunOut(minutes(29)) || !alone.RunOut(minutes(45)) || alone.RunOut(minutes(46)) {
		t.Error("it runs out at its time, once")
	}
	if h := alone.Holds[0]; h.End() != minutes(30) || h.Early || !alone.HoldEnds().IsZero() {
		t.Errorf("run out: %+v", h)
	}
	if err := late.GoOn(wong, minutes(30)); !refusedAs(err, NotNow) {
		t.Errorf("it goes on twice: %v", err)
	}
	must(t, late.Finish(wong, minutes(50)))
	if r := measured(t, late, estate, ClockFix, minutes(60)); r.Elapsed != 30*time.Minute || r.Gross != 50*time.Minute {
		t.Errorf("done after it: %+v", r)
	}
}

func TestAHoldIsAheadAndWithinAYear(t *testing.T) {
	k := opened(t, Repair, "fix=1h")
	for _, until := range []time.Time{{}, minutes(9), minutes(10), minutes(10).AddDate(1, 0, 0).Add(time.Minute)} {
		if err := k.Hold(estate, HeldData{Cause: CauseTenant, Until: until}, true, wong, minutes(10)); !refusedAs(err, BadMoment) {
			t.Errorf("until %s: %v", until, err)
		}
	}
	if err := k.Hold(estate, HeldData{Cause: "weather", Until: minutes(20)}, true, wong, minutes(10)); !refusedAs(err, NotNow) {
		t.Errorf("for nobody known: %v", err)
	}
	must(t, k.Hold(estate, HeldData{Cause: CauseTenant, Until: minutes(10).AddDate(1, 0, 0)}, false, wong, minutes(10)))
	if k.Events != 2 {
		t.Errorf("%d events", k.Events)
	}
}

func TestBeyondTheBudgetOnlySupervisorsAndManagersHold(t *testing.T) {
	for _, c := range []struct {
		kind    Kind
		urgency Urgency
		minutes int
	}{{Repair, Critical, 15}, {Repair, Urgent, 120}, {Repair, Ordinary, 3 * 24 * 60}, {Request, "", 3 * 24 * 60}, {Emergency, "", 15}} {
		k := opened(t, c.kind, "fix=9h")
		k.Urgency = c.urgency
		third := c.minutes / 3
		must(t, k.Hold(estate, forParts(third), false, wong, start), k.GoOn(wong, minutes(third)).(*Error).notNow())
		if err := k.Hold(estate, forParts(c.minutes+1), false, wong, minutes(third)); !refusedAs(err, HoldTooLong) {
			t.Errorf("%s %s: a minute beyond the budget: %v", c.kind, c.urgency, err)
		}
		other := HeldData{Cause: CauseTenant, Reason: "away", Until: minutes(c.minutes + 1)}
		must(t, k.Hold(estate, other, false, wong, minutes(third)))
		must(t, k.Hold(estate, forParts(c.minutes), false, wong, minutes(third)))
		must(t, k.Hold(estate, forParts(c.minutes+1), true, ho, minutes(third+1)))
	}
}

// notNow is nil for the refusal that is expected: the hold had run out.
func (e *Error) notNow() error {
	if e.Code == NotNow {
		return nil
	}
	return e
}

func TestDaysOffDoNotCountIntoTheBudget(t *testing.T) {
	e := &Estate{ID: "bay", Zone: hongKong, Office: officeHours} // Saturday and Sunday are not worked
	k := opened(t, Repair, "fix=9h")                             // on a Friday at 14:00
	must(t, k.Hold(e, HeldData{Cause: CauseUs, Until: hk(t, "2026-03-11 14:00")}, false, wong, start))
	if err := k.Hold(e, HeldData{Cause: CauseUs, Until: hk(t, "2026-03-11 14:01")}, false, wong, start); !refusedAs(err, HoldTooLong) {
		t.Errorf("beyond three working days: %v", err)
	}
}

func TestLastMinuteHoldsAreMarked(t *testing.T) {
	for at, late := range map[int]bool{0: false, 150: false, 161: false, 163: true, 179: true, 180: false} { // of three hours
		k := opened(t, Repair, "reply=3h;fix=3h")
		must(t, k.Hold(estate, forParts(240), true, wong, minutes(at)))
		if k.Holds[0].Late != late || (len(k.Doubtful()) == 1) != late {
			t.Errorf("at %d: late is %t", at, k.Holds[0].Late)
		}
	}
	k := opened(t, Repair, "fix=10m")
	must(t, k.Hold(estate, forParts(10), true, wong, minutes(4)), k.Hold(estate, forParts(20), true, wong, minutes(8)))
	if k.Holds[0].Late || k.Holds[1].Late {
		t.Errorf("six minutes were left: %+v", k.Holds)
	}
	must(t, k.Hold(estate, forParts(40), true, wong, minutes(21)))
	if !k.Holds[2].Late {
		t.Errorf("five minutes were left: %+v", k.Holds[2])
	}
}

func TestASayChangesNoClock(t *testing.T) {
	k := opened(t, Repair, "reply=15m;fix=1h")
	must(t, k.Accept(wong, minutes(1)), k.Hold(estate, forParts(30), false, wong, minutes(10)))
	before := asJSON(t, k.Measured(estate, minutes(20)))
	must(t, k.Say(SaidData{Text: "thanks"}, tenant, minutes(20)))
	if after := asJSON(t, k.Measured(estate, minutes(20))); after != before || k.State != StateAccepted || !k.Waiting() {
		t.Errorf("from %s\n  to %s", before, after)
	}
	must(t, k.Finish(wong, minutes(40)))
	k.Delivered(minutes(40))
	before = asJSON(t, k.Measured(estate, minutes(60)))
	must(t, k.Say(SaidData{Text: "thanks"}, tenant, minutes(50)))
	if after := asJSON(t, k.Measured(estate, minutes(60))); after != before || k.State != StateAnswered {
		t.Errorf("from %s\n  to %s", before, after)
	}
}
