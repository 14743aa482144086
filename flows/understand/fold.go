package understand

import (
	"strings"
	"unicode"

	"frontdesk/flows/scripts"
)

// folding has for a character that is typed for another the one that it is read as.
type folding map[rune]rune

// fold reads a character without regard to case, width and script.
func (f folding) fold(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	case r >= 0xFF01 && r <= 0xFF5E: // full width
		return f.fold(r - 0xFF01 + '!')
	case r < 0x80:
		return r
	}
	if to, ok := f[r]; ok {
		return to
	}
	return unicode.ToLower(scripts.Simplified(r))
}

// stem is a Latin word without what English adds to it, so that leaks, leaked and leaking are one.
func stem(word string) string {
	cut := func(ending string, least int) bool {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= least {
			word = rest
			return true
		}
		return false
	}
	if len(word) < 4 || strings.ContainsAny(word, "0123456789") {
		return word
	}
	switch {
	case cut("ies", 2), cut("ied", 2):
		return word + "y"
	case strings.HasSuffix(word, "ss"), word == "goods", cut("s", 3):
	}
	if cut("ing", 3) || cut("ed", 3) {
		if n := len(word); n > 3 && word[n-1] == word[n-2] && !strings.ContainsRune("ls", rune(word[n-1])) {
			return word[:n-1]
		}
	}
	cut("e", 3)
	return word
}
