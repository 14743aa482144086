package dialog

import (
	"encoding/json"
	"strings"
	"unicode"

	"frontdesk/flows/phone"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Phone asks for the person's telephone number, typed or, in a private chat, shared by a key under the text box;
// its answer is text in E.164, such as +85291234567.
func Phone(name string) Step { return Step{name: name, q: phoneNumber{}} }

// Anothers asks for somebody else's number: nobody is lent a key that shares their own, and a contact card of anybody
// but the person is taken.
func (s Step) Anothers() Step {
	if _, ok := s.q.(phoneNumber); ok {
		s.q = phoneNumber{anothers: true}
	}
	return s
}

// OrWords takes words without a figure as no attempt to answer: they go where the dialog keeps words.
func (s Step) OrWords() Step {
	if q, ok := s.q.(phoneNumber); ok {
		q.orWords = true
		s.q = q
	}
	return s
}

// phoneNumber is a question that is answered by a telephone number.
type phoneNumber struct {
	basic
	anothers bool
	orWords  bool
}

func (phoneNumber) kind() string { return "phone" }

func (q phoneNumber) said(a *asked, said string) reply {
	number, ok := phone.Read(said, phone.Region(a.Tx.Estate()))
	if !ok {
		r := refuse("dialog.no-phone")
		r.words = q.orWords && !strings.ContainsFunc(said, unicode.IsDigit)
		return r
	}
	return answer(number)
}

// sent takes the person's own contact card, and no other's: whoever shares another's number says it is theirs. Where
// another's is asked for, it is the other way round.
func (q phoneNumber) sent(a *asked, u chat.Update) (reply, bool) {
	if u.Contact == nil {
		return reply{}, false
	}
	switch own := u.Contact.User == a.User; {
	case q.anothers && own:
		return refuse("dialog.own-card"), true
	case !q.anothers && !own:
		return refuse("dialog.others-card"), true
	}
	number, ok := "", false
	if q.anothers { // as it stands in the person's address book
		number, ok = phone.Read(u.Contact.Phone, phone.Region(a.Tx.Estate()))
	}
	if !ok {
		number, ok = phone.Shared(u.Contact.Phone)
	}
	if !ok {
		return refuse("dialog.no-phone"), true
	}
	return answer(number), true
}

func (phoneNumber) reads(raw json.RawMessage) bool { return readsAs[string](raw) }

func (phoneNumber) shown(t *Talk, _ Step, raw json.RawMessage) string {
	return phone.Format(Answers{"": raw}.Text(""), phone.Region(t.Tx.Estate()))
}

// keys lends the person a key under the text box while their telephone number is asked for, and takes it away again.
// It stays with no one who was answered, has left, or is in a group, where a number is nobody's business.
func (e *Engine) keys(tx *storage.Tx, who Who, b *book) error {
	want := false
	if s := b.Active; s != nil && !who.Group() {
		if f, known := e.flows[s.Flow]; known {
			step, ok := f.step(e.talk(tx, who, s), s.Step)
			q, is := step.q.(phoneNumber)
			want = ok && is && !q.anothers
		}
	}
	if want == b.Keys {
		return nil
	}
	b.Keys = want
	c := chat.Content{Silent: true}
	if want {
		c.Text = text.Say(who.Language, "dialog.share-hint")
		c.Keys = [][]chat.Key{{{Text: text.Plain(who.Language, "dialog.share"), Contact: true}}}
	} else {
		c.Text, c.RemoveKeys = text.Say(who.Language, "dialog.share-over"), true
	}
	return tx.Post(chat.Outgoing{Chat: who.Chat, Lane: chat.Conversation, Content: c})
}
