package desk

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// night is when what can wait wakes nobody in these tests.
var night = Night{From: 22 * time.Hour, Until: 8 * time.Hour}

// going is a policy whose levels go on: supervisors, managers after 10 minutes, and again every half hour.
func going() Policy {
	return Policy{
		Remind: 1.0 / 3, RemindTo: []Audience{OwnDesk, OnDuty}, Ack: 30 * time.Minute, Night: night,
		Levels: []Level{
			{To: []Audience{"supervisors"}}, {After: 10 * time.Minute, To: []Audience{"managers"}},
			{After: 40 * time.Minute, To: []Audience{"managers"}, Every: 30 * time.Minute},
		},
		Alarm: []Level{{To: []Audience{OwnDesk, "managers"}, Every: AlarmEvery}},
	}
}

// waiting is a policy for what can wait: it comes again at each opening of the office.
func waiting() Policy {
	p := going()
	p.Quiet, p.Levels[2] = true, Level{To: []Audience{"managers"}, Openings: true}
	return p
}

func openedUnder(t interface{ Fatal(...any) }, p Policy, k Kind, at time.Time, promises ...string) *Ticket {
	o := OpenedData{Kind: k, Estate: "bay", Desk: Engineering, Policy: &p, Reporter: Reporter{User: 11, Name: "Chan"}}
	for _, text := range promises {
		promise, err := ParsePromise(text)
		if err != nil {
			t.Fatal(err)
		}
		o.Promises = append(o.Promises, promise)
	}
	return Open("R-1001", o, tenant, at)
}

func TestAfterTheLastLevelItGoesOnUntilSomebodySeesToIt(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "reply=15m")
	expect(t, k, 10*time.Minute, 15*time.Minute, "reply#0/0 at 10m0s to [engineering on-call]")
	expect(t, k, 15*time.Minute, 25*time.Minute, "reply#0/1 at 15m0s to [supervisors] broken")
	expect(t, k, 25*time.Minute, 55*time.Minute, "reply#0/2 at 25m0s to [managers] broken")
	expect(t, k, 55*time.Minute, 90*time.Minute, "reply#0/3 at 55m0s to [managers] broken last")
	expect(t, k, 90*time.Minute, 120*time.Minute, "reply#0/4 at 1h30m0s to [managers] broken last") // with all others
	expect(t, k, 30*24*time.Hour, 30*24*time.Hour+30*time.Minute, "reply#0/1441 at 720h0m0s to [managers] broken last")
	must(t, k.SeeTo(estate, wong, start.Add(31*24*time.Hour)))
	expect(t, k, 31*24*time.Hour, 31*24*time.Hour+30*time.Minute)
}

func TestWhoeverHasItInHandForTooLongIsPassedOver(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "reply=15m")
	fire(k, estate, minutes(15))
	must(t, k.SeeTo(estate, wong, minutes(20)))
	expect(t, k, 49*time.Minute, 50*time.Minute)
	expect(t, k, 50*time.Minute, 80*time.Minute, "reply#0/2 at 50m0s to [managers supervisors] broken")
	if r := clockOf(t, k, ClockReply); r.Acked.Name != "" {
		t.Errorf("it is still in the hands of %s", r.Acked.Name)
	}
	must(t, k.SeeTo(estate, ho, minutes(60))) // somebody else may say so
	expect(t, k, 89*time.Minute, 90*time.Minute)
	expect(t, k, 90*time.Minute, 120*time.Minute, "reply#0/3 at 1h30m0s to [managers supervisors] broken last")
}

func TestAWordGivenBeforeThereWasAPolicyExpiresOnceAFindingBringsOne(t *testing.T) {
	p := going()
	k := opened(t, Repair, "arrive=15m")
	fire(k, estate, minutes(15))
	must(t, k.SeeTo(estate, wong, minutes(20)))
	d := found(t, "arrive=15m")
	d.Policy = &p
	must(t, k.Reclassify(estate, d, wong, minutes(30)))
	if lapses := k.Lapses(estate, minutes(60)); len(lapses) != 1 || !lapses[0].At.Equal(minutes(60)) {
		t.Errorf("expired are %+v", lapses)
	}
}

func TestAWordGivenAheadOfTheTimeHoldsUntilThen(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "reply=2h")
	fire(k, estate, minutes(80))
	must(t, k.SeeTo(estate, wong, minutes(81)))
	expect(t, k, 2*time.Hour-1, 2*time.Hour)
	expect(t, k, 2*time.Hour, 2*time.Hour+10*time.Minute, "reply#0/1 at 2h0m0s to [supervisors] broken")
}

