package understand

import (
	"strings"
	"unicode"
)

// limit is how many units of a text are read. Nobody's point comes later than four thousand characters.
const limit = 4096

// unit is what a text is made of: a Chinese character, or a word in other letters.
type unit struct {
	// word and stem are the unit's numbers in the vocabulary, none where it is not known.
	word, stem int32
	han        bool
	// particle tells a character that carries no meaning of its own.
	particle bool
	// sign is whether a floor or a unit of the building is named here.
	sign sign
	// number, floor and room tell what may be a number, what names floors behind one, and what names units.
	number, floor, room bool
	// joined tells that nothing stands between the unit and the one before it but a space or a hyphen.
	joined bool
	// ends tells that a sentence ends behind the unit.
	ends bool
}

const none = int32(-1)

// sign is what a number in a text names.
type sign byte

const (
	noSign sign = iota
	floorSign
	unitSign
)

// splitter cuts text into units.
type splitter struct {
	folding   folding
	particles map[rune]bool
	fillers   map[string]bool
	floors    map[string]bool
	rooms     map[string]bool
	numerals  map[rune]bool
	// shorthand has what is typed for a word.
	shorthand map[string]string
	// symbols has the words that pictures say.
	symbols map[rune]string
	known   *vocabulary
}

// split cuts the text. Only New learns words from it, others are read as they are known.
func (s *splitter) split(text string, learn bool) []unit {
	c := cutting{splitter: s, learn: learn, units: make([]unit, 0, 48)}
	for _, r := range text {
		r = s.folding.fold(r)
		switch {
		case unicode.Is(unicode.Han, r):
			c.word()
			c.add(s.character(r, learn))
		case strings.ContainsRune("'’‘`", r): // can't is one word, and often typed without
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			c.letter(r)
		case s.symbols[r] != "":
			c.word()
			c.add(s.latin(s.symbols[r], learn))
		default:
			c.word()
			c.between(r)
		}
	}
	c.word()
	s.place(c.units)
	return c.units
}

// cutting is a text while it is cut.
type cutting struct {
	*splitter
	learn   bool
	units   []unit
	letters []byte // of the word that has begun
	joined  bool
}

// longest is how many bytes of a word are read. There is none so long.
const longest = 40

func (c *cutting) letter(r rune) {
	if len(c.letters) < longest {
		c.letters = append(c.letters, string(r)...)
	}
}

// word ends the word that has begun, if one has.
func (c *cutting) word() {
	if len(c.letters) > 0 {
		c.add(c.latin(string(c.letters), c.learn))
		c.letters = c.letters[:0]
	}
}

func (c *cutting) add(u unit) {
	if len(c.units) < limit {
		u.joined = c.joined
		c.units = append(c.units, u)
	}
	c.joined = true
}

// between reads what stands between words.
func (c *cutting) between(r rune) {
	c.joined = c.joined && strings.ContainsRune(" -/\t\u3000", r)
	if strings.ContainsRune(".!?。！？\n;；…", r) && len(c.units) > 0 {
		c.units[len(c.units)-1].ends = true
	}
}

func (s *splitter) character(r rune, learn bool) unit {
	id := s.known.number(string(r), learn)
	return unit{
		word: id, stem: id, han: true, particle: s.particles[r],
		number: s.numerals[r], floor: s.floors[string(r)], room: s.rooms[string(r)],
	}
}

func (s *splitter) latin(word string, learn bool) unit {
	if long, ok := s.shorthand[word]; ok {
		word = long
	}
	u := unit{particle: s.fillers[word], floor: s.floors[word], room: s.rooms[word]}
	u.number = word[0] >= '0' && word[0] <= '9'
	if learn {
		u.word = s.known.learn(word)
	} else {
		u.word = s.known.find(word)
	}
	u.stem = none
	if u.word != none {
		u.stem = s.known.stems[u.word]
	} else {
		u.stem = s.known.number(stem(word), false)
	}
	u.sign = placeSign(word)
	return u
}

// place tells which numbers name a floor and which a unit.
func (s *splitter) place(units []unit) {
	for i := range units[:max(len(units)-1, 0)] {
		if !units[i].number {
			continue
		}
		next := &units[i+1]
		switch {
		case next.number && next.han: // a longer number
		case next.room && next.joined:
			next.sign = unitSign
		case next.floor && next.joined && i+2 < len(units) && units[i+2].joined && (units[i+2].room || units[i+2].number):
			next.sign = unitSign
		case next.floor && next.joined:
			next.sign = floorSign
		}
	}
}

// placeSign tells 7f from 12b: a number with a letter names a floor or a unit.
func placeSign(word string) sign {
	digits := len(word) - len(strings.TrimLeft(word, "0123456789"))
	switch rest := word[digits:]; {
	case digits == 0 || digits > 3:
		return noSign
	case rest == "f" || rest == "fl":
		return floorSign
	case len(rest) == 1 && rest[0] >= 'a' && rest[0] <= 'h':
		return unitSign
	}
	return noSign
}
