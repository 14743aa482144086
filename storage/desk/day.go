package desk

import "time"

// Day is a day of the calendar, as in 2006-01-02. Days are ordered as text.
type Day string

// Valid reports whether there is such a day.
func (d Day) Valid() bool {
	_, ok := d.date()
	return ok
}

// Add is so many days later. No day is added to what is none.
func (d Day) Add(days int) Day {
	date, ok := d.date()
	if !ok {
		return ""
	}
	return Day(date.AddDate(0, 0, days).Format(time.DateOnly))
}

// Weekday is the day of the week, Sunday for what is no day.
func (d Day) Weekday() time.Weekday {
	date, ok := d.date()
	if !ok {
		return time.Sunday
	}
	return date.Weekday()
}

func (d Day) date() (time.Time, bool) {
	date, err := time.Parse(time.DateOnly, string(d))
	return date, err == nil
}

// dayIn is the day of t in the zone.
func dayIn(t time.Time, z *time.Location) Day { return Day(t.In(z).Format(time.DateOnly)) }

// DayOf is the day of t in the estate.
func (e *Estate) DayOf(t time.Time) Day { return dayIn(t, e.Zone) }

// Start is the first moment of the day in the estate, in UTC: midnight, or where the clocks are put forward then,
// the moment at which they are. It is zero for what is no day.
func (e *Estate) Start(d Day) time.Time { return d.at(0, e.Zone) }

// At is the first moment of the day, in UTC, at which clocks in the estate show the time of day or a later one:
// where they are put forward over it, the moment at which they are; where it comes twice, the first. A whole day
// is where the next begins. It is zero for what is no day.
func (e *Estate) At(d Day, clock time.Duration) time.Time { return d.at(clock, e.Zone) }

func (d Day) at(clock time.Duration, z *time.Location) time.Time {
	date, ok := d.date()
	if !ok {
		return time.Time{}
	}
	shown := date.Add(clock)
	t := time.Date(shown.Year(), shown.Month(), shown.Day(), shown.Hour(), shown.Minute(), shown.Second(), shown.Nanosecond(), z)
	from, until := t.ZoneBounds()
	switch shows := asShown(t); {
	case shows.After(shown): // the clocks were put forward over it, just before t
		return from.UTC()
	case shows.Before(shown): // or are about to be
		return until.UTC()
	case from.IsZero():
		return t.UTC()
	}
	_, now := t.Zone()
	_, before := from.Add(-time.Nanosecond).Zone()
	if first := t.Add(time.Duration(now-before) * time.Second); first.Before(from) {
		return first.UTC() // they are put back, and this is the second time
	}
	return t.UTC()
}

// asShown is what clocks show at t, as though they stood in UTC.
func asShown(t time.Time) time.Time {
	_, ahead := t.Zone()
	return t.Add(time.Duration(ahead) * time.Second).UTC()
}
