package when

import (
	"slices"
	"time"
)

// find is what the expressions mean, taken together.
func (s *sentence) find(expressions []expression) Reading {
	groups := grouped(expressions)
	var read []Reading
	past := false
	for i := range groups {
		r, ok := s.resolve(&groups[i])
		switch {
		case !ok:
		case r.Ask == AskPast:
			past = true
		case r.Ask == AskImpossible:
			return r
		default:
			read = narrowed(read, r)
		}
	}
	switch {
	case len(read) == 1:
		return read[0]
	case len(read) > 1:
		return Reading{Ask: AskWhich}
	case past:
		return Reading{Ask: AskPast}
	case s.open():
		return Reading{Ask: AskVague}
	}
	return Reading{}
}

// narrowed adds a reading to those there are: of two of which one is within the other, the narrower counts.
func narrowed(read []Reading, r Reading) []Reading {
	for i, other := range read {
		switch {
		case other.Ask != "" || r.Ask != "":
		case !r.Start.Before(other.Start) && !r.End.After(other.End):
			read[i] = r
			return read
		case !other.Start.Before(r.Start) && !other.End.After(r.End):
			return read
		}
	}
	return append(read, r)
}

// resolve finds the group's time on the calendar; ok is false where none is meant.
func (s *sentence) resolve(g *group) (r Reading, ok bool) {
	switch {
	case g.bad:
		return Reading{Ask: AskImpossible}, true
	case g.shift != nil:
		return s.shifted(*g.shift), true
	case g.same:
		minutes := s.now.Hour()*60 + s.now.Minute()
		g.hours = &hours{from: minutes, until: minutes}
	}
	h, whole := g.clock()
	d, ok := s.dayOf(g, h)
	if !ok {
		return Reading{}, false
	}
	r = s.placed(d, h, whole)
	r.NoDay = g.days == nil
	if d.other != 0 && !s.over(r) {
		o := s.placed(oneDay(d.other, either), h, whole)
		return Reading{Ask: AskDayOrMonth, Either: [2]time.Time{r.Start, o.Start}}, true
	}
	if s.over(r) {
		return Reading{Ask: AskPast}, g.asked
	}
	return r, true
}

// open reports whether some time or other is said, by somebody who is asked or asks for one.
func (s *sentence) open() bool {
	for i, t := range s.tokens {
		vague := t.kind == vagueKind || t.kind == kinds["later"] && !t.han
		from, until := s.clause(i)
		switch {
		case t.kind == kinds["whenever"], t.kind == kinds["yearrel"] && t.n > 0, s.refused:
			if s.idle(from, until) {
				return true
			}
		case vague && (s.idle(from, until) || slices.ContainsFunc(s.tokens[from:until], func(t token) bool { return t.cue == visits })):
			return true
		}
	}
	return false
}
