package when

import (
	"slices"
	"strings"
	"time"

	"frontdesk/storage/desk"
)

// sentence is what somebody said, while it is read.
type sentence struct {
	now    time.Time
	today  date
	tokens []token
	// codes are the kinds of the tokens, for rules to look at; counts how many there are of each.
	codes  []byte
	counts []int
	// dayFirst says that 1/12 is the first of December.
	dayFirst bool
	// refused says that a time was named as one that does not suit.
	refused bool
}

func newSentence(words string, now time.Time, l desk.Language) *sentence {
	s := &sentence{now: now, today: dateOf(now), counts: make([]int, len(kinds)+1)}
	s.tokens = append(known.cut(fold(words)), token{kind: stopKind})
	s.dayFirst = s.writesDayFirst(words, l)
	s.codes = make([]byte, len(s.tokens))
	for i, t := range s.tokens {
		s.codes[i] = byte(t.kind)
		s.counts[t.kind]++
	}
	return s
}

// writesDayFirst reports whether the sentence is in English or Cantonese. Where its words do not tell, whoever said it
// does.
func (s *sentence) writesDayFirst(words string, l desk.Language) bool {
	if !slices.ContainsFunc(s.tokens, func(t token) bool { return t.kind == dmKind || t.kind == dmyKind }) {
		return false
	}
	if slices.ContainsFunc(known.cantonese, func(w string) bool { return strings.Contains(words, w) }) {
		return true
	}
	if strings.ContainsFunc(words, han) {
		return l == Cantonese
	}
	spelled := slices.ContainsFunc(s.tokens, func(t token) bool { return t.spelled() && t.kind != kinds["ampm"] })
	return spelled || l == desk.English || l == Cantonese
}

// hopeless are the kinds that no time can be made of.
var hopeless = []kind{otherKind, cuewordKind, stopKind, kinds["greeting"], orKind, andKind, dashKind, atKind, kinds["in"],
	kinds["on"], kinds["of"], kinds["to"], kinds["article"], kinds["label"], kinds["place"], kinds["every"], kinds["not"]}

// hopeful reports whether there is anything in the sentence of which a time could be made.
func (s *sentence) hopeful() bool {
	n := 0
	for _, k := range hopeless {
		n += s.counts[k]
	}
	return n < len(s.tokens)
}

// changes reports whether a time is to be changed into another: then from one to the other is the other.
func (s *sentence) changes() bool { return s.counts[kinds["change"]] > 0 }

// rule puts words together: those that fit the pattern are one of what it makes of them. Where it makes nothing, they
// are left as they are.
type rule struct {
	pattern
	makes
}

func (s *sentence) apply(rules []rule) {
	for _, r := range rules {
		if !slices.ContainsFunc(r.needs, func(k kind) bool { return s.counts[k] == 0 }) {
			s.rewrite(r)
		}
	}
}

// rewrite applies a rule from left to right.
func (s *sentence) rewrite(r rule) {
	for from := 0; from < len(s.codes); {
		m := r.FindSubmatchIndex(s.codes[from:])
		if m == nil {
			return
		}
		begin, end := from+m[0], from+m[1]
		if len(m) > 2 && m[2] >= 0 {
			begin, end = from+m[2], from+m[3]
		}
		from = begin + 1
		if made, ok := r.makes(s, s.tokens[begin:end]); ok {
			s.replace(begin, end, made)
		}
	}
}

// replace puts one token where several were.
func (s *sentence) replace(begin, end int, made token) {
	first := s.tokens[begin]
	made.han, made.apart = first.han, first.apart
	made.begin, made.end = first.begin, s.tokens[end-1].end
	for _, t := range s.tokens[begin:end] {
		s.counts[t.kind]--
		made.de = made.de || t.de
		if made.cue == 0 && made.kind == otherKind {
			made.cue = t.cue
		}
	}
	s.counts[made.kind]++
	s.tokens = slices.Replace(s.tokens, begin, end, made)
	s.codes = slices.Replace(s.codes, begin, end, byte(made.kind))
}

// drop leaves a token out.
func (s *sentence) drop(i int) {
	s.counts[s.tokens[i].kind]--
	s.tokens = slices.Delete(s.tokens, i, i+1)
	s.codes = slices.Delete(s.codes, i, i+1)
}
