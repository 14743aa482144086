package staff

import (
	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// decline takes why what a decision was asked for is refused. The tenant reads it.
func (s Desk) decline(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, reason string) error {
	if reason == "" {
		return s.say(tx, u, t, text.Say(who.Language, "staff.reason-in-words"))
	}
	if err := t.Decline(card.Shorten(reason, maxReason), people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.Decline); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	return s.say(tx, u, t, text.Say(people.ChatLanguage(&tx.Reader, u.Chat.ID), "staff.declined", "ticket", t.ID, "who", u.From.Name))
}
