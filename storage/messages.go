package storage

import "frontdesk/storage/desk"

// Ref is what a message in a chat is about, so that a reply to it is understood.
type Ref struct {
	Ticket desk.TicketID `json:"ticket"`
	What   string        `json:"what,omitempty"`
	// Event is the ticket event that the message carries, 0 for none.
	Event int `json:"event,omitempty"`
	// User is who alone may answer it, where it was put to one person.
	User desk.UserID `json:"user,omitempty"`
	// Said are a person's own words in it, as they stand in the event; "" where that is not known.
	Said string `json:"said,omitempty"`
}

// dated is a Ref with the day on which it was last kept, so that it can be forgotten.
type dated struct {
	Ref
	On desk.Day `json:"on,omitempty"`
}

// PutRef remembers what a message is about: one that the desk sent, or somebody else did. It is forgotten after
// RefsFor days.
func (tx *Tx) PutRef(c desk.ChatID, m desk.MessageID, ref Ref) error {
	return write(tx, bMessages, join(id64(c), id64(m)), dated{ref, tx.today()})
}

// Ref finds what a message is about.
func (r *Reader) Ref(c desk.ChatID, m desk.MessageID) (Ref, bool, error) {
	ref, ok, err := read[dated](r, bMessages, join(id64(c), id64(m)))
	return ref.Ref, ok, err
}
