package storage

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdesk/storage/desk"
)

func TestTimerHasOneMoment(t *testing.T) {
	w := newWorld(t)
	armed := func() (at time.Time, ok bool) {
		w.read(func(r *Reader) error { at, ok = r.Armed("ticket", "R-1001"); return nil })
		return at, ok
	}
	arm := func(at time.Time) *Effects {
		return w.do(func(tx *Tx) error { return tx.Arm("ticket", "R-1001", at) })
	}
	if _, ok := armed(); ok {
		t.Error("armed at first")
	}
	if !arm(minutes(5)).Armed || !arm(minutes(3)).Armed {
		t.Error("the loop does not hear of it")
	}
	if arm(minutes(3)).Armed {
		t.Error("the same moment is news")
	}
	at, _ := armed()
	w.same("armed", at, minutes(3))
	w.now = minutes(60)
	w.read(func(r *Reader) error {
		w.same("due", r.DueTimers(9), []desk.Timer{{Kind: "ticket", ID: "R-1001", Due: minutes(3)}})
		next, ok := r.NextTimer()
		w.same("next", []any{next, ok}, []any{minutes(3), true})
		return nil
	})
	for range 2 {
		w.do(func(tx *Tx) error { return tx.Disarm("ticket", "R-1001") })
	}
	w.read(func(r *Reader) error {
		w.same("due when disarmed", len(r.DueTimers(9)), 0)
		if next, ok := r.NextTimer(); ok {
			t.Errorf("next is %s", next)
		}
		return nil
	})
}

func TestTimersComeDueInOrderAndNotAllAtOnce(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) error {
		for i, at := range []time.Time{minutes(3), minutes(1), minutes(2), minutes(1), time.Unix(-5, 0), minutes(2).Add(1)} {
			if err := tx.Arm("ticket", fmt.Sprint(i), at); err != nil {
				return err
			}
		}
		return tx.Arm("cron", "9", minutes(1))
	})
	due := func(now time.Time, limit int) (ids []string) {
		w.now = now
		w.read(func(r *Reader) error {
			for _, d := range r.DueTimers(limit) {
				ids = append(ids, string(d.Kind)+d.ID)
			}
			return nil
		})
		return ids
	}
	w.same("before", due(start, 9), []string{"ticket4"})
	w.same("at the moment", due(minutes(1), 9), []string{"ticket4", "cron9", "ticket1", "ticket3"})
	w.same("a limit", due(minutes(3), 3), []string{"ticket4", "cron9", "ticket1"})
	w.same("to the nanosecond", due(minutes(2), 9), []string{"ticket4", "cron9", "ticket1", "ticket3", "ticket2"})
	w.same("no limit left", due(minutes(2), 0), []string(nil))
}

func TestTimersAreThoseThatWereSetLast(t *testing.T) {
	w := newWorld(t)
	rapid.Check(t, func(rt *rapid.T) {
		w.t = rt
		want := map[string]time.Time{}
		w.do(func(tx *Tx) error {
			for id := range 4 {
				if err := tx.Disarm("k", fmt.Sprint(id)); err != nil {
					return err
				}
			}
			for range rapid.IntRange(0, 12).Draw(rt, "times") {
				id, at := fmt.Sprint(rapid.IntRange(0, 3).Draw(rt, "id")), minutes(rapid.IntRange(0, 5).Draw(rt, "at"))
				if rapid.IntRange(0, 3).Draw(rt, "disarm") == 0 {
					at = time.Time{}
				}
				if want[id] = at; at.IsZero() {
					delete(want, id)
				}
				if err := tx.Arm("k", id, at); err != nil {
					return err
				}
			}
			return nil
		})
		w.now = minutes(rapid.IntRange(-1, 6).Draw(rt, "now"))
		w.read(func(r *Reader) error {
			got := map[string]time.Time{}
			for _, d := range r.DueTimers(9) {
				got[d.ID] = d.Due
			}
			soonest, some := r.NextTimer()
			if first := slices.SortedFunc(maps.Values(want), time.Time.Compare); some != (len(want) > 0) || some && !soonest.Equal(first[0]) {
				rt.Fatalf("next is %s of %v", soonest, want)
			}
			maps.DeleteFunc(want, func(_ string, at time.Time) bool { return at.After(w.now) })
			w.same("due", got, want)
			return nil
		})
		w.check()
	})
}

func TestTimersOfAKindAreFoundByHowTheirIDsBegin(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) error {
		for i, id := range []string{"b|1", "a|2", "a|1", "a"} {
			if err := tx.Arm("kind", id, minutes(i)); err != nil {
				return err
			}
		}
		return tx.Arm("kind2", "a|3", minutes(9))
	})
	w.read(func(r *Reader) error {
		w.same("found", r.TimersOf("kind", "a|"), []desk.Timer{{Kind: "kind", ID: "a|1", Due: minutes(2)}, {Kind: "kind", ID: "a|2", Due: minutes(1)}})
		w.same("all", len(r.TimersOf("kind", "")), 4)
		return nil
	})
}
