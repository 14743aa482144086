package storage

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdesk/storage/desk"
)

func TestNumbersRunByKind(t *testing.T) {
	w := newWorld(t)
	var got []desk.TicketID
	w.do(func(tx *Tx) error {
		for _, k := range []desk.Kind{desk.Repair, desk.Emergency, desk.Repair} {
			id, err := tx.NextNumber(k)
			if err != nil {
				return err
			}
			got = append(got, id)
		}
		return nil
	})
	w.same("numbers", got, []desk.TicketID{"R-1001", "E-1001", "R-1002"})
}

func TestTicketKeysSortAsNumbersDo(t *testing.T) {
	ids := []desk.TicketID{"E-1001", "R-0", "R-999", "R-1001", "R-99999", "R-9223372036854775807"}
	var last string
	for _, id := range ids {
		key, err := ticketKey(id)
		if err != nil || len(key) != ticketKeyLen || string(key) <= last || ticketOf(key) != id {
			t.Errorf("%s: %x, %v", id, key, err)
		}
		last = string(key)
	}
	for _, id := range []desk.TicketID{"", "R", "R-", "R1001", "R-x", "R--1", "R-9223372036854775808", "RR-1"} {
		if key, err := ticketKey(id); err == nil {
			t.Errorf("%q is taken for %x", id, key)
		}
	}
}

func TestTicketIsStoredWithItsEvents(t *testing.T) {
	w := newWorld(t)
	k := w.open(desk.Repair, 11, desk.Engineering, "take=3m", "reply=15m")
	w.now = minutes(1)
	k = w.change(k.ID, func(k *desk.Ticket) error { return k.Accept(wong, w.now) })
	w.read(func(r *Reader) error {
		back, ok, err := r.Ticket(k.ID)
		if err != nil || !ok {
			t.Fatalf("%t, %v", ok, err)
		}
		w.same("ticket", back, k)
		events, err := r.Events(k.ID)
		if err != nil {
			return err
		}
		replayed, err := desk.Replay(k.ID, events)
		w.same("replayed", replayed, k)
		if err != nil {
			return err
		}
		second, ok, err := r.Event(k.ID, 2)
		w.same("second event", second, events[1])
		for _, seq := range []int{-1, 0, 3} {
			if _, ok, err := r.Event(k.ID, seq); ok || err != nil {
				t.Errorf("there is an event %d: %v", seq, err)
			}
		}
		if !ok || err != nil || len(k.Fresh()) != 0 {
			t.Errorf("%t, %v, %v", ok, err, k.Fresh())
		}
		return nil
	})
}

func TestNumberThatIsNoneIsNotFound(t *testing.T) {
	w := newWorld(t)
	w.read(func(r *Reader) error {
		for _, id := range []desk.TicketID{"", "R-7", "hello", "R-99999999999999999999"} {
			if _, ok, err := r.Ticket(id); ok || err != nil {
				t.Errorf("%q: %t, %v", id, ok, err)
			}
			if _, ok, err := r.Event(id, 1); ok || err != nil {
				t.Errorf("event of %q: %t, %v", id, ok, err)
			}
		}
		if _, err := r.Events("hello"); err == nil {
			t.Error("events of no ticket are none")
		}
		return nil
	})
}

func TestTicketChangedSinceItWasReadIsNotOverwritten(t *testing.T) {
	w := newWorld(t)
	k := w.open(desk.Repair, 11, desk.Engineering, "take=3m")
	err := w.db.Update(w.now, func(tx *Tx) error {
		first, _, err := tx.Ticket(k.ID)
		if err != nil {
			return err
		}
		second, _, err := tx.Ticket(k.ID)
		if err != nil {
			return err
		}
		if err := first.Accept(wong, w.now); err != nil {
			return err
		}
		if err := tx.PutTicket(first); err != nil {
			t.Fatal(err)
		}
		if err := second.Called(wong, w.now); err != nil {
			return err
		}
		return tx.PutTicket(second)
	})
	if err == nil || !strings.Contains(err.Error(), "event 2 does not follow the 2 that are stored") {
		t.Errorf("both are stored: %v", err)
	}
	err = w.db.Update(w.now, func(tx *Tx) error { return tx.PutTicket(desk.Open(k.ID, desk.OpenedData{}, tenant, w.now)) })
	if err == nil {
		t.Error("a number is given out twice")
	}
}

