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

// deskNews tells staff what the card alone would not bring to their notice.
func (f Follow) deskNews(tx *storage.Tx, touch *storage.Touch) error {
	for _, e := range touch.Events {
		var err error
		switch e.Type {
		case desk.EvRefused:
			err = f.refused(tx, touch.New, e)
		case desk.EvUndelivered:
			if e.Data == nil { // that a message did not arrive is said below it
				err = f.notice(tx, touch.New, touch.New.Desk, "desk-news.undelivered", touch.New.Reporter.Name, "")
			}
		case desk.EvWithdrawn:
			err = f.withdrawn(tx, touch.New)
		case desk.EvReclassified:
			err = f.comes(tx, touch.New, e)
		case desk.EvResumed:
			err = f.ranOut(tx, touch.New, e)
		case desk.EvAmended:
			err = f.amended(tx, touch.New, e)
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
	own, _, _ := people.ReachIn(&tx.Reader, t.Desk)
	above, _, _ := people.ReachIn(&tx.Reader, desk.Supervisors)
	if err := f.notice(tx, t, t.Desk, "desk-news.free", e.By.Name, d.Reason); err != nil || own == above {
		return err
	}
	return f.notice(tx, t, desk.Supervisors, "desk-news.refused", e.By.Name, d.Reason)
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
	c, l, ok := people.ReachIn(&tx.Reader, t.Desk)
	if !ok {
		return nil
	}
	now, err := origin.Now(&tx.Reader, t, e.Seq, e.Seq)
	if err != nil {
		return err
	}
	key := "desk-news.amended"
	if d.Place != nil {
		key, now.Words = "desk-news.amended-place", d.Place.Label
	}
	return carry(tx, chat.Outgoing{
		Chat: c, Lane: chat.Alarm, ReplySlot: card.Slot(t.ID),
		About: chat.About{Ticket: t.ID, What: card.ToStaff, Event: e.Seq},
	}, text.Say(l, key, "ticket", t.ID, "name", t.Reporter.Name)+f.mark(tx, l, now), now)
}

func (f Follow) notice(tx *storage.Tx, t *desk.Ticket, to desk.Name, key, who, reason string, buttons ...[]chat.Button) error {
	c, l, ok := people.ReachIn(&tx.Reader, to)
	if !ok {
		return nil
	}
	d := f.drawing(tx, l)
	o := chat.Outgoing{
		Chat: c, Lane: lane(t, chat.Notice), About: chat.About{Ticket: t.ID, What: card.Told},
		Content: chat.Content{Text: text.Say(l, key, "ticket", t.ID, "place", d.PlaceName(t), "service", d.Service(t),
			"who", who, "reason", reason), Buttons: buttons},
	}
	if people.Serves(&tx.Reader, c, t.Desk) {
		o.ReplySlot = card.Slot(t.ID)
	}
	return tx.Post(o)
}
