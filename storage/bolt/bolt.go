// Package bolt is the key-value seam on bbolt: one file, one process, commits synced to the medium, hot
// backup, check and compaction. It owns the file and what its bytes must look like; it must never know a
// record. Each value is stored with a checksum of itself and its key, because bbolt keeps none for its data.
package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"frontdesk/storage/kv"
)

// mapAhead is how far beyond its present end the file is mapped at opening. Until it has grown that far no
// reader, and so no hot backup, makes a writer wait for a new map.
const mapAhead = 1 << 30

// Options are the choices at opening; the zero value is the one for use.
type Options struct {
	// LockTimeout is how long Open waits for another process to let go of the file; 200 ms when zero.
	LockTimeout time.Duration
	// CheckUpTo is the size in bytes up to which Open reads the whole file and checks it as CheckFile does;
	// 64 MiB when zero, never when negative. In larger ones it checks the root and the list of free pages.
	CheckUpTo int64
}

// DB is an opened database. It may be used by several goroutines.
type DB struct {
	bolt    *bbolt.DB
	file    *os.File
	path    string
	buckets map[kv.Bucket]bool
	commit  func(*bbolt.Tx) error

	writer sync.Mutex // held throughout an Update
	doubt  *doubt     // guarded by writer

	halted atomic.Pointer[error] // why no more writes are taken: a panic left bbolt's books uncertain
	seized atomic.Bool           // a panic left bbolt's locks held, so nothing can be begun or waited for
}

// Open opens the database at path, making the file (mode 0600), its folder (0700) and any of the buckets that
// are missing. It fails with kv.ErrInUse while another process has the file open, kv.ErrDamaged where it is
// not a database or does not hold together, kv.ErrStorage where the medium refused.
func Open(path string, buckets []kv.Bucket, opts Options) (*DB, error) {
	db, err := open(path, buckets, opts)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return db, nil
}

func open(path string, buckets []kv.Bucket, opts Options) (*DB, error) {
	if opts.LockTimeout == 0 {
		opts.LockTimeout = 200 * time.Millisecond
	}
	if opts.CheckUpTo == 0 {
		opts.CheckUpTo = 64 << 20
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, storageFault(err)
	}
	_, statErr := os.Stat(path)
	db := &DB{path: path, buckets: map[kv.Bucket]bool{}, commit: (*bbolt.Tx).Commit}
	if err := db.openFile(opts); err != nil {
		return nil, err
	}
	for _, b := range buckets {
		db.buckets[b] = true
	}
	err := db.createBuckets(buckets)
	if err == nil && errors.Is(statErr, fs.ErrNotExist) {
		err = storageFault(SyncFolder(filepath.Dir(path)))
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// openFile has bbolt open the file, once it is locked and known to be safe to map. bbolt panics on what it
// does not expect; the file, and with it the lock, is let go of then.
func (d *DB) openFile(opts Options) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = errors.Join(fmt.Errorf("%w: %v", kv.ErrDamaged, r), d.file.Close())
		}
	}()
	var size int64
	if info, statErr := os.Stat(d.path); statErr == nil {
		size = info.Size()
	}
	o := &bbolt.Options{
		Timeout:         opts.LockTimeout,
		FreelistType:    bbolt.FreelistMapType,
		InitialMmapSize: mapSize(size),
		NoStatistics:    true,
	}
	o.OpenFile = func(path string, flag int, mode fs.FileMode) (*os.File, error) {
		f, err := os.OpenFile(path, flag, mode)
		if err != nil {
			return nil, err
		}
		if err := ready(f, opts); err != nil {
			return nil, errors.Join(err, f.Close())
		}
		d.file = f
		return f, nil
	}
	d.bolt, err = bbolt.Open(d.path, 0o600, o)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return kv.ErrInUse
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		return fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	return storageFault(err)
}

