package storage

import (
	"errors"
	"testing"

	"frontdesk/storage/desk"
)

func TestAnAlarmIsFoundBehindAnyNumberOfMatters(t *testing.T) {
	w := newWorld(t)
	for range 60 { // over, but not closed, and still open
		k := w.open(desk.Emergency, 11, desk.Security)
		w.change(k.ID, func(k *desk.Ticket) error { return errors.Join(k.Accept(wong, w.now), k.Finish(wong, w.now)) })
		w.open(desk.Repair, 11, desk.Engineering)
	}
	out := func(u desk.UserID) (id desk.TicketID) {
		w.read(func(r *Reader) error {
			t, err := r.AlarmOf(u)
			if t != nil {
				id = t.ID
			}
			return err
		})
		return id
	}
	w.same("alarm after the all-clear", out(11), desk.TicketID(""))
	first := w.open(desk.Emergency, 11, desk.Security)
	w.open(desk.Emergency, 11, desk.Security)
	w.same("alarm", out(11), first.ID)
	w.same("somebody else's", out(12), desk.TicketID(""))
}