func TestWhatCanWaitWakesNobody(t *testing.T) {
	e := &Estate{Zone: hongKong, Office: officeHours, Desks: map[Name]Hours{Engineering: {Always: true}}}
	opening := hk(t, "2026-12-21 21:50") // a Monday
	k := openedUnder(t, waiting(), Repair, opening, "reply=15m")
	for _, c := range []struct{ at, next, want string }{
		{"2026-12-21 21:59", "2026-12-21 22:05", ""}, // the reminder would come at 22:00, and the breach is noted at 22:05
		{"2026-12-21 22:05", "2026-12-22 08:00", ""},
		{"2026-12-22 03:00", "2026-12-22 08:00", ""},
		{"2026-12-22 08:00", "2026-12-22 09:00", "0 1 2"},
		{"2026-12-22 09:00", "2026-12-23 09:00", "3"},
		{"2026-12-23 09:00", "2026-12-24 09:00", "4"},
		{"2026-12-28 12:00", "2026-12-29 09:00", "6"}, // of openings that were missed, the latest: two holidays, and a Sunday
	} {
		alerts, _, next := fire(k, e, hk(t, c.at).UTC())
		levels := ""
		for _, a := range alerts {
			levels += fmt.Sprint(" ", a.Level)
		}
		if want := hk(t, c.next); len(levels) > 0 && levels[1:] != c.want || levels == "" && c.want != "" || !next.Equal(want) {
			t.Errorf("at %s: levels%s, next %s; want %s, next %s", c.at, levels, next.In(hongKong), c.want, c.next)
		}
	}
}

func TestADeskThatWorksAtNightAloneIsToldWhenTheNightEnds(t *testing.T) {
	night := Hours{}
	for d := range night.Week {
		night.Week[d] = []Period{{22 * time.Hour, 30 * time.Hour}}
	}
	e := &Estate{Zone: hongKong, Office: officeHours, Desks: map[Name]Hours{Engineering: night}}
	k := openedUnder(t, waiting(), Repair, hk(t, "2026-12-21 23:00"), "reply=15m")
	alerts, breaches, next := fire(k, e, hk(t, "2026-12-21 23:15").UTC())
	if len(alerts) > 0 || len(breaches) != 1 || !next.Equal(hk(t, "2026-12-22 08:00")) {
		t.Errorf("%v, %v, next %s", told(alerts), breaches, next)
	}
	if alerts, _, _ = fire(k, e, next); len(alerts) != 3 {
		t.Errorf("when the night ends %v", told(alerts))
	}
}

func TestWhatIsLateAlreadyWakesNobodyEither(t *testing.T) {
	e := &Estate{Zone: hongKong, Office: Hours{Always: true}}
	k := openedUnder(t, waiting(), Repair, hk(t, "2026-12-21 14:00"), "reply=15m")
	alerts, _, next := fire(k, e, hk(t, "2026-12-22 02:00").UTC()) // the desk was down until then
	if len(alerts) > 0 || !next.Equal(hk(t, "2026-12-22 08:00")) {
		t.Errorf("%v, next %s", told(alerts), next)
	}
}

func TestAlarmThatWasTakenSoundsAgainWhereNobodyComes(t *testing.T) {
	p := going()
	p.Ack = 2 * time.Minute
	p.Levels = []Level{{To: []Audience{"managers"}}, {After: 2 * time.Minute, To: []Audience{OwnDesk, "managers"}, Every: AlarmEvery}}
	p.Remind = 0
	k := openedUnder(t, p, Emergency, start, "take=0s", "arrive=5m")
	fire(k, estate, start)
	must(t, k.Accept(wong, minutes(1)))
	expect(t, k, time.Minute, 5*time.Minute)
	expect(t, k, 5*time.Minute, 7*time.Minute, "arrive#0/0 at 5m0s to [managers] broken")
	expect(t, k, 7*time.Minute, 7*time.Minute+AlarmEvery, "arrive#0/1 at 7m0s to [engineering managers] broken last")
	must(t, k.SeeTo(estate, ho, minutes(8))) // and takes it in hand, for two minutes
	expect(t, k, 9*time.Minute, 10*time.Minute)
	expect(t, k, 10*time.Minute, 10*time.Minute+AlarmEvery, "arrive#0/2 at 10m0s to [engineering managers] broken last")
	must(t, k.Arrive(ho, minutes(11)))
	expect(t, k, time.Hour, never)
}

