package storage

import (
	"fmt"
	"time"

	"frontdesk/storage/chat"
)

// Queue is what waits to be sent.
type Queue struct {
	Lanes  [chat.Lanes]int
	Oldest time.Time // when the oldest of it was queued; zero where nothing waits
}

// Queue counts the rows of the outbox by lane.
func (r *Reader) Queue() (Queue, error) {
	var q Queue
	err := r.Waiting(func(o chat.Outgoing) {
		q.Lanes[min(o.Lane, chat.Lanes-1)]++
		if q.Oldest.IsZero() || !o.Queued.IsZero() && o.Queued.Before(q.Oldest) {
			q.Oldest = o.Queued
		}
	})
	return q, err
}

// NoteBackup remembers that the database was copied now, and how many bytes that took.
func (tx *Tx) NoteBackup(size int64) error {
	return tx.w.Put(bMeta, []byte("last backup"), join(instant(tx.now), id64(size)))
}

// LastBackup is when the database was last copied, and how large the copy is in bytes; ok is false where it never was.
func (r *Reader) LastBackup() (at time.Time, size int64, ok bool) {
	raw := r.r.Get(bMeta, []byte("last backup"))
	if len(raw) != 16 {
		return time.Time{}, 0, false
	}
	return moment(raw), number[int64](raw[8:]), true
}

// Lagging is since when it is known that timers fire late; zero where they do not.
func (r *Reader) Lagging() time.Time {
	raw := r.r.Get(bMeta, []byte("lagging"))
	if raw == nil {
		return time.Time{}
	}
	return moment(raw)
}

// SetLagging remembers that timers fire late since now, or no longer do.
func (tx *Tx) SetLagging(late bool) error {
	if !late {
		return tx.w.Delete(bMeta, []byte("lagging"))
	}
	if err := tx.w.Put(bMeta, []byte("lagging"), instant(tx.now)); err != nil {
		return fmt.Errorf("note that timers fire late: %w", err)
	}
	return nil
}
