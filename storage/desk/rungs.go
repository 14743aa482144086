package desk

import (
	"slices"
	"time"
)

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

// goesOn reports whether the level is one of those in which a level below the last is repeated.
func (l ladder) goesOn(level int) bool {
	k := level - l.first()
	return k >= 0 && k < len(l.levels)-1 && l.levels[k].Every > 0
}

// moment is when the level is reached; levels beyond the last are its repeats. Where somebody had it in hand for too
// long, or a level was raised ahead of its moment, the levels that were still to come count from then.
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
	from, anchor, sounds := t.anchored(r, level, from, anchor)
	at = l.count(e, from, anchor, level, sounds)
	if atOnce := sounds && level == anchor || t.Kind == Emergency; !atOnce {
		at = l.aligned(level, at)
	}
	return t.waking(e, r, l, at), true
}

// anchored is from when, and from which level, a level is counted: from a word that expired, or from one that was raised
// ahead of its moment, where either came after the level given. Sounds tells that the level sounds at that very moment.
func (t *Ticket) anchored(r Running, level int, from time.Time, first int) (at time.Time, anchor int, sounds bool) {
	key := clockKey(r.Promise.Clock, r.Cycle)
	at, anchor = from, first
	if lapsed, is := t.Lapsed[key]; is && level >= lapsed.Level && lapsed.Level >= anchor {
		at, anchor, sounds = later(lapsed.At, r.Due), lapsed.Level, true // it may have been moved before its time
	}
	if ahead, is := t.Ahead[key]; is && level > ahead.Level && ahead.Level >= anchor {
		at, anchor, sounds = ahead.At, ahead.Level, true
	}
	return at, anchor, sounds
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

// joined are those of to, and those of more that are not among them.
func joined[T comparable](to, more []T) []T {
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
