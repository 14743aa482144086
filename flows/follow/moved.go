package follow

import (
	"encoding/json"
	"fmt"
	"strconv"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// moved leaves the card of a ticket that was found to be another desk's where it stood, without buttons and saying whose
// it is now, so that the new desk has a card of its own. Where one group does both desks' work, the card stays.
func (f Follow) moved(tx *storage.Tx, touch *storage.Touch) error {
	t := touch.New
	if touch.Old == nil || touch.Old.Desk == t.Desk || len(t.Moves) == 0 {
		return nil
	}
	c, _, ok := people.ReachIn(&tx.Reader, t.Desk)
	place, stands, err := tx.Place(card.Slot(t.ID))
	if err != nil || !ok || !stands || place.Chat == c {
		return err
	}
	left := chat.Slot(string(card.Slot(t.ID)) + ":left:" + strconv.Itoa(len(t.Moves)))
	if err := tx.Hand(card.Slot(t.ID), left); err != nil {
		return err
	}
	d := f.drawing(tx, people.ChatLanguage(&tx.Reader, place.Chat))
	return tx.Show(chat.Outgoing{
		Op: chat.Refresh, Slot: left, Chat: place.Chat, Lane: chat.Notice, Content: card.Left(d, t),
		About: chat.About{Ticket: t.ID, What: card.Told},
	})
}

// comes tells the desk to which a finding has brought a ticket whose it was, and why.
func (f Follow) comes(tx *storage.Tx, t *desk.Ticket, e desk.Event) error {
	var r desk.ReclassifiedData
	if err := json.Unmarshal(e.Data, &r); err != nil {
		return fmt.Errorf("read finding of %s: %w", t.ID, err)
	}
	c, l, ok := people.ReachIn(&tx.Reader, t.Desk)
	if !ok || r.Desk == "" {
		return nil
	}
	from := t.Desk
	for _, m := range t.Moves {
		if m.At.Equal(e.At) {
			from = m.From
		}
	}
	d := f.drawing(tx, l)
	return tx.Post(chat.Outgoing{
		Chat: c, Lane: lane(t, chat.Notice), ReplySlot: card.Slot(t.ID), About: chat.About{Ticket: t.ID, What: card.Told},
		Content: chat.Content{Text: text.Say(l, "desk-news.moved", "ticket", t.ID, "place", d.PlaceName(t), "service", d.Service(t),
			"who", e.By.Name, "from", text.Plain(l, "desk."+string(from)), "desk", text.Plain(l, "desk."+string(t.Desk)), "reason", r.Reason)},
	})
}
