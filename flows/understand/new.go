package understand

import (
	"cmp"
	"maps"
	"slices"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/scripts"
	"frontdesk/storage/desk"
)

// work is what reading one text needs, kept for the next.
type work struct {
	found    []found
	features []feature
	scores   *scores
	places   [][]place // by list
	best     []float32 // by row, and last for what is about nothing
	plain    []float32
	told     []float32 // by case
	// sentences are by unit those in which it stands.
	sentences []int
}

// New learns the catalogue's words. It takes some hundredths of a second.
func New(c *catalogue.Catalogue) *Understanding {
	u := &Understanding{splitter: newSplitter(), things: newLexicon(false), dangers: newLexicon(true)}
	lists := u.learnLists()
	m := &model{numbers: map[feature]int32{}}
	u.learnRules(c, lists)
	for _, s := range c.Services() {
		known := slices.ContainsFunc(u.rows, func(r row) bool { return r.ref.Ref == s.Ref.Ref })
		if !known && (s.Opens == catalogue.ByTenant || u.alarms(s.Ref)) {
			u.learnRow(c, s, m)
		}
	}
	for _, said := range slices.Concat(mustRead[talkYAML]("words/talk.yaml").Talk...) {
		m.add(int32(len(u.rows)), none, u.traits(said))
	}
	m.classes = len(u.rows) + 1
	m.learn()
	u.model = m
	u.scratch.New = func() any {
		return &work{
			scores: m.newScores(), places: make([][]place, len(lists)),
			best: make([]float32, m.classes), plain: make([]float32, m.classes), told: make([]float32, m.variants),
		}
	}
	return u
}

func newSplitter() splitter {
	r := mustRead[readingYAML]("words/reading.yaml")
	s := splitter{folding: scripts.Pairs(r.Typed), known: newVocabulary(), particles: map[rune]bool{}, numerals: map[rune]bool{}}
	for _, c := range r.Particles {
		s.particles[s.folding.fold(c)] = true
	}
	for _, c := range r.Numerals {
		s.numerals[s.folding.fold(c)] = true
	}
	set := func(words []string) map[string]bool {
		made := map[string]bool{}
		for _, w := range words {
			made[w] = true
		}
		return made
	}
	s.shorthand, s.symbols = r.Shorthand, map[rune]string{}
	for picture, word := range r.Symbols {
		for _, c := range picture {
			s.symbols[c] = word
		}
	}
	s.fillers, s.floors, s.rooms = set(r.Fillers), set(r.Floors), set(r.Rooms)
	for _, w := range slices.Concat(r.Fillers, r.Ordinary) { // known, so that they are no slips of other words
		s.known.learn(w)
	}
	return s
}

// The words that stand for what a number names.
const (
	floorWord = "#floor"
	unitWord  = "#unit"
)

// learnLists learns the lists of words, which may share a name, and numbers them.
func (u *Understanding) learnLists() map[string]int32 {
	lists := map[string]int32{}
	for _, file := range []struct {
		name string
		into *lexicon
	}{{"words/things.yaml", u.things}, {"words/danger.yaml", u.dangers}} {
		words := mustRead[wordsYAML](file.name).Words
		for _, name := range slices.Sorted(maps.Keys(words)) {
			if _, ok := lists[name]; !ok {
				lists[name] = int32(len(lists))
			}
			for _, w := range words[name] {
				switch w {
				case floorWord:
					u.floor = lists[name]
				case unitWord:
					u.unit = lists[name]
				default:
					file.into.add(lists[name], u.splitter.split(w, true))
				}
			}
		}
	}
	return lists
}

// learnRules takes the rules of emergencies. Where a service is not offered, it is a call for assistance.
func (u *Understanding) learnRules(c *catalogue.Catalogue, lists map[string]int32) {
	file := mustRead[emergenciesYAML]("emergencies.yaml")
	numbers := func(names []string) []int32 {
		var made []int32
		for _, n := range names {
			l, ok := lists[n]
			if !ok {
				panic("emergencies.yaml: there is no list " + n) // part of the program, and tests read it
			}
			made = append(made, l)
		}
		return made
	}
	for _, y := range file.Rules {
		ref := desk.ServiceRef{Ref: y.Ref}
		if len(c.Variants(y.Ref)) == 0 {
			ref = catalogue.Assistance
		}
		counts := func(name string) bool { return !slices.Contains(y.Despite, name) }
		r := rule{ref: ref, danger: y.danger(), all: numbers(y.All), without: numbers(y.Without), now: numbers(file.Now), denied: numbers(file.Denied), alone: y.Alone, within: cmp.Or(y.Within, reach)}
		for _, name := range file.Calm {
			switch {
			case !counts(name):
			case name == file.Past:
				r.past = numbers([]string{name})
			case slices.Contains(file.Elapsed, name):
				r.elapsed = append(r.elapsed, numbers([]string{name})[0])
			default:
				r.calm = append(r.calm, numbers([]string{name})[0])
			}
		}
		u.rules = append(u.rules, r)
	}
	u.doubts = numbers(file.Likely)
	last := numbers([]string{"premises", "praise", "harmless"})
	u.premises, u.praise, u.harmless = last[0], last[1], last[2]
}

// alarms tells whether an emergency can be that service.
func (u *Understanding) alarms(ref desk.ServiceRef) bool {
	return slices.ContainsFunc(u.rules, func(r rule) bool { return r.ref == ref })
}

// learnRow learns what people say of a service's row, and what they say of its cases.
func (u *Understanding) learnRow(c *catalogue.Catalogue, s catalogue.Service, m *model) {
	class := int32(len(u.rows))
	r := row{ref: desk.ServiceRef{Ref: s.Ref.Ref}, first: m.variants}
	r.demoted = s.Kind == desk.Emergency || u.alarms(r.ref)
	say := func(variant int32, said map[desk.Language][]string) {
		for _, l := range desk.Languages {
			for _, text := range said[l] {
				m.add(class, variant, u.traits(text))
			}
		}
	}
	say(none, c.Synonyms(r.ref))
	for _, v := range c.Variants(s.Ref.Ref) {
		if v.Opens != catalogue.ByTenant && !u.alarms(r.ref) {
			continue
		}
		for _, l := range desk.Languages {
			say(none, map[desk.Language][]string{l: {v.Names[l], v.Buttons[l]}})
		}
		if said := c.Synonyms(v.Ref); v.Ref.Variant != "" && len(said) > 0 {
			say(int32(m.variants), said)
			r.variants = append(r.variants, v.Ref)
			m.variants++
		}
	}
	u.rows = append(u.rows, r)
}

// traits are the features of a text, whose words are known from now on.
func (u *Understanding) traits(text string) []feature {
	units := u.splitter.split(text, true)
	return features(units, u.things.find(units, nil), nil)
}
