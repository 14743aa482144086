package desk

import "time"

// Running is a promise as it stands on one ticket.
type Running struct {
	Promise Promise
	// Cycle is the round of a clock that can start anew: a card set free must be taken again.
	Cycle int
	// Start is zero while the clock has not started.
	Start time.Time
	Due   time.Time
	// Met is zero while it is not.
	Met time.Time
	// Stopped is when the ticket was withdrawn before the promise was kept, zero where it was not.
	Stopped time.Time
	// Broken tells that the time passed unmet. Once broken, a promise stays so.
	Broken bool
	// Missed is when it fell due and was broken, zero where it was not, or nothing has noted it yet.
	Missed time.Time
	// Renewed is by when it was promised anew after it was broken, zero where it was not.
	Renewed time.Time
	// Revised is when a finding last changed what is promised, zero where none did.
	Revised time.Time
	// Acked is who sees to it since it was broken.
	Acked Actor

	// Elapsed is how long it has run so far, holds and closed hours left out, Gross how long it has been since the
	// start; until it was met, where it is. Held is the hold that pauses it now, nil where none does. Measured alone
	// fills them in.
	Elapsed, Gross time.Duration
	Held           *Hold
}

// Open reports whether the clock runs: started, and neither met nor given up.
func (r Running) Open() bool { return !r.Start.IsZero() && r.Met.IsZero() && r.Stopped.IsZero() }

// Foregone reports whether the time had passed already when a finding set it, so that nobody was ever promised it.
func (r Running) Foregone() bool { return !r.Revised.IsZero() && !r.Due.After(r.Revised) }

// Clocks are the ticket's promises as they stand, in the order in which they were made.
func (t *Ticket) Clocks(e *Estate) []Running {
	clocks := make([]Running, 0, len(t.Promises))
	for _, p := range t.Promises {
		clocks = append(clocks, t.clock(p, e))
	}
	return clocks
}

// Measured are the ticket's clocks with how long each has run at now, and what it waits for.
func (t *Ticket) Measured(e *Estate, now time.Time) []Running {
	clocks := t.Clocks(e)
	for i := range clocks {
		r := &clocks[i]
		if r.Start.IsZero() {
			continue
		}
		until := r.until(now)
		r.Elapsed, r.Gross = t.elapsed(r.Promise, r.Start, until, e), until.Sub(r.Start)
		if r.Open() && pausable(r.Promise.Clock) {
			r.Held = t.Held(now)
		}
	}
	return clocks
}

// until is how far the clock is measured: to now, or to where it was met or given up.
func (r Running) until(now time.Time) time.Time {
	if ended := earlier(r.Met, r.Stopped); !ended.IsZero() {
		now = ended
	}
	return later(r.Start, now)
}

// Clock is the ticket's clock of that name, and whether it has one.
func (t *Ticket) Clock(c Clock, e *Estate) (Running, bool) {
	for _, p := range t.Promises {
		if p.Clock == c {
			return t.clock(p, e), true
		}
	}
	return Running{}, false
}

// ClockOf is the ticket's clock of that name and round; ok is false where that round is past.
func (t *Ticket) ClockOf(c Clock, cycle int, e *Estate) (r Running, ok bool) {
	r, ok = t.Clock(c, e)
	return r, ok && r.Cycle == cycle
}

func (t *Ticket) clock(p Promise, e *Estate) Running {
	r := Running{Promise: p, Cycle: t.cycle(p.Clock), Start: t.started(p), Met: t.met(p.Clock)}
	if !r.Start.IsZero() {
		r.Due = t.due(p, r.Start, e)
		if !r.Met.IsZero() && r.Met.After(r.Due) {
			r.Broken = true
		}
	}
	if r.Met.IsZero() {
		r.Stopped = t.Withdrawn.At
	}
	key := clockKey(p.Clock, r.Cycle)
	if missed, broken := t.Broken[key]; broken {
		r.Broken, r.Missed = true, missed
	}
	r.Acked, r.Renewed, r.Revised = t.Acked[key], t.renewed(key), t.Revised[p.Clock]
	return r
}

// cycle is the round in which the clock runs.
func (t *Ticket) cycle(c Clock) int {
	if c == ClockTake {
		return t.Round
	}
	return 0
}

// DueAt is when the promise would fall due for a ticket of the desk opened at now, and whether that can be said yet.
func (p Promise) DueAt(n Name, now time.Time, visit *Window, e *Estate) (time.Time, bool) {
	start := now
	switch {
	case p.From == Appointment && visit != nil:
		start = visit.Until
	case p.From != Opened && p.From != "" && !p.Agreed:
		return time.Time{}, false
	}
	return p.due(n, start, visit, e), true
}

// due is when the promise falls due. What starts in a day's last minute has the next day, or it would be broken
// before it began.
func (p Promise) due(n Name, start time.Time, visit *Window, e *Estate) time.Time {
	switch {
	case p.Agreed && visit != nil:
		return visit.Until.UTC()
	case p.SameDay, p.Agreed:
		if end := e.EndOfDay(start); end.After(start) {
			return end
		}
		return e.EndOfDay(start.Add(time.Minute))
	case p.Days > 0:
		return e.AddWorking(start, p.Days)
	}
	return p.after(n, start, p.Within, e)
}

// after is when so much of the promise's time has passed since its start.
func (p Promise) after(n Name, start time.Time, d time.Duration, e *Estate) time.Time {
	if p.InHours {
		return e.HoursOf(n).Add(start, d, e.Zone)
	}
	return start.Add(d)
}

// started is when the clock starts, zero while it has not: what a ticket knows nothing of has not happened yet.
func (t *Ticket) started(p Promise) time.Time {
	switch {
	case p.Clock == ClockTake:
		return t.Free
	case p.Clock == ClockWorkOrder: // of what was telephoned, a card can be sent once somebody has written it down
		return t.ToldAt()
	case p.From == Opened, p.From == "", p.Agreed:
		return t.Opened
	case p.From == Arrived:
		return t.Reached
	case p.From == Appointment && t.Visit != nil:
		return later(t.Opened, t.Visit.Until.UTC())
	case p.From == Appointment: // nobody agreed a time, and a promise is not to wait for that for ever
		return t.Opened
	}
	return t.Moments[p.From]
}

// met is when the clock's promise was kept: not after the ticket was withdrawn.
func (t *Ticket) met(c Clock) time.Time {
	met := t.kept(c)
	if t.Withdrawn.Held() && met.After(t.Withdrawn.At) {
		return time.Time{}
	}
	return met
}

// kept is when what the clock's promise asks for was done. What was dealt with without going there counts as arrived
// (section 2.5: on site or dealt with), and needs no work order any more.
func (t *Ticket) kept(c Clock) time.Time {
	switch c {
	case ClockAccept:
		return t.Opened
	case ClockWorkOrder:
		return earlier(t.Carded, t.Resolved.At)
	case ClockTake:
		return t.Taken
	case ClockReply:
		return t.Responded.At
	case ClockArrive:
		return earlier(t.Reached, t.Resolved.At)
	}
	return t.Resolved.At
}

// Overdue reports whether a promise was broken and is still owed.
func (t *Ticket) Overdue(e *Estate) bool {
	if len(t.Broken) == 0 { // as most are, and this is asked at every change
		return false
	}
	for _, p := range t.Promises {
		if r := t.clock(p, e); r.Open() && r.Broken {
			return true
		}
	}
	return false
}
