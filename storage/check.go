package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// maxFaults is how many faults a check lists: a damaged index would otherwise fill the memory.
const maxFaults = 100

// Check holds what follows from the records against the records: each ticket against its events, indexes,
// timers and waiting rows against their other halves, and counts against a recount. It returns what does not
// agree, at most a hundred faults. It reads everything once or twice and keeps little, but takes seconds for
// each hundred thousand tickets: rather let it read a copy than the database in use.
func (r *Reader) Check() []error {
	c := &check{r: r, tallies: map[string]int{}}
	c.tickets()
	for _, i := range indexes {
		c.index(i)
	}
	c.counts()
	c.last()
	return c.faults
}

type check struct {
	r       *Reader
	events  int            // that the tickets have
	tallies map[string]int // as they should be, by days added up
	faults  []error
}

func (c *check) fault(format string, args ...any) {
	if len(c.faults) < maxFaults {
		c.faults = append(c.faults, fmt.Errorf(format, args...))
	}
}

// each calls fn for every pair of the bucket until there are faults enough.
func (c *check) each(b kv.Bucket, fn func(key, value []byte) error) {
	c.r.r.Ascend(b, nil, func(k, v []byte) bool {
		if err := fn(k, v); err != nil {
			c.fault("%s %x: %w", b, k, err)
		}
		return len(c.faults) < maxFaults
	})
}

// tickets replays each ticket's events, and counts it.
func (c *check) tickets() {
	c.each(bTickets, func(k, v []byte) error {
		t, err := decoded[desk.Ticket](bTickets, v)
		if err != nil {
			return err
		}
		if u := t.Reporter.User; t.Over() && u != 0 && c.r.r.Get(bTicketsLast, id64(u)) == nil {
			c.fault("ticket %s is over, and %d has no last matter", t.ID, u)
		}
		c.events += t.Events
		for _, key := range c.r.tallyKeys(&t) {
			c.tallies[undated(key)]++
		}
		for f, by := range figuresOf(&t) {
			c.tallies[f.what+" "+string(f.desk)] += by
		}
		return c.replay(k, &t)
	})
	n := 0
	c.each(bEvents, func(_, _ []byte) error { n++; return nil })
	if n != c.events {
		c.fault("there are %d events, and the tickets have %d", n, c.events)
	}
}

