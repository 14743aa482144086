package storage

import (
	"encoding/json"
	"errors"
	"hash/fnv"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Place is where a slot's live message stands.
type Place struct {
	Chat    desk.ChatID    `json:"chat"`
	Message desk.MessageID `json:"message"`
	// More are the other messages that it was sent as: an album's, or files above the text.
	More []desk.MessageID `json:"more,omitempty"`
	// Files is FilesPrint of what it shows.
	Files uint64 `json:"files,omitempty"`
	// Last is the newest message known in the chat, for a person's screen: above Message, something has
	// appeared below it.
	Last    desk.MessageID `json:"last,omitempty"`
	Buttons bool           `json:"buttons,omitempty"`
	// Ticket is what a person's screen is about, as last shown.
	Ticket desk.TicketID `json:"ticket,omitempty"`
	// Stays says that it stays where it is, as the ticket's receipt, once something else is shown.
	Stays bool `json:"stays,omitempty"`
	// Hash is a fingerprint of what it shows.
	Hash uint64 `json:"hash,omitempty"`
}

// Show queues what a slot is to show. Where something still waits to be shown there, it is replaced and keeps
// its place; where the slot already shows just this, nothing is queued.
func (tx *Tx) Show(o chat.Outgoing) error {
	if o.Op == "" {
		o.Op = chat.Show
	}
	if err := tx.stays(&o); err != nil {
		return err
	}
	o.Print = fingerprint(o.Content)
	o.Pin = o.Pin || tx.estate.PinScreens && o.Slot == ScreenSlot(o.Chat)
	if raw := tx.r.Get(bOutboxSlots, []byte(o.Slot)); raw != nil {
		return tx.replace(number[chat.RowID](raw), o)
	}
	place, known, err := tx.Place(o.Slot)
	if err != nil {
		return err
	}
	if !known && o.Op == chat.Refresh {
		return nil
	}
	if known && place.shows(o) {
		return nil
	}
	return tx.await(o)
}

// await queues what the slot waits for.
func (tx *Tx) await(o chat.Outgoing) error {
	id, err := tx.queue(o)
	if err != nil {
		return err
	}
	return tx.w.Put(bOutboxSlots, []byte(o.Slot), id64(id))
}

// replace puts the newer content into the row that waits. A row for another chat gives way to a new one: were
// it under way, its message would be taken to stand where the newer one goes.
func (tx *Tx) replace(id chat.RowID, o chat.Outgoing) error {
	row, ok, err := tx.Row(id)
	if err != nil {
		return err
	}
	if !ok { // a row that was lost must not hold its slot for ever
		return tx.await(o)
	}
	o.Anew = row.Anew || o.Anew
	if row.Op == chat.Show {
		o.Op = chat.Show
	}
	if row.Chat != o.Chat {
		if err := tx.withdraw(row); err != nil {
			return err
		}
		return tx.await(o)
	}
	row.Version++
	row.Lane = min(row.Lane, o.Lane)
	row.Op, row.Anew, row.Content, row.Print, row.About, row.Thread, row.Pin = o.Op, o.Anew, o.Content, o.Print, o.About, o.Thread, o.Pin
	row.Stays = o.Stays
	return tx.putRow(row)
}

func (tx *Tx) fill(row chat.Outgoing, out chat.Outcome) error {
	place, _, err := tx.Place(row.Slot)
	if err != nil {
		return err
	}
	if out.Replaced != 0 {
		if err := tx.replaced(&row, place, out.Replaced); err != nil {
			return err
		}
	}
	if place.Chat != row.Chat || place.Message != out.Message {
		if err := tx.pin(row, out); err != nil {
			return err
		}
	}
	if row.Slot != ScreenSlot(row.Chat) {
		if err := tx.Appeared(row.Chat, out.Newest()); err != nil {
			return err
		}
	}
	sent := Place{
		Chat: row.Chat, Message: out.Message, Buttons: len(row.Content.Buttons) > 0, Ticket: row.About.Ticket,
		Files: FilesPrint(row.Content), Stays: row.Stays,
	}
	for _, m := range out.Messages {
		if m != out.Message {
			sent.More = append(sent.More, m)
		}
	}
	if place.Chat == row.Chat {
		sent.Last = max(place.Last, out.Newest())
	}
	if row.Version == out.Version {
		sent.Hash = row.Print
	}
	return write(tx, bSlots, []byte(row.Slot), sent)
}

// replaced takes the buttons off the message whose place a new one has taken. A receipt stays there, and the new one is
// one more view of its ticket.
func (tx *Tx) replaced(row *chat.Outgoing, place Place, m desk.MessageID) error {
	if place.Buttons {
		if err := tx.Post(chat.Outgoing{Op: chat.Strip, Lane: row.Lane, Chat: place.Chat, Message: m}); err != nil {
			return err
		}
	}
	if !place.Stays {
		return nil
	}
	row.Stays = row.Stays && row.About.Ticket != place.Ticket
	return write(tx, bSlots, []byte(ReceiptSlot(place.Chat, place.Ticket)), place.asReceipt())
}

// Below reports whether something has appeared below the slot's message.
func (p Place) Below() bool { return p.Last > p.Message }

// Awaits reports whether something still waits to be shown in the slot.
func (r *Reader) Awaits(s chat.Slot) bool { return r.r.Get(bOutboxSlots, []byte(s)) != nil }

// Showing is the ticket that the slot is about, as it will be once everything queued has been sent; "" for
// none. What cannot be read shows none.
func (r *Reader) Showing(s chat.Slot) desk.TicketID {
	if raw := r.r.Get(bOutboxSlots, []byte(s)); raw != nil {
		row, _, err := r.Row(number[chat.RowID](raw))
		if err != nil {
			return ""
		}
		return row.About.Ticket
	}
	place, _, err := r.Place(s)
	if err != nil {
		return ""
	}
	return place.Ticket
}

// Hand gives what stands in a slot to another, which shows nothing yet: what comes next in the first is a message of
// its own.
func (tx *Tx) Hand(from, to chat.Slot) error {
	place, ok, err := tx.Place(from)
	if err != nil || !ok {
		return err
	}
	return errors.Join(write(tx, bSlots, []byte(to), place), tx.w.Delete(bSlots, []byte(from)))
}

// Vacate deletes the slot's messages, and what still waits to be shown there.
func (tx *Tx) Vacate(s chat.Slot, l chat.Lane) error {
	if raw := tx.r.Get(bOutboxSlots, []byte(s)); raw != nil {
		row, waits, err := tx.Row(number[chat.RowID](raw))
		if err == nil && waits {
			err = tx.withdraw(row)
		}
		if err = errors.Join(err, tx.w.Delete(bOutboxSlots, []byte(s))); err != nil {
			return err
		}
	}
	place, ok, err := tx.Place(s)
	if err != nil || !ok {
		return err
	}
	if err := tx.w.Delete(bSlots, []byte(s)); err != nil {
		return err
	}
	for _, m := range append([]desk.MessageID{place.Message}, place.More...) {
		if err := tx.Post(chat.Outgoing{Op: chat.Remove, Lane: l, Chat: place.Chat, Message: m}); err != nil {
			return err
		}
	}
	return nil
}

// withdraw takes back a row that waits. It may be under way: whatever it is sent as all the same is deleted then,
// and until it is known not to be, the row stays, and asks for nothing.
func (tx *Tx) withdraw(row chat.Outgoing) error {
	return tx.putRow(chat.Outgoing{
		ID: row.ID, Version: row.Version + 1, Op: chat.Remove, Lane: row.Lane, Chat: row.Chat, Queued: row.Queued,
	})
}

// unsend deletes what a row was sent as that was taken back meanwhile.
func (tx *Tx) unsend(row chat.Outgoing, out chat.Outcome) error {
	for _, m := range out.Stand() {
		if err := tx.Post(chat.Outgoing{Op: chat.Remove, Lane: row.Lane, Chat: row.Chat, Message: m}); err != nil {
			return err
		}
	}
	return nil
}

func (p Place) shows(o chat.Outgoing) bool {
	return p.Chat == o.Chat && (!o.Anew || !p.Below()) && p.Hash == o.Print
}

// Place finds where a slot's live message stands.
func (r *Reader) Place(s chat.Slot) (Place, bool, error) {
	return read[Place](r, bSlots, []byte(s))
}

// ScreenSlot is the slot of the one live screen in a person's private chat.
func ScreenSlot(c desk.ChatID) chat.Slot { return chat.Slot(screenPrefix + c.String()) }

const screenPrefix = "screen:"

// Appeared notes that a message appeared in a private chat, so that a screen above it is sent anew.
func (tx *Tx) Appeared(c desk.ChatID, m desk.MessageID) error {
	if !c.Private() || m == 0 {
		return nil
	}
	slot := ScreenSlot(c)
	place, ok, err := tx.Place(slot)
	if err != nil || !ok || place.Last >= m {
		return err
	}
	place.Last = m
	return write(tx, bSlots, []byte(slot), place)
}

// FilesPrint tells contents apart by what they carry beside words and buttons; 0 is nothing.
func FilesPrint(c chat.Content) uint64 {
	if len(c.Media) == 0 && c.File == nil && c.Location == nil && c.Card == nil {
		return 0
	}
	return fingerprint(chat.Content{Media: c.Media, File: c.File, Location: c.Location, Card: c.Card})
}

// fingerprint tells contents apart.
func fingerprint(c chat.Content) uint64 {
	raw, err := json.Marshal(c)
	if err != nil { // strings, numbers and bytes always encode
		return 0
	}
	h := fnv.New64a()
	_, _ = h.Write(raw) // never fails
	return h.Sum64()
}
