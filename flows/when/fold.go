package when

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"frontdesk/flows/scripts"
)

// longest is how much is read, in characters: more than a message can hold.
const longest = 4096

// fold writes what differs by width, case or script alone the same, with one space between words.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	n := 0
	for _, r := range norm.NFKC.String(s) {
		if n++; n > longest {
			break
		}
		switch {
		case r == '\n' || r == '\r':
			r = '\n'
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Mn, r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(plain(r))
	}
	return b.String()
}

// signs are written in several ways.
var signs = map[rune]rune{
	'’': '\'', '‘': '\'', 'ʼ': '\'', '`': '\'', '´': '\'',
	'–': '-', '—': '-', '―': '-', '‐': '-', '‑': '-', '−': '-', '~': '-', '〜': '-', '～': '-', '∼': '-',
	'∶': ':', '⁄': '/', '∕': '/', '﹕': ':',
}

func plain(r rune) rune {
	if r < 0x80 {
		if r == '~' {
			return '-'
		}
		return unicode.ToLower(r)
	}
	if p, ok := signs[r]; ok {
		return p
	}
	if p, ok := known.typed[r]; ok {
		return p
	}
	return unicode.ToLower(scripts.Simplified(r))
}
