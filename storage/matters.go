package storage

import (
	"bytes"
	"slices"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

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

// UsersWaiting are all users who opened a matter that is not over.
func (r *Reader) UsersWaiting() []desk.UserID {
	var users []desk.UserID
	r.r.Ascend(bTicketsOpen, nil, func(k, _ []byte) bool {
		if u := number[desk.UserID](k); len(users) == 0 || users[len(users)-1] != u {
			users = append(users, u)
		}
		return true
	})
	return users
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
	for _, d := range t.Doubts() {
		if err == nil {
			keys[indexKey{bDoubtful, string(join(instant(d.At), number))}] = struct{}{}
		}
	}
	return keys
}
