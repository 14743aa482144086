// Package origin knows which message of a person became which event of a ticket, so that a change to the message
// finds the event, and a reply to it is understood. It must never send anything.
package origin

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// What is what a person's own message is to a ticket; a part of several has its place after it.
const What chat.What = "origin"

// Keep remembers that the messages became the event of the ticket: the words that opened it, a note, a message
// that was passed on. They are all of the event's messages, in the order in which their words stand there.
func Keep(tx *storage.Tx, c desk.ChatID, messages []desk.MessageID, t desk.TicketID, event int) error {
	for i, m := range messages {
		if m == 0 {
			continue
		}
		ref := storage.Ref{Ticket: t, What: place(i, len(messages)), Event: event}
		if err := tx.PutRef(c, m, ref); err != nil {
			return err
		}
	}
	return nil
}

// Attribute remembers which words of the answer to a step each of its messages said, of those that were kept, so that
// a correction takes their place and no others'.
func Attribute(t *dialog.Talk, step string) error {
	for m, said := range t.Words(step) {
		ref, known, err := t.Tx.Ref(t.Chat, m)
		if err != nil {
			return err
		}
		if !known || !Is(ref) {
			continue
		}
		ref.Said = said
		if err := t.Tx.PutRef(t.Chat, m, ref); err != nil {
			return err
		}
	}
	return nil
}

// Messages are all that an update came as.
func Messages(u chat.Update) []desk.MessageID {
	if len(u.Messages) > 0 {
		return u.Messages
	}
	return []desk.MessageID{u.Message}
}

// Spot is where an update's message stands.
func Spot(u chat.Update) desk.Spot { return desk.Spot{Chat: u.Chat.ID, Message: u.Message} }

// Is reports whether a message is a person's own rather than one of the desk's.
func Is(ref storage.Ref) bool {
	what, _, _ := strings.Cut(ref.What, ":")
	return what == string(What)
}

// place says which of how many messages it is.
func place(i, n int) string {
	if n == 1 {
		return string(What)
	}
	return fmt.Sprintf("%s:%d/%d", What, i, n)
}

// placed reads what place wrote; anything else is the only one.
func placed(what string) (i, n int) {
	_, at, _ := strings.Cut(what, ":")
	if _, err := fmt.Sscanf(at, "%d/%d", &i, &n); err != nil || n < 1 {
		return 0, 1
	}
	return i, n
}

// Sources are the messages from which the answers to some steps of a dialog were taken, each once, in order.
func Sources(t *dialog.Talk, steps ...string) []desk.MessageID {
	var messages []desk.MessageID
	for _, step := range steps {
		messages = append(messages, t.Sources(step)...)
	}
	slices.Sort(messages)
	return slices.Compact(messages)
}
