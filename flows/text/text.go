// Package text holds every sentence that a person reads, in Traditional Chinese, Simplified Chinese and
// English. It must never hold logic: which sentence is said, and when, is decided elsewhere.
//
// A sentence's key is its area and its name, as in "repair.description": the area is the file
// <language>/<area>.yaml, the name its key there. Placeholders stand in braces: "On site by {time}." Each key
// and its placeholders stand in all three languages; a test holds them equal.
package text

import (
	"embed"
	"fmt"
	"html"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

//go:embed en/*.yaml zh-Hant/*.yaml zh-Hans/*.yaml
var files embed.FS

var sentences = mustLoad()

// HTML is text that is safe to show as it is: made here, or escaped already.
type HTML string

// Say is the sentence under key in l, its placeholders filled from pairs of name and value. What is filled in
// is escaped, unless it is HTML. A key that is not there comes back as it is, in brackets, so that the gap can
// be seen; tests and the check command find it first.
func Say(l desk.Language, key string, args ...any) string {
	s, ok := sentences[l][key]
	if !ok {
		return "[" + key + "]"
	}
	if len(args) == 0 {
		return s
	}
	return fill(s, args, escape)
}

// Plain is Say for what is not shown as HTML: button labels, toasts, the page.
func Plain(l desk.Language, key string, args ...any) string {
	s, ok := sentences[l][key]
	if !ok {
		return "[" + key + "]"
	}
	if len(args) == 0 {
		return s
	}
	return fill(s, args, shown)
}

// Has reports whether there is a sentence under key.
func Has(key string) bool {
	_, ok := sentences[desk.English][key]
	return ok
}

// Escape makes what a person wrote safe to show.
func Escape(s string) HTML { return HTML(html.EscapeString(s)) }

// Escaped is Escape as a string, for what is put together by hand.
func Escaped(s string) string { return html.EscapeString(s) }

// All are the sentences of one area, by name.
func All(l desk.Language, area string) map[string]string {
	all := map[string]string{}
	for key, s := range sentences[l] {
		if name, ok := strings.CutPrefix(key, area+"."); ok {
			all[name] = s
		}
	}
	return all
}

// Keys lists every key of a language, in no order.
func Keys(l desk.Language) []string {
	keys := make([]string, 0, len(sentences[l]))
	for key := range sentences[l] {
		keys = append(keys, key)
	}
	return keys
}

func escape(v any) string {
	if safe, ok := v.(HTML); ok {
		return string(safe)
	}
	return html.EscapeString(shown(v))
}

// fill puts what args say in the place of the placeholders. A placeholder that they do not name stays.
func fill(s string, args []any, show func(any) string) string {
	var b strings.Builder
	b.Grow(len(s) + 64)
	for {
		before, rest, opened := strings.Cut(s, "{")
		if !opened {
			b.WriteString(before)
			return b.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if v, given := argument(args, name); closed && given {
			value := show(v)
			b.WriteString(closedUp(before, name, value))
			b.WriteString(value)
			s = after
			continue
		}
		b.WriteString(before)
		b.WriteByte('{')
		s = rest
	}
}

// times are the placeholders of moments: a clock's figures, or a day in words before them.
var times = map[string]bool{"time": true, "due": true, "next": true, "before": true, "until": true, "missed": true, "opened": true, "last": true}

// closedUp is what stands before a placeholder, without the space that parts Chinese from figures where it is a day in
// words that follows.
func closedUp(before, name, value string) string {
	if !times[name] || !strings.HasSuffix(before, " ") {
		return before
	}
	left := strings.TrimSuffix(before, " ")
	last, _ := utf8.DecodeLastRuneInString(left)
	first, _ := utf8.DecodeRuneInString(value)
	if unicode.Is(unicode.Han, last) && unicode.Is(unicode.Han, first) {
		return left
	}
	return before
}

// argument is the value of the pair with that name.
func argument(args []any, name string) (v any, given bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return args[i+1], true
		}
	}
	return nil, false
}

// shown is a value as it is written.
func shown(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return fmt.Sprint(v)
}

// mustLoad reads the files that are built in; a test proves that they can be read.
func mustLoad() map[desk.Language]map[string]string {
	all := map[desk.Language]map[string]string{}
	for _, l := range desk.Languages {
		loaded, err := load(l)
		if err != nil {
			panic(err)
		}
		all[l] = loaded
	}
	return all
}

func load(l desk.Language) (map[string]string, error) {
	names, err := fs.Glob(files, path.Join(string(l), "*.yaml"))
	if err != nil {
		return nil, fmt.Errorf("list texts: %w", err)
	}
	all := map[string]string{}
	for _, name := range names {
		raw, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read texts: %w", err)
		}
		var area map[string]string
		if err := yaml.Unmarshal(raw, &area); err != nil {
			return nil, fmt.Errorf("read texts %s: %w", name, err)
		}
		for key, s := range area {
			all[strings.TrimSuffix(path.Base(name), ".yaml")+"."+key] = strings.TrimSpace(s)
		}
	}
	return all, nil
}
