package storage

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.etcd.io/bbolt"

	"frontdesk/storage/kv"
)

// drawn are the buckets that the package comment draws, in its order.
func drawn(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, line := range regexp.MustCompile(`(?m)^//\t([a-z_]+) +\S.*→`).FindAllStringSubmatch(string(source), -1) {
		names = append(names, line[1])
	}
	return names
}

func TestBucketsAreThoseDrawn(t *testing.T) {
	var listed []string
	for _, b := range Buckets {
		listed = append(listed, string(b))
	}
	if names := drawn(t); !slices.Equal(names, listed) {
		t.Errorf("drawn  %v\nlisted %v", names, listed)
	}
	path := filepath.Join(t.TempDir(), "desk.db")
	if err := openEngine(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	file, err := bbolt.Open(path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	var found []string
	if err := file.View(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(name []byte, _ *bbolt.Bucket) error {
			found = append(found, string(name))
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	if slices.Sort(listed); !slices.Equal(found, listed) {
		t.Errorf("the file has %v\nlisted are %v", found, listed)
	}
}

func TestRecordsOfALaterVersionAreRefused(t *testing.T) {
	w := newWorld(t)
	w.spoil(func(kw kv.Writer) error { return kw.Put(bMeta, []byte("schema"), id64(schema+1)) })
	if _, err := Open(w.engine, estate); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("version %d, this program knows %d", schema+1, schema)) {
		t.Errorf("opened: %v", err)
	}
}

// full is an engine whose medium takes nothing more.
type full struct{ kv.Engine }

func (full) Update(func(kv.Writer) error) error { return kv.ErrStorage }

func TestFullDiskKeepsNoDatabaseFromOpening(t *testing.T) {
	w := newWorld(t)
	if _, err := Open(full{w.engine}, estate); err != nil {
		t.Errorf("an old one: %v", err)
	}
	fresh := openEngine(t, filepath.Join(t.TempDir(), "desk.db"))
	if _, err := Open(full{fresh}, estate); !errors.Is(err, kv.ErrStorage) {
		t.Errorf("a new one: %v", err)
	}
	if err := fresh.Close(); err != nil {
		t.Error(err)
	}
}

func TestFailedTransactionLeavesNothing(t *testing.T) {
	w, broken := newWorld(t), errors.New("broken")
	err := w.db.Update(w.now, func(tx *Tx) error {
		if err := tx.SetSeen(7); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Fatal(err)
	}
	w.read(func(r *Reader) error {
		if r.Seen(7) || !r.Now().Equal(start) || r.Estate() != estate {
			t.Error("something remains of it")
		}
		return nil
	})
}

func TestRecordThatCannotBeReadIsAnError(t *testing.T) {
	w := newWorld(t)
	keys := map[kv.Bucket][]byte{bUnits: id64(1), bSlots: []byte("card:R-1001"), bGroups: id64(-5), bJobs: id64(1)}
	w.spoil(func(kw kv.Writer) error {
		for b, key := range keys {
			if err := kw.Put(b, key, []byte("{")); err != nil {
				return err
			}
		}
		return nil
	})
	w.read(func(r *Reader) error {
		for b, key := range keys {
			if _, _, err := read[map[string]any](r, b, key); err == nil || !strings.Contains(err.Error(), "read "+string(b)+" record") {
				t.Errorf("%s: %v", b, err)
			}
		}
		if _, err := r.Jobs(); err == nil {
			t.Error("jobs are listed without one that cannot be read")
		}
		return nil
	})
	w.spoil(func(kw kv.Writer) error {
		for b, key := range keys {
			if err := kw.Delete(b, key); err != nil {
				return err
			}
		}
		return nil
	})
}
