package desk

import (
	"strings"
	"time"
)

// How what is promised anew grows longer, so that whoever waits is told a few times a day and not a hundred.
const (
	leastAnew = 5 * time.Minute // nothing shorter is doubled
	mostAnew  = 12 * time.Hour  // where the desk never closes
	doublings = 16              // more than mostAnew needs, of any promise
)

// Renewals are what the tenant is promised anew at now, in the place of a time that has passed unmet, and of one that
// was promised anew and has passed, too. Each time there is twice as long for it as the time before, but no longer than
// until the desk has opened again; what is promised in days or for a day is promised as it was first. It decides and
// changes nothing.
func (t *Ticket) Renewals(e *Estate, now time.Time) []RenewedData {
	var renewals []RenewedData
	var standing []time.Time // what was promised anew of other clocks and is still to come
	for _, r := range t.Clocks(e) {
		at, ok := t.renewsAt(e, r, now)
		if ok && !at.After(now) {
			renewals = append(renewals, t.anew(e, r, now, t.Anew[clockKey(r.Promise.Clock, r.Cycle)]))
		} else if r.Open() && r.Renewed.After(now) {
			standing = append(standing, r.Renewed)
		}
	}
	return together(renewals, standing, now)
}

// RenewsAt is when a time that was promised anew passes unmet; zero where none stands.
func (t *Ticket) RenewsAt(e *Estate, now time.Time) time.Time {
	var next time.Time
	for _, r := range t.Clocks(e) {
		if at, ok := t.renewsAt(e, r, now); ok {
			next = earlier(next, at)
		}
	}
	return next
}

// renewsAt is when a clock whose time has passed is to be promised anew: at once, and again when that has passed, too,
// unless it would wake somebody for what can wait.
func (t *Ticket) renewsAt(e *Estate, r Running, now time.Time) (at time.Time, ok bool) {
	c := r.Promise.Clock
	switch {
	case c == ClockTake || c == ClockWorkOrder || !r.Open() || r.Due.After(now) || !t.pausedUntil(r, now).IsZero():
		return time.Time{}, false
	case r.Renewed.IsZero():
		return r.Due, true
	}
	at = t.Wakes(e, r.Renewed)
	if !at.After(now) {
		at = later(at, t.Wakes(e, now))
	}
	return at, true
}

// anew is what is promised in the place of what has passed, after so many times before. Nobody comes at night for what
// can wait.
func (t *Ticket) anew(e *Estate, r Running, now time.Time, times int) RenewedData {
	n := RenewedData{Clock: r.Promise.Clock, Cycle: r.Cycle, Due: r.Due}
	if r.Renewed.After(r.Due) {
		n.Before = r.Renewed
	}
	p, from := r.Promise, t.Wakes(e, now)
	n.Until = p.due(t.Desk, from, nil, e)
	if spans := p.Days == 0 && !p.SameDay && !p.Agreed; spans {
		n.Until = t.longer(e, p, from, n.Until, times)
		if wake := t.Wakes(e, n.Until); wake.After(n.Until) {
			n.Until = p.due(t.Desk, wake, nil, e)
		}
	}
	n.Until = wholeMinute(n.Until, from)
	return n
}

// longer is what is promised the n-th time, where it was promised for until at first.
func (t *Ticket) longer(e *Estate, p Promise, from, until time.Time, n int) time.Time {
	if n == 0 && p.Within > 0 {
		return until
	}
	span := max(p.Within, leastAnew)
	for range min(n, doublings) {
		if span < mostAnew {
			span *= 2
		}
	}
	most := from.Add(mostAnew)
	if hours := e.HoursOf(t.Desk); hours.opens() && !hours.Always {
		most = p.after(t.Desk, e.openingOf(hours, from, t.policy().Night), p.Within, e)
	}
	return later(until, soonest(p.after(t.Desk, from, span, e), most))
}

// together has what is promised once more of one clock stand until another's time, where that is not much sooner or
// later: so they pass, and are told of, together.
func together(renewals []RenewedData, standing []time.Time, now time.Time) []RenewedData {
	var own []time.Time
	for _, n := range renewals {
		if own = append(own, n.Until); n.Before.IsZero() { // which stands as it was promised first
			standing = append(standing, n.Until)
		}
	}
	for i, n := range renewals {
		if n.Before.IsZero() {
			continue
		}
		if at := near(standing, n.Until, now); !at.IsZero() {
			renewals[i].Until = at
			continue
		}
		renewals[i].Until = later(n.Until, near(own, n.Until, now))
	}
	return renewals
}

// near is the last of the moments that comes after at least half and at most twice the time that another does.
func near(moments []time.Time, other, now time.Time) (last time.Time) {
	d := other.Sub(now)
	for _, m := range moments {
		if in := m.Sub(now); in >= d/2 && in <= 2*d {
			last = later(last, m)
		}
	}
	return last
}

// renewed is until when what was not kept was promised anew, later by the hold in which the ticket waits; zero where it
// was not.
func (t *Ticket) renewed(key string) time.Time {
	if !t.Waiting() {
		return t.Renewed[key]
	}
	return t.renewedWith(key, t.Holds[len(t.Holds)-1])
}

// renewedWith is what was promised anew before a hold, later by it where it pauses the clock. Some minutes are left of
// it when the hold ends: whoever hears then that it goes on is not to hear at once that nobody came.
func (t *Ticket) renewedWith(key string, h Hold) time.Time {
	until := t.Renewed[key]
	name, _, _ := strings.Cut(key, "#")
	if !until.After(h.From) || !pausable(Clock(name)) {
		return until
	}
	return wholeMinute(later(until.Add(h.End().Sub(h.From)), h.End().Add(leastAnew)), h.End())
}

// Renew records what is promised anew.
func (t *Ticket) Renew(r RenewedData, now time.Time) { t.record(EvRenewed, System, now, r) }

// wholeMinute is a moment as a clock shows it, or the next that comes after another.
func wholeMinute(t, after time.Time) time.Time {
	if whole := t.Truncate(time.Minute); whole.After(after) {
		return whole
	}
	return after.Truncate(time.Minute).Add(time.Minute)
}
