package storage

import (
	"bytes"
	"time"
)

// firedKept is for how long it is remembered for which moments a periodic job ran, and how far ahead: one that ran by
// a clock that was wrong by more is no reason not to run when that moment comes.
const (
	firedKept  = 62 * 24 * time.Hour
	firedAhead = 24 * time.Hour
)

// FireOnce notes that a periodic job runs for a moment, and reports whether it had not run for it before.
func (tx *Tx) FireOnce(job string, due time.Time) (bool, error) {
	prefix := named(job, "")
	var old [][]byte
	tx.prefixed(bFired, prefix, func(k, _ []byte) bool {
		if at := moment(k[len(prefix):]); at.Before(tx.now.Add(-firedKept)) || at.After(tx.now.Add(firedAhead)) {
			old = append(old, bytes.Clone(k))
		}
		return true
	})
	for _, k := range old {
		if err := tx.w.Delete(bFired, k); err != nil {
			return false, err
		}
	}
	key := join(prefix, instant(due))
	if tx.r.Get(bFired, key) != nil {
		return false, nil
	}
	return true, tx.w.Put(bFired, key, []byte{})
}
