package storage

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// months are the figures of a month as they are told, but for those that are nothing.
func months(w *world, at time.Time, n desk.Name) map[string]int {
	found := map[string]int{}
	w.read(func(r *Reader) error {
		names := []string{TallyOpened, TallyAnswered, TallyKept, TallyBroken, TallyLast, TallyEarly}
		for _, c := range desk.Causes {
			names = append(names, TallyHolds(c), TallyHeld(c))
		}
		for _, what := range names {
			if sum := r.TallyMonth(what, at, n); sum != 0 {
				found[what] = sum
			}
		}
		return nil
	})
	return found
}

func hold(w *world, c desk.Cause, d time.Duration) func(*desk.Ticket) error {
	return func(k *desk.Ticket) error {
		k.RunOut(w.now)
		return k.Hold(estate, desk.HeldData{Cause: c, Reason: "parts", Until: w.now.Add(d)}, true, wong, w.now)
	}
}

func breaches(w *world) func(*desk.Ticket) error {
	return func(k *desk.Ticket) error {
		_, found, _ := k.Climb(estate, w.now)
		for _, b := range found {
			k.Breach(b, w.now)
		}
		return nil
	}
}

func TestPromisesCountInTheMonthInWhichTheyFellDue(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 3, 31, 15, 50, 0, 0, time.UTC) // 23:50 on the last of March in the estate
	k := w.open(desk.Repair, 11, desk.Engineering, "accept=0s", "take=3m", "reply=15m", "arrive=1h", "fix=1h@arrived")
	w.now = w.now.Add(2 * time.Minute)
	w.change(k.ID, func(k *desk.Ticket) error { return k.Accept(wong, w.now) })
	w.now = w.now.Add(14 * time.Minute) // past the reply's time, and past midnight
	w.change(k.ID, breaches(w))
	w.now = w.now.Add(10 * time.Minute)
	w.change(k.ID, func(k *desk.Ticket) error { return k.Arrive(wong, w.now) })
	march, april := minutes(0), w.now
	w.same("March", months(w, march, desk.Engineering), map[string]int{TallyOpened: 1, TallyKept: 1})
	w.same("April", months(w, april, desk.Engineering), map[string]int{TallyBroken: 1, TallyKept: 1})
	w.same("elsewhere", months(w, april, desk.Cleaning), map[string]int{})

	w.change(k.ID, func(k *desk.Ticket) error { return k.Cant(estate, "no key", wong, w.now) })
	w.now = w.now.Add(time.Minute)
	w.change(k.ID, func(k *desk.Ticket) error { return k.Accept(wong, w.now) }) // a second round, kept as was the first
	w.same("April, taken again", months(w, april, desk.Engineering), map[string]int{TallyBroken: 1, TallyKept: 2})
}

func TestAnAlarmIsNoBrokenPromise(t *testing.T) {
	w := newWorld(t)
	k := w.open(desk.Emergency, 11, desk.Security, "take=0s", "arrive=5m")
	w.now = minutes(1)
	w.change(k.ID, breaches(w))
	w.change(k.ID, finished(w))
	w.same("figures", months(w, w.now, desk.Security), map[string]int{TallyOpened: 1, TallyAnswered: 1, TallyKept: 1})
}

func TestHoldsCountByCauseInTheMonthInWhichTheyEnded(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 3, 31, 14, 0, 0, 0, time.UTC)
	march := w.now
	k := w.open(desk.Repair, 11, desk.Engineering, "arrive=10h")
	w.change(k.ID, hold(w, desk.CauseSupplier, time.Hour))
	w.now = w.now.Add(90 * time.Minute)
	w.change(k.ID, hold(w, desk.CauseTenant, 24*time.Hour)) // ends what has run out at its expected time
	w.same("March", months(w, march, desk.Engineering), map[string]int{
		TallyOpened: 1, TallyHolds(desk.CauseSupplier): 1, TallyHeld(desk.CauseSupplier): 3600,
	})
	w.now = w.now.Add(2 * time.Hour)
	w.change(k.ID, func(k *desk.Ticket) error { return k.GoOn(wong, w.now) })
	w.same("April", months(w, w.now, desk.Engineering), map[string]int{
		TallyHolds(desk.CauseTenant): 1, TallyHeld(desk.CauseTenant): 7200, TallyEarly: 1,
	})
}