func TestAnAlarmThatNobodyTookSoundsOnceAtATime(t *testing.T) {
	p := going()
	k := openedUnder(t, p, Emergency, start, "take=0s", "arrive=5m")
	fire(k, estate, start)
	alerts, _, _ := fire(k, estate, minutes(60))
	want := []string{"arrive#0/0 at 3m20s to [engineering on-call]", "arrive#0/1 at 5m0s to [supervisors] broken", "take#0/120 at 1h0m0s to [engineering managers] broken last"}
	if got := told(alerts); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestWhatIsLateOfAnAlarmThatSoundsIsToldOnceWhereItsOnlyLevelComesAgain(t *testing.T) {
	p := going()
	p.Remind, p.Levels = 0, []Level{{To: []Audience{"managers"}, Every: 5 * time.Minute}}
	k := openedUnder(t, p, Emergency, start, "take=0s", "arrive=5m")
	fire(k, estate, start)
	expect(t, k, 20*time.Minute, 20*time.Minute+AlarmEvery,
		"arrive#0/0 at 5m0s to [managers] broken last", "take#0/40 at 20m0s to [engineering managers] broken last")
	must(t, k.Accept(wong, minutes(21)))
	expect(t, k, 25*time.Minute, 26*time.Minute)
	expect(t, k, 26*time.Minute, 31*time.Minute, "arrive#0/1 at 26m0s to [managers] broken last")
}

func TestTheLevelAboveIsRaisedAtOnceWhereNobodyIsReached(t *testing.T) {
	k := openedUnder(t, going(), Repair, start, "reply=15m")
	alerts, _, _ := fire(k, estate, minutes(10))
	for _, level := range []int{1, 2, 3} {
		above, ok := k.Above(estate, alerts[0])
		if !ok || above.Level != level || !above.At.Equal(minutes(10)) {
			t.Fatalf("above is %+v, %t", above, ok)
		}
		k.Raised(above, minutes(10))
		alerts[0] = above
	}
	if above, ok := k.Above(estate, alerts[0]); ok {
		t.Errorf("above the last is %+v", above)
	}
	expect(t, k, 20*time.Minute, 90*time.Minute) // none of them again, and the repeats when they come
}

func TestAChangedPolicyLeavesOpenTicketsAlone(t *testing.T) {
	p := going()
	e := &Estate{Zone: hongKong, Escalation: &Policies{Estate: map[Matter]Policy{OrdinaryMatters: p}}}
	k := openedUnder(t, *e.PolicyFor(Engineering, Repair, ""), Repair, start, "reply=15m")
	e.Escalation.Estate[OrdinaryMatters] = Policy{}
	if alerts, _, _ := k.Climb(e, minutes(15)); len(alerts) != 2 {
		t.Errorf("now %q", told(alerts))
	}
}

func TestPoliciesAreByMatterAndDesk(t *testing.T) {
	e := &Estate{Escalation: &Policies{
		Estate: map[Matter]Policy{Alarms: {Ack: 1}, UrgentMatters: {Ack: 2}, OrdinaryMatters: {Ack: 3}},
		Desks:  map[Name]map[Matter]Policy{Security: {UrgentMatters: {Ack: 4}}},
	}}
	for _, c := range []struct {
		n    Name
		k    Kind
		u    Urgency
		want time.Duration
	}{
		{Engineering, Emergency, "", 1}, {Engineering, Repair, Urgent, 2}, {Engineering, Repair, Ordinary, 3},
		{Lobby, Request, "", 3}, {Security, Repair, Urgent, 4}, {Security, Emergency, "", 1},
	} {
		if got := e.PolicyFor(c.n, c.k, c.u); got == nil || got.Ack != c.want {
			t.Errorf("%s %s %s: %+v", c.n, c.k, c.u, got)
		}
	}
	if (&Estate{}).PolicyFor(Lobby, Request, "") != nil || e.PolicyFor(Lobby, Repair, Critical) != nil {
		t.Error("a policy where there is none")
	}
}

func drawPolicy(t *rapid.T) Policy {
	p := going()
	if rapid.Bool().Draw(t, "can wait") {
		p = waiting()
	}
	p.Remind = rapid.SampledFrom([]float64{0, 0.2, 1.0 / 3, 0.9}).Draw(t, "remind")
	p.Ack = rapid.SampledFrom([]time.Duration{0, time.Minute, 30 * time.Minute, 4 * time.Hour}).Draw(t, "ack")
	p.Levels = p.Levels[rapid.IntRange(0, 2).Draw(t, "levels"):]
	return p
}

// told says what a life's alerts are, without the repeats of a last level, of which downtime leaves the latest.
func (l *life) climbed() []string {
	var lines []string
	for _, a := range l.alerts {
		lad := l.ticket.ladder(a.Clock, a.Cycle)
		if !lad.repeats(a.Level) {
			lines = append(lines, fmt.Sprintf("%s#%d/%d at %s", a.Clock, a.Cycle, a.Level, a.At))
		}
	}
	slices.Sort(lines)
	return lines
}

// under lives under a policy: each level once, ascending, never early, never while it is in hand, and never silence.
func (l *life) under(o OpenedData, e *Estate, deeds []deed) *life {
	l.begin(o, e)
	l.climbs()
	for _, d := range deeds {
		after := d.After % (3 * time.Hour)
		if o.Kind == Emergency { // an alarm that sounds for hours is slow to check, and no different
			after %= 4 * time.Minute
		}
		until := l.now.Add(after)
		for l.everyMoment && !l.next.IsZero() && !l.next.After(until) {
			l.now = l.next
			l.climbs()
		}
		l.now = until
		l.climbs()
		if d.Action == SeeTo {
			refusedAtMost(l.t, l.ticket, l.ticket.SeeTo(l.estate, d.By, l.now))
		} else if slices.Contains([]Action{Accept, Arrive, Finish, CantDo, HaveCalled, HaveTold, SendMessage}, d.Action) {
			refusedAtMost(l.t, l.ticket, l.press(d))
		}
		l.settle()
		l.climbs()
		l.checkTicket()
	}
	return l
}

func (l *life) climbs() {
	before := kept(l.t, l.ticket)
	alerts, breaches, _ := fire(l.ticket, l.estate, l.now)
	for _, a := range alerts {
		key := clockKey(a.Clock, a.Cycle)
		r, _ := l.ticket.ClockOf(a.Clock, a.Cycle, l.estate)
		if _, inHand := l.ticket.Acked[key]; inHand || a.At.After(l.now) || a.Level < before.Climbed[key] || !r.Open() {
			l.t.Fatalf("at %s raised %+v of %+v", l.now, a, r)
		}
		if l.ticket.Asleep(l.estate, l.now) {
			l.t.Fatalf("at %s somebody is woken by %+v", l.now, a)
		}
	}
	l.checkBreaches(before, breaches)
	l.alerts = append(l.alerts, alerts...)
	l.settle()
	again, broken, next := l.ticket.Climb(l.estate, l.now)
	if len(again)+len(broken) > 0 || !next.IsZero() && !next.After(l.now) {
		l.t.Fatalf("still due at %s: %v, %v, next %s", l.now, told(again), broken, next)
	}
	open := false
	for _, r := range l.ticket.Clocks(l.estate) {
		open = open || r.Open() && l.ticket.Acked[clockKey(r.Promise.Clock, r.Cycle)].Name == ""
	}
	if open && next.IsZero() {
		l.t.Fatalf("silence from %s on, with promises still owed: %s", l.now, asJSON(l.t, l.ticket))
	}
	l.next = next
}

func TestUnderAnyPolicyEachLevelComesOnceAndNeverSilence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o, e, happens := drawOpening(t), inZone(t, rapid.SampledFrom(zones).Draw(t, "zone")), drawDeeds(t)
		p := drawPolicy(t)
		o.Policy, e.Office = &p, drawHours(t)
		prompt := (&life{t: t, everyMoment: true}).under(o, e, happens)
		restarted := (&life{t: t, everyMoment: true, restarts: true}).under(o, e, happens)
		if got, want := told(restarted.alerts), told(prompt.alerts); !slices.Equal(got, want) {
			t.Fatalf("with restarts %q\n     without %q", got, want)
		}
		down := (&life{t: t, restarts: true}).under(o, e, happens)
		if got, want := asJSON(t, down.ticket.Broken), asJSON(t, prompt.ticket.Broken); got != want {
			t.Fatalf("broken with downtime %s\n     without %s", got, want)
		}
		if o.Kind == Emergency || p.Quiet {
			return // what sounds again depends on when it was taken, and who comes back at night may find it taken by morning
		}
		if got, want := down.climbed(), prompt.climbed(); !slices.Equal(got, want) {
			t.Fatalf("with downtime %q\n      without %q", got, want)
		}
	})
}

