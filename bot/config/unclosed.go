package config

import (
	"bytes"
	"strings"
)

// bracket is one that opens, and its line, counted from 1.
type bracket struct {
	sign byte
	line int
}

// closes is what closes each bracket.
var closes = map[byte]byte{'{': '}', '[': ']'}

// unclosed is the bracket by which a file breaks off: the innermost that nothing closes, or that the wrong one does; ok
// is false where there is none. The parser's own words name a line before it.
func unclosed(content []byte) (open bracket, ok bool) {
	var stack []bracket
	for i, line := range bytes.Split(content, []byte("\n")) {
		for _, sign := range signs(string(line), len(stack) > 0) {
			top := len(stack) - 1
			switch {
			case closes[sign] != 0:
				stack = append(stack, bracket{sign, i + 1})
			case top >= 0 && closes[stack[top].sign] == sign:
				stack = stack[:top]
			case top >= 0:
				return stack[top], true
			}
		}
	}
	if len(stack) == 0 {
		return bracket{}, false
	}
	return stack[len(stack)-1], true
}

// signs are the brackets of a line that are none in quotes, in a comment or amid a word. inside tells that a bracket of
// a line before is open.
func signs(line string, inside bool) []byte {
	var found []byte
	quote, before := byte(0), byte(':') // what stands at the line's beginning begins a value
	for i := 0; i < len(line); i++ {
		c := line[i]
		begins := strings.IndexByte(":,[{-", before) >= 0
		switch {
		case quote != 0:
			if c == '\\' && quote == '"' {
				i++
			} else if c == quote {
				quote = 0
			}
		case begins && (c == '"' || c == '\''):
			quote = c
		case c == '#' && (i == 0 || line[i-1] == ' '):
			return found
		case counts(c, begins, inside):
			found, inside = append(found, c), true
		}
		if c != ' ' {
			before = c
		}
	}
	return found
}

// counts tells whether a sign is a bracket there: one that opens where a value begins, and any within another.
func counts(c byte, begins, inside bool) bool {
	if closes[c] != 0 {
		return begins || inside
	}
	return inside && (c == '}' || c == ']')
}
