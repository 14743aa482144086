package storage

import (
	"errors"
	"testing"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// round runs fn until it has come round.
func (w *world) round(fn func(tx *Tx) (bool, error)) {
	w.t.Helper()
	for over, times := false, 0; !over; times++ {
		if times > 20 {
			w.t.Fatal("it does not come round")
		}
		w.do(func(tx *Tx) (err error) { over, err = fn(tx); return err })
	}
}

func TestGuessesAreForgottenAfterTheirWindow(t *testing.T) {
	for _, limit := range []int{1, 2, 9} {
		w := newWorld(t)
		guess := func(users ...desk.UserID) {
			for _, u := range users {
				w.do(func(tx *Tx) error { return tx.CountGuess(u, time.Hour) })
			}
		}
		left := func() (n int) {
			w.spoil(func(kw kv.Writer) error {
				kw.Ascend(bGuesses, nil, func(_, _ []byte) bool { n++; return true })
				return nil
			})
			return n
		}
		forget := func() { w.round(func(tx *Tx) (bool, error) { return tx.ForgetGuesses(limit, time.Hour) }) }
		guess(11, 12, 12)
		w.now = minutes(60)
		guess(13)
		forget()
		w.same("within the hour", left(), 3)
		w.now = minutes(61)
		forget()
		w.same("after it", left(), 1)
		w.read(func(r *Reader) error { w.same("of the last", r.Guesses(13, time.Hour), 1); return nil })
		w.now = minutes(200)
		forget()
		w.same("at last", left(), 0)
	}
}

func TestRefsAreForgottenAfterHalfAYear(t *testing.T) {
	for _, limit := range []int{1, 3, 9} {
		w := newWorld(t)
		put := func(m desk.MessageID) {
			w.do(func(tx *Tx) error { return tx.PutRef(-5, m, Ref{Ticket: "R-1001", Event: int(m)}) })
		}
		known := func() (known []desk.MessageID) {
			w.read(func(r *Reader) error {
				for m := range desk.MessageID(6) {
					ref, ok, err := r.Ref(-5, m)
					if err != nil {
						return err
					}
					if ok {
						known = append(known, m)
						w.same("ref", ref, Ref{Ticket: "R-1001", Event: int(m)})
					}
				}
				return nil
			})
			return known
		}
		forget := func() { w.round(func(tx *Tx) (bool, error) { return tx.ForgetRefs(limit) }) }
		put(1)
		put(2)
		w.spoil(func(kw kv.Writer) error { // as the first version of the records has it
			return kw.Put(bMessages, join(id64(-5), id64(3)), []byte(`{"ticket":"R-1001","event":3}`))
		})
		w.now = start.AddDate(0, 0, RefsFor)
		put(4)
		put(2) // kept again
		forget()
		w.same("after 180 days", known(), []desk.MessageID{1, 2, 3, 4})
		w.now = w.now.AddDate(0, 0, 1)
		forget()
		w.same("after 181", known(), []desk.MessageID{2, 3, 4})
		w.now = w.now.AddDate(0, 0, RefsFor-1)
		forget()
		w.same("another 180 later", known(), []desk.MessageID{2, 3, 4})
		w.now = w.now.AddDate(0, 0, 1)
		forget()
		w.same("at last", known(), []desk.MessageID(nil))
	}
}

func TestRecordThatCannotBeReadStopsTheForgetting(t *testing.T) {
	w := newWorld(t)
	w.spoil(func(kw kv.Writer) error { return kw.Put(bMessages, id64(1), []byte("{")) })
	if err := w.db.Update(w.now, func(tx *Tx) error { _, err := tx.ForgetRefs(9); return err }); err == nil {
		t.Error("it is passed over in silence")
	}
	w.spoil(func(kw kv.Writer) error { return kw.Delete(bMessages, id64(1)) })
}

func TestSlotsAreForgottenHalfAYearAfterTheirMatterWasAnswered(t *testing.T) {
	for _, limit := range []int{1, 9} {
		w := newWorld(t)
		over, open := w.open(desk.Repair, 11, desk.Engineering), w.open(desk.Repair, 11, desk.Engineering)
		slots := map[chat.Slot]desk.TicketID{"card:over": over.ID, "card:open": open.ID, ScreenSlot(11): over.ID, "board": "", "card:none": "R-9999"}
		for s, id := range slots {
			o := says(s, 11, "shown")
			o.About.Ticket = id
			w.show(o)
		}
		for _, row := range w.rows() {
			w.sent(row.ID, 0, desk.MessageID(row.ID)+100, 0)
		}
		w.change(over.ID, func(t *desk.Ticket) error {
			err := errors.Join(t.Accept(wong, w.now), t.Finish(wong, w.now))
			t.Delivered(w.now)
			return err
		})
		left := func() (n int) {
			for s := range slots {
				if _, stands := w.place(s); stands {
					n++
				}
			}
			return n
		}
		w.now = start.AddDate(0, 0, RefsFor)
		w.round(func(tx *Tx) (bool, error) { return tx.ForgetSlots(limit) })
		w.same("after 180 days", left(), len(slots))
		w.now = w.now.AddDate(0, 0, 1)
		w.round(func(tx *Tx) (bool, error) { return tx.ForgetSlots(limit) })
		w.same("after 181", left(), len(slots)-1)
		if _, stands := w.place("card:over"); stands {
			t.Error("the card is still known")
		}
	}
}
