package desk

import "testing"

func TestWhatIsWithdrawnIsOwedNoMore(t *testing.T) {
	for _, state := range []State{StateOpen, StateAccepted, StateOnSite} {
		k := in(t, state)
		if !k.MayWithdraw() {
			t.Fatalf("%s cannot be withdrawn", state)
		}
		at := minutes(30)
		must(t, k.Withdraw(estate, WithdrawnData{Why: NotNeeded}, wong, at))
		if k.State != StateWithdrawn || !k.Over() || !k.Ended().Equal(at) || k.MayWithdraw() || k.Overdue(estate) {
			t.Errorf("%s, withdrawn, is %s, ended %s", state, k.State, k.Ended())
		}
		alerts, breaches, next := k.Climb(estate, minutes(600))
		if len(alerts)+len(breaches) > 0 || !next.IsZero() || !k.Owed(estate).IsZero() || !k.RenewsAt(estate, minutes(600)).IsZero() {
			t.Errorf("%s, withdrawn, still raises %v %v, next %s", state, alerts, breaches, next)
		}
		kept, broken := k.Settled()
		must(t, k.Called(ho, minutes(40)))
		if after, _ := k.Settled(); len(after) != len(kept) {
			t.Errorf("what comes after it keeps %v", after)
		}
		again, err := Replay(k.ID, k.Fresh())
		must(t, err)
		if k2, b2 := again.Settled(); len(k2) != len(kept) || len(b2) != len(broken) || again.WithdrawnFor.Why != NotNeeded {
			t.Errorf("replays to %v %v, was %v %v", k2, b2, kept, broken)
		}
	}
}

func TestWhatWasBrokenBeforeAWithdrawalStaysSo(t *testing.T) {
	k := opened(t, Repair, "take=3m;arrive=15m;fix=1h")
	must(t, k.Withdraw(estate, WithdrawnData{Words: "thanks"}, wong, minutes(20))) // before any timer fired
	if _, broken := k.Settled(); len(broken) != 2 {
		t.Errorf("broken: %v", broken)
	}
	r := clockOf(t, k, ClockFix)
	if r.Open() || r.Broken || !r.Stopped.Equal(minutes(20)) {
		t.Errorf("what was not due yet: %+v", r)
	}
	for _, m := range k.Measured(estate, minutes(90)) {
		if m.Gross > minutes(20).Sub(start) {
			t.Errorf("%s ran on for %s", m.Promise.Clock, m.Gross)
		}
	}
}

func TestNeitherAnAlarmNorWhatIsDoneIsWithdrawn(t *testing.T) {
	alarm := opened(t, Emergency, "take=0s")
	if err := alarm.Withdraw(estate, WithdrawnData{}, wong, minutes(1)); !refusedAs(err, NotNow) {
		t.Errorf("an alarm is withdrawn: %v", err)
	}
	for _, state := range []State{StateDone, StateAnswered} {
		if err := in(t, state).Withdraw(estate, WithdrawnData{}, wong, minutes(50)); !refusedAs(err, NotNow) {
			t.Errorf("%s is withdrawn: %v", state, err)
		}
	}
}

func TestAHoldEndsWithTheWithdrawal(t *testing.T) {
	k := in(t, StateAccepted)
	must(t, k.Hold(estate, HeldData{Cause: CauseTenant, Reason: "away", Until: minutes(120)}, true, ho, minutes(5)))
	must(t, k.Withdraw(estate, WithdrawnData{Why: WorksAgain}, wong, minutes(10)))
	if h := k.Holds[0]; k.Waiting() || !h.Ended.Equal(minutes(10)) {
		t.Errorf("still held: %+v", h)
	}
}
