package understand

import "slices"

// lexicon finds words of several units, each of which may stand in several lists. A longer word hides a shorter one
// within it, or one that it cuts into: who writes of a fire drill does not write of a fire.
type lexicon struct {
	// next has for a place in the tree and a unit the next place; the tree's root is 0.
	next map[uint64]int32
	// lists are by place those that hold the word which ends there.
	lists [][]int32
	// exact reads words as they stand, and not by their stems.
	exact bool
}

// found is a word in a text, from its first unit to the one behind its last.
type found struct {
	from, to int
	lists    []int32
}

func newLexicon(exact bool) *lexicon {
	return &lexicon{next: map[uint64]int32{}, lists: [][]int32{nil}, exact: exact}
}

func (x *lexicon) key(place int32, u unit) uint64 {
	id := u.stem
	if x.exact {
		id = u.word
	}
	return uint64(uint32(place))<<32 | uint64(uint32(id))
}

// add puts a word into a list.
func (x *lexicon) add(list int32, word []unit) {
	place := int32(0)
	for _, u := range word {
		k := x.key(place, u)
		to, ok := x.next[k]
		if !ok {
			to = int32(len(x.lists))
			x.lists = append(x.lists, nil)
			x.next[k] = to
		}
		place = to
	}
	if place > 0 && !slices.Contains(x.lists[place], list) {
		x.lists[place] = append(x.lists[place], list)
	}
}

// find appends the words of the text that no longer word hides, in their order.
func (x *lexicon) find(units []unit, into []found) []found {
	reach := 0 // where the furthest word so far ends
	for from := range units {
		place, best, lists := int32(0), 0, []int32(nil)
		for to := from; to < len(units) && (to == from || units[to].joined); to++ {
			next, ok := x.next[x.key(place, units[to])]
			if !ok {
				break
			}
			if place = next; x.lists[place] != nil {
				best, lists = to+1, x.lists[place]
			}
			if units[to].ends {
				break
			}
		}
		if best > reach {
			if last := len(into) - 1; last >= 0 && into[last].to > from && best-from > into[last].to-into[last].from {
				into = into[:last]
			}
			reach = best
			into = append(into, found{from, best, lists})
		}
	}
	return into
}
