package when

import (
	"strings"
	"unicode/utf8"
)

// digits takes a number in digits, with the signs within it: 3, 14:30, 1/12, 2-4, 2026-12-01. What is a price, a code or a
// telephone number is a word that is not known.
func (c *cutter) digits(r rune) bool {
	if r > 0x7f || !digit(byte(r)) {
		return false
	}
	rest := c.s[c.i:]
	n := numeric(rest)
	next, _ := utf8.DecodeRuneInString(rest[n:])
	priced := !c.apart && strings.ContainsRune("$#£€¥+*№", c.before)
	if priced || strings.ContainsRune("%°\"", next) || next == '/' && n+1 < len(rest) && latin(rune(rest[n+1])) {
		return c.put(n, token{kind: otherKind})
	}
	if !latin(next) {
		return c.put(n, shaped(rest[:n])...)
	}
	kept := *c
	c.put(n, shaped(rest[:n])...)
	c.before, c.apart = ' ', false
	if c.word(true) { // 3pm, 1st, 2h
		return true
	}
	*c = kept // 12A
	c.unknown(r, 1)
	return true
}

// numeric is how long the number is that the text begins with.
func numeric(s string) int {
	n := 0
	for n < len(s) && (digit(s[n]) || strings.IndexByte(":./,-", s[n]) >= 0 && n+1 < len(s) && digit(s[n+1])) {
		n++
	}
	return n
}

// shapes are what numbers with those signs between them are.
var shapes = map[string]func(numerals []string) []token{
	"":   single,
	":":  func(p []string) []token { return []token{clockOf(p)} },
	"::": func(p []string) []token { return []token{clockOf(p[:2])} },
	"-":  func(p []string) []token { return []token{single(p[:1])[0], {kind: dashKind}, single(p[1:])[0]} },
	":-:": func(p []string) []token {
		return []token{clockOf(p[:2]), {kind: dashKind}, clockOf(p[2:])}
	},
	":-": func(p []string) []token { return []token{clockOf(p[:2]), {kind: dashKind}, single(p[2:])[0]} },
	"-:": func(p []string) []token { return []token{single(p[:1])[0], {kind: dashKind}, clockOf(p[1:])} },
	".":  pointed,
	"/":  func(p []string) []token { return []token{calendar(dmKind, p)} },
	"//": dated, "--": dated, "..": dated,
}

// shaped is what a number is by its signs.
func shaped(run string) []token {
	numerals := strings.FieldsFunc(run, func(r rune) bool { return r < '0' || r > '9' })
	signs := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, run)
	shape, ok := shapes[signs]
	for _, p := range numerals {
		ok = ok && len(p) <= 4
	}
	if !ok {
		return []token{{kind: otherKind}}
	}
	return shape(numerals)
}

func single(p []string) []token {
	k := numberKind
	if len(p[0]) == 4 {
		k = fourKind
	}
	return []token{{kind: k, n: value(p[0]), width: len(p[0])}}
}

func pointed(p []string) []token {
	if len(p[0]) > 2 || len(p[1]) > 2 {
		return []token{{kind: otherKind}}
	}
	return []token{{kind: dottedKind, n: value(p[0]), m: value(p[1]), width: len(p[1])}}
}

func clockOf(p []string) token {
	if len(p[0]) > 2 || len(p[1]) != 2 {
		return token{kind: otherKind}
	}
	return aClock(value(p[0]), value(p[1]), p[0][0] != '0')
}

// dated is a day by its three numbers, the year first or last.
func dated(p []string) []token {
	switch {
	case len(p[0]) == 4 && len(p[1]) <= 2 && len(p[2]) <= 2:
		return []token{calendar(ymdKind, []string{p[2], p[1], p[0]})}
	case len(p[0]) <= 2 && len(p[1]) <= 2 && (len(p[2]) == 4 || len(p[2]) == 2):
		return []token{calendar(dmyKind, p)}
	}
	return []token{{kind: otherKind}}
}

// calendar is a day by its day, month and year, the last of which may be missing.
func calendar(k kind, p []string) token {
	if len(p[0]) > 2 || len(p[1]) > 2 {
		return token{kind: otherKind}
	}
	t := token{kind: k, n: value(p[0]), m: value(p[1]), width: len(p[0])}
	if len(p) > 2 {
		t.y = value(p[2])
		if t.y < 100 {
			t.y += 2000
		}
	}
	return t
}

// value is that of at most four digits.
func value(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}
