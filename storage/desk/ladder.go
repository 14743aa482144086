package desk

import (
	"slices"
	"sort"
	"time"
)

// TakeWithin is how soon a person must take a card. The procedures are silent; it is the same 3 minutes that
// they give the work order (table 4, row 4).
const TakeWithin = 3 * time.Minute

// AlarmEvery is how often an alarm that nobody has taken sounds again.
const AlarmEvery = 30 * time.Second

// ladder is a policy as it holds for one clock: a reminder ahead of the time, and levels after it.
type ladder struct {
	*Policy
	remind bool
	levels []Level
	base   int // the level with which it begins: others were raised before it was laid anew
}

// policy is the one that the ticket was opened with.
func (t *Ticket) policy() *Policy {
	if t.Policy != nil {
		return t.Policy
	}
	return &before
}

// ladder is how a clock of the ticket climbs. A card that did not reach its desk cannot be reminded of there.
func (t *Ticket) ladder(c Clock, cycle int) ladder {
	p, base := t.policy(), t.Relaid[clockKey(c, cycle)]
	switch {
	case t.Kind == Emergency && c == ClockTake:
		return ladder{Policy: p, levels: p.Alarm, base: base}
	case c == ClockWorkOrder:
		return ladder{Policy: p, levels: p.Levels, base: base}
	}
	return ladder{Policy: p, remind: p.Remind > 0, levels: p.Levels, base: base}
}

// Alert is a rung that has been reached.
type Alert struct {
	Ticket TicketID
	Clock  Clock
	Cycle  int
	Level  int
	To     []Audience // none of them is OwnDesk: it stands there by its name
	At     time.Time  // when it was to be raised
	Due    time.Time  // when the promise falls or fell due
	Breach bool       // the time has passed
	Ahead  bool       // it was raised ahead of its moment, and what comes after it counts from At
	Last   bool       // the rung repeats, or none is above it
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
	if t.Folded != "" { // the one that leads sounds for all
		return nil, time.Time{}
	}
	key := clockKey(r.Promise.Clock, r.Cycle)
	if _, acked := t.Acked[key]; acked {
		lapse, _ := t.lapse(e, r)
		return nil, lapse
	}
	l := t.ladder(r.Promise.Clock, r.Cycle)
	for level := t.Climbed[key]; ; level++ {
		at, ok := t.moment(e, r, l, level)
		if !ok {
			return due, time.Time{}
		}
		if at.After(now) {
			return due, at
		}
		if wake := l.awake(e, t.Desk, now); wake.After(now) { // what is late already wakes nobody, either
			return due, wake
		}
		if l.repeats(level) { // of the repeats that were missed, only the latest sounds
			level, at = t.latest(e, r, l, level, at, now)
		}
		if a := t.alert(r, l, level, at); !t.outdone(e, r, l, a, now) {
			due = append(due, a)
		}
	}
}

// outdone reports whether an alert of a level that is repeated was missed, and all that it is for are told by the level
// after it, which has come, too.
func (t *Ticket) outdone(e *Estate, r Running, l ladder, a Alert, now time.Time) bool {
	if !l.goesOn(a.Level) {
		return false
	}
	next := t.addressees(l, a.Level+1)
	at, ok := t.moment(e, r, l, a.Level+1)
	return ok && !at.After(now) && len(joined(next, a.To)) == len(next)
}

// latest is the last of the repeats whose moment has come by now, beginning with one whose has. There may be none after
// it, as while an alarm sounds for somebody to take it.
func (t *Ticket) latest(e *Estate, r Running, l ladder, level int, at, now time.Time) (int, time.Time) {
	behind := func(n int) bool {
		moment, ok := t.moment(e, r, l, level+n)
		return !ok || moment.After(now)
	}
	reach := 1
	for !behind(reach) {
		reach *= 2
	}
	if n := sort.Search(reach, behind) - 1; n > 0 {
		level += n
		at, _ = t.moment(e, r, l, level)
	}
	return level, at
}

func (t *Ticket) alert(r Running, l ladder, level int, at time.Time) Alert {
	to := t.addressees(l, level)
	if lapsed, was := t.Lapsed[clockKey(r.Promise.Clock, r.Cycle)]; was && lapsed.Level == level {
		for below := l.first(); below < min(level, l.top()+1); below++ { // who thought that it was in hand hears that it is not
			to = joined(to, t.addressees(l, below))
		}
	}
	return Alert{
		Ticket: t.ID, Clock: r.Promise.Clock, Cycle: r.Cycle, Level: level, To: to,
		At: at, Due: r.Due, Breach: !at.Before(r.Due), Last: l.repeats(level) || level == l.top(),
	}
}

// Above is the alert of the level above another, raised with it because nobody of the other could be reached; ok is
// false where there is none, or somebody has been told of it already. Of a level that is repeated, it is the next that
// tells somebody else; what comes after that counts from now, or all would be silent until the moment meant for it.
func (t *Ticket) Above(e *Estate, a Alert) (above Alert, ok bool) {
	l := t.ladder(a.Clock, a.Cycle)
	r, running := t.ClockOf(a.Clock, a.Cycle, e)
	level := t.beyond(l, a)
	if t.Folded != "" || !running || !r.Open() || level > l.top() || t.Climbed[clockKey(a.Clock, a.Cycle)] > level {
		return Alert{}, false
	}
	above = t.alert(r, l, level, a.At)
	above.Ahead = l.goesOn(a.Level)
	return above, true
}

// beyond is the level above an alert's that is not the same one come again.
func (t *Ticket) beyond(l ladder, a Alert) int {
	level := a.Level + 1
	for l.goesOn(level-1) && len(joined(a.To, t.addressees(l, level))) == len(a.To) {
		level++
	}
	return level
}

// addressees are whom a level tells, each once.
func (t *Ticket) addressees(l ladder, level int) []Audience {
	to := l.RemindTo
	if k := level - l.first(); k >= 0 {
		to = l.levels[min(k, len(l.levels)-1)].To
	}
	var named []Audience
	for _, a := range to {
		if a != OwnDesk {
			named = joined(named, []Audience{a})
			continue
		}
		for _, n := range append([]Name{t.Desk}, t.Joined...) {
			named = joined(named, []Audience{Audience(n)})
		}
	}
	return named
}

// Raised records that an alert was raised.
func (t *Ticket) Raised(a Alert, now time.Time) {
	d := ClockData{Clock: a.Clock, Cycle: a.Cycle, Level: a.Level, To: a.To, Due: a.Due}
	if a.Ahead {
		d.Ahead = a.At
	}
	t.record(EvAlerted, System, now, d)
}

// HasRaised reports whether the alert, or one above it, has been raised.
func (t *Ticket) HasRaised(a Alert) bool { return t.Climbed[clockKey(a.Clock, a.Cycle)] > a.Level }

// Breach records that a promised time passed unmet.
func (t *Ticket) Breach(b ClockData, now time.Time) { t.record(EvBreached, System, now, b) }

// SeeTo notes that somebody takes the running, broken clocks in hand, which ends their climb. The first does;
// whoever comes second is told who was first.
func (t *Ticket) SeeTo(e *Estate, by Actor, now time.Time) error {
	if !t.May(SeeTo) {
		return t.notNow()
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
