package storage

import (
	"errors"

	"frontdesk/storage/desk"
)

// toThird counts by month what has been settled and held so far, and has doubtful holds found by their moment.
func (tx *Tx) toThird() error {
	changes := map[string]int{}
	var failed error
	err := tx.EachTicket(func(t *desk.Ticket) bool {
		for f, by := range figuresOf(t) {
			changes[tx.figureKey(f, t)] += by
		}
		for key := range indexKeys(t) {
			if key.bucket == bDoubtful && failed == nil {
				failed = tx.w.Put(bDoubtful, []byte(key.key), []byte{})
			}
		}
		return failed == nil
	})
	if err != nil || failed != nil {
		return errors.Join(err, failed)
	}
	return tx.addTallies(changes)
}
