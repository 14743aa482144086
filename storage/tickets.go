package storage

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
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

// OpenTicketsOf are the matters that the user opened and that are not over, oldest first, at most limit.
func (r *Reader) OpenTicketsOf(u desk.UserID, limit int) ([]*desk.Ticket, error) {
	var tickets []*desk.Ticket
	var failed error
	r.prefixed(bTicketsOpen, id64(u), func(k, _ []byte) bool {
		t, ok, err := read[desk.Ticket](r, bTickets, k[8:])
		if ok {
			tickets = append(tickets, &t)
		}
		failed = err
		return failed == nil && len(tickets) < limit
	})
	return tickets, failed
}

// OpenTicketsFor are the matters that are not over and that the person may see: those that the user opened, and
// those of a shared kind of the parties whose contact the person is. They come oldest first, at most limit.
func (r *Reader) OpenTicketsFor(p desk.PersonID, u desk.UserID, limit int) ([]*desk.Ticket, error) {
	tickets, err := r.OpenTicketsOf(u, limit)
	if err != nil {
		return nil, err
	}
	tickets = slices.DeleteFunc(tickets, func(t *desk.Ticket) bool { // the account may have been another's
		return !t.MaySee(desk.Person{ID: p, User: u}, nil)
	})
	parties, err := r.ContactOf(p)
	if err != nil {
		return nil, err
	}
	for _, party := range parties {
		if tickets, err = r.sharedBy(tickets, party, limit); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(tickets, func(a, b *desk.Ticket) int { return a.Opened.Compare(b.Opened) })
	return tickets[:min(len(tickets), limit)], nil
}

// sharedBy adds the party's open matters, at most limit, to tickets, unless they are among them.
func (r *Reader) sharedBy(tickets []*desk.Ticket, p desk.PartyID, limit int) ([]*desk.Ticket, error) {
	var failed error
	found := 0
	r.prefixed(bTicketsOf, id64(p), func(k, _ []byte) bool {
		id := ticketOf(k[8:])
		found++
		if slices.ContainsFunc(tickets, func(t *desk.Ticket) bool { return t.ID == id }) {
			return found < limit
		}
		t, ok, err := read[desk.Ticket](r, bTickets, k[8:])
		if ok {
			tickets = append(tickets, &t)
		}
		failed = err
		return failed == nil && found < limit
	})
	return tickets, failed
}

// OpenTicketsAt are the desk's tickets that are not over, in order of number, at most limit of those after the
// given one ("" for the first).
func (r *Reader) OpenTicketsAt(n desk.Name, after desk.TicketID, limit int) ([]*desk.Ticket, error) {
	prefix := named(string(n), "")
	from := prefix
	if number, err := ticketKey(after); err == nil {
		from = append(join(prefix, number), 0)
	}
	var tickets []*desk.Ticket
	var failed error
	r.r.Ascend(bTicketsAt, from, func(k, _ []byte) bool {
		if !bytes.HasPrefix(k, prefix) || len(tickets) == limit {
			return false
		}
		t, ok, err := read[desk.Ticket](r, bTickets, k[len(prefix):])
		if ok {
			tickets = append(tickets, &t)
		}
		failed = err
		return failed == nil
	})
	return tickets, failed
}

// LastAnswered is the user's matter that was answered last; ok is false where none was.
func (r *Reader) LastAnswered(u desk.UserID) (t *desk.Ticket, ok bool, err error) {
	key := r.r.Get(bTicketsLast, id64(u))
	if key == nil {
		return nil, false, nil
	}
	found, ok, err := read[desk.Ticket](r, bTickets, key[:ticketKeyLen])
	return &found, ok, err
}

// keptAnswered is how many of a user's matters that were answered are found again by who opened them.
const keptAnswered = 12

// AnsweredOf are the user's matters that were answered last, newest first, at most keptAnswered.
func (r *Reader) AnsweredOf(u desk.UserID) ([]*desk.Ticket, error) {
	var tickets []*desk.Ticket
	for key := range slices.Chunk(r.r.Get(bTicketsLast, id64(u)), ticketKeyLen) {
		t, ok, err := read[desk.Ticket](r, bTickets, key)
		if err != nil {
			return nil, err
		}
		if ok {
			tickets = append(tickets, &t)
		}
	}
	return tickets, nil
}

// EachTicket calls fn for every ticket, in order of number, until it returns false.
func (r *Reader) EachTicket(fn func(*desk.Ticket) bool) error {
	var failed error
	r.r.Ascend(bTickets, nil, func(k, _ []byte) bool {
		t, _, err := read[desk.Ticket](r, bTickets, k)
		failed = err
		return failed == nil && fn(&t)
	})
	return failed
}

// reindex changes the indexes and counts by what differs between the headers, and by nothing else.
func (tx *Tx) reindex(old, t *desk.Ticket) error {
	before, after := indexKeys(old), indexKeys(t)
	for k := range before {
		if _, stays := after[k]; !stays {
			if err := tx.w.Delete(k.bucket, []byte(k.key)); err != nil {
				return err
			}
		}
	}
	for k := range after {
		if _, stood := before[k]; !stood {
			if err := tx.w.Put(k.bucket, []byte(k.key), []byte{}); err != nil {
				return err
			}
		}
	}
	if t.Over() && (old == nil || !old.Over()) && t.Reporter.User != 0 {
		number, err := ticketKey(t.ID)
		if err != nil {
			return err
		}
		before := tx.r.Get(bTicketsLast, id64(t.Reporter.User))
		last := join(number, before[:min(len(before), (keptAnswered-1)*ticketKeyLen)])
		if err := tx.w.Put(bTicketsLast, id64(t.Reporter.User), last); err != nil {
			return err
		}
	}
	return tx.retally(old, t)
}

type indexKey struct {
	bucket kv.Bucket
	key    string
}

func indexKeys(t *desk.Ticket) map[indexKey]struct{} {
	keys := map[indexKey]struct{}{}
	if t == nil {
		return keys
	}
	number, err := ticketKey(t.ID)
	if err == nil && !t.Over() && t.Reporter.User != 0 {
		keys[indexKey{bTicketsOpen, string(join(id64(t.Reporter.User), number))}] = struct{}{}
	}
	if err == nil && !t.Over() {
		keys[indexKey{bTicketsAt, string(join(named(string(t.Desk), ""), number))}] = struct{}{}
	}
	if err == nil && !t.Over() && t.Kind.Shared() && t.Party != 0 {
		keys[indexKey{bTicketsOf, string(join(id64(t.Party), number))}] = struct{}{}
	}
	return keys
}
