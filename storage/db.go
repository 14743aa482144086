package storage

import (
	"fmt"
	"time"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// schema is the version of the records. A database of a later one is refused: an older program would not
// understand what it rewrites.
const schema = 1

// DB gives transactions over the records.
type DB struct {
	engine kv.Engine
	estate *desk.Estate
}

// Open takes an opened engine that has Buckets. The estate's zone says when a day begins for the counts by
// day. It fails where the records are of a version that this program does not know. It writes to a new database
// alone, so that a full disk does not keep one from opening.
func Open(engine kv.Engine, estate *desk.Estate) (*DB, error) {
	fresh := false
	err := engine.View(func(r kv.Reader) error {
		found := r.Get(bMeta, []byte("schema"))
		if fresh = found == nil; fresh {
			return nil
		}
		if version := number[uint64](found); version != schema {
			return fmt.Errorf("records have version %d, this program knows %d", version, schema)
		}
		return nil
	})
	if err == nil && fresh {
		err = engine.Update(func(w kv.Writer) error {
			return w.Put(bMeta, []byte("schema"), id64[uint64](schema))
		})
	}
	if err != nil {
		return nil, fmt.Errorf("open records: %w", err)
	}
	return &DB{engine: engine, estate: estate}, nil
}

// Close closes the engine.
func (db *DB) Close() error { return db.engine.Close() }

// Update runs fn in one transaction at desk time now and commits when it returns nil. The transaction's
// effects (what was queued, toasts, timers) may be used once Update has returned nil, and not otherwise.
func (db *DB) Update(now time.Time, fn func(*Tx) error) error {
	return db.engine.Update(func(w kv.Writer) error {
		tx := &Tx{Reader: Reader{r: w, now: now.UTC(), estate: db.estate}, w: w}
		return fn(tx)
	})
}

// View runs fn over one consistent state. It must be short: the file grows while it is open.
func (db *DB) View(now time.Time, fn func(*Reader) error) error {
	return db.engine.View(func(r kv.Reader) error {
		return fn(&Reader{r: r, now: now.UTC(), estate: db.estate})
	})
}
