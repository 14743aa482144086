package when

import "slices"

// group is what is said of one time, here and there in the sentence.
type group struct {
	days  *days
	hours *hours
	parts []int
	shift *token
	bad   bool
	same  bool
	// asked says that somebody is asked to come then.
	asked bool
}

// grouped puts together what is said of one time: a day here, its hour there.
func grouped(expressions []expression) []group {
	var groups []group
	for _, e := range expressions {
		for i, t := range e.tokens {
			last := len(groups) - 1
			if last < 0 || e.or && i == 0 || !groups[last].take(t) {
				g := group{}
				if last >= 0 && t.kind != dateKind && t.kind != shiftKind { // tomorrow at three or four
					g.days = groups[last].days
				}
				g.take(t)
				groups = append(groups, g)
			}
			groups[len(groups)-1].asked = groups[len(groups)-1].asked || e.asked
		}
	}
	return groups
}

// take adds a word to what is said of the time; ok is false where it says another.
func (g *group) take(t token) (ok bool) {
	switch t.kind {
	case dateKind:
		return g.takeDays(t.days)
	case partKind:
		return g.takePart(t.n)
	case clockKind, spanKind:
		ok = g.hours == nil || *g.hours == t.hours
		if ok {
			g.hours = &t.hours
		}
		return ok
	case shiftKind:
		ok = g.days == nil && g.hours == nil && g.shift == nil
		if ok {
			g.shift = &t
		}
		return ok
	case badKind:
		g.bad = true
	default:
		g.same = true
	}
	return true
}

// takePart adds a part of the day, unless it is another than there is: at night has its small hours.
func (g *group) takePart(n int) bool {
	small := n == earlyHours || n == midnight
	if len(g.parts) > 0 && !slices.Contains(g.parts, n) && (!small || !slices.Contains(g.parts, night)) {
		return false
	}
	g.parts = append(g.parts, n)
	return true
}

// takeDays adds a day, unless it is another than there is.
func (g *group) takeDays(d days) bool {
	if g.days == nil {
		g.days = &d
		return g.shift == nil
	}
	both, ok := g.days.and(d)
	if ok {
		g.days = &both
	}
	return ok
}

// and is the day that is meant by both; ok is false where there is none. The narrower counts, and a date more than a
// weekday.
func (d days) and(o days) (both days, ok bool) {
	wide, narrow := d, o
	if wide.until-wide.from < narrow.until-narrow.from || wide.weekday && !narrow.weekday {
		wide, narrow = narrow, wide
	}
	one := wide.until-wide.from == 1
	switch {
	case one && wide.from.weekday() == narrow.from.weekday() && narrow.weekday: // Friday, 6 March
		return wide, true
	case narrow.weekday && wide.week: // next week, on Friday
		return oneDay(wide.from.week()+date(narrow.from.weekday()-1), wide.tense), true
	}
	return narrow, !narrow.weekday && narrow.from >= wide.from && narrow.until <= wide.until
}
