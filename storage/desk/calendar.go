package desk

import (
	"cmp"
	"time"
)

// DayKind is what a calendar says of a single day.
type DayKind string

// The kinds of days that are not like others of the week.
const (
	// Holiday is a day on which nobody works who does not always.
	Holiday DayKind = "holiday"
	// MakeUp is worked although its weekday is not, in place of a day by a holiday.
	MakeUp DayKind = "make-up"
	// HalfDay is a working day that ends early.
	HalfDay DayKind = "half-day"
)

// DayKinds are all of them.
var DayKinds = []DayKind{Holiday, MakeUp, HalfDay}

// SpecialDay is a day that is not like others of the week, and what it is called.
type SpecialDay struct {
	Kind DayKind
	Name map[Language]string
}

// NameIn is the day's name in l, or in whatever language it has one; "" where it has none.
func (s SpecialDay) NameIn(l Language) string { return inLanguage(s.Name, l) }

// Calendar says which days are worked: by the weekday, but for the days that it knows better. A nil one knows no
// holidays, and Monday to Friday are worked. It does not change once it is made.
type Calendar struct {
	// Week tells which weekdays are worked, by time.Weekday.
	Week [7]bool
	// Days are those that are not like others of their weekday.
	Days map[Day]SpecialDay
	// Years are those whose holidays are known. Nil stands for a calendar without any, which knows every year.
	Years map[int]bool
	// HalfDayEnds is the time of day, since midnight, at which a half day ends; 13:00 where 0.
	HalfDayEnds time.Duration
}

// halfDayEnds is when a half day ends unless the calendar says otherwise.
const halfDayEnds = 13 * time.Hour

// WorkingWeek is Monday to Friday.
var WorkingWeek = [7]bool{time.Monday: true, time.Tuesday: true, time.Wednesday: true, time.Thursday: true, time.Friday: true}

// Special is what the calendar says of the day, and whether it says anything.
func (c *Calendar) Special(d Day) (SpecialDay, bool) {
	if c == nil {
		return SpecialDay{}, false
	}
	s, ok := c.Days[d]
	return s, ok
}

// Working reports whether the day is worked. In a year that is not known only the weekday tells.
func (c *Calendar) Working(d Day) bool {
	s, special := c.Special(d)
	switch {
	case special && s.Kind == Holiday:
		return false
	case special && s.Kind == MakeUp:
		return true
	case c == nil:
		return WorkingWeek[d.Weekday()]
	}
	return c.Week[d.Weekday()]
}

// Half reports whether the day is worked, and ends early.
func (c *Calendar) Half(d Day) bool {
	s, special := c.Special(d)
	return special && s.Kind == HalfDay && c.Week[d.Weekday()]
}

// Known reports whether the year's holidays are known.
func (c *Calendar) Known(year int) bool { return c == nil || c.Years == nil || c.Years[year] }

// Name is what the day is called in l, as in "Christmas Day"; "" for a day like any other.
func (c *Calendar) Name(d Day, l Language) string {
	s, _ := c.Special(d)
	return s.NameIn(l)
}

// opens are the periods in which hours with this week are open on the day.
func (c *Calendar) opens(h *Hours, d Day) []Period {
	periods := h.Week[d.Weekday()]
	s, special := c.Special(d)
	if !special {
		return periods
	}
	switch s.Kind {
	case Holiday:
		return h.Holidays
	case MakeUp:
		if len(periods) == 0 {
			return h.ordinary()
		}
	case HalfDay:
		return until(periods, cmp.Or(c.HalfDayEnds, halfDayEnds))
	}
	return periods
}

// ordinary are the periods of an ordinary day: Monday's, or of the first day of the week that has any.
func (h *Hours) ordinary() []Period {
	for i := range h.Week {
		if periods := h.Week[(i+int(time.Monday))%len(h.Week)]; len(periods) > 0 {
			return periods
		}
	}
	return nil
}

// until are the parts of the periods that are over by the end.
func until(periods []Period, end time.Duration) []Period {
	var cut []Period
	for _, p := range periods {
		if p.From < end {
			cut = append(cut, Period{From: p.From, Until: min(p.Until, end)})
		}
	}
	return cut
}
