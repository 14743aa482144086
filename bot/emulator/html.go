package emulator

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// htmlParser reads Telegram's HTML as its server does, down to the byte offsets in its complaints.
type htmlParser struct {
	in       string
	at       int
	out      []byte
	length   int // of out, in UTF-16 units
	open     []htmlTag
	entities []Entity
}

// htmlTag is a start tag whose end has not come yet.
type htmlTag struct {
	name     string
	argument string // href, language, emoji id, "expandable"
	offset   int    // UTF-16
	start    int    // byte in out
}

var htmlTags = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
	"s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
	"tg-spoiler": "spoiler", "span": "spoiler", "a": "text_link", "tg-emoji": "custom_emoji",
	"code": "code", "pre": "pre", "blockquote": "blockquote",
}

// parseHTML turns Telegram's HTML into text and entities.
func parseHTML(in string) (string, []Entity, error) {
	if !strings.ContainsAny(in, "<&") {
		return in, nil, nil
	}
	p := htmlParser{in: in, out: make([]byte, 0, len(in))}
	for p.at < len(in) {
		switch c := in[p.at]; {
		case c == '&' && p.reference():
		case c == '<':
			if err := p.tag(); err != nil {
				return "", nil, err
			}
		default:
			p.length += utf16Width(c)
			p.out = append(p.out, c)
			p.at++
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, htmlError(`Can't find end tag corresponding to start tag "%s"`, p.open[n-1].name)
	}
	slices.SortStableFunc(p.entities, byPlace)
	return string(p.out), p.entities, nil
}

func htmlError(format string, args ...any) error {
	return bad("can't parse entities: "+format, args...)
}

// byPlace orders entities as Telegram lists them: outer before inner.
func byPlace(a, b Entity) int {
	return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
}

// utf16Width is what the first byte of a UTF-8 character adds to the text's length; later bytes add nothing.
func utf16Width(c byte) int {
	switch {
	case c >= 0xf0:
		return 2
	case c&0xc0 != 0x80:
		return 1
	}
	return 0
}

// peek is the byte at a place, 0 past the end.
func (p *htmlParser) peek(i int) byte {
	if i < len(p.in) {
		return p.in[i]
	}
	return 0
}

func space(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' || c == 0 }

// reference takes &lt; and its kin; anything else that starts with & stands for itself.
func (p *htmlParser) reference() bool {
	r, next := p.character(p.at)
	if r == 0 {
		return false
	}
	p.out = utf8.AppendRune(p.out, r)
	p.length++
	if r > 0xffff {
		p.length++
	}
	p.at = next
	return true
}

// character reads the reference at a place and gives what follows it; 0 is none.
func (p *htmlParser) character(at int) (rune, int) {
	var r rune
	var end int
	if p.peek(at+1) == '#' {
		r, end = p.numbered(at)
	} else {
		r, end = p.named(at)
	}
	if r == 0 {
		return 0, at
	}
	if p.peek(end) == ';' {
		end++
	}
	return r, end
}

// numbered reads &#60 and &#x3c.
func (p *htmlParser) numbered(at int) (rune, int) {
	end, base := at+len("&#"), 10
	if p.peek(end) == 'x' {
		end++
		base = 16
	}
	start := end
	for isDigit(p.peek(end), base) {
		end++
	}
	n, err := strconv.ParseInt(p.in[start:min(end, start+10)], base, 32)
	if err != nil || n >= 0x10ffff || end-at >= 10 || n >= 0xd800 && n <= 0xdfff {
		return 0, at
	}
	return rune(n), end
}

// references are the characters that have a name.
var references = map[string]rune{"lt": '<', "gt": '>', "amp": '&', "quot": '"'}

// named reads &lt and its kin.
func (p *htmlParser) named(at int) (rune, int) {
	end := at + 1
	for c := p.peek(end) | 0x20; c >= 'a' && c <= 'z'; c = p.peek(end) | 0x20 {
		end++
	}
	return references[p.in[at+1:end]], end
}

func isDigit(c byte, base int) bool {
	return c >= '0' && c <= '9' || base == 16 && (c|0x20 >= 'a' && c|0x20 <= 'f')
}

func (p *htmlParser) tag() error {
	begin := p.at
	p.at++
	if p.peek(p.at) == '/' {
		return p.endTag(begin)
	}
	for !space(p.peek(p.at)) && p.peek(p.at) != '>' {
		p.at++
	}
	if p.at >= len(p.in) {
		return htmlError("Unclosed start tag at byte offset %d", begin)
	}
	name := strings.ToLower(p.in[begin+1 : p.at])
	if _, known := htmlTags[name]; !known {
		return htmlError(`Unsupported start tag "%s" at byte offset %d`, name, begin)
	}
	argument, err := p.attributes(name, begin)
	if err != nil {
		return err
	}
	if name == "span" && argument != "spoiler" {
		return htmlError(`Tag "span" must have class "tg-spoiler" at byte offset %d`, begin)
	}
	p.at++ // >
	p.open = append(p.open, htmlTag{name: name, argument: argument, offset: p.length, start: len(p.out)})
	return nil
}

func (p *htmlParser) skipSpace() {
	for p.at < len(p.in) && space(p.in[p.at]) {
		p.at++
	}
}

func (p *htmlParser) endTag(begin int) error {
	if len(p.open) == 0 {
		return htmlError("Unexpected end tag at byte offset %d", begin)
	}
	for !space(p.peek(p.at)) && p.peek(p.at) != '>' {
		p.at++
	}
	name := strings.ToLower(p.in[begin+2 : p.at])
	p.skipSpace()
	if p.peek(p.at) != '>' {
		return htmlError("Unclosed end tag at byte offset %d", begin)
	}
	p.at++
	t := p.open[len(p.open)-1]
	if name != "" && name != t.name {
		return htmlError(`Unmatched end tag at byte offset %d, expected "</%s>", found "</%s>"`, begin, t.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	if p.length == t.offset {
		return nil
	}
	return p.close(t)
}

func (p *htmlParser) close(t htmlTag) error {
	e := Entity{Type: htmlTags[t.name], Offset: t.offset, Length: p.length - t.offset}
	switch t.name {
	case "a":
		if t.argument == "" {
			t.argument = string(p.out[t.start:])
		}
		if user, ok := mentionedUser(t.argument); ok {
			e.Type, e.User = "text_mention", user
		} else if e.URL = checkedLink(t.argument); e.URL == "" {
			return nil // Telegram drops what is no link and keeps the words
		}
	case "tg-emoji":
		if n, err := strconv.ParseInt(t.argument, 10, 64); err != nil || n == 0 {
			return htmlError("Invalid custom emoji identifier specified")
		}
		e.CustomEmojiID = t.argument
	case "blockquote":
		if t.argument != "" {
			e.Type = "expandable_blockquote"
		}
	case "code":
		e.Language = t.argument
	case "pre":
		e.Language = p.codeIn(e)
	}
	if t.name == "code" && !slices.ContainsFunc(p.open, func(o htmlTag) bool { return o.name == "pre" }) {
		e.Language = "" // a language is told only by code inside pre
	}
	p.entities = append(p.entities, e)
	return nil
}

// codeIn takes off a code that fills the whole pre, and gives its language.
func (p *htmlParser) codeIn(pre Entity) string {
	n := len(p.entities) - 1
	if n < 0 || p.entities[n].Type != "code" || p.entities[n].Offset != pre.Offset || p.entities[n].Length != pre.Length {
		return ""
	}
	language := p.entities[n].Language
	p.entities = p.entities[:n]
	return language
}
