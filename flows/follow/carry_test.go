package follow

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"frontdesk/storage/desk"
)

// Whatever somebody writes, however long, with whatever files: all of it goes out, in messages that the chat service
// takes.
func TestNothingThatIsSaidIsCutOff(t *testing.T) {
	kinds := []desk.MediaKind{desk.Photo, desk.Video, desk.Voice, desk.Audio, desk.Document, desk.Animation, desk.Sticker, desk.VideoNote}
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Repeat(rapid.SampledFrom([]string{"word ", "字", "😀", "<b>&", "\n", "x"}).Draw(t, "unit"), rapid.IntRange(0, 5000).Draw(t, "length"))
		words = strings.TrimSpace(words)
		var files []desk.Media
		for range rapid.IntRange(0, 25).Draw(t, "files") {
			files = append(files, desk.Media{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), FileID: "f"})
		}
		heading := rapid.SampledFrom([]string{"", "<b>Wong</b> on R-1001:"}).Draw(t, "heading")
		l := layout(rapid.IntRange(0, 2).Draw(t, "layout"))
		sent, letters := 0, 0
		for i, c := range l.contents(heading, words, files) {
			sent += len(c.Media)
			body := c.Text
			if i == 0 && heading != "" {
				if !strings.HasPrefix(body, heading) {
					t.Fatalf("the first message does not begin with the heading: %q", body)
				}
				body = strings.TrimPrefix(body, heading)
			}
			letters += len(bare(body))
			most := 4096
			if len(c.Media) > 0 {
				most = 1024
			}
			if n := seen(unescape(c.Text)); n > most {
				t.Fatalf("a message of %d characters, at most %d", n, most)
			}
			if len(c.Media) > albumSize || c.Text == "" && len(c.Media) == 0 {
				t.Fatalf("an impossible message: %+v", c)
			}
		}
		if sent != len(files) || letters != len(bare(escape(words))) {
			t.Fatalf("%d of %d files, %d of %d letters", sent, len(files), letters, len(bare(escape(words))))
		}
	})
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

func unescape(s string) string {
	return strings.NewReplacer("<b>", "", "</b>", "", "&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(s)
}

// bare is a text without spaces, of which some are dropped where a message ends.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }
