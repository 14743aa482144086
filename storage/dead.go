package storage

import (
	"encoding/binary"
	"time"
)

// DeadLetter is something that came in and could not be handled: kept as it came, so that nothing is lost.
type DeadLetter struct {
	Piece string    `json:"piece"` // what it was, such as update 1234
	Raw   []byte    `json:"raw"`
	Why   string    `json:"why"` // for the operator; holds no secret
	At    time.Time `json:"at"`
}

// MaxTries is how often a piece is handled before it becomes a dead letter.
const MaxTries = 3

// Tried counts one failed attempt at a piece and returns how many there have been.
func (tx *Tx) Tried(piece string) (int, error) {
	var n uint64
	if raw := tx.r.Get(bTries, []byte(piece)); raw != nil {
		n = binary.BigEndian.Uint64(raw)
	}
	n++
	return int(n), tx.w.Put(bTries, []byte(piece), id64(n)) // #nosec G115 -- at most MaxTries
}

// ForgetTries ends the count for a piece that was handled or given up.
func (tx *Tx) ForgetTries(piece string) error { return tx.w.Delete(bTries, []byte(piece)) }

// PutDeadLetter keeps what could not be handled.
func (tx *Tx) PutDeadLetter(d DeadLetter) error {
	n, err := tx.next("dead", 1)
	if err != nil {
		return err
	}
	return write(tx, bDead, id64(n), d)
}

// DeadLetters lists what could not be handled, oldest first.
func (r *Reader) DeadLetters() ([]DeadLetter, error) {
	var letters []DeadLetter
	var failed error
	r.r.Ascend(bDead, nil, func(k, _ []byte) bool {
		d, _, err := read[DeadLetter](r, bDead, k)
		letters, failed = append(letters, d), err
		return failed == nil
	})
	return letters, failed
}
