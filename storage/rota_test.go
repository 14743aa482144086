package storage

import (
	"errors"
	"testing"
	"time"

	"frontdesk/storage/desk"
)

func (w *world) rota(n desk.Name) (rota []desk.Shift) {
	w.read(func(r *Reader) (err error) { rota, err = r.Rota(n); return err })
	return rota
}

func TestRotaIsOneDesks(t *testing.T) {
	w := newWorld(t)
	shifts := []desk.Shift{
		{Desk: desk.Security, User: 21, Name: "Wong", Weekday: time.Friday, From: 9 * time.Hour, Until: 18 * time.Hour},
		{Desk: desk.Engineering, User: 22, Name: "Ho", Weekday: time.Friday, From: 18 * time.Hour, Until: 8 * time.Hour},
		{Desk: desk.Security, User: 22, Name: "Ho", Weekday: time.Friday, From: 18 * time.Hour, Until: 8 * time.Hour},
	}
	put := func(s *desk.Shift) { w.do(func(tx *Tx) error { return tx.PutShift(s) }) }
	for i := range shifts {
		put(&shifts[i])
	}
	w.same("rota", w.rota(desk.Security), []desk.Shift{shifts[0], shifts[2]})
	w.same("another's", w.rota(desk.Engineering), []desk.Shift{shifts[1]})
	w.same("none", w.rota("sec"), []desk.Shift(nil))

	shifts[0].Desk = desk.Engineering
	put(&shifts[0])
	w.same("moved", w.rota(desk.Engineering), []desk.Shift{shifts[0], shifts[1]})
	w.same("left", w.rota(desk.Security), []desk.Shift{shifts[2]})
	for range 2 {
		w.do(func(tx *Tx) error { return tx.DropShift(shifts[2].ID) })
	}
	w.same("dropped", w.rota(desk.Security), []desk.Shift(nil))
	w.read(func(r *Reader) error {
		s, ok, err := r.Shift(shifts[0].ID)
		w.same("shift", []any{s, ok}, []any{shifts[0], true})
		return err
	})
}

func TestOnCallComesFromWhatIsStored(t *testing.T) {
	w := newWorld(t) // Friday, 14:00
	hour := func(n int) time.Duration { return time.Duration(n) * time.Hour }
	onCall := func() (users []desk.UserID, next time.Time) {
		w.t.(*testing.T).Helper()
		w.read(func(r *Reader) error {
			duties, err := r.OnCall(desk.Security)
			if err != nil {
				return err
			}
			for _, d := range duties {
				users = append(users, d.User)
			}
			next, err = r.NextOnCall(desk.Security)
			return err
		})
		return users, next
	}
	expect := func(what string, next time.Time, want ...desk.UserID) {
		t.Helper()
		users, at := onCall()
		w.same(what, []any{users, at}, []any{want, next})
	}
	expect("nobody", time.Time{})
	w.do(func(tx *Tx) error {
		return tx.PutShift(&desk.Shift{Desk: desk.Security, User: 21, Weekday: time.Friday, From: hour(9), Until: hour(18)})
	})
	expect("the rota", minutes(240), 21)
	cover := desk.Cover{Desk: desk.Security, Day: "2026-03-06", For: 21, By: 22}
	w.do(func(tx *Tx) error { return tx.PutCover(cover) })
	expect("cover", minutes(240), 22)
	w.do(func(tx *Tx) error { cover.By = 23; return tx.PutCover(cover) })
	expect("another's cover", minutes(240), 23)
	word := desk.Word{Desk: desk.Security, User: 23, At: start, Until: minutes(60)}
	w.do(func(tx *Tx) error { return tx.PutWord(word) })
	expect("a word", minutes(60))
	w.do(func(tx *Tx) error { word.On = true; return tx.PutWord(word) })
	expect("the word after it", minutes(240), 23)
	w.do(func(tx *Tx) error { return tx.DropWord(desk.Security, 23) })
	w.do(func(tx *Tx) error { return tx.DropCover(desk.Security, "2026-03-06", 21) })
	expect("all taken back", minutes(240), 21)
}

func TestCoversAreListedFromADayOn(t *testing.T) {
	w := newWorld(t)
	covers := []desk.Cover{
		{Desk: desk.Security, Day: "2026-03-06", For: 21, By: 22}, {Desk: desk.Security, Day: "2026-03-07", For: 21, By: 22},
		{Desk: desk.Security, Day: "2026-03-07", For: 22, By: 23}, {Desk: desk.Lobby, Day: "2026-03-07", For: 21, By: 23},
	}
	w.do(func(tx *Tx) error {
		for i := range covers {
			if err := tx.PutCover(covers[len(covers)-1-i]); err != nil {
				return err
			}
		}
		return nil
	})
	for from, want := range map[desk.Day][]desk.Cover{"": covers[:3], "2026-03-06": covers[:3], "2026-03-07": covers[1:3], "2026-03-08": nil} {
		w.read(func(r *Reader) error {
			got, err := r.Covers(desk.Security, from)
			w.same("from "+string(from), got, want)
			return err
		})
	}
	word := desk.Word{Desk: desk.Lobby, User: 21, On: true, At: start, Until: minutes(1)}
	w.do(func(tx *Tx) error { return tx.PutWord(word) })
	w.read(func(r *Reader) error {
		at, err := r.Words(desk.Lobby)
		w.same("words", at, []desk.Word{word})
		elsewhere, errElsewhere := r.Words(desk.Security)
		w.same("another desk's", elsewhere, []desk.Word(nil))
		return errors.Join(err, errElsewhere)
	})
}
