package desk

import "time"

// open is how much of the time between two instants the desk is open.
func open(e *Estate, n Name, from, until time.Time) time.Duration {
	return e.HoursOf(n).Elapsed(from, until, e.Zone)
}

// openBetween are the windows in which the desk is open between two instants, cut at both. Where it does not open within
// a year, the rest counts as open, as it does for what is promised in its hours.
func openBetween(e *Estate, n Name, from, until time.Time) []Window {
	windows := e.HoursOf(n).Between(from, until, e.Zone)
	rest := open(e, n, from, until)
	for _, w := range windows {
		rest -= w.Until.Sub(w.From)
	}
	if rest > 0 {
		windows = append(windows, Window{From: until.Add(-rest), Until: until})
	}
	return windows
}

// working tells whether the office works on the day. Where it never opens, every day counts.
func working(e *Estate, d Day) bool {
	if _, ok := e.OfficeDay(d); ok {
		return true
	}
	if e.Office.Always {
		return false
	}
	for _, periods := range e.Office.Week {
		if len(periods) > 0 {
			return false
		}
	}
	return true
}

// closedRule is the rule by which a desk is closed between two instants, as the key of its sentence ends.
func closedRule(e *Estate, n Name, from, until time.Time) string {
	h := e.HoursOf(n)
	for d := e.DayOf(from); d <= e.DayOf(until.Add(-1)); d = d.Add(1) {
		if h.Closed[d] {
			return RuleClosedDay
		}
		if s, ok := e.Days.Special(d); ok && s.Kind == Holiday {
			return RuleHoliday
		}
	}
	return RuleHours
}

// soonest is the earlier of two instants, neither of which is missing.
func soonest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
