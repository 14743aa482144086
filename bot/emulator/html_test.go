package emulator

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestHTMLBecomesTextAndEntitiesInUTF16(t *testing.T) {
	tests := []struct {
		in, text string
		entities []Entity
	}{
		{"plain", "plain", nil},
		{"a &lt;b&gt; &amp;amp; &quot; &nbsp; &copy &#65;&#x1F600;", "a <b> &amp; \" &nbsp; &copy A😀", nil},
		{"😀<b>水</b>", "😀水", []Entity{{Type: "bold", Offset: 2, Length: 1}}},
		{"<b>x<i>y</i></b>", "xy", []Entity{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 1}}},
		{"<STRONG>x</strong><ins>y</ins><del>z</>", "xyz", []Entity{{Type: "bold", Length: 1}, {Type: "underline", Offset: 1, Length: 1}, {Type: "strikethrough", Offset: 2, Length: 1}}},
		{`<a href="https://a.hk/?x=1&amp;y=2">z</a>`, "z", []Entity{{Type: "text_link", Length: 1, URL: "https://a.hk/?x=1&y=2"}}},
		{`<a href='tg://user?id=5'>z</a>`, "z", []Entity{{Type: "text_mention", Length: 1, User: 5}}},
		{`<a href="no link">z</a>`, "z", nil},
		{`<span class="tg-spoiler">z</span>`, "z", []Entity{{Type: "spoiler", Length: 1}}},
		{`<pre><code class="language-go">z</code></pre>`, "z", []Entity{{Type: "pre", Length: 1, Language: "go"}}},
		{`<code class="language-go">z</code>`, "z", []Entity{{Type: "code", Length: 1}}},
		{"<blockquote expandable>z</blockquote>", "z", []Entity{{Type: "expandable_blockquote", Length: 1}}},
		{`<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>`, "👍", []Entity{{Type: "custom_emoji", Length: 2, CustomEmojiID: "5368324170671202286"}}},
		{"<b></b>x", "x", nil},
	}
	for _, tt := range tests {
		text, entities, err := parseHTML(tt.in)
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
		}
		if text != tt.text {
			t.Errorf("%s: text %q, want %q", tt.in, text, tt.text)
		}
		if diff := cmp.Diff(tt.entities, entities); diff != "" {
			t.Errorf("%s: %s", tt.in, diff)
		}
	}
}

func TestHTMLIsRefusedInTelegramsWords(t *testing.T) {
	for in, want := range map[string]string{
		"ab<c>":                  `Unsupported start tag "c" at byte offset 2`,
		"水<br/>":                 `Unsupported start tag "br/" at byte offset 3`,
		"a < b":                  `Unsupported start tag "" at byte offset 2`,
		"a <b":                   `Unclosed start tag at byte offset 2`,
		"<b>x":                   `Can't find end tag corresponding to start tag "b"`,
		"x</b>":                  `Unexpected end tag at byte offset 1`,
		"<b>x</i>":               `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`,
		"<b>x</b":                `Unclosed end tag at byte offset 4`,
		`<span>x</span>`:         `Tag "span" must have class "tg-spoiler" at byte offset 0`,
		`<a href>x</a>`:          `Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0`,
		`<a =x>x</a>`:            `Empty attribute name in the tag "a" at byte offset 0`,
		`<a href=x/y>x</a>`:      `Unexpected end of name token at byte offset 8`,
		`<a href="x`:             `Unclosed start tag at byte offset 0`,
		`<tg-emoji>x</tg-emoji>`: `Invalid custom emoji identifier specified`,
		`<a href=`:               `Unclosed start tag "a" at byte offset 0`,
	} {
		_, _, err := parseHTML(in)
		if err == nil || err.Error() != "Bad Request: can't parse entities: "+want {
			t.Errorf("%s:\n got %v\nwant %s", in, err, want)
		}
	}
}

func TestTelegramFindsCommandsMentionsAndLinks(t *testing.T) {
	kinds := func(text string) (got []string) {
		for _, e := range found(text, nil) {
			got = append(got, e.Type+" "+utf16Slice(text, e.Offset, e.Length))
		}
		return got
	}
	for text, want := range map[string][]string{
		"/start abc":                        {"bot_command /start"},
		"水 /link@frontdesk_bot engineering": {"bot_command /link@frontdesk_bot"},
		"水😀/start":                          {"bot_command /start"},
		"and/or 1/2 //x":                    nil,
		"see https://a.hk/b?c, @somebody #R-1001 #lift x@y.hk": {"url https://a.hk/b?c", "mention @somebody", "hashtag #lift"},
		"水/start": nil,
	} {
		got := kinds(text)
		if text == "see https://a.hk/b?c, @somebody #R-1001 #lift x@y.hk" {
			want = []string{"url https://a.hk/b?c", "mention @somebody", "hashtag #R", "hashtag #lift"}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}

func TestShownHTMLIsSafeAndNested(t *testing.T) {
	for in, want := range map[string]string{
		"<b>x &lt;script&gt;</b>":          "<b>x &lt;script&gt;</b>",
		"<b>a<i>😀</i></b>c":                "<b>a<i>😀</i></b>c",
		`<a href="https://a.hk/%22">z</a>`: `<a rel="noreferrer noopener" target="_blank" href="https://a.hk/%22">z</a>`,
	} {
		text, entities, err := parseHTML(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := showHTML(text, entities); got != want {
			t.Errorf("%s shows as %s", in, got)
		}
	}
	crossing := showHTML("abc", []Entity{{Type: "bold", Length: 2}, {Type: "italic", Offset: 1, Length: 2}})
	if want := "<b>a<i>b</i></b><i>c</i>"; crossing != want {
		t.Errorf("crossing entities show as %s, want %s", crossing, want)
	}
	if got := showHTML("x", []Entity{{Type: "text_link", Length: 1, URL: "javascript:alert(1)"}}); strings.Contains(got, "javascript") {
		t.Errorf("a script's link is shown: %s", got)
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{"<b>x</b>", "a &lt; b", `<a href="x">y</a>`, "<pre><code class=language-go>x</code></pre>", "</b>", "<span class='tg-spoiler'>😀</span>", "&#x1F600;&#99999999;&#xD800;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if !utf8.ValidString(in) {
			return
		}
		text, entities, err := parseHTML(cleaned(in))
		if err != nil {
			return
		}
		text, entities = trimmed(text, entities)
		if !utf8.ValidString(text) {
			t.Errorf("%q became invalid UTF-8 %q", in, text)
		}
		length := utf16Length(text)
		for _, e := range found(text, entities) {
			if e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > length {
				t.Errorf("%q: entity %+v outside of %q", in, e, text)
			}
		}
		shown := showHTML(text, found(text, entities))
		if strings.Count(shown, "<a ") != strings.Count(shown, "</a>") || strings.Contains(shown, "<script") {
			t.Errorf("%q shows as %q", in, shown)
		}
		var back string
		if err := json.Unmarshal(appendString(nil, text), &back); err != nil || back != text {
			t.Errorf("%q written as JSON reads %q, %v", text, back, err)
		}
	})
}
