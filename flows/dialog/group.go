package dialog

import (
	"fmt"
	"strconv"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Screen is where the dialog stands: the person's live screen, or in a group a message of its own, which shows what
// came of it when it is over.
func (t *Talk) Screen() chat.Slot {
	if !t.Group() {
		return Screen(t.Chat)
	}
	return chat.Slot(fmt.Sprintf("form:%d:%d:%d:%s", t.Chat, t.Thread, t.User, t.instance))
}

// addressed puts before a question in a group whom it is for, and how to answer in words.
func (a *asked) addressed(body string) string {
	body = a.named() + "\n" + body
	switch a.step.q.(type) {
	case nil, confirmation:
		return body
	case choice:
		if !a.step.search {
			return body
		}
	}
	return body + "\n" + text.Say(a.Language, "dialog.reply-here")
}

// named says whom a message in a group is for.
func (t *Talk) named() string {
	name := fmt.Sprintf(`<a href="tg://user?id=%d">%s</a>`, t.User, text.Escaped(CleanName(t.Name, maxLabel)))
	return text.Say(t.Language, "dialog.for", "name", text.HTML(name))
}

// repliedTo makes the form that was replied to the one that is asked; where it was none of the person's own, none is:
// nothing else that is said in a group is for a dialog.
func (e *Engine) repliedTo(tx *storage.Tx, who Who, b *book, u chat.Update) error {
	for _, s := range b.sessions() {
		place, ok, err := tx.Place(e.talk(tx, who, s).Screen())
		if err != nil {
			return err
		}
		if ok && u.ReplyTo != 0 && place.Message == u.ReplyTo && place.Chat == u.Chat.ID {
			b.take(s.Instance)
			return nil
		}
	}
	b.Active = nil
	return nil
}

// comeDown takes a form in a group away from where it stands, so that it is shown anew at the end: what was said since
// in a group is not noted, and a form far above is seen by nobody.
func (t *Talk) comeDown() error {
	if !t.Group() {
		return nil
	}
	return t.Tx.Vacate(t.Screen(), chat.Conversation)
}

// close takes the buttons off a form in a group that is over, and says what came of it where the dialog itself
// does not.
func (t *Talk) close(note string) error {
	if !t.Group() || t.flow == nil {
		return nil
	}
	return t.Tx.Show(chat.Outgoing{
		Slot: t.Screen(), Chat: t.Chat, Thread: t.Thread, Lane: chat.Conversation,
		Content: chat.Content{Text: t.named() + "\n" + text.Say(t.Language, note, "title", t.flow.Title(t.Language))},
	})
}

// first shows the first screen with a note; in a group, which has none, the note alone.
func (e *Engine) first(t *Talk, note string) error {
	if t.Group() {
		return t.close(note)
	}
	return e.home(t.Tx, t.Who, note)
}

// foreign is the toast for a press on a form that is another's; "" where the form is the presser's or is over.
func (e *Engine) foreign(r *storage.Reader, who Who, p press) (string, error) {
	_, suffix, ok := strings.Cut(p.instance, ".")
	if !ok {
		return "", nil
	}
	owner, err := strconv.ParseInt(suffix, 36, 64)
	if err != nil || desk.UserID(owner) == who.User {
		return "", nil //nolint:nilerr // made by nobody's button: it is stale
	}
	k := who.SessionKey
	k.User = desk.UserID(owner)
	b, err := load(r, k)
	if err != nil {
		return "", err
	}
	for _, s := range b.sessions() {
		if s.Instance == p.instance {
			return text.Plain(who.Language, "dialog.others-form", "name", CleanName(b.Name, maxLabel)), nil
		}
	}
	return text.Plain(who.Language, "dialog.over"), nil
}
