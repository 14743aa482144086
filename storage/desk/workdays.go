package desk

import "time"

// calendarAhead is how far promises reach: a year that begins within it should be known.
const calendarAhead = 60 * 24 * time.Hour

// MissingYears are the years whose holidays the estate's calendar does not know and that promises made now can
// reach: this one, and from November on the next.
func (e *Estate) MissingYears(now time.Time) []int {
	var missing []int
	first, last := now.In(e.Zone).Year(), now.Add(calendarAhead).In(e.Zone).Year()
	for year := first; year <= last; year++ {
		if !e.Days.Known(year) {
			missing = append(missing, year)
		}
	}
	return missing
}

// OfficeDay is when the office closes for the day: at the end of its last period on it, which is the next morning
// where that goes on past midnight, and at the end of the day where it never closes. ok is false where it is no
// working day: the calendar gives it off, or the office does not open on it.
func (e *Estate) OfficeDay(d Day) (closes time.Time, ok bool) {
	if !e.Days.Working(d) {
		return time.Time{}, false
	}
	if e.Office.Always {
		return e.Start(d.Add(1)).Add(-time.Minute), true
	}
	open := e.office().On(d, e.Zone)
	if len(open) == 0 {
		return time.Time{}, false
	}
	return open[len(open)-1].Until, true
}

// AddWorking is the end of the n-th working day after t: when the office closes on it. The day of t counts as the
// first of the way, not as one of the n: what is opened on a Friday with three working days is due on Wednesday. What
// is opened on a day that is not worked, or after the office has closed, counts as opened when the next working day
// begins. Where no working day comes within a year every day counts, until its last minute.
func (e *Estate) AddWorking(t time.Time, n int) time.Time {
	day, left := dayIn(t, e.Zone).Add(-2), n+1 // a day's last period may reach into the next; clocks show a day twice
	for off := 0; off <= aYear; off, day = off+1, day.Add(1) {
		closes, ok := e.OfficeDay(day)
		if !ok || !closes.After(t) {
			continue
		}
		if left--; left <= 0 {
			return closes
		}
		off = 0
	}
	return e.EndOfDay(e.Start(e.DayOf(t).Add(n)))
}
