package desk

import (
	"slices"
	"testing"
	"time"
)

// alarms are open alarms of one event, opened a minute apart.
func alarms(t *testing.T, n int) []*Ticket {
	t.Helper()
	all := make([]*Ticket, n)
	for i := range all {
		k := opened(t, Emergency, "take=0s;arrive=5m")
		all[i] = Open(TicketID("E-100"+string(rune('1'+i))), k.OpenedData, tenant, minutes(i))
	}
	return all
}

// replays holds that each ticket is what its events make.
func replays(t *testing.T, all ...*Ticket) {
	t.Helper()
	for _, k := range all {
		again, err := Replay(k.ID, k.Fresh())
		must(t, err)
		fresh := k.fresh
		k.fresh = nil
		if got, want := asJSON(t, again), asJSON(t, k); got != want {
			t.Errorf("replays to %s\n       was %s", got, want)
		}
		k.fresh = fresh
	}
}

func TestAFoldedAlarmIsSilentAndWorkedOnAtItsLead(t *testing.T) {
	all := alarms(t, 2)
	lead, k := all[0], all[1]
	fire(k, estate, minutes(2))
	must(t, k.Fold(lead, nil, wong, minutes(2)))
	alerts, _, _ := fire(k, estate, minutes(20))
	if len(alerts) > 0 || !slices.Equal(lead.Members, []TicketID{k.ID}) || k.Folded != lead.ID {
		t.Errorf("%v, %v leads, %s", alerts, lead.Members, k.Folded)
	}
	if _, broken := k.Broken["arrive"]; !broken {
		t.Error("its promises are not measured any more")
	}
	for _, a := range []Action{Accept, Arrive, Finish, CantDo, SeeTo, PutOnHold, Change} {
		if k.May(a) {
			t.Errorf("%s is done at the report", a)
		}
	}
	if err := k.Accept(wong, minutes(3)); !refusedAs(err, Folded) || !k.May(ShowNumber) || !k.May(SendMessage) {
		t.Errorf("taken: %v", err)
	}
	replays(t, lead, k)
}

func TestAReportIsBroughtToWhereItsLeadIs(t *testing.T) {
	all := alarms(t, 3)
	lead := all[0]
	must(t, lead.Accept(wong, minutes(3)))
	must(t, all[1].Fold(lead, nil, ho, minutes(4)))
	if k := all[1]; k.State != StateAccepted || k.Holder != wong || !k.Taken.Equal(minutes(4)) {
		t.Errorf("%s, %v, %s", k.State, k.Holder, k.Taken)
	}
	must(t, lead.Arrive(wong, minutes(5)), all[2].Fold(lead, nil, ho, minutes(6)))
	if k := all[2]; k.State != StateOnSite || k.Holder != wong || !k.Reached.Equal(minutes(6)) {
		t.Errorf("%s, %v, %s", k.State, k.Holder, k.Reached)
	}
	replays(t, all...)
}

func TestWhatIsDoneToTheLeadIsDoneToItsReports(t *testing.T) {
	all := alarms(t, 2)
	lead, k := all[0], all[1]
	must(t, k.Fold(lead, nil, ho, minutes(2)))
	does := func(err error) {
		t.Helper()
		must(t, err)
		e := lead.fresh[len(lead.fresh)-1]
		must(t, k.Mirror(lead, e, estate))
		if last := k.fresh[len(k.fresh)-1]; last.Type != e.Type || last.By != e.By || !last.At.Equal(e.At) {
			t.Errorf("%+v became %+v", e, last)
		}
	}
	fire(lead, estate, minutes(2))
	does(lead.SeeTo(estate, ho, minutes(3)))
	does(lead.Accept(wong, minutes(4)))
	does(lead.Cant(estate, "no key", wong, minutes(5)))
	if k.State != StateOpen || k.Round != 1 {
		t.Errorf("set free: %s, round %d", k.State, k.Round)
	}
	does(lead.Accept(ho, minutes(6)))
	does(lead.Arrive(ho, minutes(7)))
	does(lead.Say(SaidData{Text: "stay inside", ToTenant: true}, ho, minutes(8)))
	does(lead.FinishWithout(DoneData{Left: []string{"doors"}}, ho, minutes(9)))
	if k.State != StateDone || k.Resolved.By != ho {
		t.Errorf("%s by %v", k.State, k.Resolved.By)
	}
	before := k.Events
	must(t, lead.Called(ho, minutes(10)), lead.Say(SaidData{Text: "you asked", ToTenant: true, Answers: 3}, ho, minutes(10)))
	for _, e := range lead.fresh[len(lead.fresh)-2:] {
		must(t, k.Mirror(lead, e, estate))
	}
	if k.Events != before {
		t.Error("what concerns the lead's reporter alone is the other's, too")
	}
	replays(t, lead, k)
}

