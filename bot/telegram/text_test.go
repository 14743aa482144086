package telegram

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestFitCutsNeitherTagsNorEntitiesNorPairs(t *testing.T) {
	table := []struct {
		html, want string
		limit      int
	}{
		{"short", "short", 10},
		{"<b>0123456789</b>", "<b>0123456789</b>", 10},
		{"<b>0123456789x</b>", "<b>012345678…</b>", 10},
		{"<b>ab</b><i>cdefgh</i>", "<b>ab</b><i>cd…</i>", 5},
		{"a&amp;b&lt;c&gt;d", "a&amp;b&lt;…", 5},
		{"ab😀😀", "ab😀…", 5},
		{"abc😀😀", "abc…", 5},
		{`<a href="https://t.me/x">0123456789</a>`, `<a href="https://t.me/x">012…</a>`, 4},
		{"0123456789 0123456789 0123456789 xyz", "0123456789 0123456789 0123456789…", 35},
	}
	for _, c := range table {
		got, cut := fit(c.html, c.limit)
		if got != c.want || cut != (c.html != c.want) {
			t.Errorf("fit(%q, %d) = %q, %t, want %q", c.html, c.limit, got, cut, c.want)
		}
	}
}

func TestFitHoldsItsLimitAndItsTags(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"word ", "長", "😀", "&amp;", "&lt;", "<b>", "</b>", "<i>", "</i>", "\n", "a"})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		var open []string
		for _, p := range rapid.SliceOfN(pieces, 1, 200).Draw(t, "pieces") {
			switch {
			case strings.HasPrefix(p, "</"):
				if len(open) == 0 || open[len(open)-1] != p[2:3] {
					continue
				}
				open = open[:len(open)-1]
			case strings.HasPrefix(p, "<"):
				open = append(open, p[1:2])
			}
			b.WriteString(p)
		}
		for _, tag := range slices.Backward(open) {
			b.WriteString("</" + tag + ">")
		}
		limit := rapid.IntRange(2, 100).Draw(t, "limit")
		got, _ := fit(b.String(), limit)
		if n := seen(got); n > limit {
			t.Fatalf("%d units are seen of %q", n, got)
		}
		for _, tag := range []string{"b", "i"} {
			if strings.Count(got, "<"+tag+">") != strings.Count(got, "</"+tag+">") {
				t.Fatalf("tags left open in %q", got)
			}
		}
	})
}

func TestPlainKeepsWhatSomebodyWrote(t *testing.T) {
	for html, want := range map[string]string{
		"<b>a &lt; b</b> & c":          "a < b & c",
		"a < b and c > d":              "a < b and c > d",
		`<a href="https://x">l</a><x>`: "l<x>",
	} {
		if got := plain(html); got != want {
			t.Errorf("plain(%q) = %q, want %q", html, got, want)
		}
	}
}

func TestSplitKeepsEachPartWithinLimits(t *testing.T) {
	photo, video := desk.Media{Kind: desk.Photo}, desk.Media{Kind: desk.Video}
	document, voice := desk.Media{Kind: desk.Document}, desk.Media{Kind: desk.Voice}
	sticker := desk.Media{Kind: desk.Sticker}
	buttons := [][]chat.Button{{{Text: "b"}}}
	long := strings.Repeat("x", maxCaption+1)
	photos := func(n int) (m []desk.Media) {
		for range n {
			m = append(m, photo)
		}
		return m
	}
	table := []struct {
		name string
		c    chat.Content
		want string // a letter for each file and part: t text, b with buttons
	}{
		{"a text", chat.Content{Text: "x", Buttons: buttons}, "tb"},
		{"a captioned photo", chat.Content{Text: "x", Media: photos(1), Buttons: buttons}, "1tb"},
		{"a caption too long", chat.Content{Text: long, Media: photos(1), Buttons: buttons}, "1 tb"},
		{"an album", chat.Content{Text: "x", Media: append(photos(2), video)}, "3t"},
		{"an album with a keyboard", chat.Content{Text: "x", Media: photos(2), Buttons: buttons}, "2 tb"},
		{"an album with a keyboard and no text", chat.Content{Media: photos(3), Buttons: buttons}, "2 1b"},
		{"more than one album holds", chat.Content{Media: photos(21), Text: "x"}, "10t 10 1"},
		{"kinds that do not mix", chat.Content{Media: []desk.Media{photo, document, document, voice, voice}}, "1 2 1 1"},
		{"a sticker carries no caption", chat.Content{Text: "x", Media: []desk.Media{sticker}}, "1 t"},
		{"a file made here", chat.Content{Text: "x", File: &chat.File{Name: "a"}, Buttons: buttons}, "ftb"},
	}
	for _, c := range table {
		parts, _ := Split(c.c)
		var got []string
		for _, p := range parts {
			s := ""
			if len(p.Media) > 0 {
				s = string(rune('0' + len(p.Media)))
				if len(p.Media) > 9 {
					s = "10"
				}
			}
			if p.File != nil {
				s += "f"
			}
			if p.Text != "" {
				s += "t"
			}
			if p.Buttons != nil {
				s += "b"
			}
			got = append(got, s)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
	}
}
