package follow

import (
	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// withdrawn tells its desks that a ticket is not wanted any more, whoever has it by name, and the reporter where
// somebody else of the unit said so.
func (f Follow) withdrawn(tx *storage.Tx, t *desk.Ticket) error {
	if u := t.Reporter.User; u != 0 && u != t.Withdrawn.By.User {
		d := f.drawing(tx, people.Language(&tx.Reader, t.Reporter))
		if err := f.tell(tx, t, text.Say(d.Language, "news.withdrawn", "ticket", t.ID, "service", d.Service(t),
			"who", t.Withdrawn.By.Name, "time", d.Clock(t.Withdrawn.At)), card.Told); err != nil {
			return err
		}
	}
	key := "desk-news.withdrawn"
	if t.CalledOff() {
		key = "desk-news.called-off"
	}
	if t.Holder.Name != "" {
		key += "-held"
	}
	for _, at := range people.Stands(&tx.Reader, t) {
		d := f.drawing(tx, at.Language)
		if err := tx.Post(chat.Outgoing{
			Chat: at.Chat, Lane: lane(t, chat.Notice), ReplySlot: at.Card(t.ID), About: chat.About{Ticket: t.ID, What: card.Told},
			Content: chat.Content{Text: text.Say(at.Language, key, "ticket", t.ID, "place", d.PlaceName(t), "service", d.Service(t),
				"who", t.Withdrawn.By.Name, "time", d.Clock(t.Withdrawn.At), "reason", d.Unwanted(t.WithdrawnFor), "holder", t.Holder.Name)},
		}); err != nil {
			return err
		}
	}
	return nil
}