func TestUnchangedTicketIsNotTouched(t *testing.T) {
	w := newWorld(t)
	k := w.open(desk.Repair, 11, desk.Engineering)
	w.do(func(tx *Tx) error {
		again, _, err := tx.Ticket(k.ID)
		if err != nil {
			return err
		}
		if err := tx.PutTicket(again); err != nil || len(tx.Touched()) != 0 {
			t.Errorf("touched, %v", err)
		}
		return nil
	})
}

func TestTicketIsTouchedOnceATransaction(t *testing.T) {
	w := newWorld(t)
	k := w.open(desk.Repair, 11, desk.Engineering)
	w.do(func(tx *Tx) error {
		for range 2 {
			again, _, err := tx.Ticket(k.ID)
			if err != nil {
				return err
			}
			if err := again.Called(wong, w.now); err != nil {
				return err
			}
			if err := tx.PutTicket(again); err != nil {
				return err
			}
		}
		touched := tx.Touched()
		if len(touched) != 1 || touched[0].Old.Events != 1 || touched[0].New.Events != 3 || len(touched[0].Events) != 2 {
			t.Errorf("touched %+v", touched)
		}
		w.same("touched again", len(tx.Touched()), 0)
		return nil
	})
}

func TestEventOfALaterProgramSurvives(t *testing.T) {
	w := newWorld(t)
	k := w.open(desk.Repair, 11, desk.Engineering)
	foreign := desk.Event{Seq: 2, Type: "priced", Version: 7, By: wong, At: minutes(1), Data: json.RawMessage(`{"hkd":480}`)}
	w.do(func(tx *Tx) error { // as the later program left it
		key, err := ticketKey(k.ID)
		if err != nil {
			return err
		}
		if k.Events = 2; write(tx, bTickets, key, k) != nil {
			t.Fatal("header not written")
		}
		return write(tx, bEvents, eventKey(key, 2), foreign)
	})
	w.now = minutes(2)
	w.change(k.ID, func(k *desk.Ticket) error { return k.Accept(wong, w.now) })
	w.read(func(r *Reader) error {
		events, err := r.Events(k.ID)
		if err != nil || len(events) != 3 {
			t.Fatalf("%v, %v", events, err)
		}
		w.same("the later program's event", events[1], foreign)
		return nil
	})
}

func TestOpenTicketsAreTheReportersOwn(t *testing.T) {
	w := newWorld(t)
	first, other, second := w.open(desk.Repair, 11, desk.Engineering), w.open(desk.Repair, 12, desk.Engineering), w.open(desk.Repair, 11, desk.Cleaning)
	w.open(desk.Repair, 0, desk.Engineering) // told by telephone
	list := func(u desk.UserID, limit int) (ids []desk.TicketID) {
		w.read(func(r *Reader) error {
			open, err := r.OpenTicketsOf(u, limit)
			for _, k := range open {
				ids = append(ids, k.ID)
			}
			return err
		})
		return ids
	}
	w.same("open", list(11, 9), []desk.TicketID{first.ID, second.ID})
	w.same("open, one at most", list(11, 1), []desk.TicketID{first.ID})
	w.same("the other's", list(12, 9), []desk.TicketID{other.ID})
	w.change(first.ID, finished(w))
	w.same("open after the first is over", list(11, 9), []desk.TicketID{second.ID})
	w.read(func(r *Reader) error {
		last, ok, err := r.LastAnswered(11)
		if !ok || last.ID != first.ID {
			t.Errorf("answered last: %t, %v", ok, last)
		}
		if _, ok, err := r.LastAnswered(12); ok || err != nil {
			t.Errorf("nothing of the other's was answered: %v", err)
		}
		return err
	})
	w.same("nobody's", list(0, 9), []desk.TicketID(nil))
}

func finished(w *world) func(*desk.Ticket) error {
	return func(k *desk.Ticket) error {
		for _, step := range []func(desk.Actor, time.Time) error{k.Accept, k.Finish, k.Told} {
			if err := step(wong, w.now); err != nil {
				return err
			}
		}
		return nil
	}
}

// recount counts over every ticket what the tallies keep, and lists who waits for what.
func recount(w *world) (counts map[string]int, open []string) {
	counts = map[string]int{}
	w.read(func(r *Reader) error {
		return r.EachTicket(func(k *desk.Ticket) bool {
			day := func(t time.Time) string { return t.In(estate.Zone).Format(time.DateOnly) }
			counts[fmt.Sprintf("opened %s %s", day(k.Opened), k.Desk)]++
			if k.State == desk.StateAnswered {
				counts[fmt.Sprintf("answered %s %s", day(k.Answered.At), k.Desk)]++
				return true
			}
			counts[fmt.Sprintf("open %s", k.Desk)]++
			open = append(open, fmt.Sprintf("%d %s", k.Reporter.User, k.ID))
			for _, c := range k.Clocks(estate) {
				if c.Broken && c.Met.IsZero() {
					counts[fmt.Sprintf("overdue %s", k.Desk)]++
					break
				}
			}
			return true
		})
	})
	slices.Sort(open)
	return counts, open
}

