package storage

import (
	"bytes"
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
	// TallyWithdrawn counts, by day, those that whoever they were for did not want any more.
	TallyWithdrawn = "withdrawn"
	// TallyFolded counts, by the day on which they were opened, the further reports of an event, which is counted once: they
	// are none of the others, whatever becomes of them. What was promised to each who reported counts for each.
	TallyFolded = "folded"

	TallyKept   = "kept"   // promises, by the month in which they fell due
	TallyBroken = "broken" // by the same
	TallyLast   = "last"   // holds that were set at the last minute, by the month in which they were
	TallyEarly  = "early"  // holds that were ended before their time, by the month in which they were
)

// TallyHolds counts the holds that waited for the cause, by the month in which they ended.
func TallyHolds(c desk.Cause) string { return "held/" + string(c) }

// TallyHeld adds up for how many seconds those holds lasted.
func TallyHeld(c desk.Cause) string { return "seconds/" + string(c) }

// Tally is how many tickets of the desk there are now of what is counted.
func (r *Reader) Tally(what string, n desk.Name) int {
	return r.count(named(what, "", string(n)))
}

// TallyDay is how many tickets of the desk there were on the day of t in the estate.
func (r *Reader) TallyDay(what string, t time.Time, n desk.Name) int {
	return r.count(named(what, r.day(t), string(n)))
}

// TallyMonth is how many there were in the month of t in the estate, of what is counted by day or by month.
func (r *Reader) TallyMonth(what string, t time.Time, n desk.Name) int {
	sum := 0
	r.prefixed(bTallies, named(what, r.month(t)), func(k, _ []byte) bool {
		if bytes.HasSuffix(k, named("", string(n))) {
			sum += r.count(k)
		}
		return true
	})
	return max(sum, 0)
}

func (r *Reader) count(key []byte) int {
	raw := r.r.Get(bTallies, key)
	if raw == nil {
		return 0
	}
	return int(binary.BigEndian.Uint64(raw)) // #nosec G115 -- a count of tickets
}

func (r *Reader) day(t time.Time) string { return string(r.estate.DayOf(t)) }

// month is the part of a day that names its month.
func (r *Reader) month(t time.Time) string { return r.day(t)[:len("2006-01")] }

// retally moves the counts by what differs between the headers. A count by day or month may go below zero: the
// estate's zone, or its hours, were others when what is taken back now was counted, under another day.
func (tx *Tx) retally(old, t *desk.Ticket) error {
	changes := map[string]int{}
	for _, key := range tx.tallyKeys(old) {
		changes[key]--
	}
	for _, key := range tx.tallyKeys(t) {
		changes[key]++
	}
	before, after := figuresOf(old), figuresOf(t)
	for f, by := range before {
		if after[f] != by {
			changes[tx.figureKey(f, old)] -= by
		}
	}
	for f, by := range after {
		if before[f] != by {
			changes[tx.figureKey(f, t)] += by
		}
	}
	return tx.addTallies(changes)
}

func (tx *Tx) addTallies(changes map[string]int) error {
	for key, by := range changes {
		if by == 0 {
			continue
		}
		n := tx.count([]byte(key)) + by
		if n < 0 && !byTime(key) {
			return fmt.Errorf("count %q below zero", key)
		}
		if err := tx.w.Put(bTallies, []byte(key), id64(n)); err != nil {
			return err
		}
	}
	return nil
}

// byTime tells whether a count is one by day or month.
func byTime(key string) bool { return !bytes.Contains([]byte(key), []byte{0, 0}) }

func (r *Reader) tallyKeys(t *desk.Ticket) []string {
	if t == nil {
		return nil
	}
	name := string(t.Desk)
	if t.Folded != "" {
		return []string{string(named(TallyFolded, r.day(t.Opened), name))}
	}
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
	if t.Withdrawn.Held() {
		keys = append(keys, string(named(TallyWithdrawn, r.day(t.Withdrawn.At), name)))
	}
	return keys
}
