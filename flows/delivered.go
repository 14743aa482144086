package flows

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"frontdesk/flows/board"
	"frontdesk/flows/card"
	"frontdesk/flows/follow"
	"frontdesk/flows/people"
	"frontdesk/flows/staff"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Delivered takes in what became of a message.
func (d *Desk) Delivered(tx *storage.Tx, out chat.Outcome) error {
	row, ok, err := tx.Settle(out)
	if err != nil || !ok {
		return err
	}
	if out.Result == chat.Migrated {
		return d.moved(tx, row.Chat, out.MigratedTo)
	}
	return errors.Join(d.became(tx, row, out), d.follow.Told(tx, row))
}

// became does what follows from what became of a message.
func (d *Desk) became(tx *storage.Tx, row chat.Outgoing, out chat.Outcome) error {
	switch out.Result {
	case chat.Sent:
		return errors.Join(board.Pinned(tx, row), d.sent(tx, row))
	case chat.Closed:
		if err := d.closed(tx, row.Chat); err != nil {
			return err
		}
		return d.undelivered(tx, row)
	case chat.Refused:
		if row.Op == chat.Pin {
			return board.MayNotPin(tx, row)
		}
		if !row.Chat.Private() && len(row.Content.Media) > 0 {
			return d.unshown(tx, row)
		}
		return d.undelivered(tx, row)
	}
	return nil
}

// sent: the card has reached its desk, the tenant has the answer or the message.
func (d *Desk) sent(tx *storage.Tx, row chat.Outgoing) error {
	switch row.About.What {
	case card.StaffCard, card.Answer:
		t, ok, err := tx.Ticket(row.About.Ticket)
		if err != nil || !ok {
			return err
		}
		switch {
		case row.About.What != card.StaffCard:
			t.Delivered(tx.Now())
		case row.Slot == card.Slot(t.ID): // at its own desk: of an alarm, another desk has a card, too
			t.NoteCarded(tx.Now())
		default:
			return nil
		}
		return tx.PutTicket(t)
	case card.ToTenant:
		return errors.Join(d.received(tx, row), d.tick(tx, row, "staff.sent"))
	case card.Told: // with words of staff, or without
		return d.received(tx, row)
	}
	return nil
}

// received notes that a message has reached the tenant that had not before.
func (d *Desk) received(tx *storage.Tx, row chat.Outgoing) error {
	t, ok, err := tx.Ticket(row.About.Ticket)
	if err != nil || !ok || !slices.Contains(t.Unsaid, row.About.Event) {
		return err
	}
	said, _, err := tx.Event(t.ID, row.About.Event)
	if err != nil {
		return err
	}
	t.Received(row.About.Event, said.By, tx.Now())
	return tx.PutTicket(t)
}

// unsaid notes that a message has not reached the tenant. One whose correction alone did not arrive has.
func (d *Desk) unsaid(tx *storage.Tx, row chat.Outgoing) error {
	place, stands, err := tx.Place(row.Slot)
	if err != nil || stands && place.Chat == row.Chat {
		return err
	}
	t, ok, err := tx.Ticket(row.About.Ticket)
	if err != nil || !ok {
		return err
	}
	t.NoteUnsaid(row.About.Event, tx.Now())
	return tx.PutTicket(t)
}

// tick shows staff whether the tenant got a message, where they wrote it.
func (d *Desk) tick(tx *storage.Tx, row chat.Outgoing, key string) error {
	t, ok, err := tx.Ticket(row.About.Ticket)
	if err != nil || !ok {
		return err
	}
	at, ok, err := writtenAt(&tx.Reader, t, row.About.Event)
	if err != nil || !ok {
		return err
	}
	l := at.Language
	return tx.Show(chat.Outgoing{
		Slot: staff.NoteSlot(t.ID, row.About.Event), Chat: at.Chat, Lane: chat.Conversation, ReplySlot: at.Card(t.ID),
		Content: chat.Content{Text: text.Say(l, key, "place", staff.Addressee(t), "time", text.Clock(l, tx.Now(), tx.Now(), tx.Estate().Zone))},
		About:   chat.About{Ticket: t.ID, What: card.KeptNote},
	})
}

