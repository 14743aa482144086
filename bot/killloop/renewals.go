package main

import (
	"fmt"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// renewal is that a time was promised anew.
type renewal struct {
	desk.RenewedData
	at time.Time
}

// judgeRenewals: what is promised anew was broken, and is promised as it was first, from when somebody can come; what
// was promised anew stands until it has passed; and no breach leaves a tenant without a new time.
func (h *history) judgeRenewals(e *desk.Estate) (faults []string) {
	for _, r := range h.runs(e) {
		key := rung{Clock: r.Clock, Cycle: r.Cycle}
		renewals := h.renewals[key]
		l := h.ladder(e, r)
		var stands time.Time
		for _, n := range renewals {
			if fault := l.renewed(n, stands); fault != "" {
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

// renewed is what is wrong with a time that is promised anew; "" where nothing is.
func (l *ladder) renewed(n renewal, stands time.Time) string {
	due := l.h.dueAnew(l.r.Promise, l.awake(n.at), l.e)
	if whole := due.Truncate(time.Minute); whole.Before(due) {
		due = whole.Add(time.Minute)
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
	case !n.Until.Equal(due):
		return fmt.Sprintf("is %s and not %s", n.Until, due)
	}
	return ""
}

// dueAnew is when a promise falls due that is made anew: no visit is agreed for it.
func (h *history) dueAnew(p desk.Promise, from time.Time, e *desk.Estate) time.Time {
	alone := &history{}
	return alone.due(p, from, e)
}

// toldBroken is how often the tenant is told that something was not kept, and what is promised in its place: once for
// all that is promised anew at one moment.
func (h *history) toldBroken(e *desk.Estate) int {
	moments := map[time.Time]bool{}
	for _, r := range h.runs(e) {
		for _, n := range h.renewals[rung{Clock: r.Clock, Cycle: r.Cycle}] {
			if text.Has("news.broken-" + string(r.Clock)) {
				moments[n.at] = true
			}
		}
	}
	return len(moments)
}