func TestDoubtfulHoldsAreFoundByTheirMoment(t *testing.T) {
	w := newWorld(t)
	k := w.open(desk.Repair, 11, desk.Engineering, "arrive=15m")
	w.now = minutes(12)
	w.change(k.ID, hold(w, desk.CauseTenant, time.Hour))
	w.now = minutes(40)
	w.change(k.ID, func(k *desk.Ticket) error { return k.GoOn(wong, w.now) })
	for _, want := range []struct {
		from, until int
		found       []string
	}{
		{0, 12, nil}, {12, 13, []string{"R-1001 last true"}}, {13, 40, nil}, {40, 41, []string{"R-1001 last false"}},
		{0, 60, []string{"R-1001 last true", "R-1001 last false"}},
	} {
		var got []string
		w.read(func(r *Reader) error {
			doubtful, err := r.DoubtfulBetween(minutes(want.from), minutes(want.until), 10)
			for _, d := range doubtful {
				got = append(got, fmt.Sprintf("%s last %t", d.Ticket.ID, d.Last))
			}
			return err
		})
		w.same(fmt.Sprintf("from %d until %d", want.from, want.until), got, want.found)
	}
}

// The zone decides in which month something counts, and an operator may correct it.
func TestAnotherZoneBreaksNoCount(t *testing.T) {
	w := newWorld(t)
	w.now = time.Date(2026, 3, 31, 15, 50, 0, 0, time.UTC)
	k := w.open(desk.Repair, 11, desk.Engineering, "take=3m", "arrive=1h")
	w.change(k.ID, func(k *desk.Ticket) error { return k.Accept(wong, w.now) })
	other := *estate
	other.Zone = time.UTC
	w.db.estate = &other
	w.change(k.ID, func(k *desk.Ticket) error { return k.Cant(estate, "no key", wong, w.now) })
	w.change(k.ID, finished(w))
	w.check()
}

func TestMonthsOfEarlierRecordsAreCountedAnew(t *testing.T) {
	w := furnished(t)
	w.now = minutes(30)
	w.change("R-1002", breaches(w))
	want := contents(t, w.engine)
	w.spoil(func(kw kv.Writer) error {
		var counts, doubts [][]byte
		kw.Ascend(bTallies, nil, func(k, _ []byte) bool { counts = append(counts, append([]byte(nil), k...)); return true })
		kw.Ascend(bDoubtful, nil, func(k, _ []byte) bool { doubts = append(doubts, append([]byte(nil), k...)); return true })
		for _, k := range counts {
			if what, _, _ := bytes.Cut(k, []byte{0}); slices.Contains([]string{TallyOpen, TallyOverdue, TallyOpened, TallyAnswered}, string(what)) {
				continue
			}
			if err := kw.Delete(bTallies, k); err != nil {
				return err
			}
		}
		for _, k := range doubts {
			if err := kw.Delete(bDoubtful, k); err != nil {
				return err
			}
		}
		return kw.Put(bMeta, []byte("schema"), id64[uint64](2))
	})
	if maps.Equal(contents(t, w.engine), want) {
		t.Fatal("nothing was taken away")
	}
	if _, err := Open(w.engine, estate); err != nil {
		t.Fatal(err)
	}
	if !maps.Equal(contents(t, w.engine), want) {
		t.Error("what was counted anew is not what was counted")
	}
}

func TestAJobFiresOnceForAMoment(t *testing.T) {
	w := newWorld(t)
	for _, step := range []struct {
		now, due int // minutes
		job      string
		first    bool
	}{
		{0, 0, "morning", true}, {0, 0, "morning", false}, {5, 0, "morning", false}, {5, 5, "morning", true}, {5, 5, "evening", true},
		{-60, 0, "morning", false}, {-3000, 0, "morning", true}, // a clock that was wrong by more is forgotten
		{70 * 24 * 60, 70 * 24 * 60, "morning", true}, {70 * 24 * 60, 5, "morning", true}, // as is what is long past
	} {
		w.now = minutes(step.now)
		w.do(func(tx *Tx) error {
			if first, err := tx.FireOnce(step.job, minutes(step.due)); err != nil || first != step.first {
				t.Errorf("%s for %d at %d: %t, %v", step.job, step.due, step.now, first, err)
			}
			return nil
		})
	}
}
