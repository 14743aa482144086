package text

import (
	"strings"
	"time"

	"frontdesk/storage/desk"
)

// Clock is a moment as a clock in the zone shows it: the hour alone for the day of now, with the day
// otherwise.
func Clock(l desk.Language, t, now time.Time, zone *time.Location) string {
	return ClockTo(l, t, now, zone, Precisions[0])
}

// Precisions are how exactly a clock shows a moment: to the minute, the second, the thousandth of a second.
var Precisions = []string{"15:04", "15:04:05", "15:04:05.000"}

// ClockTo is Clock with one of Precisions.
func ClockTo(l desk.Language, t, now time.Time, zone *time.Location, precision string) string {
	t, now = t.In(zone), now.In(zone)
	hour := t.Format(precision)
	switch daysBetween(now, t) {
	case 0:
		if hour == lastOfDay && night(now) {
			return Plain(l, "time.today", "time", hour)
		}
		return hour
	case 1:
		if now.Hour() >= evening && t.Hour() < dawn {
			return Plain(l, "time.tonight", "time", hour)
		}
		return Plain(l, "time.tomorrow", "time", hour)
	case -1:
		return Plain(l, "time.yesterday", "time", hour)
	}
	return dated(l, t, precision)
}

// Dated is a moment by the hour alone where it is on the day of another, and otherwise with its date, which holds on
// whatever day it is read.
func Dated(l desk.Language, t, day time.Time, zone *time.Location, precision string) string {
	if daysBetween(day.In(zone), t.In(zone)) == 0 {
		return ClockTo(l, t, day, zone, precision)
	}
	return dated(l, t.In(zone), precision)
}

func dated(l desk.Language, t time.Time, precision string) string {
	return Plain(l, "time.day", "time", t.Format(precision), "day", t.Day(), "month", int(t.Month()), "Mon", t.Format("Jan"),
		"weekday", Plain(l, "time.weekday-"+t.Format("Mon")))
}

// Apart shows two moments so exactly that they can be told from one another; to the minute where nothing does.
func Apart(show func(precision string) (first, second string)) (first, second string) {
	for _, precision := range Precisions {
		if first, second = show(precision); first != second {
			return first, second
		}
	}
	return show(Precisions[0])
}

// lastOfDay is where the same day ends, as a clock shows it.
const lastOfDay = "23:59"

// night is when the end of the day could be taken for that of the night that has just been, or is about to be.
func night(now time.Time) bool { return now.Hour() < dawn || now.Hour() >= evening }

// The hours between which it is night: what comes before dawn is no other day to whoever is told in the evening.
const (
	evening = 18
	dawn    = 6
)

// Day is the day of a moment: today, tomorrow, yesterday, or its date.
func Day(l desk.Language, t, now time.Time, zone *time.Location) string {
	t, now = t.In(zone), now.In(zone)
	switch daysBetween(now, t) {
	case 0:
		return Plain(l, "time.today-alone")
	case 1:
		return Plain(l, "time.tomorrow-alone")
	case -1:
		return Plain(l, "time.yesterday-alone")
	}
	return Date(l, t, zone)
}

// Date is the day of a moment as a calendar has it.
func Date(l desk.Language, t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return Plain(l, "time.day-alone", "day", t.Day(), "month", int(t.Month()), "Mon", t.Format("Jan"),
		"weekday", Plain(l, "time.weekday-"+t.Format("Mon")))
}

// Month is the month of a moment.
func Month(l desk.Language, t time.Time, zone *time.Location) string {
	t = t.In(zone)
	return Plain(l, "time.month", "year", t.Year(), "month", int(t.Month()), "Month", t.Format("January"))
}

func daysBetween(a, b time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	return int(day(b).Sub(day(a)).Hours() / 24)
}

// Span is a length of time in whole minutes, hours or days, rounded down so that "late by" is never
// overstated; under a minute it is said in seconds.
func Span(l desk.Language, d time.Duration) string {
	switch {
	case d < time.Minute:
		return Plain(l, "time.seconds", "n", int(d.Seconds()))
	case d < time.Hour:
		return Plain(l, "time.minutes", "n", int(d.Minutes()))
	case d < 48*time.Hour:
		if m := int(d.Minutes()) % 60; m != 0 {
			return Plain(l, "time.hours-minutes", "h", int(d.Hours()), "m", m)
		}
		return Plain(l, "time.hours", "n", int(d.Hours()))
	}
	return Plain(l, "time.days", "n", int(d.Hours()/24))
}

// Late is a length of time as Span says it, and from a day on in days and hours.
func Late(l desk.Language, d time.Duration) string {
	const day = 24 * time.Hour
	days, hours := int(d/day), int(d%day/time.Hour)
	switch {
	case days == 0:
		return Span(l, d)
	case hours == 0 && days > 1:
		return Span(l, d)
	case hours == 0:
		return Plain(l, "time.one-day")
	case days == 1:
		return Plain(l, "time.one-day-hours", "h", hours)
	}
	return Plain(l, "time.days-hours", "n", days, "h", hours)
}

// Allowed is the time that a promise allows: a span, or working days.
func Allowed(l desk.Language, p desk.Promise) string {
	if p.Days > 0 {
		return Plain(l, "time.working-days", "n", p.Days)
	}
	return Span(l, p.Within)
}

// List is several names one after another.
func List(l desk.Language, names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return Plain(l, "time.list", "first", names[0], "rest", List(l, names[1:]))
}
