package catalogue

import (
	"slices"
	"unicode"

	"frontdesk/storage/desk"
)

// Bounds that keep a screen readable.
const (
	buttonColumns = 20 // half a phone's width beside an icon; a Chinese character takes two
	nameColumns   = 60
	optionColumns = 24
	iconRunes     = 4 // an emoji with its variation and joiners
)

// buildTexts wants a text in each language, no wider than that many columns.
func buildTexts(what string, y texts, columns, line int, faults *Faults) map[desk.Language]string {
	made := map[desk.Language]string{}
	for name, t := range y {
		l := desk.Language(name)
		switch {
		case !l.Valid():
			faults.add(or(t.line, line), "%s: %q is none of zh-Hant, zh-Hans and en", what, name)
		case t.value == "":
			faults.add(or(t.line, line), "%s in %s is empty", what, l)
		case width(t.value) > columns:
			faults.add(or(t.line, line), "%s %q takes %d columns of %d", what, t.value, width(t.value), columns)
		}
		made[l] = t.value
	}
	line = or(y.line(), line)
	for _, l := range desk.Languages {
		if _, ok := made[l]; !ok {
			faults.add(line, "%s in %s is missing", what, l)
		}
	}
	return made
}

// line is the first on which one of the texts stands, 0 where none has a line.
func (t texts) line() int {
	first := 0
	for _, one := range t {
		if first == 0 || one.line > 0 && one.line < first {
			first = one.line
		}
	}
	return first
}

// width counts columns: a Chinese character and full-width punctuation take two.
func width(s string) int {
	n := 0
	for _, r := range s {
		n++
		if unicode.Is(unicode.Han, r) || (r >= 0x3000 && r <= 0x303F) || (r >= 0xFF00 && r <= 0xFF60) {
			n++
		}
	}
	return n
}

func checkIcon(t scalar, line int, faults *Faults) {
	plain := func(r rune) bool { return r <= unicode.MaxLatin1 || unicode.IsLetter(r) }
	runes := []rune(t.value)
	if len(runes) == 0 || len(runes) > iconRunes || slices.ContainsFunc(runes, plain) {
		faults.add(or(t.line, line), "icon %q is not one emoji", t.value)
	}
}

// or is a line, or where there is none because the text is missing, that of what lacks it.
func or(line, otherwise int) int {
	if line > 0 {
		return line
	}
	return otherwise
}
