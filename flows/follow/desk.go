package follow

import (
	"encoding/json"
	"fmt"
	"slices"

	"frontdesk/flows/card"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// deskNews tells staff what the card alone would not bring to their notice.
func (f Follow) deskNews(tx *storage.Tx, touch *storage.Touch) error {
	for _, e := range touch.Events {
		var err error
		switch e.Type {
		case desk.EvRefused:
			err = f.refused(tx, touch.New, e)
		case desk.EvUndelivered:
			if e.Data == nil { // that a message did not arrive is said below it
				err = f.notice(tx, touch.New, "desk-news.undelivered", touch.New.Reporter.Name, "")
			}
		case desk.EvWithdrawn:
			err = f.withdrawn(tx, touch.New)
		case desk.EvReclassified:
			err = f.comes(tx, touch.New, e)
		case desk.EvResumed:
			err = f.ranOut(tx, touch.New, e)
		case desk.EvAmended:
			if touch.Old != nil { // else the card and the alarm say it
				err = f.amended(tx, touch.New, e)
			}
		}
		if err != nil {
			return err
		}
	}
	return f.lapsed(tx, touch)
}

// refused tells the supervisors why staff can't, and the desk that the card is free. Of what somebody held who has
// left the group, that was told in one message.
func (f Follow) refused(tx *storage.Tx, t *desk.Ticket, e desk.Event) error {
	var d desk.RefusedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read refusal of %s: %w", t.ID, err)
	}
	if d.Left || t.Folded != "" { // the one that leads is told of
		return nil
	}
	if err := f.notice(tx, t, "desk-news.free", e.By.Name, d.Reason); err != nil {
		return err
	}
	above, l, ok := people.ReachIn(&tx.Reader, desk.Supervisors)
	if !ok || slices.ContainsFunc(people.Stands(&tx.Reader, t), func(at people.Stand) bool { return at.Chat == above }) {
		return nil
	}
	return tx.Post(f.worded(tx, t, people.Stand{Chat: above, Language: l}, "desk-news.refused", e.By.Name, d.Reason))
}

// amended sounds with what was said after an alarm: an edit of the card makes no noise.
func (f Follow) amended(tx *storage.Tx, t *desk.Ticket, e desk.Event) error {
	var d desk.AmendedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read amendment of %s: %w", t.ID, err)
	}
	if t.Kind != desk.Emergency {
		return nil
	}
	now, err := origin.Now(&tx.Reader, t, e.Seq, e.Seq)
	if err != nil {
		return err
	}
	key := "desk-news.amended"
	switch {
	case d.Place != nil:
		key, now.Words = "desk-news.amended-place", d.Place.Label
	case d.Name != "":
		key = "desk-news.amended-name"
	case len(d.Fields) > 0:
		key = "desk-news.amended-phone"
	}
	for _, at := range people.Stands(&tx.Reader, t) {
		o := chat.Outgoing{
			Chat: at.Chat, Lane: chat.Alarm, ReplySlot: at.Card(t.ID),
			About: chat.About{Ticket: t.ID, What: card.ToStaff, Event: e.Seq},
		}
		head := text.Say(at.Language, key, "ticket", t.ID, "name", t.Reporter.Name) + f.mark(tx, at.Language, now)
		if err := carry(tx, o, at.Mark, head, now); err != nil {
			return err
		}
	}
	return nil
}

// notice tells each of the ticket's desks something below its card.
func (f Follow) notice(tx *storage.Tx, t *desk.Ticket, key, who, reason string) error {
	for _, at := range people.Stands(&tx.Reader, t) {
		o := f.worded(tx, t, at, key, who, reason)
		o.ReplySlot = at.Card(t.ID)
		if err := tx.Post(o); err != nil {
			return err
		}
	}
	return nil
}

// worded is a sentence about the ticket, for a chat.
func (f Follow) worded(tx *storage.Tx, t *desk.Ticket, at people.Stand, key, who, reason string) chat.Outgoing {
	d := f.drawing(tx, at.Language)
	return chat.Outgoing{
		Chat: at.Chat, Lane: lane(t, chat.Notice), About: chat.About{Ticket: t.ID, What: card.Told},
		Content: chat.Content{Text: text.Say(at.Language, key, "ticket", t.ID, "place", d.PlaceName(t), "service", d.Service(t),
			"who", who, "reason", reason)},
	}
}
