package understand

import "frontdesk/storage/desk"

// How far apart, in units, words of a rule may stand from one another, and what takes the danger away from them.
const (
	reach    = 24
	calmness = 20
	// little is how many units say nothing else beside a word that counts only alone.
	little = 4
)

// rule is one way in which an emergency is told.
type rule struct {
	ref     desk.ServiceRef
	danger  desk.Danger
	all     []int32
	without []int32 // not near
	calm    []int32 // not near, unless it happens now
	elapsed []int32
	past    []int32 // those of elapsed that count only within their own sentence
	now     []int32
	denied  []int32 // not right before
	alone   bool
	within  int // how many units from the first word the others may stand
}

// place is where a word of a list stands, from its first unit to the one behind its last, and in which sentence, where
// short ones belong together and where, strictly, none do.
type place struct{ from, to, sentence, strict int }

// short is how many units a text has in which sentences belong together. What takes the danger away in a longer one
// does so within its own sentence.
const short = 40

// sentences appends for each unit the number of its sentence.
func sentences(units []unit, into []int) []int {
	n := 0
	for _, u := range units {
		into = append(into, n)
		if u.ends {
			n++
		}
	}
	return into
}

// holds tells whether the rule does for what was found in a text of that many units.
func (r rule) holds(words [][]place, units int) bool {
	if r.alone && units > little {
		return false
	}
	for _, at := range words[r.all[0]] {
		if !denied(words, r.denied, at) && r.near(words, at) {
			return true
		}
	}
	return false
}

// denied tells whether one of the lists has a word right before the place.
func denied(words [][]place, lists []int32, at place) bool {
	for _, l := range lists {
		for _, p := range words[l] {
			if p.to == at.from && p.sentence == at.sentence {
				return true
			}
		}
	}
	return false
}

// near tells whether the rule's other words stand near the first, and nothing there takes the danger away.
func (r rule) near(words [][]place, at place) bool {
	span := at
	for _, l := range r.all[1:] {
		other, ok := nearest(words[l], at, r.within)
		if !ok {
			return false
		}
		span.from, span.to = min(span.from, other.from), max(span.to, other.to)
	}
	if anyNear(words, r.without, span) || anyNear(words, r.calm, span) {
		return false
	}
	return anyNear(words, r.now, span) || !anyNear(words, r.elapsed, span) && !anyWithin(words, r.past, span)
}

func anyNear(words [][]place, lists []int32, span place) bool {
	for _, l := range lists {
		for _, p := range words[l] {
			if p.sentence == span.sentence && p.away(span) <= calmness {
				return true
			}
		}
	}
	return false
}

// anyWithin is anyNear within the same sentence, however short it is: who thanks for yesterday may be in danger today.
func anyWithin(words [][]place, lists []int32, span place) bool {
	for _, l := range lists {
		for _, p := range words[l] {
			if p.strict == span.strict && p.away(span) <= calmness {
				return true
			}
		}
	}
	return false
}

// nearest is the place that is the least far from another, none where it is further than that.
func nearest(places []place, at place, within int) (place, bool) {
	best, found := place{}, false
	for _, p := range places {
		if d := p.away(at); d <= within {
			best, found, within = p, true, d
		}
	}
	return best, found
}

// away is how many units lie between two places.
func (p place) away(other place) int { return max(p.from-other.to, other.from-p.to, 0) }
