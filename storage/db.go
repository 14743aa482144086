package storage

import (
	"fmt"
	"time"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// DB gives transactions over the records.
type DB struct {
	engine kv.Engine
	estate *desk.Estate
}

// Open takes an opened engine that has Buckets. The estate's zone says when a day begins for the counts by
// day. It brings records of an earlier version to this one, in one transaction, and fails where they are of one that
// this program does not know. It writes to no other database than a new one and an older one, so that a full disk
// does not keep one from opening.
func Open(engine kv.Engine, estate *desk.Estate) (*DB, error) {
	db := &DB{engine: engine, estate: estate}
	version := uint64(0) // of a new database
	err := engine.View(func(r kv.Reader) error {
		if found := r.Get(bMeta, []byte("schema")); found != nil {
			version = number[uint64](found)
		}
		if version > schema {
			return fmt.Errorf("records have version %d, this program knows %d", version, schema)
		}
		return nil
	})
	if err == nil && version < schema {
		err = db.Update(time.Time{}, func(tx *Tx) error { return tx.migrate(version) })
	}
	if err != nil {
		return nil, fmt.Errorf("open records: %w", err)
	}
	return db, nil
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
