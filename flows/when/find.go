package when

import (
	"slices"
	"time"
)

// group is what is said of one time, here and there in the sentence.
type group struct {
	days  *days
	hours *hours
	parts []int
	shift *token
	bad   bool
	same  bool
	// asked says that somebody is asked to come then; or that it is another choice than the one before.
	asked, or bool
}

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

// grouped puts together what is said of one time: a day here, its hour there.
func grouped(expressions []expression) []group {
	var groups []group
	for _, e := range expressions {
		for i, t := range e.tokens {
			last := len(groups) - 1
			if last < 0 || e.or && i == 0 || !groups[last].take(t) {
				g := group{or: e.or}
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
func (g *group) take(t token) bool {
	switch t.kind {
	case dateKind:
		return g.takeDays(t.days)
	case clockKind, spanKind:
		if g.hours != nil && *g.hours != t.hours {
			return false
		}
		g.hours = &t.hours
	case partKind:
		if len(g.parts) > 0 && !slices.Contains(g.parts, t.n) && !(slices.Contains(g.parts, night) && (t.n == earlyHours || t.n == midnight)) {
			return false
		}
		g.parts = append(g.parts, t.n)
	case shiftKind:
		if g.days != nil || g.hours != nil || g.shift != nil {
			return false
		}
		g.shift = &t
	case badKind:
		g.bad = true
	default:
		g.same = true
	}
	return true
}

// takeDays adds a day, unless it is another than there is.
func (g *group) takeDays(d days) bool {
	if g.days == nil {
		g.days = &d
		return g.shift == nil
	}
	a, b := *g.days, d
	if a.until-a.from < b.until-b.from || a.weekday && !b.weekday { // b is the wider one, or the one with a date
		a, b = b, a
	}
	switch {
	case a.from == b.from && a.until == b.until, b.until-b.from == 1 && !b.weekday && b.from >= a.from && b.until <= a.until:
		g.days = &b
	case b.weekday && a.week: // next week, on Friday
		day := oneDay(a.from.week()+date(b.from.weekday()-1), a.tense)
		g.days = &day
	case b.weekday && a.until-a.from == 1 && a.from.weekday() == b.from.weekday(): // Friday, 6 March
		g.days = &a
	default:
		return false
	}
	return true
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
	d, rolls := s.dayOf(g, h)
	r = s.placed(d, h, whole)
	r.NoDay = g.days == nil
	if !rolls {
		return Reading{}, false
	}
	if d.other != 0 && !s.over(r) {
		o := s.placed(oneDay(d.other, either), h, whole)
		return Reading{Ask: AskDayOrMonth, Either: [2]time.Time{r.Start, o.Start}}, true
	}
	if s.over(r) {
		return Reading{Ask: AskPast}, g.asked
	}
	return r, true
}

// clock are the group's hours; whole is true where it has none.
func (g *group) clock() (h hours, whole bool) {
	var p *partOfDay
	for _, n := range g.parts {
		part := parts[n]
		if n != night && slices.Contains(g.parts, night) { // in the small hours of the night
			part.hours, part.least = ranged(24, 30), 24
		}
		if p == nil || n != night {
			p = &part
		}
	}
	switch {
	case g.hours == nil && p == nil:
		return hours{from: 0, until: dayMinutes}, true
	case g.hours == nil:
		return p.hours, false
	}
	h = g.hours.settled(p)
	if h.unbounded && p != nil {
		h.from, h.unbounded = p.from, false
	}
	return h, false
}

// dayOf is the day that the group means. rolls is false where nobody named it, and nothing but a coming hour of today
// could be meant.
func (s *sentence) dayOf(g *group, h hours) (d days, rolls bool) {
	today := oneDay(s.today, near)
	switch {
	case g.days == nil && !s.over(s.placed(today, h, false)) && (g.asked || s.placed(today, h, false).Start.After(s.now)):
		return s.thisNight(today, h), true
	case g.days == nil && !g.asked:
		return today, false
	case g.days == nil:
		return oneDay(s.today+1, ahead), true
	case g.days.again != 0 && s.over(s.placed(*g.days, h, false)):
		return oneDay(g.days.again, ahead), true
	case g.days.tense == near && g.days.from == s.today:
		return s.thisNight(*g.days, h), true
	}
	return *g.days, true
}

// smallHours end when nobody calls it night any more: until then the night is the one that has begun the day before.
const smallHours = 5 * 60

// thisNight is the day before, where it is night and an hour after midnight is meant that is still to come.
func (s *sentence) thisNight(d days, h hours) days {
	if h.from > dayMinutes && s.now.Hour()*60 < smallHours {
		if before := oneDay(d.from-1, near); !s.over(s.placed(before, h, false)) {
			return before
		}
	}
	return d
}

// over reports whether the time has passed.
func (s *sentence) over(r Reading) bool {
	if r.Start.Equal(r.End) {
		return !r.Start.After(s.now)
	}
	return !r.End.After(s.now)
}

// placed are the hours on the day. Of several days they are all the hours.
func (s *sentence) placed(d days, h hours, whole bool) Reading {
	zone := s.now.Location()
	if whole || d.until-d.from > 1 {
		return Reading{Start: d.from.at(0, zone), End: d.until.at(0, zone)}
	}
	r := Reading{Start: d.from.at(max(h.from, 0), zone), End: d.from.at(h.until, zone)}
	if h.unbounded && r.Start.Before(s.now) && r.End.After(s.now) {
		r.Start = s.now
	}
	return r
}

// shifted is the moment a length from now, or the time until then.
func (s *sentence) shifted(t token) Reading {
	zone := s.now.Location()
	if t.width == untilDay {
		return Reading{Start: s.now, End: t.days.until.at(0, zone)}
	}
	end := s.now.AddDate(0, t.y, t.m).Add(time.Duration(t.n) * time.Minute)
	if t.width == fromNow {
		return Reading{Start: s.now, End: end}
	}
	return Reading{Start: end, End: end}
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
