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

// edited changes what was sent of an event that says something else now. The card follows by itself.
func (f Follow) edited(tx *storage.Tx, t *desk.Ticket, e desk.Event) error {
	var d desk.EditedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read correction of %s: %w", t.ID, err)
	}
	first, known, err := tx.Event(t.ID, d.Event)
	if err != nil || !known {
		return err
	}
	switch first.Type {
	case desk.EvOpened:
		err = f.attachments(tx, t, people.Stands(&tx.Reader, t))
	case desk.EvAmended:
		err = f.amended(tx, t, first)
	case desk.EvSaid:
		err = f.passOn(tx, t, first)
	case desk.EvNoted:
		return f.editedNote(tx, t, first.Seq)
	}
	if err != nil || e.By.As != desk.AsTenant {
		return err
	}
	if err := f.sound(tx, t, d); err != nil || first.Type == desk.EvSaid {
		return err
	}
	return f.tellHolder(tx, t, e, d)
}

// Bounds of what whoever holds a ticket is told of a correction, in characters: the card and the files below it have
// it whole.
const (
	toldNow = 1000
	toldWas = 300
)

// tellHolder tells whoever has the ticket that its words are others now: a card that changes in silence is not read
// again.
func (f Follow) tellHolder(tx *storage.Tx, t *desk.Ticket, e desk.Event, d desk.EditedData) error {
	if t.Holder.Name == "" || t.Kind == desk.Emergency && !t.Resolved.Held() {
		return nil
	}
	before := *t
	before.Events = e.Seq - 1
	was, err := origin.Now(&tx.Reader, &before, d.Event, d.Event)
	if err != nil || was.Words == d.Text {
		return err
	}
	for _, at := range people.Stands(&tx.Reader, t) {
		if err := tx.Post(chat.Outgoing{
			Chat: at.Chat, Lane: lane(t, chat.Notice), ReplySlot: at.Card(t.ID),
			Content: chat.Content{Text: text.Say(at.Language, "desk-news.corrected-held", "ticket", t.ID, "name", t.Reporter.Name,
				"who", t.Holder.Name, "words", card.Shorten(d.Text, toldNow), "was", card.Shorten(was.Words, toldWas))},
			About: chat.About{Ticket: t.ID, What: card.ToStaff, Event: d.Event},
		}); err != nil {
			return err
		}
	}
	return nil
}

// editedNote changes the tenant's copy of a note that was sent on; one that was not stays inside.
func (f Follow) editedNote(tx *storage.Tx, t *desk.Ticket, note int) error {
	events, err := tx.Events(t.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		var said desk.SaidData
		if e.Type == desk.EvSaid && json.Unmarshal(e.Data, &said) == nil && said.Note == note {
			return f.passOn(tx, t, e)
		}
	}
	return nil
}

// sound makes a noise with a correction while an alarm is out: a message that changes in silence may be seen too
// late.
func (f Follow) sound(tx *storage.Tx, t *desk.Ticket, d desk.EditedData) error {
	if t.Kind != desk.Emergency || t.Resolved.Held() {
		return nil
	}
	for _, at := range people.Stands(&tx.Reader, t) {
		o := chat.Outgoing{
			Chat: at.Chat, Lane: chat.Alarm, ReplySlot: at.Card(t.ID),
			About: chat.About{Ticket: t.ID, What: card.ToStaff, Event: d.Event},
		}
		heading := text.Say(at.Language, "desk-news.corrected", "ticket", t.ID, "name", t.Reporter.Name)
		for _, o.Content = range nothing.contents(heading, d.Text, nil) {
			if err := tx.Post(o); err != nil {
				return err
			}
		}
	}
	return nil
}
