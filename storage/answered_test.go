package storage

import (
	"testing"

	"frontdesk/storage/desk"
)

func TestTheLastAnsweredMattersAreFoundNewestFirst(t *testing.T) {
	w := newWorld(t)
	var want []desk.TicketID
	for range keptAnswered + 3 {
		id := w.open(desk.Repair, 11, desk.Engineering).ID
		w.change(id, finished(w))
		want = append([]desk.TicketID{id}, want...)
	}
	w.change(w.open(desk.Repair, 12, desk.Engineering).ID, finished(w))
	var got []desk.TicketID
	w.read(func(r *Reader) error {
		answered, err := r.AnsweredOf(11)
		for _, k := range answered {
			got = append(got, k.ID)
		}
		if last, ok, err := r.LastAnswered(11); err != nil || !ok || last.ID != want[0] {
			t.Errorf("answered last: %t, %v, %v", ok, last, err)
		}
		return err
	})
	w.same("answered", got, want[:keptAnswered])
	w.read(func(r *Reader) error {
		none, err := r.AnsweredOf(13)
		w.same("nobody's", none, []*desk.Ticket(nil))
		return err
	})
}
