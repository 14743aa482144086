package scheduler

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"
)

// minutesADay is how many a day has by a clock that is never changed.
const minutesADay = 24 * 60

// daysRepeat is the last year in which days are looked at: from 2000 on, every weekday has met every day of the year.
const daysRepeat = 2028

// ParseApart is Parse for what must not fire more than once within apart, which is a day at most. Where clocks are put
// forward two firings may still come closer.
func ParseApart(expr string, zone *time.Location, apart time.Duration) (Schedule, error) {
	s, err := Parse(expr, zone)
	if err == nil && s.firesWithin(apart) {
		return Schedule{}, fmt.Errorf("parse schedule %q: fires more than once in %d minutes", expr, int(apart.Minutes()))
	}
	return s, err
}

// firesWithin reports whether two firings are ever less than apart of each other by a clock that is never changed.
func (s Schedule) firesWithin(apart time.Duration) bool {
	spec, ok := s.spec.(*cron.SpecSchedule)
	if !ok {
		return s.every < apart
	}
	first, last := -1, -1
	for minute := range minutesADay {
		if spec.Hour&(1<<(minute/60)) == 0 || spec.Minute&(1<<(minute%60)) == 0 {
			continue
		}
		if last < 0 {
			first = minute
		} else if minutes(minute-last) < apart {
			return true
		}
		last = minute
	}
	return minutes(minutesADay+first-last) < apart && s.firesOnDaysInARow(last)
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// firesOnDaysInARow reports whether there is a day on which it fires that comes after another such day. Last is the
// minute of its last firing on each.
func (s Schedule) firesOnDaysInARow(last int) bool {
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for before := (time.Time{}); ; before = day {
		next := s.nextWall(day.Add(minutes(last)))
		if next.IsZero() || next.Year() > daysRepeat {
			return false
		}
		if day = next.Truncate(24 * time.Hour); day.Sub(before) == 24*time.Hour {
			return true
		}
	}
}
