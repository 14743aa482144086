package emulator

import (
	"html"
	"slices"
	"strings"
)

// showTags are the tags that entities are shown with. Their names are a browser's own, and nothing else gets in.
var showTags = map[string][2]string{
	"bold": {"<b>", "</b>"}, "italic": {"<i>", "</i>"}, "underline": {"<u>", "</u>"}, "strikethrough": {"<s>", "</s>"},
	"code": {"<code>", "</code>"}, "pre": {"<pre>", "</pre>"}, "blockquote": {"<blockquote>", "</blockquote>"},
	"expandable_blockquote": {"<blockquote>", "</blockquote>"},
	"spoiler":               {`<span class="spoiler">`, "</span>"},
	"bot_command":           {`<span class="command">`, "</span>"},
	"mention":               {`<span class="mention">`, "</span>"},
	"hashtag":               {`<span class="hashtag">`, "</span>"},
}

// showHTML writes a text with its entities as HTML that is safe to put on a page.
func showHTML(text string, entities []Entity) string {
	if len(entities) == 0 {
		return html.EscapeString(text)
	}
	var b strings.Builder
	var open []Entity
	next, offset, plain := 0, 0, 0
	flush := func(at int) { b.WriteString(html.EscapeString(text[plain:at])); plain = at }
	for i := 0; ; i++ {
		for closing := true; closing; {
			closing = false
			for k, e := range slices.Backward(open) {
				if e.Offset+e.Length <= offset || i >= len(text) {
					flush(i)
					open = reopen(&b, open, k, text)
					closing = true
					break
				}
			}
		}
		if i >= len(text) {
			break
		}
		for ; next < len(entities) && entities[next].Offset <= offset; next++ {
			flush(i)
			b.WriteString(openTag(entities[next], text))
			open = append(open, entities[next])
		}
		offset += utf16Width(text[i])
		for i+1 < len(text) && text[i+1]&0xc0 == 0x80 {
			i++
		}
	}
	flush(len(text))
	return b.String()
}

// reopen ends the k-th open entity: what was opened inside it ends with it and begins again.
func reopen(b *strings.Builder, open []Entity, k int, text string) []Entity {
	for j := len(open) - 1; j >= k; j-- {
		b.WriteString(closeTag(open[j]))
	}
	for _, e := range open[k+1:] {
		b.WriteString(openTag(e, text))
	}
	return slices.Delete(open, k, k+1)
}

func openTag(e Entity, text string) string {
	switch e.Type {
	case "text_link":
		return anchor(e.URL)
	case "url":
		return anchor(checkedLink(utf16Slice(text, e.Offset, e.Length)))
	}
	return showTags[e.Type][0]
}

func closeTag(e Entity) string {
	if e.Type == "text_link" || e.Type == "url" {
		return "</a>"
	}
	return showTags[e.Type][1]
}

func anchor(link string) string {
	return `<a rel="noreferrer noopener" target="_blank" href="` + html.EscapeString(checkedLink(link)) + `">`
}

// utf16Slice cuts a stretch counted in UTF-16 units out of a text.
func utf16Slice(s string, offset, length int) string {
	start, at := -1, 0
	for i := range s {
		if at >= offset && start < 0 {
			start = i
		}
		if at >= offset+length {
			return s[start:i]
		}
		at += utf16Width(s[i])
	}
	if start < 0 {
		return ""
	}
	return s[start:]
}
