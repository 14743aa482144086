// Package kv is the seam between the records and the engine that keeps them: a small ordered key-value
// store with named buckets and serializable transactions. It owns nothing but the contract; it must never
// know what a record is.
package kv

import "errors"

// Bucket names one ordered set of keys. The buckets of a database are fixed when it is opened.
type Bucket string

// ErrStorage marks a fault of the medium (a full disk, a failed sync): nobody's fault who asked, and worth
// trying again later. Engines wrap such faults so that errors.Is finds it.
var ErrStorage = errors.New("storage fault")

// ErrInUse says that another process has the database open.
var ErrInUse = errors.New("database in use by another process")

// ErrDamaged says that the file is not a database or does not hold together.
var ErrDamaged = errors.New("database damaged")

// Reader reads within one transaction. Slices handed out are valid until it ends and must not be changed.
type Reader interface {
	// Get returns the value under key, or nil where there is none.
	Get(b Bucket, key []byte) []byte
	// Ascend calls fn for each pair from the first key at or after from (nil: the first of all), in order,
	// until fn returns false. fn must not write to the bucket.
	Ascend(b Bucket, from []byte, fn func(key, value []byte) bool)
	// Descend calls fn for each pair from the last key at or before from (nil: the last of all), backwards,
	// until fn returns false. fn must not write to the bucket.
	Descend(b Bucket, from []byte, fn func(key, value []byte) bool)
}

// Writer reads and writes within one transaction.
type Writer interface {
	Reader
	// Put stores value under key, replacing what was there. Neither slice may be changed until the
	// transaction ends.
	Put(b Bucket, key, value []byte) error
	// Delete removes key; a key that is not there is no error.
	Delete(b Bucket, key []byte) error
}

// Engine keeps the data. View transactions run beside each other and beside one Update; they must be short,
// because the file grows while one is open.
type Engine interface {
	View(fn func(Reader) error) error
	// Update commits, synced to the medium, when fn returns nil; otherwise nothing of it remains.
	Update(fn func(Writer) error) error
	Close() error
}
