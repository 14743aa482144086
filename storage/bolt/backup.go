package bolt

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"

	"go.etcd.io/bbolt"

	"frontdesk/storage/kv"
)

// Backup writes the database, as it is at this moment, to w and returns the number of bytes. Writers are not
// held up meanwhile, but the file grows.
func (d *DB) Backup(ctx context.Context, w io.Writer) (int64, error) {
	var n int64
	out := &copying{ctx: ctx, w: w}
	err := d.transact(false, func(t *tx) (err error) {
		n, err = t.tx.WriteTo(out)
		return err
	})
	if out.err != nil {
		err = out.err // bbolt passes it on as text
	}
	if err != nil {
		return n, fmt.Errorf("back up database: %w", storageFault(err))
	}
	return n, nil
}

// copying ends a copy with its context, and keeps the error that ended it.
type copying struct {
	ctx context.Context
	w   io.Writer
	err error
}

func (c *copying) Write(b []byte) (n int, err error) {
	if err = c.ctx.Err(); err == nil {
		n, err = c.w.Write(b)
	}
	if err != nil {
		c.err = err
	}
	return n, err
}

// BackupFile makes a backup at path, replacing what is there. The copy has passed CheckFile and is synced
// before it gets its name; until then it is path with ".partial" added.
func (d *DB) BackupFile(ctx context.Context, path string) error {
	err := d.place(ctx, path, func(partial string) (err error) {
		f, err := os.OpenFile(partial, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		if _, err := d.Backup(ctx, f); err != nil {
			return err
		}
		return f.Sync()
	})
	if err != nil {
		return fmt.Errorf("back up to %s: %w", path, storageFault(err))
	}
	return nil
}

// compactStep is how many bytes of keys and values one commit of a compaction takes.
const compactStep = 16 << 20

// Compact writes the database, as it is at this moment, to a file of its own at path, replacing what is
// there: what was deleted or overwritten is in no byte of it. It is checked, synced and named as a backup is.
func (d *DB) Compact(ctx context.Context, path string) error {
	err := d.place(ctx, path, func(partial string) (err error) {
		if err := os.Remove(partial); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		to, err := bbolt.Open(partial, 0o600, &bbolt.Options{FreelistType: bbolt.FreelistMapType, NoStatistics: true})
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, to.Close()) }()
		return d.compact(to)
	})
	if err != nil {
		return fmt.Errorf("compact to %s: %w", path, storageFault(err))
	}
	return nil
}

// compact lets bbolt read by a transaction of its own: one within another could wait for itself.
func (d *DB) compact(to *bbolt.DB) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", kv.ErrDamaged, r)
		}
	}()
	return bbolt.Compact(to, d.bolt, compactStep)
}

// place makes a file by way of a partial one beside it, which gets the name when it is whole.
func (d *DB) place(ctx context.Context, path string, write func(partial string) error) error {
	if there, err := os.Stat(path); err == nil {
		if own, err := os.Stat(d.path); err != nil || os.SameFile(own, there) {
			return errors.Join(errors.New("that is the open database itself"), err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	partial := path + ".partial"
	err := write(partial)
	if err == nil {
		err = CheckFile(ctx, partial)
	}
	if err == nil {
		err = os.Rename(partial, path)
	}
	if err != nil {
		if gone := os.Remove(partial); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// SyncFolder makes the names of the files in a folder as durable as their bytes. Windows cannot sync a folder, and
// need not.
func SyncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}
