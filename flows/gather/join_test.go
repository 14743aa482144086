package gather

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestNothingIsLostOrTurnedAroundInJoining(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var waiting []chat.Update
		var want []desk.MessageID
		for i := range rapid.IntRange(1, 40).Draw(t, "n") {
			u := chat.Update{Kind: chat.Message, Message: desk.MessageID(i + 1), Text: fmt.Sprintf("<%d>", i)}
			u.ReplyTo = desk.MessageID(rapid.IntRange(0, 2).Draw(t, "answers"))
			if rapid.IntRange(0, 9).Draw(t, "place") == 0 {
				u.Location = &chat.Location{}
			}
			if rapid.Bool().Draw(t, "photo") {
				u.Media = []desk.Media{{FileID: u.Text}}
			}
			waiting, want = append(waiting, u), append(want, u.Message)
		}
		var got []desk.MessageID
		var words strings.Builder
		files := 0
		for _, u := range join(waiting) {
			got = append(got, u.Messages...)
			words.WriteString(u.Text)
			files += len(u.Media)
			if u.Message != u.Messages[0] || u.Location != nil && len(u.Messages) > 1 {
				t.Fatalf("wrongly joined: %+v", u)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		for _, u := range waiting {
			if !strings.Contains(words.String(), u.Text) {
				t.Fatalf("%s is lost", u.Text)
			}
			files -= len(u.Media)
		}
		if files != 0 {
			t.Fatalf("%d files are lost", -files)
		}
	})
}

func TestAChangeOfWhatWaitsTakesItsPlace(t *testing.T) {
	got := join([]chat.Update{
		{Kind: chat.Message, Message: 1, Text: "a"}, {Kind: chat.Message, Message: 2, Text: "b"},
		{Kind: chat.Edited, Message: 1, Text: "c"}, {Kind: chat.Edited, Message: 1, Text: "d"},
	})
	if len(got) != 1 || got[0].Text != "d\nb" || got[0].Kind != chat.Message {
		t.Errorf("got %+v", got)
	}
}

func TestTheFirstPartSaysForTheAlbumWhatItAnswers(t *testing.T) {
	got := join([]chat.Update{
		{Kind: chat.Message, Message: 1, Album: "x", ReplyTo: 9, Quoted: "R-1001"}, {Kind: chat.Message, Message: 2, Album: "x", Text: "late"},
	})
	if len(got) != 1 || got[0].ReplyTo != 9 || got[0].Quoted != "R-1001" || got[0].Text != "late" || got[0].Album != "x" {
		t.Errorf("got %+v", got)
	}
}
