package storage

import (
	"testing"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestUpdatesAreCollectedByKey(t *testing.T) {
	w := newWorld(t)
	collect := func(key string, id int64) (n int) {
		w.do(func(tx *Tx) (err error) { n, err = tx.Collect(key, chat.Update{ID: id}); return err })
		return n
	}
	collected := func(key string) (ids []int64) {
		w.read(func(r *Reader) error {
			updates, err := r.Collected(key)
			for _, u := range updates {
				ids = append(ids, u.ID)
			}
			return err
		})
		return ids
	}
	for i, id := range []int64{5, 3, 900} {
		w.same("of a", collect("a", id), i+1)
	}
	w.same("of ab", collect("ab", 7), 1)
	w.same("a", collected("a"), []int64{5, 3, 900})
	w.same("ab", collected("ab"), []int64{7})
	for range 2 {
		w.do(func(tx *Tx) error { return tx.DropCollected("a") })
		w.same("a, dropped", collected("a"), []int64(nil))
	}
	w.same("ab still", collected("ab"), []int64{7})
	w.same("a anew", collect("a", 8), 1)
}

func TestBudgetIsThatOfADay(t *testing.T) {
	w := newWorld(t)
	b := desk.Budget{Tickets: 3, Same: map[string]desk.SameTicket{"x": {Ticket: "R-1001", Times: 2}}, Minute: start, Messages: 7}
	of := func(u desk.UserID, d desk.Day) (found desk.Budget) {
		w.read(func(r *Reader) (err error) { found, err = r.Budget(u, d); return err })
		return found
	}
	w.do(func(tx *Tx) error { return tx.PutBudget(11, "2026-03-06", b) })
	w.same("today", of(11, "2026-03-06"), b)
	w.same("tomorrow", of(11, "2026-03-07"), desk.Budget{})
	w.same("another's", of(12, "2026-03-06"), desk.Budget{})
	w.do(func(tx *Tx) error { return tx.PutBudget(11, "2026-03-07", desk.Budget{Tickets: 1}) })
	w.same("yesterday", of(11, "2026-03-06"), desk.Budget{})
}

func TestDialogIsDeclaredByItsLastVersion(t *testing.T) {
	w := newWorld(t)
	w.read(func(r *Reader) error {
		if _, _, ok := r.DialogDeclared("repair"); ok {
			t.Error("a dialog was declared by nobody")
		}
		return nil
	})
	for version, asked := range []string{"", "abc", "def"} {
		w.do(func(tx *Tx) error { return tx.PutDialogDeclared("repair", version, asked) })
		w.read(func(r *Reader) error {
			v, p, ok := r.DialogDeclared("repair")
			w.same("declared", []any{v, p, ok}, []any{version, asked, true})
			return nil
		})
	}
}