func TestWhatIsTakenOutIsNobodysAndSoundsAnew(t *testing.T) {
	all := alarms(t, 2)
	lead, k := all[0], all[1]
	fire(k, estate, minutes(2))
	must(t, lead.Accept(wong, minutes(2)), lead.Arrive(wong, minutes(2)), k.Fold(lead, nil, ho, minutes(3)))
	must(t, k.Unfold(lead, estate, ho, minutes(10)))
	if k.State != StateOpen || k.Holder.Name != "" || !k.Reached.IsZero() || k.Folded != "" || len(lead.Members) > 0 || !k.Apart {
		t.Errorf("%s of %v, reached %s, leads %v", k.State, k.Holder, k.Reached, lead.Members)
	}
	alerts, _, _ := fire(k, estate, minutes(10))
	if !slices.ContainsFunc(alerts, func(a Alert) bool { return a.Clock == ClockTake && a.Cycle == 1 && a.Level == 0 }) {
		t.Errorf("it does not sound: %v", told(alerts))
	}
	replays(t, lead, k)
}

func TestWhoeverTookItThemselvesHasItStill(t *testing.T) {
	all := alarms(t, 2)
	lead, k := all[0], all[1]
	must(t, lead.Accept(wong, minutes(2)), k.Accept(wong, minutes(2)), k.Fold(lead, nil, ho, minutes(3)))
	must(t, k.Unfold(lead, estate, ho, minutes(4)))
	if k.State != StateAccepted || k.Holder != wong {
		t.Errorf("%s of %v", k.State, k.Holder)
	}
}

func TestWhoeverWasOnTheWayHasItAgainWhenItIsTakenOut(t *testing.T) {
	all := alarms(t, 2)
	lead, k := all[0], all[1]
	must(t, lead.Accept(wong, minutes(2)), k.Accept(ho, minutes(3)), k.Fold(lead, nil, ho, minutes(4)))
	if k.Holder != wong {
		t.Fatalf("%v has it", k.Holder)
	}
	must(t, lead.Arrive(wong, minutes(5)))
	must(t, k.Mirror(lead, lead.fresh[len(lead.fresh)-1], estate), k.Unfold(lead, estate, ho, minutes(6)))
	if k.State != StateAccepted || k.Holder != ho || !k.Taken.Equal(minutes(3)) || !k.Reached.IsZero() || !k.OnSite.IsZero() || k.Round != 0 {
		t.Errorf("%s of %v since %s, reached %s, round %d", k.State, k.Holder, k.Taken, k.Reached, k.Round)
	}
	replays(t, lead, k)
}

func TestWhoeverWasThereIsThereStillWhenItIsTakenOut(t *testing.T) {
	all := alarms(t, 2)
	lead, k := all[0], all[1]
	must(t, lead.Accept(wong, minutes(2)), lead.Arrive(wong, minutes(3)), k.Accept(ho, minutes(3)), k.Arrive(ho, minutes(4)))
	must(t, k.Fold(lead, nil, ho, minutes(5)), k.Unfold(lead, estate, ho, minutes(6)))
	if k.State != StateOnSite || k.Holder != ho || !k.Reached.Equal(minutes(4)) || !k.OnSite.Equal(minutes(4)) {
		t.Errorf("%s of %v, reached %s, on site %s", k.State, k.Holder, k.Reached, k.OnSite)
	}
	replays(t, lead, k)
}

