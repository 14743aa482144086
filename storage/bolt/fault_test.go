package bolt

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"

	"frontdesk/storage/kv"
)

// TestCommitInDoubtIsSettled stands in for a medium that takes a commit's last page and fails to confirm it.
func TestCommitInDoubtIsSettled(t *testing.T) {
	db := openNew(t)
	db.commit = func(tx *bbolt.Tx) error { return errors.Join(tx.Commit(), errors.New("input/output error")) }
	put(t, db, "a", "1") // written and synced once more, which is all that was missing
	db.commit = (*bbolt.Tx).Commit
	put(t, db, "b", "2")
	if get(t, db, "a") != "1" || get(t, db, "b") != "2" {
		t.Error("a settled commit was lost")
	}
}

func TestNothingIsWrittenWhileACommitIsInDoubt(t *testing.T) {
	db := openNew(t)
	whole := db.file
	readOnly, err := os.Open(db.path)
	if err != nil {
		t.Fatal(err)
	}
	defer readOnly.Close()
	db.file = readOnly // settling fails on it
	db.commit = func(tx *bbolt.Tx) error { return errors.Join(tx.Commit(), errors.New("input/output error")) }
	for range 2 {
		called := 0
		err := db.Update(func(w kv.Writer) error { called++; return w.Put("tickets", []byte("a"), []byte("1")) })
		if !errors.Is(err, kv.ErrStorage) {
			t.Errorf("update: %v", err)
		}
		if called > 0 && db.doubt == nil {
			t.Error("no doubt noted")
		}
	}
	db.file, db.commit = whole, (*bbolt.Tx).Commit
	put(t, db, "b", "2")
	if get(t, db, "a") != "1" || db.doubt != nil {
		t.Error("not settled")
	}
}

func TestBackupToAFullDeviceIsAStorageFault(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no device that is always full here")
	}
	db := openNew(t)
	put(t, db, "a", "1")
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	if _, err := db.Backup(t.Context(), full); !errors.Is(err, kv.ErrStorage) {
		t.Errorf("back up: %v", err)
	}
	if err := db.BackupFile(t.Context(), filepath.Join("/dev/full", "x")); err == nil {
		t.Error("backed up into a device")
	}
}
