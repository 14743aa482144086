package when

import (
	"slices"
	"time"
)

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
		h.from = p.from
	}
	return h, false
}

// dayOf is the day that the group means. ok is false where nobody named it or asked for anything, and the hour is none
// that is to come today: then it tells of one that has been.
func (s *sentence) dayOf(g *group, h hours) (d days, ok bool) {
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
