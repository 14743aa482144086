package desk

import (
	"testing"
	"time"
)

// toSecurity is a finding that gives a ticket to security, under a policy.
func toSecurity(t interface{ Fatal(...any) }, p *Policy, promises string) ReclassifiedData {
	d := found(t, promises)
	d.Desk, d.Policy = Security, p
	return d
}

func TestAMovedTicketIsTakenAnewInTheNewDesksHours(t *testing.T) {
	e := &Estate{Zone: hongKong, Office: Hours{Always: true}, Desks: map[Name]Hours{Security: officeHours}}
	k := openedUnder(t, going(), Repair, hk(t, "2026-03-05 17:00").UTC(), "take=3m", "arrive=15m", "complete=2h") // a Thursday
	at := hk(t, "2026-03-05 17:30").UTC()
	must(t, k.Accept(wong, hk(t, "2026-03-05 17:02").UTC()))
	p := going()
	must(t, k.Reclassify(e, toSecurity(t, &p, "take=3m in hours;complete=2h in hours"), wong, at))
	if k.Desk != Security || k.State != StateOpen || k.Holder.Name != "" || k.Round != 1 || !k.Free.Equal(at) {
		t.Errorf("%s", asJSON(t, k))
	}
	if m, ok := k.MovedIn(0); !ok || m.From != Engineering || m.To != Security || m.By != wong || !m.At.Equal(at) {
		t.Errorf("%+v", k.Moves)
	}
	if r := clockOfIn(t, k, e, ClockTake); r.Cycle != 1 || !r.Due.Equal(at.Add(3*time.Minute)) || !r.Met.IsZero() {
		t.Errorf("to be taken: %+v", r)
	}
	if r := clockOfIn(t, k, e, ClockComplete); !r.Due.Equal(hk(t, "2026-03-06 10:00")) { // an hour on Thursday, one on Friday
		t.Errorf("to be completed: %+v", r)
	}
	if !k.Broken["arrive"].Equal(hk(t, "2026-03-05 17:15")) {
		t.Errorf("broken: %v", k.Broken)
	}
	must(t, k.Accept(ho, at.Add(time.Minute)))
	if err := k.Reclassify(e, toSecurity(t, nil, "take=3m"), ho, at.Add(2*time.Minute)); err != nil || k.Round != 1 || k.Holder != ho {
		t.Errorf("found to be what it is: %v, %+v", err, k)
	}
}

func clockOfIn(t *testing.T, k *Ticket, e *Estate, c Clock) Running {
	t.Helper()
	r, ok := k.Clock(c, e)
	if !ok {
		t.Fatalf("no clock %s", c)
	}
	return r
}

func TestWhoeverHadItInHandDoesNotOnceItIsAnotherDesks(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "arrive=15m")
	fire(k, estate, minutes(15))
	must(t, k.SeeTo(estate, wong, minutes(16)))
	expect(t, k, 20*time.Minute, 46*time.Minute)
	must(t, k.Reclassify(estate, toSecurity(t, nil, "arrive=15m"), ho, minutes(20)))
	expect(t, k, 20*time.Minute, 25*time.Minute)
	expect(t, k, 25*time.Minute, 55*time.Minute, "arrive#0/2 at 25m0s to [managers] broken")
}

func TestAnotherPolicyGoesOnWhereTheLastOneWas(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "arrive=15m")
	fire(k, estate, minutes(15))
	fire(k, estate, minutes(25))
	fire(k, estate, minutes(600)) // and many repeats
	next := going()
	next.Levels = []Level{{To: []Audience{"security"}}, {After: 5 * time.Minute, To: []Audience{"managers"}, Every: 24 * time.Hour}}
	must(t, k.Reclassify(estate, toSecurity(t, &next, "arrive=15m"), wong, minutes(601)))
	alerts, _, soonest := fire(k, estate, minutes(601))
	if len(alerts) != 1 || alerts[0].To[0] != "managers" || soonest.After(minutes(601+24*60)) {
		t.Errorf("%v, next %s", told(alerts), soonest.Sub(start))
	}
}

func TestATimeThatIsStillToComeIsClimbedFromTheReminderOn(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "arrive=15m")
	for _, m := range []int{10, 15, 25, 55, 85} {
		fire(k, estate, minutes(m))
	}
	visit := Window{From: minutes(200), Until: minutes(320)}
	must(t, k.Agree(estate, visit, wong, minutes(90)))
	ahead := k.Climbed["arrive"]
	alerts, _, _ := fire(k, estate, minutes(319))
	if len(alerts) != 1 || alerts[0].Level != ahead || alerts[0].Breach {
		t.Errorf("ahead of the visit: %v", told(alerts))
	}
	alerts, breaches, _ := fire(k, estate, minutes(320))
	if len(alerts) != 1 || alerts[0].To[0] != "supervisors" || !alerts[0].At.Equal(minutes(320)) || len(breaches) != 0 {
		t.Errorf("when nobody came: %v, %v", told(alerts), breaches)
	}
	alerts, _, _ = fire(k, estate, minutes(330))
	if len(alerts) != 1 || alerts[0].To[0] != "managers" {
		t.Errorf("ten minutes later: %v", told(alerts))
	}
}

func TestWhatWasPromisedAnewGivesWayToWhatAFindingPromises(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "arrive=15m")
	fire(k, estate, minutes(15))
	k.Renew(RenewedData{Clock: ClockArrive, Due: minutes(15), Until: minutes(30)}, minutes(15))
	if r := clockOf(t, k, ClockArrive); !r.Renewed.Equal(minutes(30)) {
		t.Errorf("%+v", r)
	}
	must(t, k.Reclassify(estate, found(t, "arrive=2h"), wong, minutes(20)))
	if r := clockOf(t, k, ClockArrive); !r.Renewed.IsZero() || !r.Due.Equal(minutes(120)) {
		t.Errorf("%+v", r)
	}
}