// BenchmarkClocksUnderAPolicy derives the clocks of a ticket with five promises that somebody has taken.
func BenchmarkClocksUnderAPolicy(b *testing.B) {
	k := openedUnder(b, going(), Repair, start, "work_order=3m", "take=3m", "reply=15m", "arrive=30m", "fix=90m@arrived")
	if err := k.Accept(wong, minutes(1)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(k.Clocks(estate)) != 5 {
			b.Fatal("clocks are missing")
		}
	}
}

// BenchmarkClimb decides what the same ticket calls for once two of its promises are broken.
func BenchmarkClimb(b *testing.B) {
	k := openedUnder(b, going(), Repair, start, "work_order=3m", "take=3m", "reply=15m", "arrive=30m", "fix=90m@arrived")
	if err := k.Accept(wong, minutes(1)); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if alerts, _, _ := k.Climb(estate, minutes(60)); len(alerts) == 0 {
			b.Fatal("nothing is raised")
		}
	}
}

// sounding is an alarm's policy with levels that are repeated: each three times, and the last for ever.
func sounding() Policy {
	p := going()
	guards, heads := []Audience{OwnDesk, "security", OnDuty}, []Audience{OwnDesk, "security", OnDuty, "supervisors"}
	p.Alarm = nil
	for _, to := range [][]Audience{guards, heads} {
		for range 3 {
			p.Alarm = append(p.Alarm, Level{After: time.Duration(len(p.Alarm)) * AlarmEvery, To: to, Every: AlarmEvery})
		}
	}
	p.Alarm = append(p.Alarm, Level{After: 3 * time.Minute, To: []Audience{"managers"}, Every: AlarmEvery})
	return p
}

