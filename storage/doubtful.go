package storage

import (
	"time"

	"frontdesk/storage/desk"
)

// Doubtful is a reason to look at a hold, with the ticket as it stands.
type Doubtful struct {
	desk.Doubt
	Ticket *desk.Ticket
}

// DoubtfulBetween are the reasons to look at holds that came up from one moment until before another, in order of
// their moments, of at most limit tickets.
func (r *Reader) DoubtfulBetween(from, until time.Time, limit int) ([]Doubtful, error) {
	var found []Doubtful
	var failed error
	r.r.Ascend(bDoubtful, instant(from), func(k, _ []byte) bool {
		at := moment(k)
		if !at.Before(until) || limit <= 0 {
			return false
		}
		limit--
		t, ok, err := read[desk.Ticket](r, bTickets, k[8:])
		if failed = err; err != nil || !ok {
			return err == nil
		}
		for _, d := range t.Doubts() {
			if d.At.Equal(at) {
				found = append(found, Doubtful{Doubt: d, Ticket: &t})
			}
		}
		return true
	})
	return found, failed
}
