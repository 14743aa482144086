package desk

import (
	"math"
	"time"
)

// pauses are the holds that pause the clock, in order, without those that were over at once.
func (t *Ticket) pauses(c Clock) []Hold {
	if len(t.Holds) == 0 || !pausable(c) {
		return nil
	}
	pauses := make([]Hold, 0, len(t.Holds))
	for _, h := range t.Holds {
		if h.End().After(h.From) {
			pauses = append(pauses, h)
		}
	}
	return pauses
}

// counts is how much of the time between two instants counts for the promise, holds aside.
func (t *Ticket) counts(p Promise, from, until time.Time, e *Estate) time.Duration {
	switch {
	case !from.Before(until):
		return 0
	case p.InHours:
		return open(e, t.Desk, from, until)
	}
	return until.Sub(from)
}

// allowed is the time that the promise allows, as it counts.
func (t *Ticket) allowed(p Promise, start time.Time, e *Estate) time.Duration {
	if p.InHours {
		return p.Within
	}
	return p.due(t.Desk, start, t.Visit, e).Sub(start)
}

// due is when the promise falls due, later by the time for which the ticket was held. A visit that was agreed loses
// only what a hold takes of its window: before it nobody is owed.
func (t *Ticket) due(p Promise, start time.Time, e *Estate) time.Time {
	pauses := t.pauses(p.Clock)
	switch {
	case len(pauses) == 0:
		return p.due(t.Desk, start, t.Visit, e)
	case p.Agreed && t.Visit != nil && t.Visit.From.Before(t.Visit.Until):
		return t.passed(p, t.Visit.From.UTC(), t.Visit.Until.Sub(t.Visit.From), pauses, e)
	}
	return t.passed(p, start, t.allowed(p, start, e), pauses, e)
}

// passed is when so much time has passed for the promise since a moment, the pauses left out.
func (t *Ticket) passed(p Promise, since time.Time, d time.Duration, pauses []Hold, e *Estate) time.Time {
	for _, h := range pauses {
		if !h.End().After(since) {
			continue
		}
		if h.From.After(since) {
			if at := p.after(t.Desk, since, d, e); !at.After(h.From) {
				return at
			}
			d -= t.counts(p, since, h.From, e)
		}
		since = h.End()
	}
	return p.after(t.Desk, since, d, e)
}

// ahead is when the reminder comes: when the share of the promise's time is left that its policy says, holds left out.
// Of a promise that counts in the desk's hours it does so in them, too: nobody is reminded of it at night. A visit
// agreed for a time that had passed was due before it was asked for.
func (t *Ticket) ahead(e *Estate, r Running) time.Time {
	allowed := t.allowed(r.Promise, r.Start, e)
	left := time.Duration(math.Round(t.policy().Remind * float64(allowed)))
	return earlier(t.passed(r.Promise, r.Start, allowed-left, t.pauses(r.Promise.Clock), e), r.Due)
}

// unpaused is the moment, or where the clock is paused then, when it runs again: nothing is raised in between.
func (t *Ticket) unpaused(c Clock, at time.Time) time.Time {
	for _, h := range t.pauses(c) {
		if !at.Before(h.From) && at.Before(h.End()) {
			at = h.End()
		}
	}
	return at
}

// pausedUntil is when the clock runs again that is paused at now, zero where it is not: until then nothing breaks and
// nothing is raised, not even what a finding makes overdue.
func (t *Ticket) pausedUntil(r Running, now time.Time) time.Time {
	if h := t.Held(now); h != nil && r.Open() && pausable(r.Promise.Clock) {
		return h.End()
	}
	return time.Time{}
}

// elapsed is how long the clock ran between two instants.
func (t *Ticket) elapsed(p Promise, from, until time.Time, e *Estate) time.Duration {
	sum := t.counts(p, from, until, e)
	for _, h := range t.pauses(p.Clock) {
		sum -= t.counts(p, later(from, h.From), soonest(until, h.End()), e)
	}
	return sum
}
