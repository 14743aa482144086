package talk

import (
	"errors"
	"strconv"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// pass keeps a tenant's message with the ticket; it goes under the card from there.
func (k Talk) pass(tx *storage.Tx, who dialog.Who, t *desk.Ticket, m Message) error {
	said := desk.SaidData{Text: m.Words, Media: m.Files, Answers: m.answers}
	if len(m.From) > 0 {
		said.Origin = desk.Spot{Chat: who.Chat, Message: m.From[0]}
	}
	by := desk.Actor{As: desk.AsTenant, User: who.User, Person: who.Person.ID, Name: who.Name}
	if err := t.Say(said, by, tx.Now()); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	if err := origin.Keep(tx, who.Chat, m.From, t.ID, t.Events); err != nil {
		return err
	}
	return confirm(tx, who, t, t.Events, 0, text.Say(who.Language, "talk.passed", "ticket", t.ID,
		"desk", text.Plain(who.Language, "desk."+string(t.Desk))))
}

// Edited takes a change to a message over into the matter that the message is part of; ok is false where it is
// part of none, or says what it said before.
func (k Talk) Edited(tx *storage.Tx, who dialog.Who, u chat.Update) (ok bool, err error) {
	t, e, ok, err := origin.Find(&tx.Reader, u, desk.AsTenant)
	if err != nil || !ok {
		return false, err
	}
	before, err := origin.Now(&tx.Reader, t, e.Seq, e.Seq)
	if err != nil {
		return false, err
	}
	if ok, err = origin.Correct(tx, u, t, e); err != nil || !ok {
		return false, err
	}
	return true, errors.Join(confirm(tx, who, t, e.Seq, u.Message, text.Say(who.Language, "talk.corrected", "ticket", t.ID,
		"desk", text.Plain(who.Language, "desk."+string(t.Desk)),
		"time", text.Clock(who.Language, tx.Now(), tx.Now(), tx.Estate().Zone))), k.turned(tx, who, u, t, before.Words))
}

// confirm tells the tenant without a sound what has become of their message: that it was passed on, and that a
// change to it was.
func confirm(tx *storage.Tx, who dialog.Who, t *desk.Ticket, event int, replyTo desk.MessageID, body string) error {
	return tx.Show(chat.Outgoing{
		Slot: chat.Slot("passed:" + string(t.ID) + ":" + strconv.Itoa(event)),
		Chat: who.Chat, Lane: chat.Conversation, ReplyTo: replyTo,
		Content: chat.Content{Text: body, Silent: true},
		About:   chat.About{Ticket: t.ID, What: card.Told, Event: event},
	})
}