// told is what the tallies and the index say.
func told(w *world, desks []desk.Name, users []desk.UserID) (counts map[string]int, open []string) {
	counts = map[string]int{}
	note := func(name string, n int) {
		if n != 0 {
			counts[name] = n
		}
	}
	w.read(func(r *Reader) error {
		for _, n := range desks {
			note(fmt.Sprintf("open %s", n), r.Tally(TallyOpen, n))
			note(fmt.Sprintf("overdue %s", n), r.Tally(TallyOverdue, n))
			for day := start.Add(-24 * time.Hour); day.Before(w.now.Add(24 * time.Hour)); day = day.Add(24 * time.Hour) {
				note(fmt.Sprintf("opened %s %s", r.day(day), n), r.TallyDay(TallyOpened, day, n))
				note(fmt.Sprintf("answered %s %s", r.day(day), n), r.TallyDay(TallyAnswered, day, n))
			}
		}
		for _, u := range users {
			tickets, err := r.OpenTicketsOf(u, 1000)
			if err != nil {
				return err
			}
			for _, k := range tickets {
				open = append(open, fmt.Sprintf("%d %s", u, k.ID))
			}
		}
		return nil
	})
	slices.Sort(open)
	return counts, open
}

func TestCountsAreThoseOfARecount(t *testing.T) {
	desks, users := []desk.Name{desk.Engineering, desk.Cleaning}, []desk.UserID{11, 12}
	w := newWorld(t)
	rapid.Check(t, func(rt *rapid.T) { // one history after the other, in one database
		w.t = rt
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 9*60).Draw(rt, "minutes")) * time.Minute)
			step(rt, w, desks, users)
		}
		counted, waiting := recount(w)
		counts, open := told(w, desks, users)
		w.same("counts", counts, counted)
		w.same("open", open, waiting)
		w.check()
	})
	w.t = t
}

// step opens a ticket, or has something happen to one.
func step(rt *rapid.T, w *world, desks []desk.Name, users []desk.UserID) {
	var known []desk.TicketID
	w.read(func(r *Reader) error {
		return r.EachTicket(func(k *desk.Ticket) bool {
			if !k.Over() || len(known) < 3 {
				known = append(known, k.ID)
			}
			return true
		})
	})
	if len(known) == 0 || rapid.IntRange(0, 3).Draw(rt, "open") == 0 {
		kind := rapid.SampledFrom([]desk.Kind{desk.Repair, desk.Emergency}).Draw(rt, "kind")
		w.open(kind, rapid.SampledFrom(users).Draw(rt, "user"), rapid.SampledFrom(desks).Draw(rt, "desk"), "take=3m", "reply=15m", "arrive=same day")
		return
	}
	w.change(rapid.SampledFrom(known).Draw(rt, "ticket"), func(k *desk.Ticket) error {
		k.RunOut(w.now)
		alerts, breaches, _ := k.Climb(estate, w.now)
		for _, b := range breaches {
			k.Breach(b, w.now)
		}
		for _, a := range alerts {
			k.Raised(a, w.now)
		}
		acts := []func(desk.Actor, time.Time) error{
			k.Accept, k.Arrive, k.Finish, k.Told, k.Called,
			func(by desk.Actor, now time.Time) error { return k.Cant(estate, "no", by, now) },
			func(by desk.Actor, now time.Time) error { return k.SeeTo(estate, by, now) },
			func(by desk.Actor, now time.Time) error {
				until := now.Add(time.Duration(rapid.IntRange(1, 200).Draw(rt, "held")) * time.Minute)
				cause := rapid.SampledFrom(desk.Causes).Draw(rt, "cause")
				return k.Hold(estate, desk.HeldData{Cause: cause, Reason: "parts", Until: until}, true, by, now)
			},
			k.GoOn,
		}
		if err := rapid.SampledFrom(acts).Draw(rt, "act")(wong, w.now); err != nil {
			rt.Logf("refused: %v", err) // the counts have to be right all the same
		}
		return nil
	})
}
