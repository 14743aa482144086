package when

import (
	"slices"
	"time"
)

// agoRules make a length of how long ago something was. A minute is written short here, as it is nowhere else.
var agoRules = slices.Concat(
	numberRules,
	ruled(func(_ *sentence, m []token) (token, bool) { return aLength(m[0].n, 0, 0), m[1].n == 1 }, `number measure`),
	saidLengths,
	ruled(func(_ *sentence, m []token) (token, bool) { return aLength(m[0].n, 0, 0), true }, `number minutemark`),
)

// Ago reads how long ago something was, said by itself, with or without ago: 10 min ago, half an hour, 兩個鐘前. A day is
// 24 hours. ok is false for anything else, and for a length that nobody can know.
func Ago(words string) (ago time.Duration, ok bool) {
	s := newSentence(words, time.Unix(0, 0).UTC(), "")
	s.apply(agoRules)
	said := slices.DeleteFunc(s.tokens, func(t token) bool { return t.kind == stopKind || t.kind == atKind })
	if len(said) == 2 && said[1].kind == kinds["ago"] {
		said = said[:1]
	}
	if len(said) != 1 || said[0].kind != lengthKind {
		return 0, false
	}
	t := said[0]
	ago = time.Duration(t.m)*24*time.Hour + time.Duration(t.n)*time.Minute
	return ago, t.width == 0 && t.y == 0 && reaches(t)
}

// AgoIn reads how long ago something was from the words of a sentence: 漏水，十五分鐘前打來. It has to be said as a length and
// ago, and once. ok is false where it is not.
func AgoIn(words string) (ago time.Duration, ok bool) {
	s := newSentence(words, time.Unix(0, 0).UTC(), "")
	s.apply(agoRules)
	n := 0
	for i, t := range s.tokens[1:] {
		if length := s.tokens[i]; t.kind == kinds["ago"] && length.kind == lengthKind && length.width == 0 && length.y == 0 && reaches(length) {
			ago, n = time.Duration(length.m)*24*time.Hour+time.Duration(length.n)*time.Minute, n+1
		}
	}
	return ago, n == 1
}
