package dialog

import (
	"regexp"
	"strings"
	"unicode"
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
	said = chineseTimes.ReplaceAllString(folded(said), " ")
	spoken := spokenDays(a.Tx.Estate(), a.Tx.Now())
	for word := range spoken {
		if columns(word) > len([]rune(word)) { // written without spaces about it
			said = strings.ReplaceAll(said, word, " ")
		}
	}
	plain, han := 0, 0
	for word := range strings.FieldsSeq(said) {
		for _, r := range word {
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
		letter := strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Han, r) })
		if _, day := spoken[word]; !day && letter && !strings.ContainsFunc(word, unicode.IsDigit) {
			plain++
		}
	}
	return plain >= fewWords || han >= fewCharacters
}

// chineseTimes are times of day as they stand within a sentence.
var chineseTimes = regexp.MustCompile(`(?:[上下中]午|早上|晚上)?[0-9一二三四五六七八九十兩两]+[:點点時时]半?|[上下中]午|早上|晚上`) //nolint:gosmopolitan // read, not said
