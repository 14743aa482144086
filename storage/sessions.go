package storage

import (
	"strconv"

	"frontdesk/storage/desk"
)

// SessionKey says whose dialogs they are: one person's, in one chat and thread.
type SessionKey struct {
	Chat   desk.ChatID
	Thread desk.ThreadID
	User   desk.UserID
}

func (k SessionKey) bytes() []byte { return join(id64(k.Chat), id64(k.Thread), id64(k.User)) }

// Session finds what the dialog engine keeps for the person, nil where there is nothing.
func (r *Reader) Session(k SessionKey) []byte { return r.r.Get(bSessions, k.bytes()) }

// PutSession keeps what the dialog engine wants kept; nil removes it.
func (tx *Tx) PutSession(k SessionKey, raw []byte) error {
	if raw == nil {
		return tx.w.Delete(bSessions, k.bytes())
	}
	return tx.w.Put(bSessions, k.bytes(), raw)
}

// EachSession calls fn for every session until it returns false.
func (r *Reader) EachSession(fn func(SessionKey, []byte) bool) {
	r.r.Ascend(bSessions, nil, func(k, v []byte) bool {
		return fn(SessionKey{
			Chat: number[desk.ChatID](k), Thread: number[desk.ThreadID](k[8:]), User: number[desk.UserID](k[16:]),
		}, v)
	})
}

// NextDialog gives out the next identifier of a dialog, short enough for callback data.
func (tx *Tx) NextDialog() (string, error) {
	n, err := tx.next("dialog", 1)
	return strconv.FormatUint(n, 36), err
}
