package tenancy

import (
	"frontdesk/flows/card"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Tell writes to a person in private, in their language, with a button to the first screen. Whoever has no
// account here is told nothing.
func Tell(tx *storage.Tx, p desk.Person, key string, args ...any) error {
	if p.User == 0 {
		return nil
	}
	l := p.Language
	if !l.Valid() {
		l = tx.Estate().Default
	}
	return tx.Post(chat.Outgoing{
		Chat: p.User.Private(), Lane: chat.Conversation,
		Content: chat.Content{
			Text:    text.Say(l, key, args...),
			Buttons: [][]chat.Button{{{Text: text.Plain(l, "home.back"), Data: card.Home}}},
		},
	})
}

// TellGone tells everybody of a party that it has moved out of a unit, and what they can do where that is wrong.
func TellGone(tx *storage.Tx, gone Gone, u desk.Unit) error {
	key := "household.told-moved-out"
	if !gone.Whole {
		key = "household.told-unit-left"
	}
	for _, p := range gone.Residents {
		if err := Tell(tx, p.Person, key, "name", p.Name, "unit", u.Label()); err != nil {
			return err
		}
	}
	return nil
}
