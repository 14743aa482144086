package when

import "slices"

// makes is what a rule makes of the words that fit it.
type makes func(s *sentence, m []token) (made token, ok bool)

// ruled are rules from rows of patterns that make the same.
func ruled(made makes, patterns ...string) []rule {
	all := []rule{}
	for _, p := range patterns {
		all = append(all, rule{compile(p), made})
	}
	return all
}

// rules are applied one after another: what an earlier one has put together is one word to the later ones.
var rules = slices.Concat(
	numberRules, clockRules, dayNumberRules, lengthRules, dayRules, spanRules, bareClockRules, boundRules, idleRules,
)

// none is what is made of words that are no time.
func none(*sentence, []token) (token, bool) { return token{kind: otherKind}, true }

// refusal is what is made of times that do not suit.
func refusal(s *sentence, _ []token) (token, bool) {
	s.refused = true
	return token{kind: kinds["not"]}, true
}

// first is the first of the words that is of one of those kinds; ok is false where none is.
func first(m []token, of ...kind) (t token, ok bool) {
	i := slices.IndexFunc(m, func(t token) bool { return slices.Contains(of, t.kind) })
	if i < 0 {
		return token{}, false
	}
	return m[i], true
}

// all are the words of one of those kinds.
func all(m []token, of ...kind) []token {
	return slices.DeleteFunc(slices.Clone(m), func(t token) bool { return !slices.Contains(of, t.kind) })
}
