package telegram

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Telegram's limits on what is seen of a text, in UTF-16 units.
const (
	maxText    = 4096
	maxCaption = 1024
	maxToast   = 200
)

// step reads the next piece of HTML: a tag, which is not seen, or a character or entity, which counts units.
func step(s string) (size, units int, tag string) {
	switch s[0] {
	case '<':
		if end := strings.IndexByte(s, '>'); end > 0 {
			return end + 1, 0, s[1:end]
		}
	case '&':
		if end := strings.IndexByte(s, ';'); end > 1 && end < 12 {
			if seen := html.UnescapeString(s[:end+1]); seen != s[:end+1] {
				return end + 1, utf16Length(seen), ""
			}
		}
	}
	r, size := utf8.DecodeRuneInString(s)
	return size, runeUnits(r), ""
}

func runeUnits(r rune) int { return max(1, utf16.RuneLen(r)) }

func utf16Length(s string) int {
	n := 0
	for _, r := range s {
		n += runeUnits(r)
	}
	return n
}

// seen counts the UTF-16 units of the HTML that a reader sees.
func seen(s string) int {
	n := 0
	for len(s) > 0 {
		size, units, _ := step(s)
		n += units
		s = s[size:]
	}
	return n
}

// fit cuts HTML so that at most limit UTF-16 units of it are seen, an ellipsis in place of the rest: never
// inside a tag or an entity, at a space where one is near, and with every tag closed.
func fit(s string, limit int) (fitted string, cut bool) {
	if len(s) <= limit || seen(s) <= limit {
		return s, false
	}
	var open, openAtSpace []string
	end, units, space := 0, 0, -1
	for end < len(s) {
		size, n, tag := step(s[end:])
		if units+n > limit-1 {
			break
		}
		if units > limit*7/8 && n > 0 && isSpace(s[end:]) {
			space, openAtSpace = end, slices.Clone(open)
		}
		open = nest(open, tag)
		units, end = units+n, end+size
	}
	if space >= 0 {
		end, open = space, openAtSpace
	}
	var b strings.Builder
	b.WriteString(s[:end])
	b.WriteString("…")
	for _, name := range slices.Backward(open) {
		b.WriteString("</" + name + ">")
	}
	return b.String(), true
}

func isSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// nest follows the tags that are open.
func nest(open []string, tag string) []string {
	if tag == "" {
		return open
	}
	if tag[0] == '/' {
		return open[:max(0, len(open)-1)]
	}
	name, _, _ := strings.Cut(tag, " ")
	return append(open, name)
}

// fitPlain cuts text that has no tags.
func fitPlain(s string, limit int) string {
	if len(s) <= limit || utf16Length(s) <= limit {
		return s
	}
	units := 0
	for i, r := range s {
		if units += runeUnits(r); units > limit-1 {
			return s[:i] + "…"
		}
	}
	return s
}

var tags = regexp.MustCompile(`(?i)</?(?:b|strong|i|em|u|ins|s|strike|del|a|code|pre|blockquote|span|tg-[a-z]+)(?:\s[^<>]*)?>`)

// plain takes the tags off a text that Telegram could not read as HTML; nothing that somebody wrote is lost.
func plain(s string) string { return html.UnescapeString(tags.ReplaceAllString(s, "")) }
