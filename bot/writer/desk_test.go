package writer_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/writer"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv/kvfault"
)

// scribe is flows that write down what they are asked, and fail as a test says. What they write is part of the
// transaction, so only what was committed can be read back.
type scribe struct {
	mu     sync.Mutex
	fail   map[string]error // by what is asked, such as "update 3"
	panics map[string]bool
	asked  []string
	ends   int // transactions concluded
}

func (s *scribe) ask(tx *storage.Tx, what string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, what)
	if s.panics[what] {
		panic("a handler's mistake")
	}
	if err := s.fail[what]; err != nil {
		return err
	}
	return tx.Audit(storage.Entry{Action: what})
}

func (s *scribe) Handle(tx *storage.Tx, u chat.Update) error {
	tx.ShowTyping(u.Chat.ID)
	return s.ask(tx, fmt.Sprintf("update %d", u.ID))
}

func (s *scribe) Fire(tx *storage.Tx, t desk.Timer) error { return s.ask(tx, "timer "+t.ID) }

func (s *scribe) Delivered(tx *storage.Tx, o chat.Outcome) error {
	if _, _, err := tx.Settle(o); err != nil {
		return err
	}
	return s.ask(tx, fmt.Sprintf("outcome %d", o.Row))
}

func (s *scribe) Finished(tx *storage.Tx, r chat.JobResult) error {
	if _, _, err := tx.EndJob(r.Job); err != nil {
		return err
	}
	return s.ask(tx, fmt.Sprintf("job %d", r.Job))
}

func (s *scribe) Conclude(tx *storage.Tx) error {
	s.mu.Lock()
	s.ends++
	s.mu.Unlock()
	return s.ask(tx, "end")
}

func (s *scribe) Buried(tx *storage.Tx, d storage.DeadLetter) error {
	return s.ask(tx, "buried "+d.Piece)
}

// world is a writer on a real database in a bubble of virtual time.
type world struct {
	t      *testing.T
	faults *kvfault.Engine
	db     *storage.DB
	flows  *scribe
	writer *writer.Writer
	log    *strings.Builder

	mu      sync.Mutex // guards what follows, until the writer stops
	effects []storage.Effects
	settled []chat.RowID
	// atHandOn is how much the audit log held each time that effects were handed on.
	atHandOn []int
	stop     func()
}

func inWorld(t *testing.T, play func(w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := &world{t: t, flows: &scribe{fail: map[string]error{}, panics: map[string]bool{}}, log: &strings.Builder{}}
		w.faults, w.db = open(t, t.TempDir())
		w.writer = writer.New(w.db, w.flows, time.Now, w.after, decode, slog.New(slog.NewTextHandler(w.log, nil)))
		w.start()
		play(w)
		w.stop()
		if err := w.db.Close(); err != nil {
			t.Error(err)
		}
	})
}

func open(t testing.TB, folder string) (*kvfault.Engine, *storage.DB) {
	t.Helper()
	engine, err := bolt.Open(filepath.Join(folder, "frontdesk.db"), storage.Buckets, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	faults := kvfault.New(engine)
	db, err := storage.Open(faults, &desk.Estate{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	return faults, db
}

func decode(raw json.RawMessage) (chat.Update, error) {
	var u struct {
		ID int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &u); err != nil {
		return chat.Update{}, fmt.Errorf("decode update: %w", err)
	}
	return chat.Update{ID: u.ID, Kind: chat.Message, Chat: chat.Room{ID: desk.ChatID(u.ID)}}, nil
}

func (w *world) after(e *storage.Effects, settled []chat.RowID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.effects = append(w.effects, *e)
	w.settled = append(w.settled, settled...)
	w.atHandOn = append(w.atHandOn, len(w.done()))
}

// handedOn is what was handed on so far.
func (w *world) handedOn() []storage.Effects {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.effects)
}

func (w *world) start() {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := w.writer.Run(ctx); err != nil {
			w.t.Error(err)
		}
	}()
	w.stop = func() { cancel(); <-ended }
}

func updates(ids ...int64) []writer.Raw {
	batch := make([]writer.Raw, len(ids))
	for i, id := range ids {
		batch[i] = writer.Raw{ID: id, JSON: fmt.Appendf(nil, `{"update_id":%d}`, id)}
	}
	return batch
}

func (w *world) take(ids ...int64) {
	w.t.Helper()
	if err := w.writer.Take(w.t.Context(), updates(ids...)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) arm(id string, due time.Time) {
	w.t.Helper()
	w.do(func(tx *storage.Tx) error { return tx.Arm("test", id, due) })
}

func (w *world) do(fn func(tx *storage.Tx) error) {
	w.t.Helper()
	if err := w.writer.Do(w.t.Context(), fn); err != nil {
		w.t.Fatal(err)
	}
}

// done is what was handled and committed, in order, without the ends of transactions.
func (w *world) done() []string {
	var done []string
	w.view(func(r *storage.Reader) error {
		entries, err := r.AuditLog()
		for _, e := range entries {
			if e.Action != "end" {
				done = append(done, e.Action)
			}
		}
		return err
	})
	return done
}

func (w *world) letters() (letters []storage.DeadLetter) {
	w.view(func(r *storage.Reader) (err error) {
		letters, err = r.DeadLetters()
		return err
	})
	return letters
}

func (w *world) view(fn func(r *storage.Reader) error) {
	w.t.Helper()
	if err := w.db.View(time.Now(), fn); err != nil {
		w.t.Error(err)
	}
}

func (w *world) wantDone(want ...string) {
	w.t.Helper()
	if got := w.done(); strings.Join(got, ", ") != strings.Join(want, ", ") {
		w.t.Errorf("handled and committed: %v, want %v", got, want)
	}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

var errHandler = errors.New("a handler's failure")
