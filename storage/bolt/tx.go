package bolt

import (
	"bytes"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"frontdesk/storage/kv"
)

// errRecovered stands for a database's panic that the caller's function recovered on its way up.
var errRecovered = errors.New("a page could not be read")

// tx is a transaction's reader and writer. busy is true while bbolt is at work, which tells its panics, the
// sign of a damaged file, from those of the caller's function; a panic leaves it true.
type tx struct {
	db     *DB
	tx     *bbolt.Tx
	opened map[kv.Bucket]*bbolt.Bucket
	busy   bool
}

func (t *tx) enter() {
	if t.busy {
		panic(errRecovered)
	}
	t.busy = true
}

func (t *tx) leave() { t.busy = false }

// bucket returns the bucket named b, or nil where the database was opened without it.
func (t *tx) bucket(b kv.Bucket) *bbolt.Bucket {
	if bucket := t.opened[b]; bucket != nil || !t.db.buckets[b] {
		return bucket
	}
	t.enter()
	bucket := t.tx.Bucket([]byte(b))
	t.leave()
	if t.opened == nil {
		t.opened = map[kv.Bucket]*bbolt.Bucket{}
	}
	t.opened[b] = bucket
	return bucket
}

// mustBucket is for reads, which cannot fail: asking for an unknown bucket is a mistake in the program.
func (t *tx) mustBucket(b kv.Bucket) *bbolt.Bucket {
	bucket := t.bucket(b)
	if bucket == nil {
		panic(fmt.Sprintf("database opened without bucket %q", b))
	}
	return bucket
}

// Get implements kv.Reader.
func (t *tx) Get(b kv.Bucket, key []byte) []byte {
	bucket := t.mustBucket(b)
	t.enter()
	value := bucket.Get(key)
	if value != nil {
		value = mustUnseal(key, value)
	}
	t.leave()
	return value
}

// Ascend implements kv.Reader.
func (t *tx) Ascend(b kv.Bucket, from []byte, fn func(key, value []byte) bool) {
	bucket := t.mustBucket(b)
	t.enter()
	c := bucket.Cursor()
	key, sealed := c.Seek(from)
	for key != nil && t.visit(fn, key, sealed) {
		key, sealed = c.Next()
	}
	t.leave()
}

// Descend implements kv.Reader. It ends at the bucket's first key rather than where the cursor yields
// nothing: going backwards, bbolt's cursor also yields nothing at a page that this transaction has emptied,
// and its Last never returns when all pages are.
func (t *tx) Descend(b kv.Bucket, from []byte, fn func(key, value []byte) bool) {
	bucket := t.mustBucket(b)
	t.enter()
	c := bucket.Cursor()
	first, _ := c.First()
	if first != nil && (from == nil || bytes.Compare(first, from) <= 0) {
		key, sealed := seekBack(c, from)
		for t.visit(fn, key, sealed) && !bytes.Equal(key, first) {
			key, sealed = previous(c)
		}
	}
	t.leave()
}

// seekBack moves to the last key at or before from (nil: the last of all); there is one.
func seekBack(c *bbolt.Cursor, from []byte) (key, sealed []byte) {
	if from != nil {
		key, sealed = c.Seek(from)
	}
	switch {
	case key == nil:
		return c.Last()
	case bytes.Compare(key, from) > 0:
		return previous(c)
	}
	return key, sealed
}

// maxEmptyPages bounds the emptied pages passed over, so that a tree that does not hold together cannot hold
// the cursor for ever.
const maxEmptyPages = 1 << 20

// previous moves to the key before; there is one.
func previous(c *bbolt.Cursor) (key, sealed []byte) {
	for range maxEmptyPages {
		if key, sealed = c.Prev(); key != nil {
			return key, sealed
		}
	}
	panic("a key has none before it, and is not the first")
}

// visit hands a pair to the caller's function.
func (t *tx) visit(fn func(key, value []byte) bool, key, sealed []byte) bool {
	value := mustUnseal(key, sealed)
	t.leave()
	more := fn(key, value)
	t.enter()
	return more
}

// Put implements kv.Writer. Empty keys, and keys above 32 KiB, are refused.
func (t *tx) Put(b kv.Bucket, key, value []byte) error {
	bucket := t.bucket(b)
	if bucket == nil {
		return fmt.Errorf("put: database opened without bucket %q", b)
	}
	t.enter()
	err := bucket.Put(key, seal(key, value))
	t.leave()
	if err != nil {
		return fmt.Errorf("put in %s: %w", b, err)
	}
	return nil
}

// Delete implements kv.Writer.
func (t *tx) Delete(b kv.Bucket, key []byte) error {
	bucket := t.bucket(b)
	if bucket == nil {
		return fmt.Errorf("delete: database opened without bucket %q", b)
	}
	t.enter()
	err := bucket.Delete(key)
	t.leave()
	if err != nil {
		return fmt.Errorf("delete in %s: %w", b, err)
	}
	return nil
}

// commit leaves nothing behind when it fails, unless the meta page was written and only its sync failed.
func (t *tx) commit() error {
	t.enter()
	id := uint64(t.tx.ID())
	err := t.db.commit(t.tx)
	t.leave()
	if err == nil {
		return nil
	}
	if t.db.doubtful(id) && t.db.settle() == nil {
		return nil
	}
	return fmt.Errorf("commit: %w: %w", kv.ErrStorage, err)
}

// end closes the transaction, whichever way its function was left, and turns a database's panic into
// kv.ErrDamaged. It must be deferred itself, or it could not recover; a panic of the caller's is not
// recovered, so that it keeps its stack.
func (t *tx) end(err *error) {
	if t.busy {
		cause := recover()
		if cause == nil {
			cause = errRecovered
		}
		*err = fmt.Errorf("%w: %v", kv.ErrDamaged, cause)
		if t.tx.Writable() {
			halt := fmt.Errorf("database takes no more writes: %w", *err)
			t.db.halted.Store(&halt)
		}
	}
	t.rollback()
}

// rollback closes the transaction; after a commit it is closed already. If bbolt panics here, its locks stay
// held.
func (t *tx) rollback() {
	defer func() {
		if recover() != nil {
			t.db.seized.Store(true)
		}
	}()
	if err := t.tx.Rollback(); err != nil && !errors.Is(err, berrors.ErrTxClosed) {
		t.db.seized.Store(true)
	}
}
