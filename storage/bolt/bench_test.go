package bolt

import (
	"encoding/binary"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"frontdesk/storage/kv"
)

func key(i int) []byte { return binary.BigEndian.AppendUint64(nil, uint64(i)) }

var row = []byte(strings.Repeat("x", 300))

// BenchmarkPut compares a commit for each row with a commit for each hundred; one operation is one row.
func BenchmarkPut(b *testing.B) {
	for _, batch := range []int{1, 100} {
		b.Run(fmt.Sprintf("%d_a_commit", batch), func(b *testing.B) {
			db := openNew(b)
			i := 0
			for b.Loop() {
				if i++; i%batch != 0 {
					continue
				}
				err := db.Update(func(w kv.Writer) error {
					for n := range batch {
						if err := w.Put("tickets", key(i+n), row); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func filled(b *testing.B, rows int) *DB {
	b.Helper()
	db := openNew(b)
	err := db.Update(func(w kv.Writer) error {
		for i := range rows {
			if err := w.Put("tickets", key(i), row); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return db
}

func BenchmarkGet(b *testing.B) {
	db := filled(b, 100_000)
	view(b, db, func(r kv.Reader) {
		for i := 0; b.Loop(); i++ {
			if r.Get("tickets", key(i*7919%100_000)) == nil {
				b.Fatal("row missing")
			}
		}
	})
}

func BenchmarkView(b *testing.B) {
	db := filled(b, 1000)
	for i := 0; b.Loop(); i++ {
		view(b, db, func(r kv.Reader) { r.Get("tickets", key(i%1000)) })
	}
}

func BenchmarkAscend100(b *testing.B) {
	db := filled(b, 100_000)
	view(b, db, func(r kv.Reader) {
		for b.Loop() {
			n := 0
			r.Ascend("tickets", key(50_000), func(_, _ []byte) bool { n++; return n < 100 })
		}
	})
}

// BenchmarkOpen opens a database of 50 MB, which is checked whole, and the same without the check.
func BenchmarkOpen(b *testing.B) {
	db := filled(b, 75_000)
	if size, err := db.Size(); err != nil || size > 64<<20 {
		b.Fatalf("%d bytes are not checked whole: %v", size, err)
	}
	path := filepath.Join(b.TempDir(), "copy.db")
	if err := db.BackupFile(b.Context(), path); err != nil {
		b.Fatal(err)
	}
	for name, upTo := range map[string]int64{"checked": 0, "unchecked": -1} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				db, err := Open(path, buckets, Options{CheckUpTo: upTo})
				if err != nil {
					b.Fatal(err)
				}
				if err := db.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
