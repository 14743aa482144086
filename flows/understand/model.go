package understand

import (
	"math"
	"slices"
)

// How synonyms are weighed.
const (
	// doubt is how often a feature must be seen before it counts in full.
	doubt = 0.6
	// common is how telling a feature is that stands in every class.
	common = 3.0
	// broad is how much a class of many different synonyms is spared for their being many: 1 not at all.
	broad = 0.6
	// likeness is the weight of the one synonym that is most like a text, beside that of all of the class's together.
	likeness = 1.2
)

// model knows for each feature which classes it speaks for, and in which synonyms it stands.
type model struct {
	numbers  map[feature]int32
	speaks   [][]voice
	telling  []float32 // by feature, how much it narrows the choice
	stands   [][]int32 // by feature, the synonyms that have it
	synonyms []synonym
	classes  int
	variants int
}

// voice is how strongly a feature speaks for a class.
type voice struct {
	class  int32
	weight float32
}

// synonym is one way in which people say what they mean.
type synonym struct {
	class   int32
	variant int32   // none where it tells no case
	weight  float32 // of all its features
	traits  []int32
}

// learn makes a model of the synonyms' features.
func (m *model) learn() {
	m.speaks = make([][]voice, len(m.numbers))
	m.stands = make([][]int32, len(m.numbers))
	m.telling = make([]float32, len(m.numbers))
	seen := make([]map[int32]float64, len(m.numbers))
	size := make([]float64, m.classes)
	for i, s := range m.synonyms {
		for _, f := range s.traits {
			if seen[f] == nil {
				seen[f] = map[int32]float64{}
			}
			seen[f][s.class]++
			size[s.class]++
			m.stands[f] = append(m.stands[f], int32(i))
		}
	}
	mean := 0.0
	for c := range size {
		size[c] = math.Pow(max(size[c], 20), broad)
		mean += size[c] / float64(m.classes)
	}
	for number, f := range m.byNumber() {
		m.weigh(number, f.kind(), seen[number], size, mean)
	}
	for i := range m.synonyms {
		s := &m.synonyms[i]
		for _, f := range s.traits {
			s.weight += m.telling[f]
		}
	}
}

func (m *model) byNumber() []feature {
	list := make([]feature, len(m.numbers))
	for f, n := range m.numbers {
		list[n] = f
	}
	return list
}

// weigh works out for which classes a feature speaks.
func (m *model) weigh(number int, k kind, seen map[int32]float64, size []float64, mean float64) {
	rates := 0.0
	for c, n := range seen {
		rates += n / size[c]
	}
	background := rates/float64(m.classes) + doubt/mean/float64(m.classes)
	best := float32(0)
	for c, n := range seen {
		w := weights[k] * float32(math.Log1p(n/size[c]/(common*background)))
		m.speaks[number] = append(m.speaks[number], voice{c, w})
		best = max(best, w)
	}
	slices.SortFunc(m.speaks[number], func(a, b voice) int { return int(a.class - b.class) })
	m.telling[number] = best
}

// scores are what a text's features say for each class.
type scores struct {
	classes []float32
	nearest []float32 // by class, the likeness of the synonym that is most like the text
	plain   []float32 // by class, the same for the synonyms that tell no case
	told    []float32 // by case, the same for those that tell it
	shared  []float32 // by synonym, the weight of the features that it has too
	touched []int32
	seen    map[int32]bool
}

func (m *model) newScores() *scores {
	return &scores{
		classes: make([]float32, m.classes), nearest: make([]float32, m.classes), plain: make([]float32, m.classes),
		told: make([]float32, m.variants), shared: make([]float32, len(m.synonyms)), seen: map[int32]bool{},
	}
}

// score weighs a text's features. What comes back is s's own until it is used again.
func (m *model) score(list []feature, s *scores) []float32 {
	clear(s.classes)
	clear(s.nearest)
	clear(s.plain)
	clear(s.told)
	clear(s.seen)
	for _, f := range list {
		n, ok := m.numbers[f]
		if !ok || s.seen[n] {
			continue
		}
		s.seen[n] = true
		for _, v := range m.speaks[n] {
			s.classes[v.class] += v.weight
		}
		for _, i := range m.stands[n] {
			if s.shared[i] == 0 {
				s.touched = append(s.touched, i)
			}
			s.shared[i] += m.telling[n]
		}
	}
	for _, i := range s.touched {
		y := &m.synonyms[i]
		part := s.shared[i] / y.weight
		like := s.shared[i] * part * part
		s.nearest[y.class] = max(s.nearest[y.class], like)
		switch {
		case y.variant == none:
			s.plain[y.class] = max(s.plain[y.class], like)
		case part >= telling:
			s.told[y.variant] = max(s.told[y.variant], like)
		}
		s.shared[i] = 0
	}
	s.touched = s.touched[:0]
	for c := range s.classes {
		s.classes[c] += likeness * s.nearest[c]
	}
	return s.classes
}

// add learns a synonym by its features.
func (m *model) add(class, variant int32, list []feature) {
	s := synonym{class: class, variant: variant}
	for _, f := range list {
		n, ok := m.numbers[f]
		if !ok {
			n = int32(len(m.numbers))
			m.numbers[f] = n
		}
		if !slices.Contains(s.traits, n) {
			s.traits = append(s.traits, n)
		}
	}
	if len(s.traits) > 0 {
		m.synonyms = append(m.synonyms, s)
	}
}
