package dialog

import (
	"strings"
	"unicode"

	"frontdesk/flows/when"
)

// How long words must be that tell something of the matter, rather than try to answer what is asked.
const (
	fewWords      = 3
	fewCharacters = 5 // where words are not parted by spaces
)

// takesWords reports whether the step takes words that answer no question.
func takesWords(s Step) bool { return is[words](s) && (s.given || s.strays) }

// stray reports whether words that do not answer the question tell something of the matter. Days, times, numbers and
// codes count for nothing: whoever writes them tries to answer.
func (a *asked) stray(said string) bool {
	plain, han := 0, 0
	for word := range strings.FieldsSeq(when.Without(said)) {
		for _, r := range word {
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
		letter := strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) })
		if letter && !strings.ContainsFunc(word, unicode.IsDigit) {
			plain++
		}
	}
	return plain >= fewWords || han >= fewCharacters
}
