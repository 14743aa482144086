package storage

import "frontdesk/storage/desk"

// PutJoin stores a request to be enrolled; one without an identifier is given one.
func (tx *Tx) PutJoin(j *desk.Join) error {
	if j.ID == 0 {
		n, err := tx.next("join", 1)
		if err != nil {
			return err
		}
		j.ID = desk.JoinID(n)
	}
	old, known, err := tx.Join(j.ID)
	if err != nil {
		return err
	}
	if known && old.Open() {
		if err := tx.w.Delete(bJoinsOf, joinOf(old)); err != nil {
			return err
		}
		if err := tx.w.Delete(bJoinsOpen, id64(old.ID)); err != nil {
			return err
		}
	}
	if j.Open() {
		if err := tx.w.Put(bJoinsOf, joinOf(*j), []byte{}); err != nil {
			return err
		}
		if err := tx.w.Put(bJoinsOpen, id64(j.ID), []byte{}); err != nil {
			return err
		}
	}
	return write(tx, bJoins, id64(j.ID), j)
}

func joinOf(j desk.Join) []byte { return join(id64(j.User), id64(j.ID)) }

// Join finds a request to be enrolled.
func (r *Reader) Join(id desk.JoinID) (desk.Join, bool, error) {
	return read[desk.Join](r, bJoins, id64(id))
}

// JoinOf is the user's request that waits to be decided, the newest where there are several; ok is false where
// none does.
func (r *Reader) JoinOf(u desk.UserID) (j desk.Join, ok bool, err error) {
	r.prefixed(bJoinsOf, id64(u), func(k, _ []byte) bool {
		j, ok, err = r.Join(number[desk.JoinID](k[8:]))
		return err == nil
	})
	return j, ok, err
}

// OpenJoins are the requests that wait to be decided, oldest first, at most limit.
func (r *Reader) OpenJoins(limit int) ([]desk.Join, error) {
	var joins []desk.Join
	var failed error
	r.r.Ascend(bJoinsOpen, nil, func(k, _ []byte) bool {
		if len(joins) >= limit {
			return false
		}
		j, _, err := read[desk.Join](r, bJoins, k)
		joins, failed = append(joins, j), err
		return failed == nil
	})
	return joins, failed
}
