package storage

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	jsonv1 "github.com/go-json-experiment/json/v1"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// Reader reads the records as they stood at one moment.
type Reader struct {
	r      kv.Reader
	now    time.Time
	estate *desk.Estate
}

// Now is desk time, fixed at the start of the transaction, in UTC.
func (r *Reader) Now() time.Time { return r.now }

// Estate is the estate whose desk this is.
func (r *Reader) Estate() *desk.Estate { return r.estate }

// Tx reads and writes the records in one transaction and gathers what is to happen once it is committed.
type Tx struct {
	Reader
	w kv.Writer

	effects Effects
	touched []*Touch
	restood []desk.ChatID
	notices []Notice
}

// Effects are what follows from a transaction once it is committed. None of them survives a crash but the
// rows, which are in the database.
type Effects struct {
	Rows   []Queued // new or changed rows of the outbox
	Toasts []chat.Toast
	Typing []desk.ChatID
	Jobs   []chat.Job
	// Rekeyed says that groups changed their identity, so that queues held in memory must be read anew.
	Rekeyed bool
	// Armed says that a timer was set, so that the next due moment may be sooner.
	Armed bool
}

// Effects are what the transaction caused so far.
func (tx *Tx) Effects() *Effects { return &tx.effects }

// Toast answers a press. Only the last answer to a press is given.
func (tx *Tx) Toast(t chat.Toast) { tx.effects.Toasts = append(tx.effects.Toasts, t) }

// ShowTyping tells the chat that an answer is being worked on.
func (tx *Tx) ShowTyping(c desk.ChatID) { tx.effects.Typing = append(tx.effects.Typing, c) }

// read decodes the record under key; ok is false where there is none.
func read[T any](r *Reader, b kv.Bucket, key []byte) (v T, ok bool, err error) {
	raw := r.r.Get(b, key)
	if raw == nil {
		return v, false, nil
	}
	v, err = decoded[T](b, raw)
	return v, err == nil, err
}

// written reads what encoding/json wrote, in half the time that encoding/json takes to read it.
var written = jsonv2.JoinOptions(jsonv1.FormatDurationAsNano(true), jsontext.AllowDuplicateNames(true))

// decoded is the record in raw.
func decoded[T any](b kv.Bucket, raw []byte) (v T, err error) {
	if err := jsonv2.Unmarshal(raw, &v, written); err != nil {
		return v, fmt.Errorf("read %s record: %w", b, err)
	}
	return v, nil
}

// write encodes the record under key.
func write(tx *Tx, b kv.Bucket, key []byte, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write %s record: %w", b, err)
	}
	return tx.w.Put(b, key, raw)
}

// next gives out the next number of a series, beginning with first.
func (tx *Tx) next(series string, first uint64) (uint64, error) {
	key := []byte("next/" + series)
	n := first
	if raw := tx.r.Get(bMeta, key); raw != nil {
		n = binary.BigEndian.Uint64(raw)
	}
	return n, tx.w.Put(bMeta, key, binary.BigEndian.AppendUint64(nil, n+1))
}

// prefixed calls fn for each pair whose key begins with prefix, in order, until fn returns false.
func (r *Reader) prefixed(b kv.Bucket, prefix []byte, fn func(key, value []byte) bool) {
	r.r.Ascend(b, prefix, func(k, v []byte) bool {
		return len(k) >= len(prefix) && string(k[:len(prefix)]) == string(prefix) && fn(k, v)
	})
}
