package bolt

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"frontdesk/storage/kv"
)

var _ kv.Engine = (*DB)(nil)

var buckets = []kv.Bucket{"tickets", "timers"}

// openAt opens the database at path and, at the test's end, closes and checks it.
func openAt(t testing.TB, path string) *DB {
	t.Helper()
	db, err := Open(path, buckets, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if err := CheckFile(context.Background(), path); err != nil {
			t.Error(err)
		}
	})
	return db
}

func openNew(t testing.TB) *DB { return openAt(t, filepath.Join(t.TempDir(), "data", "desk.db")) }

// view fails the test where reading does.
func view(t testing.TB, db *DB, fn func(kv.Reader)) {
	t.Helper()
	if err := db.View(func(r kv.Reader) error { fn(r); return nil }); err != nil {
		t.Fatal(err)
	}
}

func put(t testing.TB, db *DB, pairs ...string) {
	t.Helper()
	err := db.Update(func(w kv.Writer) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := w.Put("tickets", []byte(pairs[i]), []byte(pairs[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, db *DB, key string) string {
	t.Helper()
	var value string
	view(t, db, func(r kv.Reader) { value = string(r.Get("tickets", []byte(key))) })
	return value
}

func TestCommittedValuesOutliveTheProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	db, err := Open(path, buckets, Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, db, "R-1001", "leak", "empty", "")
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = openAt(t, path)
	if got := get(t, db, "R-1001"); got != "leak" {
		t.Errorf("got %q", got)
	}
	view(t, db, func(r kv.Reader) {
		if v := r.Get("tickets", []byte("empty")); v == nil || len(v) != 0 {
			t.Errorf("empty value came back as %v", v)
		}
		if v := r.Get("tickets", []byte("none")); v != nil {
			t.Errorf("missing key came back as %v", v)
		}
	})
}

func TestFileAndFolderAreTheOwnersAlone(t *testing.T) {
	db := openNew(t)
	for path, want := range map[string]os.FileMode{db.path: 0o600, filepath.Dir(db.path): 0o700} {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", path, got, want)
		}
	}
}

func TestSecondOpenIsRefusedAtOnce(t *testing.T) {
	db := openNew(t)
	if _, err := Open(db.path, buckets, Options{LockTimeout: time.Millisecond}); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("open: %v, want %v", err, kv.ErrInUse)
	}
	if err := CheckFile(t.Context(), db.path); !errors.Is(err, kv.ErrInUse) {
		t.Errorf("check: %v, want %v", err, kv.ErrInUse)
	}
}

func TestErrorRollsBack(t *testing.T) {
	db := openNew(t)
	put(t, db, "a", "1")
	refused := errors.New("refused")
	err := db.Update(func(w kv.Writer) error {
		return errors.Join(w.Put("tickets", []byte("a"), []byte("2")), refused)
	})
	if !errors.Is(err, refused) || get(t, db, "a") != "1" {
		t.Errorf("error %v, value %q", err, get(t, db, "a"))
	}
}

func TestPanicOfTheCallerRollsBackAndPassesThrough(t *testing.T) {
	db := openNew(t)
	for range 2 {
		func() {
			defer func() {
				if r := recover(); r != "handler" {
					t.Errorf("recovered %v", r)
				}
			}()
			err := db.Update(func(w kv.Writer) error {
				if err := w.Put("tickets", []byte("a"), []byte("1")); err != nil {
					return err
				}
				w.Ascend("tickets", nil, func(_, _ []byte) bool { panic("handler") })
				return nil
			})
			t.Errorf("update returned %v", err)
		}()
	}
	if got := get(t, db, "a"); got != "" {
		t.Errorf("kept %q", got)
	}
	put(t, db, "a", "2")
}

func TestUnknownBucketIsTheProgramsMistake(t *testing.T) {
	db := openNew(t)
	if err := db.Update(func(w kv.Writer) error { return w.Put("nowhere", []byte("a"), nil) }); err == nil {
		t.Error("put in a bucket that is not there")
	}
	if err := db.Update(func(w kv.Writer) error { return w.Delete("nowhere", []byte("a")) }); err == nil {
		t.Error("delete in a bucket that is not there")
	}
	defer func() {
		if r := fmt.Sprint(recover()); !strings.Contains(r, `bucket "nowhere"`) {
			t.Errorf("recovered %v", r)
		}
	}()
	view(t, db, func(r kv.Reader) { r.Get("nowhere", []byte("a")) })
}

func TestEmptyKeyIsRefused(t *testing.T) {
	db := openNew(t)
	if err := db.Update(func(w kv.Writer) error { return w.Put("tickets", nil, []byte("1")) }); err == nil {
		t.Error("put under an empty key")
	}
}

// TestTransactionReadsLikeASortedMap holds reads, in the transaction that wrote and after it, to a map,
// with enough pairs and deletions that whole pages empty within a transaction.
func TestTransactionReadsLikeASortedMap(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	rapid.Check(t, func(rt *rapid.T) {
		if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
			rt.Fatal(err)
		}
		db, err := Open(path, buckets, Options{})
		if err != nil {
			rt.Fatal(err)
		}
		defer db.Close()
		want := map[string]string{}
		key := rapid.Custom(func(rt *rapid.T) string { return fmt.Sprintf("%03d", rapid.IntRange(0, 299).Draw(rt, "key")) })
		for range rapid.IntRange(1, 4).Draw(rt, "transactions") {
			err := db.Update(func(w kv.Writer) error {
				for range rapid.IntRange(0, 4).Draw(rt, "steps") {
					from, to := key.Draw(rt, "from"), key.Draw(rt, "to")
					fill := rapid.Bool().Draw(rt, "fill")
					if err := change(w, want, from, to, fill); err != nil {
						return err
					}
					compare(rt, w, want, key.Draw(rt, "start"))
				}
				return nil
			})
			if err != nil {
				rt.Fatal(err)
			}
		}
		view(t, db, func(r kv.Reader) { compare(rt, r, want, key.Draw(rt, "start")) })
		if err := db.Check(rt.Context()); err != nil {
			rt.Fatal(err)
		}
	})
}