// writtenAt is the desk at which staff wrote what an event says: the ticket's own, where that is not known.
func writtenAt(r *storage.Reader, t *desk.Ticket, event int) (at people.Stand, ok bool, err error) {
	stands := people.Stands(r, t)
	e, _, err := r.Event(t.ID, event)
	if err != nil || len(stands) == 0 {
		return at, false, err
	}
	var said struct {
		Origin desk.Spot `json:"origin"`
	}
	if len(e.Data) > 0 {
		if err := json.Unmarshal(e.Data, &said); err != nil {
			return at, false, fmt.Errorf("read where event %d of %s was said: %w", event, t.ID, err)
		}
	}
	if i := slices.IndexFunc(stands, func(s people.Stand) bool { return s.Chat == said.Origin.Chat }); i >= 0 {
		return stands[i], true, nil
	}
	return stands[0], true, nil
}

// undelivered: the tenant did not get what they are owed; staff are told, and the ticket stays.
func (d *Desk) undelivered(tx *storage.Tx, row chat.Outgoing) error {
	switch row.About.What {
	case card.Answer:
		t, ok, err := tx.Ticket(row.About.Ticket)
		if err != nil || !ok {
			return err
		}
		t.NoteUndelivered(tx.Now())
		return tx.PutTicket(t)
	case card.ToTenant:
		return errors.Join(d.unsaid(tx, row), d.tick(tx, row, "staff.not-sent"))
	case card.Told:
		if row.Chat.Private() && row.About.Event != 0 {
			return d.unsaid(tx, row)
		}
	}
	if row.Chat.Private() && !follow.IsAlert(row) || row.Op != chat.Show && row.Op != chat.Post {
		return nil
	}
	return d.follow.Elsewhere(tx, row)
}

// unshown says in words that a file could not be shown in a group, which may forbid its kind.
func (d *Desk) unshown(tx *storage.Tx, row chat.Outgoing) error {
	l := people.ChatLanguage(&tx.Reader, row.Chat)
	body := text.Say(l, "staff.file-refused", "ticket", row.About.Ticket)
	if row.Content.Text != "" {
		body = row.Content.Text + "\n" + body
	}
	row.Content = chat.Content{Text: body}
	row.ID, row.Version = 0, 0
	if row.Slot != "" {
		return tx.Show(row)
	}
	return tx.Post(row)
}

// closed notes that a chat cannot be written to: a person who blocked the bot, a group that put it out.
func (d *Desk) closed(tx *storage.Tx, c desk.ChatID) error {
	if !c.Private() {
		g, ok, err := tx.Group(c)
		if err != nil || !ok || !g.Closed.IsZero() {
			return err
		}
		g.Closed = tx.Now()
		if err := tx.PutGroup(g); err != nil {
			return err
		}
		return d.tellShut(tx, g, "report.closed")
	}
	p, ok, err := tx.PersonOf(desk.UserID(c))
	if err != nil || !ok {
		return err
	}
	return d.shut(tx, p)
}

// tellShut tells whoever stands in for the desks of a group why nothing goes there any more. What waits there for
// the front desk goes along.
func (d *Desk) tellShut(tx *storage.Tx, g desk.Group, key string) error {
	if err := errors.Join(d.redeal(tx), board.Everywhere(tx)); err != nil {
		return err
	}
	for _, n := range tx.DesksIn(g.Chat) {
		c, l, ok := people.ReachIn(&tx.Reader, n)
		if !ok {
			continue
		}
		body := text.Say(l, key, "desk", text.Plain(l, "desk."+string(n)), "title", g.Title)
		if err := tx.Post(chat.Outgoing{Chat: c, Lane: chat.Notice, Content: chat.Content{Text: body}}); err != nil {
			return err
		}
	}
	return nil
}
