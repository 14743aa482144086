// Package scripts owns the table by which Chinese is read alike in both scripts: a traditional character as the simplified
// one. It must never be used to write: what a person reads stands in flows/text, in each script.
package scripts

import (
	_ "embed" // the table
	"strings"
)

//go:embed scripts.txt
var table string

// simplified has for a character the one that it is read as.
var simplified = read(table)

// read reads pairs of lines, each character of the first standing above what it is read as.
func read(table string) map[rune]rune {
	read := map[rune]rune{}
	var above []rune
	for line := range strings.Lines(table) {
		runes := []rune(strings.TrimSpace(line))
		switch {
		case len(runes) == 0 || runes[0] == '#':
		case above == nil:
			above = runes
		default:
			for i, r := range runes[:min(len(runes), len(above))] {
				read[above[i]] = r
			}
			above = nil
		}
	}
	return read
}

// Simplified is the character that r is read as: r itself where it is not a traditional one.
func Simplified(r rune) rune {
	if to, ok := simplified[r]; ok {
		return to
	}
	return r
}

// Pairs reads how else characters are typed: words of two, the second what the first is read as.
func Pairs(list string) map[rune]rune {
	read := map[rune]rune{}
	for pair := range strings.FieldsSeq(list) {
		if two := []rune(pair); len(two) == 2 {
			read[two[0]] = two[1]
		}
	}
	return read
}
