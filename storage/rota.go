package storage

import (
	"time"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// PutShift stores a line of a desk's rota; one without an identifier is given one.
func (tx *Tx) PutShift(s *desk.Shift) error {
	if s.ID == 0 {
		n, err := tx.next("shift", 1)
		if err != nil {
			return err
		}
		s.ID = n
	}
	if err := tx.DropShift(s.ID); err != nil { // it may have been another desk's
		return err
	}
	if err := tx.w.Put(bShiftsOf, shiftOf(*s), []byte{}); err != nil {
		return err
	}
	return write(tx, bShifts, id64(s.ID), s)
}

func shiftOf(s desk.Shift) []byte { return join(named(string(s.Desk), ""), id64(s.ID)) }

// Shift finds a line of a rota.
func (r *Reader) Shift(id uint64) (desk.Shift, bool, error) {
	return read[desk.Shift](r, bShifts, id64(id))
}

// DropShift removes a line of a rota; one that is not there is no error.
func (tx *Tx) DropShift(id uint64) error {
	s, ok, err := tx.Shift(id)
	if err != nil || !ok {
		return err
	}
	if err := tx.w.Delete(bShiftsOf, shiftOf(s)); err != nil {
		return err
	}
	return tx.w.Delete(bShifts, id64(id))
}

// Rota is the desk's weekly rota, in the order in which its lines were made.
func (r *Reader) Rota(n desk.Name) ([]desk.Shift, error) {
	var rota []desk.Shift
	var failed error
	prefix := named(string(n), "")
	r.prefixed(bShiftsOf, prefix, func(k, _ []byte) bool {
		s, _, err := read[desk.Shift](r, bShifts, k[len(prefix):])
		rota, failed = append(rota, s), err
		return failed == nil
	})
	return rota, failed
}

// PutCover has somebody do another's shifts of a day. Whoever was to do them before no longer does.
func (tx *Tx) PutCover(c desk.Cover) error {
	return write(tx, bCovers, coverKey(c.Desk, c.Day, c.For), c)
}

func coverKey(n desk.Name, d desk.Day, u desk.UserID) []byte {
	return join(named(string(n), string(d), ""), id64(u))
}

// DropCover gives the shifts of a day back to whose they are; where nobody covers them, that is no error.
func (tx *Tx) DropCover(n desk.Name, d desk.Day, of desk.UserID) error {
	return tx.w.Delete(bCovers, coverKey(n, d, of))
}

// Covers are who stands in at the desk for whom, in order of days, from a day on.
func (r *Reader) Covers(n desk.Name, from desk.Day) ([]desk.Cover, error) {
	var covers []desk.Cover
	err := listed(r, bCovers, named(string(n), ""), func(c desk.Cover) {
		if c.Day >= from {
			covers = append(covers, c)
		}
	})
	return covers, err
}

// PutWord keeps somebody's "I'm on" or "I'm off", in the place of what the person said before.
func (tx *Tx) PutWord(w desk.Word) error {
	return write(tx, bWords, join(named(string(w.Desk), ""), id64(w.User)), w)
}

// DropWord takes somebody's word back; where none was given, that is no error.
func (tx *Tx) DropWord(n desk.Name, u desk.UserID) error {
	return tx.w.Delete(bWords, join(named(string(n), ""), id64(u)))
}

// Words are what people last said of themselves at the desk, also where it holds no longer.
func (r *Reader) Words(n desk.Name) ([]desk.Word, error) {
	var words []desk.Word
	err := listed(r, bWords, named(string(n), ""), func(w desk.Word) { words = append(words, w) })
	return words, err
}

// listed calls fn for each record whose key begins with prefix, in order.
func listed[T any](r *Reader, b kv.Bucket, prefix []byte, fn func(T)) error {
	var failed error
	r.prefixed(b, prefix, func(_, v []byte) bool {
		record, err := decoded[T](b, v)
		if failed = err; err == nil {
			fn(record)
		}
		return failed == nil
	})
	return failed
}

// OnCall is who is on call at the desk now, in order of user.
func (r *Reader) OnCall(n desk.Name) ([]desk.Duty, error) {
	rota, covers, words, err := r.calls(n)
	if err != nil {
		return nil, err
	}
	return desk.OnCall(r.estate.Zone, rota, covers, words, r.now), nil
}

// NextOnCall is when that answer next differs; zero where it never does.
func (r *Reader) NextOnCall(n desk.Name) (time.Time, error) {
	rota, covers, words, err := r.calls(n)
	if err != nil {
		return time.Time{}, err
	}
	return desk.NextChange(r.estate.Zone, rota, covers, words, r.now), nil
}

func (r *Reader) calls(n desk.Name) (rota []desk.Shift, covers []desk.Cover, words []desk.Word, err error) {
	if rota, err = r.Rota(n); err != nil {
		return nil, nil, nil, err
	}
	if covers, err = r.Covers(n, r.estate.DayOf(r.now).Add(-2)); err != nil { // a shift goes on past midnight
		return nil, nil, nil, err
	}
	words, err = r.Words(n)
	return rota, covers, words, err
}
