package when

import (
	"slices"
	"time"
)

// Clock is a time of day that was said by itself.
type Clock struct {
	Hour, Minute int
	// Open says that neither am nor pm was said: it may be twelve hours from there as well.
	Open bool
}

// Other is the time of day twelve hours from there.
func (c Clock) Other() Clock {
	c.Hour = (c.Hour + 12) % 24
	return c
}

// OfDay reads a time of day that is said by itself, without a day: 14:30, 1430, 2pm, 三點半, half past nine. ok is false
// for anything else.
func OfDay(words string) (c Clock, ok bool) {
	return newSentence(words, time.Unix(0, 0).UTC(), "").ofDay()
}

func (s *sentence) ofDay() (c Clock, ok bool) {
	if len(s.tokens) == 2 { // a number, and the end
		if t, read := anHour(s.tokens[0]); read {
			return clockShown(t.hours, nil)
		}
	}
	s.apply(rules)
	said := slices.DeleteFunc(s.tokens, func(t token) bool { return t.kind == stopKind || t.kind == atKind })
	clocks, parted := all(said, clockKind), all(said, partKind)
	switch {
	case len(clocks) != 1 || len(clocks)+len(parted) != len(said) || len(parted) > 1:
		return Clock{}, false
	case len(parted) == 1:
		return clockShown(clocks[0].hours, &parts[parted[0].n])
	}
	return clockShown(clocks[0].hours, nil)
}

// clockShown is the time of day as a clock shows it; ok is false where it is one of the next day.
func clockShown(h hours, p *partOfDay) (c Clock, ok bool) {
	minutes := h.settled(p).from
	return Clock{Hour: minutes / 60, Minute: minutes % 60, Open: h.openFrom && p == nil}, minutes < dayMinutes
}
