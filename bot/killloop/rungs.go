package main

import (
	"fmt"
	"time"

	"frontdesk/storage/desk"
)

// edge is how far two ways of working out a moment may lie apart.
const edge = time.Millisecond

// climbed is an event on the ladder of one clock: an alert, somebody who sees to it, or that their word has expired.
type climbed struct {
	kind  desk.EventType
	at    time.Time
	level int // of an alert
	lapse desk.LapsedData
}

// escalations holds a ticket's escalations and breaches against what its events call for by a moment. At and a
// little after that moment either is right, because the desk may or may not have looked again.
func (h *history) escalations(e *desk.Estate, until time.Time) (raised int, faults []string) {
	known := map[rung]bool{}
	for _, r := range h.runs(e) {
		key := rung{Clock: r.Clock, Cycle: r.Cycle}
		known[key] = true
		c := &climb{ladder: h.ladder(e, r), key: key}
		faults = append(faults, c.judge(h.climbs[key], until)...)
		raised += c.raised
		faults = append(faults, r.judgeBreach(key, until, h.breached[key])...)
	}
	for key := range h.climbs {
		if !known[key] {
			faults = append(faults, fmt.Sprintf("%s was raised, and there is no such rung", key))
		}
	}
	return raised, append(faults, h.judgeRenewals(e)...)
}

// climb follows the alerts of one clock in one round.
type climb struct {
	*ladder
	key    rung
	next   int       // the lowest level that was not raised
	acked  time.Time // since when somebody sees to it, zero where nobody does
	raised int
	faults []string
}

func (c *climb) fault(level int, format string, args ...any) {
	at := rung{c.key.Clock, c.key.Cycle, level}
	c.faults = append(c.faults, at.String()+" "+fmt.Sprintf(format, args...))
}

// judge holds what happened on the ladder, in order, against what was to.
func (c *climb) judge(events []climbed, until time.Time) []string {
	for _, e := range events {
		switch e.kind {
		case desk.EvAlerted:
			c.alert(e)
		case desk.EvAcknowledged:
			c.overdue(e.at)
			c.acked = e.at
		default:
			c.lapsed(e)
		}
	}
	if !c.r.End.IsZero() && c.r.End.Before(until) {
		until = c.r.End
	}
	if c.acked.IsZero() {
		c.overdue(until)
	} else if at, ok := c.expires(c.acked); ok && until.Sub(at) > edge {
		c.fault(c.next, "is seen to since %s, whose word has expired, and nothing says so", c.acked)
	}
	return c.faults
}

// alert holds an alert against when it was due.
func (c *climb) alert(e climbed) {
	c.raised++
	if e.level < c.next {
		c.fault(e.level, "was raised 2 times, or after one above it")
		return
	}
	for level := c.next; level < e.level && !c.repeats(level); level++ {
		c.missing(level)
	}
	c.next = e.level + 1
	due, ok := c.moment(e.level)
	stop := sooner(c.r.End, c.acked) // what ends the climb
	switch {
	case !ok:
		c.fault(e.level, "was raised, and there is no such rung")
	case e.at.Before(due.Add(-edge)):
		c.fault(e.level, "was raised %s early", due.Sub(e.at))
	case !stop.IsZero() && e.at.After(stop):
		c.fault(e.level, "was raised %s after somebody had seen to it", e.at.Sub(stop))
	case c.h.woken(c.r.Clock, e.at).Sub(e.at) > edge:
		c.fault(e.level, "was raised while it waited")
	case c.awake(e.at).Sub(e.at) > edge:
		c.fault(e.level, "was raised at night")
	}
}

// overdue finds the levels that were to be raised before a moment, and were not. Of repeats that were missed only the
// latest sounds.
func (c *climb) overdue(until time.Time) {
	for level := c.next; ; level++ {
		due, ok := c.moment(level)
		if !ok || until.Sub(due) <= edge {
			return
		}
		c.missing(level)
		if c.repeats(level) {
			return
		}
	}
}

func (c *climb) missing(level int) {
	due, _ := c.moment(level)
	c.fault(level, "is missing: it was due %s", due.UTC().Format(time.RFC3339Nano))
}

// lapsed holds that somebody's word has expired against when it was to.
func (c *climb) lapsed(e climbed) {
	at, ok := c.expires(c.acked)
	switch off := e.lapse.At.Sub(at); {
	case c.acked.IsZero() || !ok:
		c.fault(c.next, "has lapsed, and nobody had it in hand for a time")
	case off > edge || off < -edge:
		c.fault(c.next, "has lapsed at %s, which was to be %s", e.lapse.At, at)
	case e.at.Before(at.Add(-edge)):
		c.fault(c.next, "has lapsed %s early", at.Sub(e.at))
	case e.lapse.Level != c.next:
		c.fault(c.next, "comes next, and has lapsed at level %d", e.lapse.Level)
	}
	lapse := e.lapse
	c.acked, c.lapse = time.Time{}, &lapse
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
