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
	all     []int32
	without []int32 // not near
	calm    []int32 // not near, unless it happens now
	elapsed []int32
	now     []int32
	alone   bool
}

// place is where a word of a list stands.
type place struct{ from, to int }

// holds tells whether the rule does for what was found in a text of that many units.
func (r rule) holds(words [][]place, units int) bool {
	if r.alone && units > little {
		return false
	}
	for _, at := range words[r.all[0]] {
		if r.near(words, at) {
			return true
		}
	}
	return false
}

// near tells whether the rule's other words stand near the first, and nothing there takes the danger away.
func (r rule) near(words [][]place, at place) bool {
	span := at
	for _, l := range r.all[1:] {
		other, ok := nearest(words[l], at, reach)
		if !ok {
			return false
		}
		span = place{min(span.from, other.from), max(span.to, other.to)}
	}
	if anyNear(words, r.without, span) || anyNear(words, r.calm, span) {
		return false
	}
	return anyNear(words, r.now, span) || !anyNear(words, r.elapsed, span)
}

func anyNear(words [][]place, lists []int32, span place) bool {
	for _, l := range lists {
		if _, ok := nearest(words[l], span, calmness); ok {
			return true
		}
	}
	return false
}

// nearest is the place that is the least far from another, none where it is further than that.
func nearest(places []place, at place, within int) (place, bool) {
	best, found := place{}, false
	for _, p := range places {
		if d := max(p.from-at.to, at.from-p.to, 0); d <= within {
			best, found, within = p, true, d
		}
	}
	return best, found
}
