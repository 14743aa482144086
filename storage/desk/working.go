package desk

import "time"

// AddWorking is when n working days have passed since t: the end of the nth after the day of t, as the same day
// ends at its own end. Every day but Sunday is one.
func (e *Estate) AddWorking(t time.Time, n int) time.Time {
	day := e.DayOf(t)
	for n > 0 {
		if day = day.Add(1); day.Weekday() != time.Sunday {
			n--
		}
	}
	return e.EndOfDay(e.Start(day))
}
