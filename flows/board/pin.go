package board

import (
	"time"

	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// MayNotPin tells a group once that its board cannot be fixed at the top, and what would help.
func MayNotPin(tx *storage.Tx, row chat.Outgoing) error {
	g, known, err := tx.Group(row.Chat)
	if err != nil || !known || !g.Unpinned.IsZero() {
		return err
	}
	g.Unpinned = tx.Now()
	if err := tx.PutGroup(g); err != nil {
		return err
	}
	return tx.Post(chat.Outgoing{Chat: row.Chat, Lane: chat.Notice, Content: chat.Content{
		Text: text.Say(people.ChatLanguage(&tx.Reader, row.Chat), "board.may-not-pin"), Silent: true,
	}})
}

// Pinned notes that something could be fixed at the top of its group.
func Pinned(tx *storage.Tx, row chat.Outgoing) error {
	if row.Op != chat.Pin || row.Chat.Private() {
		return nil
	}
	g, known, err := tx.Group(row.Chat)
	if err != nil || !known || g.Unpinned.IsZero() {
		return err
	}
	g.Unpinned = time.Time{}
	return tx.PutGroup(g)
}

// PinAgain asks for the group's board to be fixed at the top that could not be: the bot's rights may have changed.
func PinAgain(tx *storage.Tx, g desk.Group) error {
	place, stands, err := tx.Place(Slot(g.Chat))
	if err != nil || !stands || g.Unpinned.IsZero() || !g.Closed.IsZero() || place.Chat != g.Chat {
		return err
	}
	return tx.Post(chat.Outgoing{Op: chat.Pin, Lane: chat.Notice, Chat: g.Chat, Message: place.Message})
}
