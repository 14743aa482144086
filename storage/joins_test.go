package storage

import (
	"errors"
	"testing"

	"frontdesk/storage/desk"
)

func TestJoinWaitsUntilItIsDecided(t *testing.T) {
	w := newWorld(t)
	joins := []desk.Join{
		{User: 11, Name: "Chan", Unit: 7, Asked: start}, {User: 12, Name: "Ho", Unit: 7, Asked: start}, {User: 11, Name: "Chan", Unit: 8, Asked: minutes(1)},
	}
	w.do(func(tx *Tx) error {
		for i := range joins {
			if err := tx.PutJoin(&joins[i]); err != nil {
				return err
			}
		}
		return nil
	})
	open := func(limit int) (ids []desk.JoinID) {
		w.read(func(r *Reader) error {
			open, err := r.OpenJoins(limit)
			for _, j := range open {
				ids = append(ids, j.ID)
			}
			return err
		})
		return ids
	}
	of := func(u desk.UserID) (found desk.Join) {
		w.read(func(r *Reader) (err error) { found, _, err = r.JoinOf(u); return err })
		return found
	}
	w.same("open", open(9), []desk.JoinID{1, 2, 3})
	w.same("the first", open(2), []desk.JoinID{1, 2})
	w.same("none of them", open(0), []desk.JoinID(nil))
	w.same("the newest of the user's", of(11), joins[2])

	joins[2].Verdict, joins[2].Decided, joins[2].By = desk.Admitted, minutes(2), wong
	w.do(func(tx *Tx) error { return tx.PutJoin(&joins[2]) })
	w.same("open now", open(9), []desk.JoinID{1, 2})
	w.same("the one before", of(11), joins[0])
	joins[0].Verdict = desk.Withdrawn
	w.do(func(tx *Tx) error { return errors.Join(tx.PutJoin(&joins[0]), tx.PutJoin(&joins[0])) })
	w.same("none", of(11), desk.Join{})
	w.read(func(r *Reader) error {
		kept, ok, err := r.Join(joins[2].ID)
		w.same("decided, and kept", []any{kept, ok}, []any{joins[2], true})
		return err
	})
	joins[2].Verdict, joins[2].User = desk.Undecided, 13
	w.do(func(tx *Tx) error { return tx.PutJoin(&joins[2]) })
	w.same("open again", open(9), []desk.JoinID{2, 3})
	w.same("another's", of(13), joins[2])
}
