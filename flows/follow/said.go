package follow

import (
	"encoding/json"
	"fmt"

	"frontdesk/flows/card"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// passOn sends a message between staff and tenant on to the other side, as it reads now.
func (f Follow) passOn(tx *storage.Tx, t *desk.Ticket, e desk.Event) error {
	var said desk.SaidData
	if err := json.Unmarshal(e.Data, &said); err != nil {
		return fmt.Errorf("read message of %s: %w", t.ID, err)
	}
	event := e.Seq
	if said.Note != 0 {
		event = said.Note
	}
	now, err := origin.Now(&tx.Reader, t, event, e.Seq)
	if err != nil {
		return err
	}
	if said.ToTenant {
		return f.told(tx, t, e, said, event, now)
	}
	return f.heard(tx, t, e, said, now)
}

// told brings the tenant what staff say.
func (f Follow) told(tx *storage.Tx, t *desk.Ticket, e desk.Event, said desk.SaidData, event int, now origin.Saying) error {
	to, err := asker(&tx.Reader, t, said.Answers)
	if err != nil || to == 0 {
		return err
	}
	d := f.drawing(tx, people.Language(&tx.Reader, t.Reporter))
	if to != t.Reporter.User {
		d.Language = people.ChatLanguage(&tx.Reader, to.Private())
	}
	o := chat.Outgoing{
		Chat: to.Private(), Lane: lane(t, chat.Conversation),
		About: chat.About{Ticket: t.ID, What: card.ToTenant, Event: event},
	}
	if err := quote(tx, &o, "", said.Answers); err != nil {
		return err
	}
	head := text.Say(d.Language, heading("news.said", now), "ticket", t.ID, "who", e.By.Name)
	return carry(tx, o, "", head+f.mark(tx, d.Language, now), now)
}

// asker is whom a message goes to that answers an event: whoever wrote that, because others who share the matter
// write about it, too, and none of them reads what another wrote; its author otherwise.
func asker(r *storage.Reader, t *desk.Ticket, answers int) (desk.UserID, error) {
	for answers > 0 {
		e, known, err := r.Event(t.ID, answers)
		if err != nil {
			return 0, err
		}
		if !known || e.Type != desk.EvSaid {
			break
		}
		if e.By.As == desk.AsTenant {
			return e.By.User, nil
		}
		var said desk.SaidData
		if err := json.Unmarshal(e.Data, &said); err != nil {
			return 0, fmt.Errorf("read message of %s: %w", t.ID, err)
		}
		if said.Answers >= answers {
			break
		}
		answers = said.Answers
	}
	return t.Reporter.User, nil
}

// heard puts what the tenant said under the card, or under what it answers, at each of the ticket's desks.
func (f Follow) heard(tx *storage.Tx, t *desk.Ticket, e desk.Event, said desk.SaidData, now origin.Saying) error {
	for _, at := range people.Stands(&tx.Reader, t) {
		o := chat.Outgoing{
			Chat: at.Chat, Lane: lane(t, chat.Conversation), ReplySlot: at.Card(t.ID),
			About: chat.About{Ticket: t.ID, What: card.ToStaff, Event: e.Seq},
		}
		if err := quote(tx, &o, at.Mark, said.Answers); err != nil {
			return err
		}
		head := text.Say(at.Language, heading("news.heard", now), "place", f.drawing(tx, at.Language).PlaceName(t), "name", e.By.Name, "ticket", t.ID)
		if err := carry(tx, o, at.Mark, head+f.mark(tx, at.Language, now), now); err != nil {
			return err
		}
	}
	return nil
}

// heading is the key of the line above what was said; above files alone no words follow.
func heading(key string, now origin.Saying) string {
	if now.Words == "" {
		return key + "-files"
	}
	return key
}

// mark says that something was corrected, and when last.
func (f Follow) mark(tx *storage.Tx, l desk.Language, now origin.Saying) string {
	if now.Edited.IsZero() {
		return ""
	}
	return " " + text.Say(l, "news.edited", "time", text.Clock(l, now.Edited, tx.Now(), tx.Estate().Zone))
}

// quote has a message answer what it answers: the original where it stands in the same chat, otherwise the copy
// of it by its mark there. Where neither does, it answers what it would without.
func quote(tx *storage.Tx, o *chat.Outgoing, mark chat.Slot, answers int) error {
	e, known, err := tx.Event(o.About.Ticket, answers)
	if err != nil || !known {
		return err
	}
	var d struct {
		Origin desk.Spot `json:"origin"`
	}
	if len(e.Data) > 0 {
		if err := json.Unmarshal(e.Data, &d); err != nil {
			return fmt.Errorf("read where event %d of %s was said: %w", answers, o.About.Ticket, err)
		}
	}
	if d.Origin.Chat == o.Chat && d.Origin.Message != 0 {
		o.ReplyTo, o.ReplySlot = d.Origin.Message, ""
		return nil
	}
	there := copied{o.About.Ticket, answers, mark}.slot(0)
	place, stands, err := tx.Place(there)
	if err != nil {
		return err
	}
	if stands && place.Chat == o.Chat || !stands && tx.Showing(there) != "" { // or it is about to
		o.ReplyTo, o.ReplySlot = 0, there
	}
	return nil
}
