package storage

import (
	"errors"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// ReceiptSlot is where a ticket's receipt stands in a person's private chat once their screen shows something else.
// Nothing is pressed there: the buttons are the screen's alone.
func ReceiptSlot(c desk.ChatID, id desk.TicketID) chat.Slot {
	return chat.Slot("receipt:" + c.String() + ":" + string(id))
}

// stays settles what becomes of a receipt that was to stay in the slot when something is shown there: it stays where
// it is where that is about something else, and the other comes as a message of its own. Whether the new content is
// to stay is noted with it; of a ticket that has its receipt in the chat already, it is not.
func (tx *Tx) stays(o *chat.Outgoing) error {
	ticket, stays, err := tx.standsFor(o.Slot)
	if err != nil {
		return err
	}
	switch {
	case stays && ticket == o.About.Ticket:
		o.Stays = true
		return nil
	case stays:
		if err := tx.PutAside(o.Slot); err != nil {
			return err
		}
	}
	if o.Stays {
		has, err := tx.hasReceipt(o.Chat, o.About.Ticket)
		o.Stays = !has
		return err
	}
	return nil
}

// standsFor is the ticket that the slot shows, as it will once everything queued has been sent, and whether it is a
// receipt that stays.
func (tx *Tx) standsFor(s chat.Slot) (id desk.TicketID, stays bool, err error) {
	row, waits, err := tx.awaited(s)
	if err != nil || waits {
		return row.About.Ticket, row.Stays, err
	}
	place, _, err := tx.Place(s)
	return place.Ticket, place.Stays, err
}

func (tx *Tx) awaited(s chat.Slot) (row chat.Outgoing, waits bool, err error) {
	raw := tx.r.Get(bOutboxSlots, []byte(s))
	if raw == nil {
		return row, false, nil
	}
	return tx.Row(number[chat.RowID](raw))
}

func (tx *Tx) hasReceipt(c desk.ChatID, id desk.TicketID) (bool, error) {
	slot := ReceiptSlot(c, id)
	_, stands, err := tx.Place(slot)
	return stands || tx.Awaits(slot), err
}

// PutAside leaves what the slot shows of a ticket where it stands, without buttons, as the ticket's receipt, so that
// what comes next in the slot is a message of its own. What is about no ticket goes, and so does what shows one that has
// its receipt in the chat already.
func (tx *Tx) PutAside(s chat.Slot) error {
	id, _, err := tx.standsFor(s)
	if err != nil {
		return err
	}
	row, waits, err := tx.awaited(s)
	if err != nil {
		return err
	}
	place, stands, err := tx.Place(s)
	if err != nil {
		return err
	}
	c := place.Chat
	if waits {
		c = row.Chat
	}
	_, known, err := tx.Ticket(id)
	if err != nil {
		return err
	}
	if has, err := tx.hasReceipt(c, id); err != nil || has || !known {
		return errors.Join(err, tx.Vacate(s, chat.Conversation))
	}
	aside := ReceiptSlot(c, id)
	if stands {
		if err := tx.handReceipt(s, aside, place, waits); err != nil {
			return err
		}
	}
	if !waits {
		return nil
	}
	return tx.readdress(row, aside)
}

// handReceipt gives the message that stands to the receipt's slot. What waits to change it takes its buttons along.
func (tx *Tx) handReceipt(s, aside chat.Slot, place Place, waits bool) error {
	if place.Buttons && !waits {
		strip := chat.Outgoing{Op: chat.Strip, Lane: chat.Conversation, Chat: place.Chat, Message: place.Message}
		if err := tx.Post(strip); err != nil {
			return err
		}
	}
	if tx.estate.PinScreens && s == ScreenSlot(place.Chat) {
		unpin := chat.Outgoing{Op: chat.Unpin, Lane: chat.Conversation, Chat: place.Chat, Message: place.Message}
		if err := tx.Post(unpin); err != nil {
			return err
		}
	}
	return errors.Join(write(tx, bSlots, []byte(aside), place.asReceipt()), tx.w.Delete(bSlots, []byte(s)))
}

// readdress sends what waits for a slot to the receipt's instead. It may be under way: it is sent once more then.
func (tx *Tx) readdress(row chat.Outgoing, aside chat.Slot) error {
	if err := tx.w.Delete(bOutboxSlots, []byte(row.Slot)); err != nil {
		return err
	}
	row.Version++
	row.Slot, row.Stays, row.Pin, row.Content.Buttons = aside, false, false, nil
	row.Print = fingerprint(row.Content)
	return errors.Join(tx.putRow(row), tx.w.Put(bOutboxSlots, []byte(aside), id64(row.ID)))
}

// asReceipt is the place as a receipt's: nothing is pressed there.
func (p Place) asReceipt() Place {
	p.Stays, p.Buttons = false, false
	return p
}
