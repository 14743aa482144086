package dialog

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes what a person typed safe to keep and to show beside other words: without control characters, without
// marks that turn the direction of what follows, without letters of no width but those that join others.
func Clean(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || joins(r):
			return r
		case r == '\t' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return ' '
		case r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, s)
	return strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || joins(r) })
}

// joins reports whether the rune holds letters or pictures together, or parts them.
func joins(r rune) bool { return r == '\u200d' || r == '\u200c' || r >= 0xE0020 && r <= 0xE007F }

// CleanName is Clean for a name or another short line: in one line, of at most so many characters.
func CleanName(s string, most int) string {
	s = strings.Join(strings.Fields(Clean(s)), " ")
	return strings.TrimSpace(string(firstRunes(s, most)))
}

// maxLabel is the longest label of a button, in characters.
const maxLabel = 48

// Label makes words fit on a button.
func Label(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= maxLabel {
		return s
	}
	return strings.TrimSpace(string(firstRunes(s, maxLabel-1))) + "…"
}

// firstRunes are the first so many characters.
func firstRunes(s string, n int) []rune {
	if len(s) <= n {
		return []rune(s)
	}
	r := []rune(s)
	return r[:min(n, len(r))]
}

// shownText is how much of what a person wrote a screen shows again, in characters.
const shownText = 500

func shorten(s string) string {
	if r := []rune(s); len(r) > shownText {
		return string(r[:shownText]) + " …"
	}
	return s
}
