package desk

import "time"

// open is how much of the time between two instants the desk is open.
func open(e *Estate, n Name, from, until time.Time) time.Duration {
	var sum time.Duration
	for _, w := range openBetween(e, n, from, until) {
		sum += w.Until.Sub(w.From)
	}
	return sum
}

// openBetween are the windows in which the desk is open between two instants, cut at both. Where it does not open within
// a year, the rest counts as open, as it does for what is promised in its hours.
func openBetween(e *Estate, n Name, from, until time.Time) []Window {
	h := e.HoursOf(n)
	if !from.Before(until) {
		return nil
	}
	if h.Always {
		return []Window{{From: from, Until: until}}
	}
	var all []Window
	for from.Before(until) {
		w, ok := h.after(from, e.Zone)
		if !ok {
			return append(all, Window{From: from, Until: until})
		}
		if !w.From.Before(until) {
			break
		}
		all = append(all, Window{From: later(from, w.From), Until: soonest(until, w.Until)})
		from = w.Until
	}
	return all
}

// working tells whether the office works on the day. Where it never opens, every day counts.
func working(e *Estate, d Day) bool {
	if len(e.Office.On(d, e.Zone)) > 0 {
		return true
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
