package storage

import (
	"bytes"
	"encoding/binary"

	"frontdesk/storage/chat"
)

// Collect keeps an update beside the others of the same key, such as an album's, until they are taken together.
// It returns how many there are. A key must not contain a zero byte.
func (tx *Tx) Collect(key string, u chat.Update) (n int, err error) {
	prefix := named(key, "")
	var last uint32
	tx.prefixed(bCollected, prefix, func(k, _ []byte) bool {
		n, last = n+1, binary.BigEndian.Uint32(k[len(prefix):])
		return true
	})
	return n + 1, write(tx, bCollected, binary.BigEndian.AppendUint32(prefix, last+1), u)
}

// Collected are the updates of the key, in the order in which they came.
func (r *Reader) Collected(key string) ([]chat.Update, error) {
	var updates []chat.Update
	err := listed(r, bCollected, named(key, ""), func(u chat.Update) { updates = append(updates, u) })
	return updates, err
}

// DropCollected forgets the updates of the key.
func (tx *Tx) DropCollected(key string) error {
	var keys [][]byte
	tx.prefixed(bCollected, named(key, ""), func(k, _ []byte) bool {
		keys = append(keys, bytes.Clone(k))
		return true
	})
	for _, k := range keys {
		if err := tx.w.Delete(bCollected, k); err != nil {
			return err
		}
	}
	return nil
}