func TestAnAlarmClimbsAfterItsRepeatsAndThenSoundsForEver(t *testing.T) {
	k := openedUnder(t, sounding(), Emergency, start, "take=0s")
	alerts, _, _ := fire(k, estate, start)
	if got := told(alerts); !slices.Equal(got, []string{"take#0/0 at 0s to [engineering security on-call] broken"}) {
		t.Errorf("at once %q", got)
	}
	expect(t, k, 30*time.Second, time.Minute, "take#0/1 at 30s to [engineering security on-call] broken")
	expect(t, k, time.Minute, 90*time.Second, "take#0/2 at 1m0s to [engineering security on-call] broken")
	expect(t, k, 90*time.Second, 2*time.Minute, "take#0/3 at 1m30s to [engineering security on-call supervisors] broken")
	expect(t, k, 150*time.Second, 3*time.Minute, "take#0/5 at 2m30s to [engineering security on-call supervisors] broken")
	expect(t, k, 3*time.Minute, 210*time.Second, "take#0/6 at 3m0s to [managers] broken last")
	expect(t, k, 24*time.Hour, 24*time.Hour+AlarmEvery, "take#0/2880 at 24h0m0s to [managers] broken last")
}

func TestOfTheRepeatsOfEveryLevelThatWereMissedOnlyTheLatestSounds(t *testing.T) {
	k := openedUnder(t, sounding(), Emergency, start, "take=0s")
	fire(k, estate, start)
	expect(t, k, 100*time.Second, 2*time.Minute, "take#0/3 at 1m30s to [engineering security on-call supervisors] broken")
	k = openedUnder(t, sounding(), Emergency, start, "take=0s")
	expect(t, k, time.Hour, time.Hour+AlarmEvery,
		"take#0/5 at 2m30s to [engineering security on-call supervisors] broken", "take#0/120 at 1h0m0s to [managers] broken last")
}

func TestNobodyIsNamedTwiceInALevel(t *testing.T) {
	k := openedUnder(t, sounding(), Emergency, start, "take=0s")
	k.Desk = Security
	alerts, _, _ := k.Climb(estate, start)
	if got := told(alerts); !slices.Equal(got, []string{"take#0/0 at 0s to [security on-call] broken"}) {
		t.Errorf("%q", got)
	}
}

func TestWhereNobodyOfARepeatedLevelIsReachedTheNextOthersAreToldAndItGoesOn(t *testing.T) {
	k := openedUnder(t, sounding(), Emergency, start, "take=0s")
	alerts, _, _ := fire(k, estate, start)
	above, ok := k.Above(estate, alerts[0])
	if want := []Audience{"engineering", "security", OnDuty, "supervisors"}; !ok || !slices.Equal(above.To, want) || above.Level != 3 {
		t.Fatalf("above is %+v, %t", above, ok)
	}
	k.Raised(above, start)
	again, err := Replay(k.ID, k.Fresh())
	must(t, err)
	expect(t, again, AlarmEvery, time.Minute, "take#0/4 at 30s to [engineering security on-call supervisors] broken")
	expect(t, again, time.Minute, 90*time.Second, "take#0/5 at 1m0s to [engineering security on-call supervisors] broken")
	expect(t, again, 90*time.Second, 2*time.Minute, "take#0/6 at 1m30s to [managers] broken last")
	if _, ok := again.Above(estate, above); ok {
		t.Error("what has been raised is raised again")
	}
}
