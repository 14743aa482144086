package kvfault

import (
	"errors"
	"path/filepath"
	"testing"

	"frontdesk/storage/bolt"
	"frontdesk/storage/kv"
)

const rows kv.Bucket = "rows"

func TestOnlyThePlannedCommitsFail(t *testing.T) {
	inner, err := bolt.Open(filepath.Join(t.TempDir(), "desk.db"), []kv.Bucket{rows}, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := New(inner)
	defer e.Close()
	for _, c := range []struct {
		name string
		plan func()
		want string // what becomes of each of four commits: kept, failed with nothing kept, lost but kept
	}{
		{"none", func() {}, "kkkk"},
		{"next two", func() { e.FailNext(2) }, "ffkk"},
		{"third", func() { e.FailAt(3) }, "kkfk"},
		{"answer lost", func() { e.LoseNext(1) }, "lkkk"},
	} {
		c.plan()
		got := ""
		for i := range 4 {
			key := []byte(c.name + string(rune('0'+i)))
			refused := errors.New("refused")
			if err := e.Update(func(kv.Writer) error { return refused }); !errors.Is(err, refused) {
				t.Errorf("%s: a refused update came to a commit: %v", c.name, err)
			}
			err := e.Update(func(w kv.Writer) error { return w.Put(rows, key, key) })
			got += outcome(t, e, key, err)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
	if e.Commits() != 16 {
		t.Errorf("%d commits counted", e.Commits())
	}
}

func outcome(t *testing.T, e kv.Engine, key []byte, err error) string {
	t.Helper()
	kept := false
	if err := e.View(func(r kv.Reader) error { kept = r.Get(rows, key) != nil; return nil }); err != nil {
		t.Fatal(err)
	}
	switch {
	case err == nil && kept:
		return "k"
	case errors.Is(err, kv.ErrStorage) && !kept:
		return "f"
	case errors.Is(err, kv.ErrStorage):
		return "l"
	}
	return "?"
}
