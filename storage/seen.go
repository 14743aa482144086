package storage

import (
	"encoding/binary"
	"time"
)

// seenFor is how long an update's identifier is remembered. The chat service redelivers for a day at most.
const seenFor = 72 * time.Hour

// Seen reports whether the update has been taken in before. Identifiers are remembered as a set, because the
// chat service may begin them anew.
func (r *Reader) Seen(update int64) bool { return r.r.Get(bSeen, id64(update)) != nil }

// SetSeen remembers that the update was taken in.
func (tx *Tx) SetSeen(update int64) error { return tx.w.Put(bSeen, id64(update), instant(tx.now)) }

// LastUpdate is when an update was last taken in; zero before the first.
func (r *Reader) LastUpdate() time.Time {
	raw := r.r.Get(bMeta, []byte("last update"))
	if raw == nil {
		return time.Time{}
	}
	return moment(raw)
}

// NoteAlive remembers that the desk was alive now, so that a gap can be told after a long downtime.
func (tx *Tx) NoteAlive() error { return tx.w.Put(bMeta, []byte("last update"), instant(tx.now)) }

// Offset is how far desk time is ahead of machine time, which only the demo moves.
func (r *Reader) Offset() time.Duration {
	raw := r.r.Get(bMeta, []byte("offset"))
	if raw == nil {
		return 0
	}
	return time.Duration(binary.BigEndian.Uint64(raw)) // #nosec G115 -- written by SetOffset
}

// SetOffset keeps how far desk time is ahead of machine time.
func (tx *Tx) SetOffset(d time.Duration) error { return tx.w.Put(bMeta, []byte("offset"), id64(d)) }
