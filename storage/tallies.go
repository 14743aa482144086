package storage

import (
	"encoding/binary"
	"fmt"
	"time"

	"frontdesk/storage/desk"
)

// What is counted, for each desk.
const (
	TallyOpen     = "open"     // tickets that are not over
	TallyOverdue  = "overdue"  // of them, those with a promise broken and still owed
	TallyOpened   = "opened"   // by day
	TallyAnswered = "answered" // by day
)

// Tally is how many tickets of the desk there are now of what is counted.
func (r *Reader) Tally(what string, n desk.Name) int {
	return r.count(named(what, "", string(n)))
}

// TallyDay is how many tickets of the desk there were on the day of t in the estate.
func (r *Reader) TallyDay(what string, t time.Time, n desk.Name) int {
	return r.count(named(what, r.day(t), string(n)))
}

func (r *Reader) count(key []byte) int {
	raw := r.r.Get(bTallies, key)
	if raw == nil {
		return 0
	}
	return int(binary.BigEndian.Uint64(raw)) // #nosec G115 -- a count of tickets
}

func (r *Reader) day(t time.Time) string { return string(r.estate.DayOf(t)) }

// retally moves the counts by what differs between the headers.
func (tx *Tx) retally(old, t *desk.Ticket) error {
	changes := map[string]int{}
	for _, key := range tx.tallyKeys(old) {
		changes[key]--
	}
	for _, key := range tx.tallyKeys(t) {
		changes[key]++
	}
	for key, by := range changes {
		if by == 0 {
			continue
		}
		n := tx.count([]byte(key)) + by
		if n < 0 {
			return fmt.Errorf("count %q below zero", key)
		}
		if err := tx.w.Put(bTallies, []byte(key), id64(n)); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) tallyKeys(t *desk.Ticket) []string {
	if t == nil {
		return nil
	}
	name := string(t.Desk)
	keys := []string{string(named(TallyOpened, r.day(t.Opened), name))}
	if !t.Over() {
		keys = append(keys, string(named(TallyOpen, "", name)))
	}
	if t.Overdue(r.estate) {
		keys = append(keys, string(named(TallyOverdue, "", name)))
	}
	if t.Answered.Held() {
		keys = append(keys, string(named(TallyAnswered, r.day(t.Answered.At), name)))
	}
	return keys
}
