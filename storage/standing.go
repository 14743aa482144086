package storage

import (
	"slices"

	"frontdesk/storage/desk"
)

// Restood takes the chats that stand otherwise than before the transaction: a person who has another language,
// another unit or another desk, by their private chat, and a group that holds other desks or speaks another
// language. Each is given once, and only to whoever asks first.
func (tx *Tx) Restood() []desk.ChatID {
	chats := tx.restood
	tx.restood = nil
	return chats
}

// restand notes that a chat stands otherwise.
func (tx *Tx) restand(c desk.ChatID) {
	if c != 0 && !slices.Contains(tx.restood, c) {
		tx.restood = append(tx.restood, c)
	}
}

// restandPerson notes that a person does, where they have a chat account.
func (tx *Tx) restandPerson(id desk.PersonID) error {
	p, _, err := tx.Person(id)
	tx.restand(p.User.Private())
	return err
}
