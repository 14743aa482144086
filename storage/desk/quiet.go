package desk

import "time"

// patience is how long something is kept back at most for the desk to be open by day.
const patience = 31 * 24 * time.Hour

// awake is t, or for what can wait the next moment at which it wakes nobody: the desk is open, and it is not night.
// A desk that never opens keeps nothing back; for one that is open at night alone, the night does.
func (p *Policy) awake(e *Estate, n Name, t time.Time) time.Time {
	if !p.Quiet {
		return t
	}
	hours := e.HoursOf(n)
	at := p.Night.end(e, t)
	if !hours.opens() {
		return at
	}
	for next := at; next.Before(t.Add(patience)); {
		open, ok := hours.Next(next, e.Zone)
		if !ok || open.After(t.Add(patience)) {
			break
		}
		if next = p.Night.end(e, open); !next.After(open) {
			return later(t, open)
		}
	}
	return at
}

// Asleep reports whether what can wait would wake somebody at t.
func (t *Ticket) Asleep(e *Estate, now time.Time) bool {
	return t.Wakes(e, now).After(now)
}

// end is where the night ends in which t is, or t.
func (n Night) end(e *Estate, t time.Time) time.Time {
	if n.From == n.Until {
		return t
	}
	shown := asShown(t.In(e.Zone))
	clock := shown.Sub(shown.Truncate(24 * time.Hour))
	day := e.DayOf(t)
	switch {
	case n.From < n.Until && (clock < n.From || clock >= n.Until), n.From > n.Until && clock < n.From && clock >= n.Until:
		return t
	case n.From > n.Until && clock >= n.From:
		day = day.Add(1)
	}
	return later(t, e.At(day, n.Until))
}

// opens reports whether there is any time of the week at which it is open.
func (h Hours) opens() bool {
	for _, periods := range h.Week {
		if len(periods) > 0 {
			return true
		}
	}
	return h.Always
}

// openingAfter is the office's next opening after t: the first of its day. An office that is always open, or never,
// counts as opening where the night ends.
func (e *Estate) openingAfter(t time.Time, n Night) time.Time { return e.openingOf(e.Office, t, n) }

// openingOf is openingAfter for other hours than the office's.
func (e *Estate) openingOf(h Hours, t time.Time, n Night) time.Time {
	day := e.DayOf(t)
	if h.opens() && !h.Always {
		for range aYear + 1 {
			if open := h.On(day, e.Zone); len(open) > 0 && open[0].From.After(t) {
				return open[0].From
			}
			day = day.Add(1)
		}
		day = e.DayOf(t)
	}
	for at := e.At(day, n.Until); ; at = e.At(day, n.Until) {
		if at.After(t) {
			return at
		}
		day = day.Add(1)
	}
}

// Wakes is the next moment from now on at which what the ticket calls for wakes nobody: now, where it does not.
func (t *Ticket) Wakes(e *Estate, now time.Time) time.Time { return t.policy().awake(e, t.Desk, now) }
