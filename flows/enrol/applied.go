package enrol

import (
	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// joinScreen is the asker's screen that shows how far a request is.
const joinScreen chat.What = "join-screen"

// Applied says in a sentence that somebody's request waits to be decided, and gives the button that withdraws it; the
// sentence is "" where none waits.
func (j *Joins) Applied(r *storage.Reader, who dialog.Who) (said string, withdraws chat.Button, err error) {
	join, open, err := r.JoinOf(who.User)
	if err != nil || !open {
		return "", withdraws, err
	}
	u, _, err := r.Unit(join.Unit)
	if err != nil {
		return "", withdraws, err
	}
	key := "join.applied"
	if r.Now().After(join.Due) {
		key = "join.applied-late"
	}
	said = text.Say(who.Language, key, "number", joinNumber(join.ID), "unit", u.Label(),
		"due", text.Clock(who.Language, join.Due, r.Now(), r.Estate().Zone))
	return said, withdrawButton(who.Language, join), nil
}

// Request is the request of somebody that waits, as a screen is about it; it is empty where none does.
func (j *Joins) Request(r *storage.Reader, who dialog.Who) (chat.About, error) {
	join, open, err := r.JoinOf(who.User)
	if err != nil || !open {
		return chat.About{}, err
	}
	return chat.About{Ticket: desk.TicketID(joinNumber(join.ID)), What: joinScreen}, nil
}

func withdrawButton(l desk.Language, join desk.Join) chat.Button {
	return chat.Button{Text: text.Plain(l, "join.withdraw"), Data: joinData(join.ID, withdraw, 0)}
}

// unask takes the button that withdraws a request that is over out of what the asker was shown of it.
func unask(tx *storage.Tx, join desk.Join) error {
	asker, err := askerOf(tx, join)
	if err != nil {
		return err
	}
	u, _, err := tx.Unit(join.Unit)
	if err != nil {
		return err
	}
	l := asker.Language
	o := chat.Outgoing{
		Op: chat.Refresh, Slot: lateSlot(join.ID), Chat: asker.Chat, Lane: chat.Conversation,
		Content: chat.Content{
			Text:    text.Say(l, "join.answered", "number", joinNumber(join.ID), "unit", u.Label()),
			Buttons: [][]chat.Button{{{Text: text.Plain(l, "home.back"), Data: card.Home}}},
		},
	}
	if err := tx.Show(o); err != nil {
		return err
	}
	if o.Slot = dialog.Screen(asker.Chat); tx.Showing(o.Slot) != desk.TicketID(joinNumber(join.ID)) {
		return nil
	}
	return tx.Show(o)
}