// last looks at what each user's last matters lead to. Which of several were the last is not checked.
func (c *check) last() {
	c.each(bTicketsLast, func(k, v []byte) error {
		if len(v) == 0 || len(v)%ticketKeyLen != 0 {
			return errors.New("is no list of matters")
		}
		for key := range slices.Chunk(v, ticketKeyLen) {
			t, ok, err := read[desk.Ticket](c.r, bTickets, key)
			if err == nil && (!ok || !t.Over() || t.Reporter.User != number[desk.UserID](k)) {
				err = errors.New("leads to no answered matter of the user's")
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *check) replay(key []byte, t *desk.Ticket) error {
	if want, err := ticketKey(t.ID); err != nil || !bytes.Equal(key, want) {
		return fmt.Errorf("holds ticket %s", t.ID)
	}
	events, err := c.r.Events(t.ID)
	if err != nil {
		return err
	}
	replayed, err := desk.Replay(t.ID, events)
	if err != nil {
		return err
	}
	stored, err := json.Marshal(t)
	if err != nil {
		return err
	}
	again, err := json.Marshal(replayed)
	if err == nil && !bytes.Equal(stored, again) {
		err = fmt.Errorf("ticket %s is not what its events make", t.ID)
	}
	return err
}

// undated leaves the day out of a tally's name: the estate's zone, and with it what day it was, may have been
// another when it was counted.
func undated(tally string) string {
	parts := bytes.Split([]byte(tally), []byte{0})
	return string(parts[0]) + " " + string(parts[len(parts)-1])
}

func (c *check) counts() {
	stored := map[string]int{}
	c.each(bTallies, func(k, _ []byte) error {
		stored[undated(string(k))] += c.r.count(k)
		return nil
	})
	names := maps.Clone(stored)
	maps.Copy(names, c.tallies)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if stored[name] != c.tallies[name] {
			c.fault("tally %s is %d, a recount gives %d", name, stored[name], c.tallies[name])
		}
	}
}

// index is a bucket whose pairs follow from the records in another.
type index struct {
	of, in kv.Bucket
	pairs  func(key, value []byte) (map[string][]byte, error)
}

// index looks up every pair that should be there; where there are as many as there should be, there are no
// others.
func (c *check) index(i index) {
	should, are := 0, 0
	c.each(i.of, func(k, v []byte) error {
		pairs, err := i.pairs(k, v)
		should += len(pairs)
		for key, value := range pairs {
			if found := c.r.r.Get(i.in, []byte(key)); found == nil || !bytes.Equal(found, value) {
				c.fault("%s %x: %s has %x under %x, want %x", i.of, k, i.in, found, key, value)
			}
		}
		return err
	})
	c.each(i.in, func(_, _ []byte) error { are++; return nil })
	if are != should {
		c.fault("%s has %d entries, %s calls for %d", i.in, are, i.of, should)
	}
}

// ticketsIn is what the header of a ticket puts into one of its indexes.
func ticketsIn(b kv.Bucket) func(key, value []byte) (map[string][]byte, error) {
	return of(bTickets, func(_ []byte, t desk.Ticket) map[string][]byte {
		pairs := map[string][]byte{}
		for k := range indexKeys(&t) {
			if k.bucket == b {
				pairs[k.key] = []byte{}
			}
		}
		return pairs
	})
}

// indexes are all the buckets that follow from others.
var indexes = []index{
	{bTickets, bTicketsOpen, ticketsIn(bTicketsOpen)},
	{bTickets, bTicketsAt, ticketsIn(bTicketsAt)},
	{bTickets, bTicketsOf, ticketsIn(bTicketsOf)},
	{bTickets, bDoubtful, ticketsIn(bDoubtful)},
	{bAlerts, bAlertsOf, func(_, v []byte) (map[string][]byte, error) {
		a, err := decoded[Alert](bAlerts, v)
		pairs := map[string][]byte{}
		if a.Silenced {
			return pairs, err
		}
		for _, line := range a.Lines {
			key, bad := ticketKey(line.Ticket)
			if bad != nil {
				return nil, bad
			}
			pairs[string(join(key, id64(a.ID)))] = []byte{}
		}
		return pairs, err
	}},
	{bTimersDue, bTimers, func(k, v []byte) (map[string][]byte, error) { return pair(join(v, k), []byte{}), nil }},
	{bOutbox, bOutboxSlots, of(bOutbox, func(k []byte, o chat.Outgoing) map[string][]byte {
		if o.Op != chat.Show && o.Op != chat.Refresh {
			return nil
		}
		return pair([]byte(o.Slot), k)
	})},
	{bUnits, bUnitsByName, of(bUnits, func(k []byte, u desk.Unit) map[string][]byte { return pair(unitName(u), k) })},
	{bPersons, bPersonsByUser, of(bPersons, func(k []byte, p desk.Person) map[string][]byte {
		if p.User == 0 {
			return nil
		}
		return pair(id64(p.User), k)
	})},
	{bMemberships, bMembersOf, func(k, _ []byte) (map[string][]byte, error) { return pair(join(k[8:], k[:8]), []byte{}), nil }},
	{bOccupancies, bOccupants, of(bOccupancies, func(_ []byte, o desk.Occupancy) map[string][]byte {
		return pair(occupantKey(occupancyKey(o)), []byte{})
	})},
	{bParties, bPartiesByName, of(bParties, func(_ []byte, p desk.Party) map[string][]byte { return pair(partyName(p), []byte{}) })},
	{bJoins, bJoinsOpen, of(bJoins, func(k []byte, j desk.Join) map[string][]byte {
		if !j.Open() {
			return nil
		}
		return pair(k, []byte{})
	})},
	{bJoins, bJoinsOf, of(bJoins, func(_ []byte, j desk.Join) map[string][]byte {
		if !j.Open() {
			return nil
		}
		return pair(joinOf(j), []byte{})
	})},
	{bShifts, bShiftsOf, of(bShifts, func(_ []byte, s desk.Shift) map[string][]byte { return pair(shiftOf(s), []byte{}) })},
	{bInvites, bInvitesOf, of(bInvites, func(k []byte, i desk.Invite) map[string][]byte {
		if i.Person == 0 {
			return nil
		}
		return pair(join(id64(i.Person), k), []byte{})
	})},
}

func pair(key, value []byte) map[string][]byte { return map[string][]byte{string(key): value} }

// of decodes the record for a function that tells its pairs.
func of[T any](b kv.Bucket, pairs func(key []byte, record T) map[string][]byte) func(key, value []byte) (map[string][]byte, error) {
	return func(key, value []byte) (map[string][]byte, error) {
		record, err := decoded[T](b, value)
		if err != nil {
			return nil, err
		}
		return pairs(key, record), nil
	}
}
