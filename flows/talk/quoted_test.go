package talk_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestRepliesQuoteWhatTheyAnswerOnBothSides(t *testing.T) {
	b := newBench(t)
	asked := b.wong.Replies(b.shown(), "> which room?")
	b.wong.Replies(b.shown(), "> and since when?")
	question := b.tenant.Sees("which room?")
	answer := b.tenant.Replies(question, "the kitchen")
	heard := b.engineers.Sees("the kitchen")
	if heard.ReplyTo != asked {
		t.Errorf("the answer quotes %d, want the question %d", heard.ReplyTo, asked)
	}
	b.tenant.Replies(question, "no, the bath")
	b.wong.Replies(heard, "> left or right?")
	if m := b.tenant.Sees("left or right?"); m.ReplyTo != answer {
		t.Errorf("staff's answer quotes %d, want %d", m.ReplyTo, answer)
	}
	b.tenant.Sends(chat.Update{Text: "the kitchen, I mean", ReplyTo: answer}) // to one's own
	if m := b.engineers.Sees("I mean"); m.ReplyTo != heard.ID {
		t.Errorf("what was added to one's own words quotes %d, want %d", m.ReplyTo, heard.ID)
	}
	b.tenant.Writes("thanks")
	if m := b.engineers.Sees("thanks"); m.ReplyTo != b.shown().ID {
		t.Errorf("what answers nothing stands under %d, not under the card", m.ReplyTo)
	}
}

func TestANoteThatIsSentOnLaterQuotesWhatItAnswered(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	said := b.tenant.Writes("the kitchen")
	b.wong.Replies(b.engineers.Sees("the kitchen"), "we come at four")
	b.wong.Presses("Send to A-1203")
	if m := b.tenant.Sees("we come at four"); m.ReplyTo != said {
		t.Errorf("quotes %d, want %d", m.ReplyTo, said)
	}
}

func TestAReplyBetweenColleaguesStaysThereUnlessItBeginsWithTheSign(t *testing.T) {
	b := newBench(t)
	note := b.wong.Replies(b.shown(), "need a part")
	before := len(b.engineers.Messages)
	lam := b.engineers.Member("Lam")
	lam.Sends(chat.Update{Text: "in the store", ReplyTo: note})
	if len(b.engineers.Messages) != before {
		t.Error("the desk answers colleagues")
	}
	lam.Sends(chat.Update{Text: "> we have it here", ReplyTo: note})
	b.tenant.SeesOnce("Lam", "we have it here")
}

func TestWhateverIsSentGoesOnAsWhatItIs(t *testing.T) {
	b := newBench(t)
	b.wong.Replies(b.shown(), "> which room?")
	for _, kind := range []desk.MediaKind{desk.Voice, desk.VideoNote, desk.Document, desk.Sticker, desk.Audio, desk.Animation} {
		b.tenant.Sends(chat.Update{Media: []desk.Media{{Kind: kind, FileID: string(kind)}}})
		if m := b.engineers.Last(); strings.HasSuffix(m.Text, ":") || len(m.Media) != 1 || m.Media[0].FileID != string(kind) {
			t.Errorf("%s did not go on:\n%s", kind, b.engineers.Last())
		}
	}
	b.tenant.Sends(chat.Update{Location: &chat.Location{Latitude: 22.28, Longitude: 114.15}})
	if m := b.engineers.Last(); m.Location == nil || m.Location.Latitude != 22.28 {
		t.Errorf("the place did not go on:\n%s", m)
	}
	b.tenant.Sends(chat.Update{Contact: &chat.Contact{Name: "Mrs Chan", Phone: "+85298765432", User: 5}})
	if m := b.engineers.Last(); m.Card == nil || m.Card.Phone != "+85298765432" || m.Card.Name != "Mrs Chan" {
		t.Errorf("the number did not go on:\n%s", m)
	}
}

func TestAnAlbumGoesOnAsOneBothWays(t *testing.T) {
	b := newBench(t)
	b.tenant.SendsAlbum(10, "the kitchen", b.tenant.Sees("R-1001"))
	b.engineers.SeesOnce("the kitchen")
	if m := b.engineers.Sees("the kitchen"); len(m.Media) != 10 {
		t.Errorf("%d photos", len(m.Media))
	}
	b.tenant.SeesOnce("Passed on")
	b.wong.SendsAlbum(10, "repaired", b.shown())
	b.engineers.SeesOnce("Kept inside")
	b.wong.Presses("Send to A-1203")
	b.tenant.SeesOnce("repaired")
	if m := b.tenant.Sees("repaired"); len(m.Media) != 10 {
		t.Errorf("%d photos", len(m.Media))
	}
	b.engineers.SeesOnce("Sent to A-1203")
	b.wong.SendsAlbum(4, "> and this", b.shown())
	b.Wait(2 * time.Second)
	b.tenant.SeesOnce("and this")
}
