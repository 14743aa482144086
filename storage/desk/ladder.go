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
		due = append(due, t.alert(r, l, level, at))
	}
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
// false where there is none, or somebody has been told of it already.
func (t *Ticket) Above(e *Estate, a Alert) (above Alert, ok bool) {
	l := t.ladder(a.Clock, a.Cycle)
	r, running := t.ClockOf(a.Clock, a.Cycle, e)
	level := a.Level + 1
	if !running || !r.Open() || level > l.top() || t.Climbed[clockKey(a.Clock, a.Cycle)] > level {
		return Alert{}, false
	}
	return t.alert(r, l, level, a.At), true
}

// first is the level at which the promised time has passed.
func (l ladder) first() int {
	if l.remind {
		return l.base + 1
	}
	return l.base
}

// top is the last level, before its repeats.
func (l ladder) top() int { return l.first() + len(l.levels) - 1 }

// repeats reports whether the level is the last, and goes on.
func (l ladder) repeats(level int) bool {
	n := len(l.levels)
	return n > 0 && level >= l.top() && (l.levels[n-1].Every > 0 || l.levels[n-1].Openings)
}

// moment is when the level is reached; levels beyond the last are its repeats. Where somebody had it in hand for too
// long, the levels that were still to come count from then.
func (t *Ticket) moment(e *Estate, r Running, l ladder, level int) (at time.Time, ok bool) {
	if level < l.first() {
		return t.waking(e, r, l, t.ahead(e, r)), true
	}
	if level > l.top() && !l.repeats(level) {
		return time.Time{}, false
	}
	from, anchor := r.Due, l.first()
	if t.Kind == Emergency && r.Promise.Clock != ClockTake && level > anchor && t.Policy != nil {
		if t.sounding() { // already, for somebody to take it
			return time.Time{}, false
		}
		from = later(from, t.Taken)
	}
	lapsed, sounds := t.Lapsed[clockKey(r.Promise.Clock, r.Cycle)]
	if sounds = sounds && level >= lapsed.Level && lapsed.Level >= anchor; sounds {
		from, anchor = later(lapsed.At, r.Due), lapsed.Level // it may have been moved before its time
	}
	at = l.count(e, from, anchor, level, sounds)
	if atOnce := sounds && level == anchor || t.Kind == Emergency; !atOnce {
		at = l.aligned(level, at)
	}
	return t.waking(e, r, l, at), true
}

const (
	slowAfter = 6 // after so many repeats the last level slows down

	// No repeat is later by more than these, before and after that, so that it comes together with others.
	finest   = 30 * time.Minute
	coarsest = 2 * time.Hour
)

// sounding reports whether an alarm sounds for somebody to take it.
func (t *Ticket) sounding() bool {
	_, acked := t.Acked[clockKey(ClockTake, t.Round)]
	return t.Taken.IsZero() && !acked
}

// aligned is when a repeat comes that was to at a moment: with those of every other clock and ticket, so that a chat is
// told of all of them at once. It is later by less than the time between two.
func (l ladder) aligned(level int, at time.Time) time.Time {
	n, last := level-l.top(), l.levels[len(l.levels)-1]
	if n < 1 || last.Openings {
		return at
	}
	every := min(last.Every, finest)
	if n > slowAfter && last.Slower > 0 {
		every = min(last.Slower, coarsest)
	}
	if whole := at.Truncate(every); whole.Before(at) {
		return whole.Add(every)
	}
	return at
}

// joined are the audiences and those that are not among them yet.
func joined(to, more []Audience) []Audience {
	for _, a := range more {
		if !slices.Contains(to, a) {
			to = append(to, a)
		}
	}
	return to
}

// waking is the moment, or the next at which the clock is not paused and nobody is woken.
func (t *Ticket) waking(e *Estate, r Running, l ladder, at time.Time) time.Time {
	for {
		next := l.awake(e, t.Desk, t.unpaused(r.Promise.Clock, at))
		if !next.After(at) {
			return at
		}
		at = next
	}
}

// count is when a level is reached, counted from the moment of another below it; sounds tells that the other sounds
// at that very moment.
func (l ladder) count(e *Estate, from time.Time, anchor, level int, sounds bool) time.Time {
	n := len(l.levels)
	if last := l.top(); l.levels[n-1].Openings && level >= last {
		openings := level - last + 1
		switch {
		case sounds && anchor >= last:
			openings = level - anchor
		case last > anchor:
			from = l.count(e, from, anchor, last-1, sounds)
		}
		for range openings {
			from = e.openingAfter(from, l.Night)
		}
		return from
	}
	after := l.offset(level)
	if sounds {
		after -= l.offset(anchor)
	}
	return from.Add(after)
}

// offset is how long after the promised time a level comes that does not wait for an opening.
func (l ladder) offset(level int) time.Duration {
	n := len(l.levels)
	if k := level - l.first(); k < n {
		return l.levels[k].After
	}
	last, repeats := l.levels[n-1], level-l.top()
	if last.Slower > 0 && repeats > slowAfter {
		return last.After + last.Every*slowAfter + last.Slower*time.Duration(repeats-slowAfter)
	}
	return last.After + last.Every*time.Duration(repeats)
}

// addressees are whom a level tells.
func (t *Ticket) addressees(l ladder, level int) []Audience {
	to := l.RemindTo
	if k := level - l.first(); k >= 0 {
		to = l.levels[min(k, len(l.levels)-1)].To
	}
	to = slices.Clone(to)
	for i, a := range to {
		if a == OwnDesk {
			to[i] = Audience(t.Desk)
		}
	}
	return to
}

// Raised records that an alert was raised.
func (t *Ticket) Raised(a Alert, now time.Time) {
	t.record(EvAlerted, System, now, ClockData{Clock: a.Clock, Cycle: a.Cycle, Level: a.Level, To: a.To, Due: a.Due})
}

// HasRaised reports whether the alert, or one above it, has been raised.
func (t *Ticket) HasRaised(a Alert) bool { return t.Climbed[clockKey(a.Clock, a.Cycle)] > a.Level }

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
