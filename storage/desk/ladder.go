package desk

import (
	"slices"
	"time"
)

// Rung is one level of an escalation policy.
type Rung struct {
	// Share, where not zero, places the rung ahead of the breach: at that share of the time allowed.
	Share float64
	// After places the rung that long after the breach.
	After time.Duration
	// To are the desks that are told. An empty name stands for the ticket's own desk.
	To []Name
	// Every repeats the rung at that interval for as long as the clock runs; 0 does not.
	Every time.Duration
}

// Ladder is an escalation policy: rungs in ascending order, climbed one by one until somebody sees to it.
type Ladder []Rung

// own is the ticket's own desk, in a rung.
const own Name = ""

// TakeWithin is how soon a person must take a card. The procedures are silent; it is the same 3 minutes that
// they give the work order (table 4, row 4).
const TakeWithin = 3 * time.Minute

// AlarmEvery is how often an alarm that nobody has taken sounds again.
const AlarmEvery = 30 * time.Second

// NextRung is how long after a breach the managers hear of it.
const NextRung = 10 * time.Minute

var (
	// usual: the desk is reminded at two thirds, supervisors hear of the breach, managers ten minutes later.
	usual = Ladder{
		{Share: 2.0 / 3, To: []Name{own}},
		{To: []Name{Supervisors}},
		{After: NextRung, To: []Name{Managers}},
	}
	// unseen: a card that did not reach its desk cannot be reminded of there.
	unseen = Ladder{{To: []Name{Supervisors}}, {After: NextRung, To: []Name{Managers}}}
	// alarm: the desk and the managers at once, again and again.
	alarm = Ladder{{To: []Name{own, Managers}, Every: AlarmEvery}}
)

// ladderOf is the policy for a clock of a kind of ticket.
func ladderOf(k Kind, c Clock) Ladder {
	switch {
	case k == Emergency && c == ClockTake:
		return alarm
	case c == ClockWorkOrder:
		return unseen
	}
	return usual
}

// Alert is a rung that has been reached.
type Alert struct {
	Ticket TicketID
	Clock  Clock
	Cycle  int
	Level  int
	To     []Name
	At     time.Time // when it was to be raised
	Due    time.Time // when the promise falls or fell due
	Breach bool      // the time has passed
	Last   bool      // the rung repeats, or none is above it
}

// Climb is what the ticket's clocks call for at now: the alerts that have come due, in order of their moments,
// the breaches to be recorded with them, and when to look again (zero: not until something happens).
// It decides and changes nothing.
func (t *Ticket) Climb(e *Estate, now time.Time) (alerts []Alert, breaches []ClockData, next time.Time) {
	for _, r := range t.Clocks(e) {
		if r.Start.IsZero() {
			continue
		}
		if ends := t.pausedUntil(r, now); !ends.IsZero() {
			next = earlier(next, ends)
			continue
		}
		if b, ok := t.newBreach(r, now); ok {
			breaches = append(breaches, b)
		}
		if !r.Open() {
			continue
		}
		due, soonest := t.climbClock(e, r, now)
		alerts = append(alerts, due...)
		next = earlier(next, soonest)
		if r.Due.After(now) {
			next = earlier(next, r.Due)
		}
	}
	slices.SortStableFunc(alerts, func(a, b Alert) int { return a.At.Compare(b.At) })
	return alerts, breaches, next
}

// newBreach is a breach that has come about and is not recorded yet.
func (t *Ticket) newBreach(r Running, now time.Time) (ClockData, bool) {
	_, known := t.Broken[clockKey(r.Promise.Clock, r.Cycle)]
	if known || (r.Open() && now.Before(r.Due)) || (!r.Open() && !r.Broken) {
		return ClockData{}, false
	}
	return ClockData{Clock: r.Promise.Clock, Cycle: r.Cycle, Due: r.Due}, true
}

func (t *Ticket) climbClock(e *Estate, r Running, now time.Time) (due []Alert, next time.Time) {
	key := clockKey(r.Promise.Clock, r.Cycle)
	if _, acked := t.Acked[key]; acked {
		return nil, time.Time{}
	}
	ladder := ladderOf(t.Kind, r.Promise.Clock)
	level := t.Climbed[key]
	for ; ; level++ {
		rung, at, ok := ladder.rung(level, r, func(share float64) time.Time { return t.ahead(r, share, e) })
		if !ok {
			return due, time.Time{}
		}
		at = t.unpaused(r.Promise.Clock, at)
		if at.After(now) {
			return due, at
		}
		if rung.Every > 0 { // of the repeats that were missed, only the latest sounds
			for at.Add(rung.Every).Compare(now) <= 0 {
				at, level = at.Add(rung.Every), level+1
			}
		}
		due = append(due, Alert{
			Ticket: t.ID, Clock: r.Promise.Clock, Cycle: r.Cycle, Level: level, To: t.addressees(rung),
			At: at, Due: r.Due, Breach: !at.Before(r.Due), Last: rung.Every > 0 || level == len(ladder)-1,
		})
	}
}

// rung is the rung at that level, with its moment; levels beyond a repeating rung are its repeats.
func (l Ladder) rung(level int, r Running, ahead func(share float64) time.Time) (Rung, time.Time, bool) {
	at := r.Due
	if level >= len(l) {
		last := l[len(l)-1]
		if last.Every == 0 {
			return Rung{}, time.Time{}, false
		}
		return last, at.Add(last.After + last.Every*time.Duration(level-len(l)+1)), true
	}
	rung := l[level]
	if rung.Share > 0 { // a visit agreed for a time that had passed was due before it was asked for
		return rung, earlier(ahead(rung.Share), r.Due), true
	}
	return rung, at.Add(rung.After), true
}

func (t *Ticket) addressees(r Rung) []Name {
	to := make([]Name, len(r.To))
	for i, name := range r.To {
		if name == own {
			name = t.Desk
		}
		to[i] = name
	}
	return to
}

// Raised records that an alert was raised.
func (t *Ticket) Raised(a Alert, now time.Time) {
	t.record(EvAlerted, System, now, ClockData{Clock: a.Clock, Cycle: a.Cycle, Level: a.Level, Due: a.Due})
}

// Breach records that a promised time passed unmet.
func (t *Ticket) Breach(b ClockData, now time.Time) { t.record(EvBreached, System, now, b) }

// SeeTo notes that somebody takes the running, broken clocks in hand, which ends their climb. The first does;
// whoever comes second is told who was first.
func (t *Ticket) SeeTo(e *Estate, by Actor, now time.Time) error {
	if !t.May(SeeTo) {
		return Refuse(NotNow, "ticket", t.ID)
	}
	var who Actor
	fresh := false
	for _, r := range t.Clocks(e) {
		key := clockKey(r.Promise.Clock, r.Cycle)
		if acked, ok := t.Acked[key]; ok {
			who = acked
			continue
		}
		if r.Open() && t.Climbed[key] > 0 {
			fresh = true
			t.record(EvAcknowledged, by, now, ClockData{Clock: r.Promise.Clock, Cycle: r.Cycle, Due: r.Due})
		}
	}
	switch {
	case fresh:
		return nil
	case who.Name != "":
		return Refuse(AlreadyTaken, "who", who.Name, "ticket", t.ID)
	}
	return Refuse(NotNow, "ticket", t.ID)
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}