// mapSize is what to map of a file of this size, in bytes. Windows makes the file as large as its map, and
// 32-bit processes have no room, so there bbolt maps what there is and grows.
func mapSize(size int64) int {
	if runtime.GOOS == "windows" || ^uint(0)>>32 == 0 {
		return 0
	}
	return int(size) + mapAhead
}

// createBuckets makes what is missing in one transaction, and writes nothing where nothing is: a full disk
// must not keep a whole database from opening.
func (d *DB) createBuckets(buckets []kv.Bucket) error {
	missing := false
	err := d.transact(false, func(t *tx) error {
		for _, b := range buckets {
			missing = missing || t.tx.Bucket([]byte(b)) == nil
		}
		return nil
	})
	if err != nil || !missing {
		return err
	}
	return d.update(func(t *tx) error {
		for _, b := range buckets {
			made, err := t.tx.CreateBucketIfNotExists([]byte(b))
			if err == nil {
				err = made.SetSequence(nameSum([]byte(b)))
			}
			if err != nil {
				return fmt.Errorf("create bucket %q: %w", b, err)
			}
		}
		return nil
	})
}

// View calls fn with a reader of the state at this moment. A page that cannot be read ends it with
// kv.ErrDamaged; a panic of fn passes through once the transaction is closed.
func (d *DB) View(fn func(kv.Reader) error) error {
	return d.transact(false, func(t *tx) error { return fn(t) })
}

// Update calls fn with a writer and commits when it returns nil; a panic of fn passes through after the
// rollback. A fault of the medium is kv.ErrStorage, and the next Update may succeed. Where the medium failed
// at the last step of a commit and cannot be brought to confirm it, the outcome is open: the transaction is
// visible, and the next Update settles it before it begins. Damage met in an Update is kv.ErrDamaged, and no
// further one is taken until the database is opened again.
func (d *DB) Update(fn func(kv.Writer) error) error {
	return d.update(func(t *tx) error { return fn(t) })
}

func (d *DB) update(fn func(*tx) error) error {
	d.writer.Lock()
	defer d.writer.Unlock()
	if err := d.settle(); err != nil {
		return err
	}
	return d.transact(true, func(t *tx) error {
		if err := fn(t); err != nil {
			return err
		}
		return t.commit()
	})
}

func (d *DB) transact(writable bool, fn func(*tx) error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	t, err := d.begin(writable)
	if err != nil {
		return fmt.Errorf("begin transaction: %w", err)
	}
	defer t.end(&err)
	return fn(t)
}

func (d *DB) begin(writable bool) (t *tx, err error) {
	switch cause := d.halted.Load(); {
	case d.seized.Load():
		return nil, fmt.Errorf("%w: stopped after a panic", kv.ErrDamaged)
	case writable && cause != nil:
		return nil, *cause
	}
	defer func() {
		if r := recover(); r != nil {
			d.seized.Store(true)
			err = fmt.Errorf("%w: %v", kv.ErrDamaged, r)
		}
	}()
	inner, err := d.bolt.Begin(writable)
	if errors.Is(err, berrors.ErrInvalidMapping) {
		return nil, fmt.Errorf("%w: %w", kv.ErrStorage, err)
	}
	if err != nil {
		return nil, err
	}
	return &tx{db: d, tx: inner}, nil
}

// Close waits for open transactions and lets go of the file.
func (d *DB) Close() error {
	if d.seized.Load() {
		return d.file.Close()
	}
	if err := d.bolt.Close(); err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// Size returns how many bytes of the file are in use, which is what a backup takes.
func (d *DB) Size() (int64, error) {
	var size int64
	err := d.transact(false, func(t *tx) error {
		size = t.tx.Size()
		return nil
	})
	return size, err
}

// storageFault marks what the medium, not the caller, is to blame for.
func storageFault(err error) error {
	for _, fault := range []error{syscall.ENOSPC, syscall.EDQUOT, syscall.EIO, syscall.EFBIG, syscall.EROFS} {
		if errors.Is(err, fault) {
			return fmt.Errorf("%w: %w", kv.ErrStorage, err)
		}
	}
	return err
}
