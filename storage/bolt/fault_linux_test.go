package bolt

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"frontdesk/storage/kv"
)

// overfill writes until the medium refuses, and returns how many commits it took.
func overfill(t *testing.T, db *DB) int {
	t.Helper()
	for i := range 10_000 {
		err := db.Update(func(w kv.Writer) error {
			return w.Put("tickets", fmt.Appendf(nil, "%05d", i), []byte(strings.Repeat("x", 50_000)))
		})
		switch {
		case errors.Is(err, kv.ErrStorage):
			return i
		case err != nil:
			t.Fatalf("update: %v, want %v", err, kv.ErrStorage)
		}
	}
	t.Fatal("the medium never filled up")
	return 0
}

func count(t *testing.T, db *DB) int {
	t.Helper()
	n := 0
	view(t, db, func(r kv.Reader) { r.Ascend("tickets", nil, func(_, _ []byte) bool { n++; return true }) })
	return n
}

// worksAgain holds that nothing of the failed commits is there, nothing of the others is lost, and writing
// goes on where it stopped.
func worksAgain(t *testing.T, db *DB, committed int) {
	t.Helper()
	if got := count(t, db); got != committed {
		t.Errorf("%d pairs after %d commits", got, committed)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	for i := range 20 {
		put(t, db, fmt.Sprintf("again %d", i), strings.Repeat("y", 50_000))
	}
	if got := count(t, db); got != committed+20 {
		t.Errorf("%d pairs after %d more commits", got, 20)
	}
}

func TestFullDiskFailsCommitsUntilThereIsRoom(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("none", folder, "tmpfs", 0, "size=4m"); err != nil {
		t.Skipf("mounting a small file system needs root: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, 0); err != nil {
			t.Error(err)
		}
	})
	ballast := filepath.Join(folder, "ballast")
	db := openAt(t, filepath.Join(folder, "desk.db"))
	if err := os.WriteFile(ballast, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	committed := overfill(t, db)
	for range 3 {
		if n := overfill(t, db); n > 0 { // the first key again: a page to replace, and no room for it
			committed = max(committed, n)
		}
	}
	if err := db.BackupFile(t.Context(), filepath.Join(folder, "backup.db")); !errors.Is(err, kv.ErrStorage) {
		t.Errorf("back up to a full disk: %v", err)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	worksAgain(t, db, committed)
}

// TestFileSizeLimitFailsCommitsUntilItIsLifted needs no root. The limit is this process's.
func TestFileSizeLimitFailsCommitsUntilItIsLifted(t *testing.T) {
	signal.Ignore(syscall.SIGXFSZ)
	t.Cleanup(func() { signal.Reset(syscall.SIGXFSZ) })
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	db := openNew(t)
	limit := func(bytes uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: bytes, Max: old.Max}); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { limit(old.Cur) })
	put(t, db, "a", "1")
	info, err := os.Stat(db.path)
	if err != nil {
		t.Fatal(err)
	}
	limit(uint64(info.Size()))
	committed := overfill(t, db) + 1
	limit(old.Cur)
	worksAgain(t, db, committed)
}
