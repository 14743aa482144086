package understand

// feature is something in a text that may tell what it is about: a unit, two units side by side, the name of a thing
// however it is called, or two things named together.
type feature uint64

// kind is what a feature is made of.
type kind uint64

const (
	oneCharacter kind = iota + 1
	twoCharacters
	oneWord
	twoWords
	oneThing
	twoThings
	kinds
)

// weights are how much a feature of each kind says beside the others.
var weights = [kinds]float32{
	oneCharacter: 0.25, twoCharacters: 0.8, oneWord: 0.7, twoWords: 0.7, oneThing: 0.8, twoThings: 0.9,
}

func newFeature(k kind, a, b int32) feature {
	return feature(uint64(k)<<56 | uint64(uint32(a)&0xFFFFFFF)<<28 | uint64(uint32(b)&0xFFFFFFF))
}

func (f feature) kind() kind { return kind(f >> 56) }

// apart is how many words in a row may name other things between two that are named together.
const apart = 3

// features appends what the units and the things found among them tell.
func features(units []unit, things []found, into []feature) []feature {
	before := -1 // the last unit that is more than a particle
	for i, u := range units {
		if u.particle || u.stem == none {
			if u.stem == none && !u.han {
				before = -1
			}
			continue
		}
		if u.han {
			into = append(into, newFeature(oneCharacter, u.stem, 0))
		} else {
			into = append(into, newFeature(oneWord, u.stem, 0))
		}
		if before >= 0 && !units[before].ends && i-before <= apart {
			into = append(into, newFeature(pairOf(units[before], u), units[before].stem, u.stem))
		}
		before = i
	}
	for i, t := range things {
		for _, l := range t.lists {
			into = append(into, newFeature(oneThing, l, 0))
			for _, other := range things[i+1 : min(i+1+apart, len(things))] {
				for _, m := range other.lists {
					if m != l {
						into = append(into, newFeature(twoThings, min(l, m), max(l, m)))
					}
				}
			}
		}
	}
	return into
}

func pairOf(a, b unit) kind {
	if a.han && b.han {
		return twoCharacters
	}
	return twoWords
}
