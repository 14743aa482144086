package main

import (
	"fmt"
	"time"

	"frontdesk/storage/desk"
)

// level is when a rung is reached and who hears of it.
type level struct {
	at time.Time
	to desk.Name // "" is the ticket's own desk
}

// levels are the rungs that a clock's run calls for if nobody does anything: the desk is reminded at two thirds,
// the supervisors hear of the breach, the managers ten minutes later. A card that did not reach its desk cannot be
// reminded of there.
func (h *history) levels(r run) []level {
	ahead := h.held(r.Clock, r.Start, r.Start.Add(r.Unheld.Sub(r.Start)*2/3))
	breach := []level{{h.woken(r.Clock, r.Due), desk.Supervisors}, {h.woken(r.Clock, r.Due.Add(10*time.Minute)), desk.Managers}}
	if r.Clock == desk.ClockWorkOrder {
		return breach
	}
	return append([]level{{h.woken(r.Clock, sooner(ahead, r.Due)), ""}}, breach...)
}

// edge is how far two ways of working out a moment may lie apart.
const edge = time.Millisecond

// escalations holds a ticket's escalations and breaches against what its events call for by a moment. At and a
// little after that moment either is right, because the desk may or may not have looked again.
func (h *history) escalations(e *desk.Estate, until time.Time) (raised int, faults []string) {
	expected := map[rung]bool{}
	for _, r := range h.runs(e) {
		acked := h.acked[rung{Clock: r.Clock, Cycle: r.Cycle}]
		for i, l := range h.levels(r) {
			at := rung{Clock: r.Clock, Cycle: r.Cycle, Level: i}
			expected[at] = true
			faults = append(faults, r.judge(at, l.at, acked, until, h.raised[at])...)
			raised += len(h.raised[at])
		}
		breach := rung{Clock: r.Clock, Cycle: r.Cycle}
		faults = append(faults, r.judgeBreach(breach, until, h.breached[breach])...)
		expected[breach] = true
	}
	for at := range h.raised {
		if !expected[at] {
			faults = append(faults, fmt.Sprintf("%s was raised, and there is no such rung", at))
		}
	}
	return raised, faults
}

// judge holds the alerts of one rung against when it was due.
func (r run) judge(at rung, due, acked, until time.Time, raised []time.Time) []string {
	stop := sooner(r.End, acked) // what ends the climb
	called := !due.After(until) && (stop.IsZero() || due.Before(stop))
	switch {
	case len(raised) > 1:
		return []string{fmt.Sprintf("%s was raised %d times", at, len(raised))}
	case len(raised) == 0 && called && !(!stop.IsZero() && stop.Sub(due) < edge) && until.Sub(due) > edge:
		return []string{fmt.Sprintf("%s is missing: it was due %s", at, due.UTC().Format(time.RFC3339Nano))}
	case len(raised) == 0:
		return nil
	case raised[0].Before(due.Add(-edge)):
		return []string{fmt.Sprintf("%s was raised %s early", at, due.Sub(raised[0]))}
	case !stop.IsZero() && raised[0].After(stop):
		return []string{fmt.Sprintf("%s was raised %s after somebody had seen to it", at, raised[0].Sub(stop))}
	}
	return nil
}

// judgeBreach holds the breaches of one run against its due moment. One that was ended late was broken, too.
func (r run) judgeBreach(at rung, until time.Time, breached []time.Time) []string {
	stop := r.End
	if stop.IsZero() {
		stop = until
	}
	switch {
	case len(breached) > 1:
		return []string{fmt.Sprintf("the breach of %s was recorded %d times", at.Clock, len(breached))}
	case len(breached) == 0 && stop.Sub(r.Due) > edge:
		return []string{fmt.Sprintf("the breach of %s at %s was not recorded", at.Clock, r.Due.UTC().Format(time.RFC3339Nano))}
	case len(breached) == 1 && breached[0].Before(r.Due.Add(-edge)):
		return []string{fmt.Sprintf("the breach of %s was recorded %s early", at.Clock, r.Due.Sub(breached[0]))}
	case len(breached) == 1 && !r.End.IsZero() && r.End.Before(r.Due.Add(-edge)):
		return []string{fmt.Sprintf("the breach of %s was recorded although it was kept", at.Clock)}
	}
	return nil
}
