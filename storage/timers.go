package storage

import (
	"bytes"
	"time"

	"frontdesk/storage/desk"
)

// Arm sets the next moment of a timer, replacing the one it had. A zero moment disarms it.
func (tx *Tx) Arm(k desk.TimerKind, id string, due time.Time) error {
	name := named(string(k), id)
	if old := tx.r.Get(bTimersDue, name); old != nil {
		if !due.IsZero() && bytes.Equal(old, instant(due)) {
			return nil
		}
		if err := tx.w.Delete(bTimers, join(old, name)); err != nil {
			return err
		}
	}
	if due.IsZero() {
		return tx.w.Delete(bTimersDue, name)
	}
	tx.effects.Armed = true
	if err := tx.w.Put(bTimers, join(instant(due), name), []byte{}); err != nil {
		return err
	}
	return tx.w.Put(bTimersDue, name, instant(due))
}

// Disarm removes a timer; one that is not set is no error.
func (tx *Tx) Disarm(k desk.TimerKind, id string) error { return tx.Arm(k, id, time.Time{}) }

// Armed is the moment of a timer, and whether it is set.
func (r *Reader) Armed(k desk.TimerKind, id string) (time.Time, bool) {
	raw := r.r.Get(bTimersDue, named(string(k), id))
	if raw == nil {
		return time.Time{}, false
	}
	return moment(raw), true
}

// TimersOf are the timers of a kind whose id begins so, in order of id.
func (r *Reader) TimersOf(k desk.TimerKind, begins string) []desk.Timer {
	var timers []desk.Timer
	prefix := named(string(k), begins)
	r.prefixed(bTimersDue, prefix, func(name, due []byte) bool {
		id := string(name[len(prefix)-len(begins):])
		timers = append(timers, desk.Timer{Kind: k, ID: id, Due: moment(due)})
		return true
	})
	return timers
}

// DueTimers are the timers whose moment has come, in order of their moments, at most limit. Those of the same
// moment come in order of kind and id.
func (r *Reader) DueTimers(limit int) []desk.Timer {
	var due []desk.Timer
	r.r.Ascend(bTimers, nil, func(k, _ []byte) bool {
		at := moment(k)
		if at.After(r.now) || len(due) >= limit {
			return false
		}
		kind, id, _ := bytes.Cut(k[8:], []byte{0})
		due = append(due, desk.Timer{Kind: desk.TimerKind(kind), ID: string(id), Due: at})
		return true
	})
	return due
}

// NextTimer is the soonest moment of any timer, and whether there is one.
func (r *Reader) NextTimer() (time.Time, bool) {
	var next time.Time
	r.r.Ascend(bTimers, nil, func(k, _ []byte) bool {
		next = moment(k)
		return false
	})
	return next, !next.IsZero()
}
