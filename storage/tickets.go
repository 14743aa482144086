package storage

import (
	"encoding/binary"
	"fmt"

	"frontdesk/storage/desk"
)

// firstNumber begins each kind's numbers, so that none looks like a test.
const firstNumber = 1001

// NextNumber gives out the next ticket number of a kind.
func (tx *Tx) NextNumber(k desk.Kind) (desk.TicketID, error) {
	n, err := tx.next("ticket/"+k.Letter(), firstNumber)
	if err != nil {
		return "", err
	}
	return desk.TicketID(fmt.Sprintf("%s-%d", k.Letter(), n)), nil
}

// Touch is a ticket that a transaction changed: as it was before it (nil: it was not), as it is, and the events
// that made the difference.
type Touch struct {
	Old    *desk.Ticket
	New    *desk.Ticket
	Events []desk.Event
}

// Touched takes the tickets that were changed since it was last asked, each once.
func (tx *Tx) Touched() []*Touch {
	touched := tx.touched
	tx.touched = nil
	return touched
}

// Ticket finds a ticket. A number that is none is not found, whatever is wrong with it.
func (r *Reader) Ticket(id desk.TicketID) (*desk.Ticket, bool, error) {
	key, err := ticketKey(id)
	if err != nil {
		return nil, false, nil //nolint:nilerr // what people type as a number need not be one
	}
	t, ok, err := read[desk.Ticket](r, bTickets, key)
	return &t, ok, err
}

// PutTicket stores what was recorded on the ticket: its events, its header, and the indexes that follow from
// the header before and the header now. It fails where the ticket was changed since it was read, which would
// overwrite what happened to it in between.
func (tx *Tx) PutTicket(t *desk.Ticket) error {
	key, err := ticketKey(t.ID)
	if err != nil {
		return err
	}
	fresh := t.Fresh()
	if len(fresh) == 0 {
		return nil
	}
	old, known, err := tx.Ticket(t.ID)
	if err != nil {
		return err
	}
	if !known {
		old = nil
	}
	if err := follows(old, t.ID, fresh[0].Seq); err != nil {
		return err
	}
	for _, e := range fresh {
		if err := write(tx, bEvents, eventKey(key, e.Seq), e); err != nil {
			return err
		}
	}
	if err := write(tx, bTickets, key, t); err != nil {
		return err
	}
	t.Stored()
	if err := tx.reindex(old, t); err != nil {
		return err
	}
	tx.touch(old, t, fresh)
	return nil
}

func follows(old *desk.Ticket, id desk.TicketID, seq int) error {
	stored := 0
	if old != nil {
		stored = old.Events
	}
	if seq != stored+1 {
		return fmt.Errorf("put ticket %s: event %d does not follow the %d that are stored", id, seq, stored)
	}
	return nil
}

func (tx *Tx) touch(old, t *desk.Ticket, fresh []desk.Event) {
	for _, touch := range tx.touched {
		if touch.New.ID == t.ID {
			touch.New, touch.Events = t, append(touch.Events, fresh...)
			return
		}
	}
	tx.touched = append(tx.touched, &Touch{Old: old, New: t, Events: fresh})
}

func eventKey(ticket []byte, seq int) []byte {
	return binary.BigEndian.AppendUint32(join(ticket), uint32(seq)) // #nosec G115 -- events of one ticket are few
}

// Events are everything that happened to the ticket, in order.
func (r *Reader) Events(id desk.TicketID) ([]desk.Event, error) {
	key, err := ticketKey(id)
	if err != nil {
		return nil, err
	}
	var events []desk.Event
	r.prefixed(bEvents, key, func(k, _ []byte) bool {
		var e desk.Event
		e, _, err = read[desk.Event](r, bEvents, k)
		events = append(events, e)
		return err == nil
	})
	return events, err
}

// Event finds one event of a ticket by its number.
func (r *Reader) Event(id desk.TicketID, seq int) (desk.Event, bool, error) {
	key, err := ticketKey(id)
	if err != nil || seq <= 0 {
		return desk.Event{}, false, nil //nolint:nilerr // a button's argument need not be a number that exists
	}
	return read[desk.Event](r, bEvents, eventKey(key, seq))
}
