package when

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutter cuts a folded sentence into words.
type cutter struct {
	*dictionary
	s      string
	i      int // how far it has come
	tokens []token
	// before is the rune before i, apart that a space stands between them.
	before rune
	apart  bool
}

// cut gives the words of a folded sentence. Those that add nothing are left out.
func (d *dictionary) cut(s string) []token {
	c := &cutter{dictionary: d, s: s, tokens: make([]token, 0, len(s)/2+2)}
	for c.i < len(s) {
		r, n := utf8.DecodeRuneInString(s[c.i:])
		switch {
		case r == ' ':
			c.apart = true
			c.i += n
			continue
		case c.word(false), c.digits(r), c.numeral(r), c.sign(r, n):
		default:
			c.unknown(r, n)
		}
		c.before, _ = utf8.DecodeLastRuneInString(s[:c.i])
		c.apart = false
	}
	return c.tokens
}

// put adds words that end n bytes on.
func (c *cutter) put(n int, tokens ...token) bool {
	first, _ := utf8.DecodeRuneInString(c.s[c.i:])
	begin := c.i
	c.i += n
	for _, t := range tokens {
		t.begin, t.end = begin, c.i
		t.han = t.han || han(first)
		t.apart = c.apart && han(first) && han(c.before)
		switch t.kind {
		case deKind:
			if last := len(c.tokens) - 1; last >= 0 {
				c.tokens[last].de = true
			}
		case fillerKind:
		default:
			c.tokens = append(c.tokens, t)
		}
	}
	return true
}

// suffixes are what may be written on to a number.
var suffixes = kindSet("ampm nth minutes days week months noon oclock month measure filler")

// word takes the longest word that is known. One that is written on to a number need not begin anew.
func (c *cutter) word(written bool) bool {
	first, _ := utf8.DecodeRuneInString(c.s[c.i:])
	if !written && !c.apart && latin(first) && latin(c.before) {
		return false
	}
	for _, e := range c.byFirst[first] {
		if !strings.HasPrefix(c.s[c.i:], e.word) {
			continue
		}
		last, _ := utf8.DecodeLastRuneInString(e.word)
		next, _ := utf8.DecodeRuneInString(c.s[c.i+len(e.word):])
		if latin(last) && latin(next) {
			continue
		}
		if written && !suffixes[e.tokens[0].kind] {
			continue
		}
		return c.put(len(e.word), e.tokens...)
	}
	return false
}

// breaks are the signs at which a part of a sentence ends, joints those that are words.
const breaks = ".!?;,\n。！？；，、…"

var joints = map[rune]kind{'-': dashKind, '/': orKind, '@': atKind, '&': andKind}

// sign takes a sign; most say nothing.
func (c *cutter) sign(r rune, n int) bool {
	k, joint := joints[r]
	switch {
	case joint:
		return c.put(n, token{kind: k})
	case strings.ContainsRune(breaks, r):
		return c.put(n, token{kind: stopKind})
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return c.put(n)
	}
	return false
}

// unknown takes a word that is not known: a character, or all that is written as one, such as R-1001.
func (c *cutter) unknown(r rune, n int) {
	if !han(r) {
		n = 0
		rest := c.s[c.i:]
		for n < len(rest) {
			next, size := utf8.DecodeRuneInString(rest[n:])
			coded := next == '-' && n+1 < len(rest) && digit(rest[n+1])
			if han(next) || !unicode.IsLetter(next) && !unicode.IsDigit(next) && !coded {
				break
			}
			n += size
		}
	}
	c.put(max(n, 1), token{kind: otherKind})
}

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// latin reports whether the rune goes on a word that is written with letters.
func latin(r rune) bool { return !han(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

func digit(b byte) bool { return b >= '0' && b <= '9' }
