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
	l := languageOf(tx, p)
	return tx.Post(chat.Outgoing{
		Chat: p.User.Private(), Lane: chat.Conversation,
		Content: chat.Content{
			Text:    text.Say(l, key, args...),
			Buttons: [][]chat.Button{{{Text: text.Plain(l, "home.back"), Data: card.Home}}},
		},
	})
}

// languageOf is the person's own, or the estate's.
func languageOf(tx *storage.Tx, p desk.Person) desk.Language {
	if p.Language.Valid() {
		return p.Language
	}
	return tx.Estate().Default
}

// whereWrong says whom to call where something was noted wrongly, and when the office is open.
func whereWrong(tx *storage.Tx, l desk.Language) string {
	e, now := tx.Estate(), tx.Now()
	var own []string
	for _, n := range e.Numbers {
		if !n.Public {
			own = append(own, n.LabelIn(l)+" "+n.Number)
		}
	}
	said := text.Say(l, "household.wrong")
	if len(own) > 0 {
		said = text.Say(l, "household.wrong-call", "numbers", text.List(l, own))
	}
	opening, ok := e.HoursOf(desk.FrontDesk).Next(now, e.Zone)
	switch {
	case ok && opening.After(now):
		said += "\n" + text.Say(l, "household.wrong-opens", "time", text.Clock(l, opening, now, e.Zone))
	case ok:
		said += "\n" + text.Say(l, "household.wrong-open")
	}
	return said
}

// TellGone tells everybody of a party that it has moved out of a unit, and what they can do where that is wrong.
func TellGone(tx *storage.Tx, gone Gone, u desk.Unit) error {
	key := "household.told-moved-out"
	if !gone.Whole {
		key = "household.told-unit-left"
	}
	for _, p := range gone.Residents {
		if err := Tell(tx, p.Person, key, "name", p.Name, "unit", u.Label(), "wrong", text.HTML(whereWrong(tx, languageOf(tx, p.Person)))); err != nil {
			return err
		}
	}
	return nil
}
