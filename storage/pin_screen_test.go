package storage

import (
	"testing"

	"frontdesk/storage/chat"
)

func TestEstateMayPinItsScreens(t *testing.T) {
	for _, pins := range []bool{false, true} {
		w := newWorld(t)
		own := *estate
		own.PinScreens = pins
		w.db.estate = &own
		w.do(func(tx *Tx) error {
			for _, s := range []chat.Slot{ScreenSlot(7), "card:R-1001"} {
				if err := tx.Show(chat.Outgoing{Slot: s, Chat: 7, Content: chat.Content{Text: "x"}}); err != nil {
					return err
				}
			}
			return nil
		})
		w.read(func(r *Reader) error {
			return r.Waiting(func(o chat.Outgoing) {
				if want := pins && o.Slot == ScreenSlot(7); o.Pin != want {
					t.Errorf("%s: pinned %v, want %v", o.Slot, o.Pin, want)
				}
			})
		})
	}
}
