package storage

import (
	"testing"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// receipt is a ticket's receipt on a person's screen; it stays in the chat.
func receipt(words string) chat.Outgoing {
	o := says(ScreenSlot(person), person, words)
	o.Anew, o.Stays = true, true
	return o
}

// menu is what a person's screen shows that is about no ticket.
func menu(words string) chat.Outgoing {
	o := says(ScreenSlot(person), person, words)
	o.About, o.Anew = chat.About{}, true
	return o
}

// opened opens a repair of the person's.
func (w *world) opened() {
	w.t.Helper()
	w.do(func(tx *Tx) error {
		id, err := tx.NextNumber(desk.Repair)
		if err != nil {
			return err
		}
		return tx.PutTicket(desk.Open(id, desk.OpenedData{Kind: desk.Repair, Desk: desk.Engineering}, desk.System, tx.Now()))
	})
}

func TestReceiptStaysAndWhatComesNextIsAMessageOfItsOwn(t *testing.T) {
	w := newWorld(t)
	w.opened()
	w.show(receipt("received"))
	w.sent(1, 0, 100, 0)
	w.show(menu("home"))
	w.same("waiting", w.waiting(), []string{"2.0 strip in 11 of 100", "3.0 show in 11: home"})
	kept, _ := w.place(ReceiptSlot(person, "R-1001"))
	if _, stands := w.place(ScreenSlot(person)); stands || kept.Message != 100 || kept.Buttons || kept.Stays {
		t.Errorf("the receipt stands as %+v; the screen stands %v", kept, stands)
	}
	w.sent(2, 0, 100, 0)
	w.sent(3, 0, 101, 0)
	w.show(menu("matters"))
	w.same("waiting", w.waiting(), []string{"4.0 show in 11: matters"})
}

func TestReceiptThatIsRefreshedStaysAsMuchAsBefore(t *testing.T) {
	w := newWorld(t)
	w.opened()
	w.show(receipt("received"))
	w.sent(1, 0, 100, 0)
	newer := receipt("taken")
	newer.Op, newer.Stays = chat.Refresh, false
	w.show(newer)
	w.sent(2, 0, 100, 0)
	w.show(menu("home"))
	if kept, _ := w.place(ReceiptSlot(person, "R-1001")); kept.Message != 100 {
		t.Errorf("%+v", kept)
	}
}

func TestReceiptThatStillWaitsIsNotReplacedByWhatComesNext(t *testing.T) {
	for _, underWay := range []bool{false, true} {
		w := newWorld(t)
		w.opened()
		w.show(menu("confirm?"))
		w.sent(1, 0, 100, 0)
		w.show(receipt("received"))
		w.show(menu("home"))
		w.same("waiting", w.waiting(), []string{"2.1 show in 11: received", "3.0 show in 11: home"})
		if underWay { // it took the question's place before it was known to be the receipt's slot's
			w.sent(2, 0, 100, 0)
		}
		w.sent(2, 1, 100, 0)
		w.sent(3, 0, 101, 0)
		kept, _ := w.place(ReceiptSlot(person, "R-1001"))
		screen, _ := w.place(ScreenSlot(person))
		if kept.Message != 100 || kept.Buttons || screen.Message != 101 || len(w.rows()) != 0 {
			t.Errorf("under way %v: receipt %+v, screen %+v, waiting %v", underWay, kept, screen, w.waiting())
		}
	}
}

func TestReceiptShownOnceMoreFurtherDownLeavesTheFirstWhereItIs(t *testing.T) {
	w := newWorld(t)
	w.opened()
	w.show(receipt("received"))
	w.sent(1, 0, 100, 0)
	w.do(func(tx *Tx) error { return tx.Appeared(person, 101) })
	w.show(receipt("passed on"))
	w.sent(2, 0, 102, 100)
	kept, _ := w.place(ReceiptSlot(person, "R-1001"))
	if screen, _ := w.place(ScreenSlot(person)); kept.Message != 100 || screen.Message != 102 || screen.Stays {
		t.Errorf("receipt %+v, screen %+v", kept, screen)
	}
	w.show(menu("home")) // what was one view of it gives way
	w.same("waiting", w.waiting(), []string{"3.0 strip in 11 of 100", "4.0 show in 11: home"})
}

func TestViewOfATicketIsPutAsideOnceAndIsOneTooManyThen(t *testing.T) {
	w := newWorld(t)
	w.opened()
	view := receipt("how it stands")
	view.Stays = false
	aside := func() { w.do(func(tx *Tx) error { return tx.PutAside(ScreenSlot(person)) }) }
	w.show(view)
	w.sent(1, 0, 100, 0)
	aside()
	w.same("waiting", w.waiting(), []string{"2.0 strip in 11 of 100"})
	w.sent(2, 0, 100, 0)
	w.show(view)
	w.sent(3, 0, 101, 0)
	aside()
	w.same("waiting", w.waiting(), []string{"4.0 remove in 11 of 101"})
	w.sent(4, 0, 100, 0)
	w.show(menu("home"))
	w.sent(5, 0, 102, 0)
	aside()
	w.same("waiting", w.waiting(), []string{"6.0 remove in 11 of 102"})
}

func TestPinnedScreenIsLetGoWhenItStaysAsAReceipt(t *testing.T) {
	w := newWorld(t)
	own := *estate
	own.PinScreens = true
	w.db.estate = &own
	w.opened()
	w.show(receipt("received"))
	w.sent(1, 0, 100, 0)
	w.sent(2, 0, 100, 0) // its pin
	w.show(menu("home"))
	w.same("waiting", w.waiting(), []string{"3.0 strip in 11 of 100", "4.0 unpin in 11 of 100", "5.0 show in 11: home"})
}
