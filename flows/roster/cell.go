package roster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

const (
	nonJoiner = '\u200C'
	joiner    = '\u200D'
)

// visible is the cell without what nobody sees: zero-width and direction marks, blank fillers, and space around
// it. The two joiners stay inside it, because some scripts and emoji are written with them. Runs of space, as wide
// as they may be, become one space.
func visible(cell string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case r == joiner || r == nonJoiner:
			return r
		case unicode.Is(unicode.Cf, r) || filler(r):
			return -1
		case unicode.Is(unicode.Zs, r):
			return ' '
		}
		return r
	}, cell)
	shown = strings.TrimFunc(shown, func(r rune) bool { return unicode.IsSpace(r) || r == joiner || r == nonJoiner })
	for strings.Contains(shown, "  ") {
		shown = strings.ReplaceAll(shown, "  ", " ")
	}
	return shown
}

// filler reports letters and symbols that are drawn as nothing.
func filler(r rune) bool {
	switch r {
	case '\u115F', '\u1160', '\u2800', '\u3164', '\uFFA0', '\u034F':
		return true
	}
	return false
}

// tidy is visible with letters and digits in their usual width and form, for all that is compared and not only
// read: the same unit is the same however it was typed.
func tidy(cell string) string { return norm.NFC.String(width.Fold.String(visible(cell))) }

// check is what is wrong with the text of a cell, or nothing. It may hold that many characters.
func check(cell string, limit int) (code Code, ok bool) {
	switch {
	case strings.ContainsRune(cell, utf8.RuneError):
		return Damaged, false
	case strings.ContainsFunc(cell, unprintable):
		return Control, false
	case utf8.RuneCountInString(cell) > limit:
		return TooLong, false
	}
	return "", true
}

func unprintable(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

// brief is a cell as a sentence can quote it.
func brief(cell string) string {
	const most = 40
	runes := []rune(strings.Map(func(r rune) rune {
		if unprintable(r) {
			return ' '
		}
		return r
	}, cell))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}
