package storage

import (
	"testing"
	"time"
)

func (w *world) seen(ids ...int64) (seen []int64) {
	w.read(func(r *Reader) error {
		for _, id := range ids {
			if r.Seen(id) {
				seen = append(seen, id)
			}
		}
		return nil
	})
	return seen
}

func (w *world) see(ids ...int64) {
	w.do(func(tx *Tx) error {
		for _, id := range ids {
			if err := tx.SetSeen(id); err != nil {
				return err
			}
		}
		return nil
	})
}

func TestUpdatesAreRememberedAsASet(t *testing.T) {
	w := newWorld(t)
	w.see(900, 3, 7, 900, -4)
	w.same("seen", w.seen(1, 3, 4, 7, 899, 900, 901, -4), []int64{3, 7, 900, -4})
}

func TestOldUpdatesAreForgottenAPartAtATime(t *testing.T) {
	for _, limit := range []int{1, 2, 3, 9} {
		w := newWorld(t)
		w.see(1, 3, 5)
		w.now = start.Add(seenFor)
		w.see(2, 4)
		forget := func() (round bool) {
			w.do(func(tx *Tx) (err error) { round, err = tx.ForgetSeen(limit); return err })
			return round
		}
		rounds := func() {
			t.Helper()
			for i := 0; !forget(); i++ {
				if i > 6 {
					t.Fatalf("looking at %d, it does not come round", limit)
				}
			}
		}
		rounds()
		w.same("after 72 h", w.seen(1, 2, 3, 4, 5), []int64{1, 2, 3, 4, 5})
		w.now = w.now.Add(time.Second)
		rounds()
		w.same("later", w.seen(1, 2, 3, 4, 5), []int64{2, 4})
		w.now = w.now.Add(seenFor)
		rounds()
		w.same("at last", w.seen(1, 2, 3, 4, 5), []int64(nil))
		if !forget() {
			t.Error("there is more to forget than nothing")
		}
	}
}

func TestTheDeskKnowsWhenItWasLastAlive(t *testing.T) {
	w := newWorld(t)
	last := func() (at time.Time) {
		w.read(func(r *Reader) error { at = r.LastUpdate(); return nil })
		return at
	}
	w.same("at first", last(), time.Time{})
	w.do(func(tx *Tx) error { return tx.NoteAlive() })
	w.same("then", last(), start)
}

func TestOffsetOfDeskTimeIsKept(t *testing.T) {
	w := newWorld(t)
	for _, d := range []time.Duration{0, 26 * time.Hour, -time.Minute} {
		if d != 0 {
			w.do(func(tx *Tx) error { return tx.SetOffset(d) })
		}
		w.read(func(r *Reader) error { w.same("offset", r.Offset(), d); return nil })
	}
}
