package emulator

import (
	"strings"
	"unicode/utf8"
)

// attributes reads up to the tag's > and gives the one attribute that matters to it.
func (p *htmlParser) attributes(tag string, begin int) (argument string, err error) {
	for {
		p.skipSpace()
		switch p.peek(p.at) {
		case '>':
			return argument, nil
		case 0:
			return "", htmlError("Unclosed start tag at byte offset %d", begin)
		}
		start := p.at
		for c := p.peek(p.at); !space(c) && c != '=' && c != '>'; c = p.peek(p.at) {
			p.at++
		}
		name := p.in[start:p.at]
		if name == "" {
			return "", htmlError(`Empty attribute name in the tag "%s" at byte offset %d`, tag, begin)
		}
		p.skipSpace()
		if p.peek(p.at) != '=' {
			if tag == "blockquote" && name == "expandable" {
				argument = "expandable"
				continue
			}
			return "", htmlError(`Expected equal sign in declaration of an attribute of the tag "%s" at byte offset %d`, tag, begin)
		}
		p.at++
		p.skipSpace()
		value, err := p.attributeValue(tag, begin)
		if err != nil {
			return "", err
		}
		if kept, ok := keptAttribute(tag, name, value); ok {
			argument = kept
		}
	}
}

func keptAttribute(tag, name, value string) (string, bool) {
	switch {
	case tag == "a" && name == "href", tag == "tg-emoji" && name == "emoji-id":
		return value, true
	case tag == "code" && name == "class":
		return strings.CutPrefix(value, "language-")
	case tag == "span" && name == "class":
		return strings.CutPrefix(value, "tg-")
	case tag == "blockquote" && name == "expandable":
		return "expandable", true
	}
	return "", false
}

func (p *htmlParser) attributeValue(tag string, begin int) (string, error) {
	quote := p.peek(p.at)
	if quote == 0 {
		return "", htmlError(`Unclosed start tag "%s" at byte offset %d`, tag, begin)
	}
	if quote != '"' && quote != '\'' {
		return p.bareValue()
	}
	var value []byte
	for p.at++; p.at < len(p.in) && p.in[p.at] != quote; {
		if p.in[p.at] == '&' {
			if r, next := p.character(p.at); r != 0 {
				value = utf8.AppendRune(value, r)
				p.at = next
				continue
			}
		}
		value = append(value, p.in[p.at])
		p.at++
	}
	if p.at++; p.at >= len(p.in) {
		return "", htmlError("Unclosed start tag at byte offset %d", begin)
	}
	return string(value), nil
}

// bareValue reads a value without quotes.
func (p *htmlParser) bareValue() (string, error) {
	start := p.at
	for c := p.peek(p.at); c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-'; c = p.peek(p.at) {
		p.at++
	}
	if c := p.peek(p.at); !space(c) && c != '>' {
		return "", htmlError("Unexpected end of name token at byte offset %d", start)
	}
	return strings.ToLower(p.in[start:p.at]), nil
}
