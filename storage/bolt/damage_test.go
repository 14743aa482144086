package bolt

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"frontdesk/storage/kv"
)

// sample returns the bytes of a closed database of some pages, with branches, overflow and free pages.
func sample(t *testing.T) ([]byte, map[string]string) {
	t.Helper()
	db := openNew(t)
	for i := range 200 {
		put(t, db, fmt.Sprintf("R-%04d", i), strings.Repeat("v", 60+i), fmt.Sprintf("S-%04d", i/10), strings.Repeat("w", 5*i))
	}
	put(t, db, "large", strings.Repeat("z", 20_000))
	err := db.Update(func(w kv.Writer) error { return w.Put("timers", []byte("due"), []byte("inline")) })
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.BackupFile(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content, err := readAll(db)
	if err != nil {
		t.Fatal(err)
	}
	return raw, content
}

// readAll reads every pair in both directions.
func readAll(db *DB) (map[string]string, error) {
	up, down := map[string]string{}, map[string]string{}
	err := db.View(func(r kv.Reader) error {
		for _, b := range buckets {
			r.Ascend(b, nil, func(k, v []byte) bool { up[string(b)+string(k)] = string(v); return true })
			r.Descend(b, nil, func(k, v []byte) bool { down[string(b)+string(k)] = string(v); return true })
		}
		return nil
	})
	if err == nil && !maps.Equal(up, down) {
		err = errors.New("upwards and downwards differ")
	}
	return up, err
}

func write(t *testing.T, raw []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "desk.db")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsNoDatabaseIsRefused(t *testing.T) {
	raw, _ := sample(t)
	swapped := append([]byte(nil), raw...)
	copy(swapped[8192:], raw[12288:16384])
	for name, bytes := range map[string][]byte{
		"text":              []byte("building,floor,unit\n"),
		"long text":         []byte(strings.Repeat("building,floor,unit\n", 10_000)),
		"zeroes":            make([]byte, 1<<16),
		"one page":          raw[:4096],
		"two pages":         raw[:8192],
		"half":              raw[:len(raw)/2],
		"a byte short":      raw[:len(raw)-1],
		"beginning cut off": raw[8192:],
		"torn page":         append(append([]byte(nil), raw[:len(raw)-4096]...), make([]byte, 4096)...),
		"misdirected page":  swapped,
	} {
		t.Run(name, func(t *testing.T) {
			path := write(t, bytes)
			if _, err := Open(path, buckets, Options{}); !errors.Is(err, kv.ErrDamaged) {
				t.Errorf("open: %v", err)
			}
			if err := CheckFile(t.Context(), path); !errors.Is(err, kv.ErrDamaged) {
				t.Errorf("check: %v", err)
			}
		})
	}
}

func TestFileCutOffInItsMakingIsBegunAnew(t *testing.T) {
	fresh := filepath.Join(t.TempDir(), "fresh.db")
	db, err := bbolt.Open(fresh, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(fresh)
	if err != nil {
		t.Fatal(err)
	}
	for size := 0; size < len(raw); size += 4096 {
		put(t, openAt(t, write(t, raw[:size])), "a", "1")
	}
}

func TestOneSpoiltMetaPageIsSurvived(t *testing.T) {
	raw, _ := sample(t)
	for page := range 2 {
		spoilt := append([]byte(nil), raw...)
		spoilt[page*4096+40] ^= 1
		put(t, openAt(t, write(t, spoilt)), "a", "1")
	}
}

// TestFlippedBytesAreFoundOrMeanNothing flips single bytes all over a database: either the check finds it,
// or everything reads as before and bbolt's own check agrees.
func TestFlippedBytesAreFoundOrMeanNothing(t *testing.T) {
	raw, content := sample(t)
	random := rand.New(rand.NewPCG(1, 2))
	found, harmless := 0, 0
	for range 1500 {
		offset, flip := random.IntN(len(raw)), byte(1+random.IntN(255))
		if random.IntN(3) == 0 { // the heads of pages and elements, where one byte moves the most
			offset = offset/4096*4096 + random.IntN(200)
		}
		raw[offset] ^= flip
		if damaged(t, raw, content, offset, fmt.Sprintf("byte %d by %x", offset, flip)) {
			found++
		} else {
			harmless++
		}
		raw[offset] ^= flip
	}
	t.Logf("%d found, %d harmless", found, harmless)
	if found < 500 {
		t.Errorf("only %d of the flips were found", found)
	}
}

func damaged(t *testing.T, raw []byte, content map[string]string, offset int, what string) bool {
	t.Helper()
	path := write(t, raw)
	checked := CheckFile(t.Context(), path)
	if checked != nil && !errors.Is(checked, kv.ErrDamaged) {
		t.Fatalf("%s: %v", what, checked)
	}
	db, err := Open(path, buckets, Options{})
	if checked != nil {
		if !errors.Is(err, kv.ErrDamaged) {
			t.Fatalf("%s: opened although %v", what, checked)
		}
		return true
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	defer db.Close()
	got, err := readAll(db)
	if err != nil || !maps.Equal(got, content) {
		t.Fatalf("%s: not found, and reads otherwise: %v", what, err)
	}
	if offset < 2*4096 {
		return false // bbolt looks at the heads of its meta pages when it checks, and at no other time
	}
	if err := db.update(func(tx *tx) error {
		for err := range tx.tx.Check() {
			t.Fatalf("%s: only bbolt's check finds %v", what, err)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return false
}

// TestDamageMetWhileReadingIsAnError opens without the check, as a large database is, and reads on.
func TestDamageMetWhileReadingIsAnError(t *testing.T) {
	raw, content := sample(t)
	random := rand.New(rand.NewPCG(3, 4))
	met := 0
	for range 400 {
		offset := 2*4096 + random.IntN(len(raw)-2*4096)
		raw[offset] ^= 0x5a
		db, err := Open(write(t, raw), buckets, Options{CheckUpTo: -1})
		if err == nil {
			var got map[string]string
			if got, err = readAll(db); err == nil && !maps.Equal(got, content) {
				t.Errorf("byte %d: reads otherwise, without an error", offset)
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		}
		if err != nil && !errors.Is(err, kv.ErrDamaged) {
			t.Errorf("byte %d: %v", offset, err)
		}
		if err != nil {
			met++
		}
		raw[offset] ^= 0x5a
	}
	if met < 100 {
		t.Errorf("only %d of the flips were met", met)
	}
}

// TestFileCutShortUnderTheMapIsAnError reads pages that have gone: without care the process would end.
func TestFileCutShortUnderTheMapIsAnError(t *testing.T) {
	raw, _ := sample(t)
	path := write(t, raw)
	db, err := Open(path, buckets, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 4*4096); err != nil {
		t.Fatal(err)
	}
	if _, err := readAll(db); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("read: %v", err)
	}
	if err := db.Check(t.Context()); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("check: %v", err)
	}
	refill := func(w kv.Writer) error { return w.Put("tickets", []byte("R-0100"), nil) }
	for range 2 {
		if err := db.Update(refill); !errors.Is(err, kv.ErrDamaged) {
			t.Errorf("update: %v", err)
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestDamageStopsWritesEvenIfTheCallerRecovers(t *testing.T) {
	raw, _ := sample(t)
	path := write(t, raw)
	db, err := Open(path, buckets, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := os.Truncate(path, 4*4096); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		err = db.Update(func(w kv.Writer) error {
			defer func() {
				if recover() == nil {
					t.Error("a page that has gone was read")
				}
			}()
			w.Get("tickets", []byte("R-0100"))
			return nil
		})
		if !errors.Is(err, kv.ErrDamaged) {
			t.Errorf("update: %v", err)
		}
	}
}
