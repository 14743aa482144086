package when

import "time"

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
	s := newSentence(words, time.Unix(0, 0).UTC(), "")
	if len(s.tokens) == 2 && s.tokens[0].kind != clockKind { // a number, and the end
		if t, read := anHour(s.tokens[0]); read {
			return clockShown(t.hours, nil)
		}
	}
	s.apply(rules)
	var e []token
	for _, t := range s.tokens {
		if t.kind == clockKind || t.kind == partKind {
			e = append(e, t)
		} else if t.kind != stopKind && t.kind != atKind {
			return Clock{}, false
		}
	}
	switch {
	case len(e) == 1 && e[0].kind == clockKind:
		return clockShown(e[0].hours, nil)
	case len(e) == 2 && e[0].kind == partKind && e[1].kind == clockKind:
		return clockShown(e[1].hours, &parts[e[0].n])
	case len(e) == 2 && e[0].kind == clockKind && e[1].kind == partKind:
		return clockShown(e[0].hours, &parts[e[1].n])
	}
	return Clock{}, false
}

// clockShown is the time of day as a clock shows it; ok is false where it is one of the next day.
func clockShown(h hours, p *partOfDay) (c Clock, ok bool) {
	minutes := h.settled(p).from
	return Clock{Hour: minutes / 60, Minute: minutes % 60, Open: h.openFrom && p == nil}, minutes < dayMinutes
}