func TestWhatItsLeadsHolderGaveUpIsNobodysWhenItIsTakenOut(t *testing.T) {
	all := alarms(t, 2)
	lead, k := all[0], all[1]
	must(t, lead.Accept(wong, minutes(2)), k.Accept(ho, minutes(3)), k.Fold(lead, nil, ho, minutes(4)))
	must(t, lead.Cant(estate, "no key", wong, minutes(5)))
	must(t, k.Mirror(lead, lead.fresh[len(lead.fresh)-1], estate), k.Unfold(lead, estate, ho, minutes(6)))
	if k.State != StateOpen || k.Holder.Name != "" {
		t.Errorf("%s of %v", k.State, k.Holder)
	}
	replays(t, lead, k)
}

func TestOnlyAlarmsThatAreOutAreFolded(t *testing.T) {
	all := alarms(t, 4)
	lead, k, done, folded := all[0], all[1], all[2], all[3]
	must(t, done.Accept(wong, minutes(3)), done.Finish(wong, minutes(4)), folded.Fold(lead, nil, wong, minutes(5)))
	repair := opened(t, Repair, "take=3m")
	for name, err := range map[string]error{
		"into itself": k.Fold(k, nil, wong, minutes(6)), "a repair": repair.Fold(lead, nil, wong, minutes(6)),
		"into a repair": k.Fold(repair, nil, wong, minutes(6)), "what is over": done.Fold(lead, nil, wong, minutes(6)),
		"into what is over": k.Fold(done, nil, wong, minutes(6)),
	} {
		if !refusedAs(err, NotNow) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := k.Fold(folded, nil, wong, minutes(6)); !refusedAs(err, Folded) {
		t.Errorf("into a report: %v", err)
	}
	if err := folded.Fold(k, nil, wong, minutes(6)); !refusedAs(err, Folded) {
		t.Errorf("a report: %v", err)
	}
	must(t, k.Accept(wong, minutes(7)))
	if err := k.Fold(lead, nil, wong, minutes(8)); !refusedAs(err, NotNow) {
		t.Errorf("what is further than its lead: %v", err)
	}
	if Lead(lead, k) != k || Lead(all[1], all[0]) != all[1] {
		t.Error("the one that is furthest does not lead")
	}
}

func TestALeadIsFoldedTogetherWithItsReports(t *testing.T) {
	all := alarms(t, 3)
	must(t, all[2].Fold(all[1], nil, wong, minutes(3)), all[1].Fold(all[0], all[2:], wong, minutes(4)))
	if !slices.Equal(all[0].Members, []TicketID{"E-1002", "E-1003"}) || len(all[1].Members) > 0 || all[2].Folded != "E-1001" {
		t.Errorf("%v, %v, %s", all[0].Members, all[1].Members, all[2].Folded)
	}
	replays(t, all...)
}

func TestTheOldestReportSucceedsItsLead(t *testing.T) {
	all := alarms(t, 4)
	lead := all[0]
	must(t, lead.Accept(wong, minutes(4)))
	for _, k := range []*Ticket{all[2], all[1], all[3]} {
		must(t, k.Fold(lead, nil, ho, minutes(5)))
	}
	next := lead.Succeed([]*Ticket{all[2], all[1], all[3]}, minutes(6))
	if next != all[1] || next.Folded != "" || next.State != StateAccepted || next.Holder != wong || len(lead.Members) > 0 {
		t.Fatalf("%v leads, %s of %v", next.ID, next.State, next.Holder)
	}
	if !slices.Equal(next.Members, []TicketID{"E-1003", "E-1004"}) || all[3].Folded != next.ID {
		t.Errorf("%v, %s", next.Members, all[3].Folded)
	}
	alerts, _, soonest := fire(next, estate, minutes(7).Add(time.Second))
	if slices.ContainsFunc(alerts, func(a Alert) bool { return a.Clock == ClockTake }) || soonest.IsZero() {
		t.Errorf("it is taken, and sounds: %v, next %s", told(alerts), soonest)
	}
	replays(t, all...)
}
