package main

import (
	"fmt"
	"slices"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// renewal is that a time was promised anew.
type renewal struct {
	desk.RenewedData
	at time.Time
}

// judgeRenewals: what is promised anew was broken, and is promised as it was first, from when somebody can come, and
// after that for longer each time; what was promised anew stands until it has passed; and no breach leaves a tenant
// without a new time.
func (h *history) judgeRenewals(e *desk.Estate) (faults []string) {
	for _, r := range h.runs(e) {
		key := rung{Clock: r.Clock, Cycle: r.Cycle}
		renewals := h.renewals[key]
		l := h.ladder(e, r)
		var stands time.Time
		for i, n := range renewals {
			if fault := l.renewed(n, i, stands); fault != "" {
				faults = append(faults, fmt.Sprintf("%s: what is promised anew at %s %s", key.Clock, n.at, fault))
			}
			stands = n.Until
		}
		if r.Clock == desk.ClockTake || r.Clock == desk.ClockWorkOrder || len(h.breached[key]) == 0 {
			continue
		}
		broken := h.breached[key][0]
		if (r.End.IsZero() || r.End.After(broken)) && (len(renewals) == 0 || !renewals[0].at.Equal(broken)) {
			faults = append(faults, fmt.Sprintf("%s: it was broken at %s, and nothing is promised anew", key.Clock, broken))
		}
	}
	return faults
}

// afterAHold is how much is left at least of a new time when a hold ends, with the minute to which it is shown.
const afterAHold = 6 * time.Minute

// silences finds a new time that has passed unmet by a moment, and nobody said so.
func (h *history) silences(e *desk.Estate, until time.Time) (faults []string) {
	for _, r := range h.runs(e) {
		renewals := h.renewals[rung{Clock: r.Clock, Cycle: r.Cycle}]
		if len(renewals) == 0 {
			continue
		}
		last := renewals[len(renewals)-1]
		passed := h.ladder(e, r).waking(h.held(r.Clock, last.at, last.Until)).Add(afterAHold)
		if until.After(passed) && (r.End.IsZero() || r.End.After(passed)) {
			faults = append(faults, fmt.Sprintf("%s: the new time %s has passed, and nobody said so", r.Clock, last.Until))
		}
	}
	return faults
}

// renewed is what is wrong with a time that is promised anew for the i-th time; "" where nothing is. From the second
// time on it may be as soon as half of what it would be alone, or as late as twice, to come with those of other clocks.
func (l *ladder) renewed(n renewal, i int, stands time.Time) string {
	from := l.awake(n.at)
	due := l.anew(l.h.dueAnew(l.r.Promise, from, l.e), from)
	soonest, latest := due, due
	if i > 0 && l.spans() {
		soonest, latest = l.again(from, i)
	}
	switch {
	case l.r.Clock == desk.ClockTake || l.r.Clock == desk.ClockWorkOrder:
		return "is nothing that a tenant was promised"
	case n.at.Before(l.r.Due.Add(-edge)):
		return "was not broken yet"
	case !l.r.End.IsZero() && n.at.After(l.r.End):
		return "was kept"
	case n.at.Before(stands):
		return fmt.Sprintf("was promised for %s already", stands)
	case n.Until.Before(soonest) || n.Until.After(latest):
		return fmt.Sprintf("is %s and not %s to %s", n.Until, soonest, latest)
	case n.Before.Before(stands):
		return fmt.Sprintf("takes the place of %s, and not of %s", n.Before, stands)
	}
	return ""
}

// spans tells whether the promise allows a span of time, and not a day or days.
func (l *ladder) spans() bool {
	p := l.r.Promise
	return !p.SameDay && !p.Agreed && p.Days == 0
}

// again is how soon and how late the time may be that is promised anew after i times before.
func (l *ladder) again(from time.Time, i int) (soonest, latest time.Time) {
	within := l.r.Promise.Within
	alone := max(within, 5*time.Minute)
	for range i {
		alone = min(2*alone, max(within, 12*time.Hour))
	}
	latest = from.Add(2 * alone)
	if l.awake(latest).After(latest) || l.awake(from.Add(alone)).After(from.Add(alone)) {
		latest = l.awake(latest).Add(2 * alone)
	}
	return from.Add(alone/2 - time.Minute), latest
}

// anew is a time that is promised anew as a clock shows it, and where nobody comes at night, on the next day.
func (l *ladder) anew(due, from time.Time) time.Time {
	if l.spans() && l.awake(due).After(due) {
		due = l.h.dueAnew(l.r.Promise, l.awake(due), l.e)
	}
	if whole := due.Truncate(time.Minute); whole.After(from) {
		return whole
	}
	return from.Truncate(time.Minute).Add(time.Minute)
}

// dueAnew is when a promise falls due that is made anew: no visit is agreed for it.
func (h *history) dueAnew(p desk.Promise, from time.Time, e *desk.Estate) time.Time {
	alone := &history{}
	return alone.due(p, from, e)
}

// toldBroken is how often the tenant is told that something was not kept, and what is promised in its place: once for
// all that is promised anew at one moment. Where a hold runs out just then, the word of that says it.
func (h *history) toldBroken(e *desk.Estate) int {
	moments := map[time.Time]bool{}
	for _, r := range h.runs(e) {
		for _, n := range h.renewals[rung{Clock: r.Clock, Cycle: r.Cycle}] {
			if text.Has("news.broken-"+string(r.Clock)) && !slices.ContainsFunc(h.ranAt, n.at.Equal) {
				moments[n.at] = true
			}
		}
	}
	return len(moments)
}
