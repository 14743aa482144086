package scheduler

import "time"

// A wall time is what a clock on the wall shows, held as if it were UTC, where every time exists once.

func wallTime(t time.Time, zone *time.Location) time.Time {
	return t.Add(offset(t, zone)).UTC()
}

func offset(t time.Time, zone *time.Location) time.Duration {
	_, seconds := t.In(zone).Zone()
	return time.Duration(seconds) * time.Second
}

// reach is more than any zone is away from UTC, or puts its clocks forward or back at once. No zone does so
// twice within it.
const reach = 26 * time.Hour

// instant returns when the clocks of a zone show a wall time: the first time, where they show it twice, and
// where they skip it the moment at which they do. Later wall times never give earlier instants.
func instant(wall time.Time, zone *time.Location) time.Time {
	before, after := offset(wall.Add(-reach), zone), offset(wall.Add(reach), zone)
	if before == after {
		return wall.Add(-before)
	}
	moment := shift(wall.Add(-reach), wall.Add(reach), zone)
	if wall.Before(moment.Add(before)) {
		return wall.Add(-before)
	}
	if t := wall.Add(-after); t.After(moment) {
		return t
	}
	return moment
}

// shift returns the moment after low, and up to high, at which a zone's clocks are put forward or back. It
// looks for it itself: on the last day of a leap year time.Time.ZoneBounds names one that is not after it.
func shift(low, high time.Time, zone *time.Location) time.Time {
	before := offset(low, zone)
	for high.Sub(low) > time.Second {
		middle := low.Add(high.Sub(low) / 2).Truncate(time.Second)
		if offset(middle, zone) == before {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}
