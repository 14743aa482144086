package when

import (
	"time"

	"frontdesk/storage/desk"
)

// date is a day of the calendar, as the number of days since one.
type date int

const daySeconds = 24 * 60 * 60

func dateOf(t time.Time) date {
	y, m, d := t.Date()
	return date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / daySeconds)
}

func (d date) utc() time.Time { return time.Unix(int64(d)*daySeconds, 0).UTC() }

// weekday counts from Monday, which is 1, to Sunday, which is 7.
func (d date) weekday() int { return (int(d.utc().Weekday())+6)%7 + 1 }

// week is the Monday of the week.
func (d date) week() date { return d - date(d.weekday()-1) }

// monthStart is the first day of the month so many after that of the day.
func (d date) monthStart(months int) date {
	y, m, _ := d.utc().Date()
	return dateOf(time.Date(y, m+time.Month(months), 1, 0, 0, 0, 0, time.UTC))
}

// addMonths is the same day of the month so many later, or its last where it is shorter.
func (d date) addMonths(months int) date {
	first := d.monthStart(months)
	return min(first+date(d.utc().Day()-1), first.monthStart(1)-1)
}

// dayIn is the day with those numbers; ok is false where there is none.
func dayIn(year, month, n int) (d date, ok bool) {
	if month < 1 || month > 12 || n < 1 || n > 31 {
		return 0, false
	}
	t := time.Date(year, time.Month(month), n, 0, 0, 0, 0, time.UTC)
	return dateOf(t), t.Day() == n
}

// at is the moment of the day, or of those after it, at which clocks in the zone show so many minutes from its midnight:
// where they are put forward over it the first after it, where it comes twice the first.
func (d date) at(minutes int, zone *time.Location) time.Time {
	e := desk.Estate{Zone: zone}
	d, minutes = d+date(minutes/dayMinutes), minutes%dayMinutes
	return e.At(desk.Day(d.utc().Format(time.DateOnly)), time.Duration(minutes)*time.Minute).In(zone)
}

// tense is on which side of now a word puts its time.
type tense byte

const (
	either tense = iota // Friday
	gone                // yesterday
	ahead               // tomorrow
	near                // today
)

// days are a day, or several, that a sentence names.
type days struct {
	from, until date // until is not one of them
	tense       tense
	// again is the day that is meant where the first is today and the time of day has passed, 0 where none is.
	again date
	// weekday says that nothing but the day of the week is said; week that it is a week.
	weekday, week bool
	// other is the day that is as likely meant, 0 where there is none.
	other date
}

func oneDay(d date, t tense) days { return days{from: d, until: d + 1, tense: t} }

// justPassed is for how many days somebody who names a day without its year means the one that has passed.
const justPassed = 60

// yearless is the day of the month that is the next, or has passed at most so many days ago; ok is false where the year
// has no such day.
func (s *sentence) yearless(month, n, passed int) (d date, ok bool) {
	year := s.today.utc().Year()
	for y := year - 1; y <= year+1; y++ {
		if d, ok = dayIn(y, month, n); ok && d >= s.today-date(passed) {
			return d, true
		}
	}
	return 0, false
}