// change fills or empties a range of keys, in the bucket and in the map.
func change(w kv.Writer, want map[string]string, from, to string, fill bool) error {
	for i := range 300 {
		key := fmt.Sprintf("%03d", i)
		if key < from || key > to {
			continue
		}
		if !fill {
			delete(want, key)
			if err := w.Delete("tickets", []byte(key)); err != nil {
				return err
			}
			continue
		}
		want[key] = key + strings.Repeat("x", 200)
		if err := w.Put("tickets", []byte(key), []byte(want[key])); err != nil {
			return err
		}
	}
	return nil
}

func compare(rt *rapid.T, r kv.Reader, want map[string]string, start string) {
	keys := slices.Sorted(maps.Keys(want))
	at, found := slices.BinarySearch(keys, start)
	before := at
	if found {
		before++
	}
	down := slices.Clone(keys)
	slices.Reverse(down)
	expect(rt, r.Ascend, nil, keys, want)
	expect(rt, r.Ascend, []byte(start), keys[at:], want)
	expect(rt, r.Descend, nil, down, want)
	expect(rt, r.Descend, []byte(start), down[len(down)-before:], want)
	if got := string(r.Get("tickets", []byte(start))); got != want[start] {
		rt.Fatalf("get %s: %q, want %q", start, got, want[start])
	}
}

type walk func(kv.Bucket, []byte, func(key, value []byte) bool)

func expect(rt *rapid.T, w walk, from []byte, keys []string, want map[string]string) {
	var got []string
	w("tickets", from, func(k, v []byte) bool {
		if string(v) != want[string(k)] {
			rt.Fatalf("%s has %q, want %q", k, v, want[string(k)])
		}
		got = append(got, string(k))
		return true
	})
	if !slices.Equal(got, keys) {
		rt.Fatalf("from %q: got %v, want %v", from, got, keys)
	}
}

func TestWalkStopsWhenTold(t *testing.T) {
	db := openNew(t)
	put(t, db, "a", "1", "b", "2", "c", "3")
	view(t, db, func(r kv.Reader) {
		for name, w := range map[string]walk{"a": r.Ascend, "c": r.Descend} {
			calls := 0
			w("tickets", nil, func(k, _ []byte) bool {
				if calls++; string(k) != name {
					t.Errorf("got %s, want %s", k, name)
				}
				return false
			})
			if calls != 1 {
				t.Errorf("%d calls", calls)
			}
		}
	})
}

func TestBackupIsTheStateAtItsStart(t *testing.T) {
	db := openNew(t)
	put(t, db, "a", "before")
	path := filepath.Join(t.TempDir(), "nightly", "desk.db")
	if err := db.BackupFile(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	put(t, db, "a", "after")
	if got := get(t, openAt(t, path), "a"); got != "before" {
		t.Errorf("got %q", got)
	}
	left, err := filepath.Glob(path + ".*")
	if err != nil || len(left) > 0 {
		t.Errorf("left behind %v, %v", left, err)
	}
	var b bytes.Buffer
	n, err := db.Backup(t.Context(), &b)
	size, sizeErr := db.Size()
	if err := errors.Join(err, sizeErr); err != nil || n != int64(b.Len()) || n != size {
		t.Errorf("%d bytes of %d, database has %d: %v", n, b.Len(), size, err)
	}
}

func TestBackupStopsWithItsContext(t *testing.T) {
	db := openNew(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	path := filepath.Join(t.TempDir(), "desk.db")
	if err := db.BackupFile(ctx, path); !errors.Is(err, context.Canceled) {
		t.Errorf("back up: %v", err)
	}
	if err := db.Check(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("check: %v", err)
	}
	if left, err := filepath.Glob(path + "*"); err != nil || len(left) > 0 {
		t.Errorf("left behind %v, %v", left, err)
	}
}

func TestBackupNeverReplacesTheOpenDatabase(t *testing.T) {
	db := openNew(t)
	for _, write := range []func(context.Context, string) error{db.BackupFile, db.Compact} {
		if err := write(t.Context(), db.path); err == nil {
			t.Error("wrote over the open database")
		}
	}
}

func TestCompactionKeepsNoDeletedByte(t *testing.T) {
	db := openNew(t)
	secret := strings.Repeat("9123 4567 ", 1000)
	put(t, db, "a", secret, "b", "kept")
	err := db.Update(func(w kv.Writer) error { return w.Delete("tickets", []byte("a")) })
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "compact.db")
	if err := db.Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte("9123")) {
		t.Error("deleted bytes are in the compacted file")
	}
	if got := get(t, openAt(t, path), "b"); got != "kept" {
		t.Errorf("got %q", got)
	}
}

// TestCheckSeesTheStateItBeganWith checks while commits replace both meta pages and free what they can.
func TestCheckSeesTheStateItBeganWith(t *testing.T) {
	db := openNew(t)
	for i := range 300 {
		put(t, db, fmt.Sprintf("%03d", i%100), strings.Repeat("x", 100+i))
	}
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
				put(t, db, fmt.Sprintf("%03d", i%100), strings.Repeat("y", 100+i%500))
			}
		}
	}()
	for range 30 {
		if err := db.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	<-done
}
