package desk

import "time"

// Closure is a day on which a desk does not open although it is one of its week, and when it opens after that.
type Closure struct {
	Day     Day
	Holiday bool // a public one; or else a day of the estate's own
	Opens   time.Time
}

// Closure is the first that somebody meets who waits for the desk between two instants; ok is false where there is
// none.
func (e *Estate) Closure(n Name, from, until time.Time) (c Closure, ok bool) {
	h := e.HoursOf(n)
	if h.Always {
		return Closure{}, false
	}
	for d := e.DayOf(from); d <= e.DayOf(until); d = d.Add(1) {
		s, special := e.Days.Special(d)
		holiday := special && s.Kind == Holiday
		if len(h.Week[d.Weekday()]) == 0 || !holiday && !h.Closed[d] || len(h.On(d, e.Zone)) > 0 {
			continue
		}
		opens, ever := h.Next(e.Start(d.Add(1)), e.Zone)
		return Closure{Day: d, Holiday: holiday, Opens: opens}, ever
	}
	return Closure{}, false
}

// HolidaysIn are the public holidays on which the desk does not open between two instants, in order.
func (e *Estate) HolidaysIn(n Name, from, until time.Time) []Day {
	h := e.HoursOf(n)
	var days []Day
	for d := e.DayOf(from); d <= e.DayOf(until.Add(-1)); d = d.Add(1) {
		if s, special := e.Days.Special(d); special && s.Kind == Holiday && len(h.On(d, e.Zone)) == 0 {
			days = append(days, d)
		}
	}
	return days
}
