package storage

import (
	"bytes"
	"fmt"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// schema is the version of the records. A database of a later one is refused: an older program would not
// understand what it rewrites.
const schema = 3

// migrations bring the records from each version to the next, beginning with the first.
var migrations = []func(*Tx) error{1: (*Tx).toSecond, 2: (*Tx).toThird}

// migrate brings records of an older version, 0 for a new database, to this program's.
func (tx *Tx) migrate(version uint64) error {
	for ; version > 0 && version < schema; version++ {
		if err := migrations[version](tx); err != nil {
			return fmt.Errorf("bring records from version %d to %d: %w", version, version+1, err)
		}
	}
	return tx.w.Put(bMeta, []byte("schema"), id64[uint64](schema))
}

// toSecond lets a party stay in a unit several times, has parties found by name and shared tickets by party, and
// tells what each event gave to a ticket's description.
func (tx *Tx) toSecond() error {
	for _, step := range []func() error{tx.rekeyOccupancies, tx.nameParties, tx.indexShared, tx.takeApart} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) rekeyOccupancies() error {
	var stays []desk.Occupancy
	if err := listed(&tx.Reader, bOccupancies, nil, func(o desk.Occupancy) { stays = append(stays, o) }); err != nil {
		return err
	}
	for _, b := range []kv.Bucket{bOccupancies, bOccupants} {
		if err := tx.empty(b); err != nil {
			return err
		}
	}
	for _, o := range stays {
		if err := tx.PutOccupancy(o); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) empty(b kv.Bucket) error {
	var keys [][]byte
	tx.r.Ascend(b, nil, func(k, _ []byte) bool {
		keys = append(keys, bytes.Clone(k))
		return true
	})
	for _, k := range keys {
		if err := tx.w.Delete(b, k); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) nameParties() error {
	var parties []desk.Party
	if err := listed(&tx.Reader, bParties, nil, func(p desk.Party) { parties = append(parties, p) }); err != nil {
		return err
	}
	for _, p := range parties {
		if err := tx.w.Put(bPartiesByName, partyName(p), []byte{}); err != nil {
			return err
		}
	}
	return nil
}

// indexShared reads the tickets that are not over: the others are in no index.
func (tx *Tx) indexShared() error {
	var failed error
	tx.r.Ascend(bTicketsAt, nil, func(k, _ []byte) bool {
		t, _, err := read[desk.Ticket](&tx.Reader, bTickets, k[len(k)-ticketKeyLen:])
		if err != nil {
			failed = err
			return false
		}
		for key := range indexKeys(&t) {
			if key.bucket == bTicketsOf && failed == nil {
				failed = tx.w.Put(bTicketsOf, []byte(key.key), []byte{})
			}
		}
		return failed == nil
	})
	return failed
}

// takeApart writes the header anew of each ticket to which something was added after its opening.
func (tx *Tx) takeApart() error {
	amended := map[desk.TicketID]bool{}
	tx.r.Ascend(bEvents, nil, func(k, v []byte) bool {
		if bytes.Contains(v, []byte(`"type":"`+desk.EvAmended+`"`)) {
			amended[ticketOf(k)] = true
		}
		return true
	})
	for id := range amended {
		events, err := tx.Events(id)
		if err != nil {
			return err
		}
		t, err := desk.Replay(id, events)
		if err != nil {
			return err
		}
		key, err := ticketKey(id)
		if err != nil {
			return err
		}
		if err := write(tx, bTickets, key, t); err != nil {
			return err
		}
	}
	return nil
}
