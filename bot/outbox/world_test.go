package outbox

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"frontdesk/bot/emulator"
	"frontdesk/bot/telegram"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is a sender between a real database and a strict Telegram, with a writer that commits outcomes.
type world struct {
	t      testing.TB
	tg     *emulator.Server
	path   string
	db     *storage.DB
	api    Sends
	sender *Sender
	limits Limits
	lag    time.Duration // how long the writer takes to commit an outcome
	log    bytes.Buffer
	voice  desk.Media

	mu       sync.Mutex
	outcomes []chat.Outcome
	reports  chan []chat.Outcome
	stop     func()
}

func inWorld(t *testing.T, limits emulator.Limits, story func(*world)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, emulator.New(emulator.Config{Limits: limits}), filepath.Join(t.TempDir(), "desk.db"))
		w.start()
		story(w)
		w.end()
	})
}

// sending is a world without Telegram's limits.
func sending(t *testing.T, story func(*world)) { inWorld(t, emulator.NoLimits(), story) }

func newWorld(t testing.TB, tg *emulator.Server, path string) *world {
	api, err := telegram.New(tg.Token(), "", tg)
	must(t, err)
	return &world{t: t, tg: tg, api: api, path: path, limits: Documented()}
}

func (w *world) start() {
	engine, err := bolt.Open(w.path, storage.Buckets, bolt.Options{})
	must(w.t, err)
	w.db, err = storage.Open(engine, &desk.Estate{ID: "e", Zone: time.UTC})
	must(w.t, err)
	w.reports = make(chan []chat.Outcome, 100000)
	log := slog.New(slog.NewTextHandler(&w.log, nil))
	w.sender = New(w.db, w.api, time.Now, func(o []chat.Outcome) { w.reports <- o }, Options{Limits: w.limits, Log: log})
	must(w.t, w.sender.Load(context.Background()))
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		if err := w.sender.Run(ctx); err != nil {
			w.t.Error(err)
		}
		close(w.reports)
	})
	running.Go(w.write)
	w.stop = func() {
		cancel()
		running.Wait()
		must(w.t, w.db.Close())
	}
}

func (w *world) end() {
	if w.stop != nil {
		w.stop()
	}
}

// write commits outcomes as the one writer does.
func (w *world) write() {
	for batch := range w.reports {
		if w.lag > 0 {
			time.Sleep(w.lag)
		}
		for len(w.reports) > 0 {
			batch = append(slices.Clone(batch), <-w.reports...)
		}
		var ids []chat.RowID
		w.mu.Lock()
		w.outcomes = append(w.outcomes, batch...)
		w.mu.Unlock()
		w.do(func(tx *storage.Tx) error {
			for _, o := range batch {
				ids = append(ids, o.Row)
				if _, _, err := tx.Settle(o); err != nil {
					return err
				}
			}
			return nil
		})
		w.sender.Settled(ids)
	}
}

// do commits a transaction and hands on what it queued.
func (w *world) do(fn func(*storage.Tx) error) {
	w.t.Helper()
	var effects storage.Effects
	must(w.t, w.db.Update(time.Now(), func(tx *storage.Tx) error {
		err := fn(tx)
		effects = *tx.Effects()
		return err
	}))
	w.sender.Queue(effects.Rows)
	if effects.Rekeyed {
		must(w.t, w.sender.Load(context.Background()))
	}
}

func (w *world) post(rows ...chat.Outgoing) {
	w.t.Helper()
	w.do(func(tx *storage.Tx) error {
		for _, o := range rows {
			if err := tx.Post(o); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *world) show(o chat.Outgoing) {
	w.t.Helper()
	w.do(func(tx *storage.Tx) error { return tx.Show(o) })
}

// idle waits until everything is sent, for an hour at most.
func (w *world) idle() {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
	defer cancel()
	if err := w.sender.WaitIdle(ctx); err != nil {
		w.t.Fatalf("never idle: %+v\n%s", w.sender.Stats(), w.log.String())
	}
}

// person is somebody with an open private chat.
func (w *world) person() desk.ChatID {
	id := w.tg.AddUser(emulator.User{FirstName: "Ann"}).ID
	w.tg.OpenChat(id)
	return desk.ChatID(id)
}

// group is a group with the bot as administrator.
func (w *world) group(g emulator.Group) desk.ChatID {
	id := w.tg.AddGroup(g).ID
	must(w.t, w.tg.Join(id, w.tg.Bot().ID, "administrator"))
	return desk.ChatID(id)
}

// texts are what the bot's messages in a chat show now.
func (w *world) texts(c desk.ChatID) []string {
	texts := []string{}
	for _, m := range w.tg.Messages(int64(c)) {
		if m.From.IsBot && m.Service == "" {
			texts = append(texts, m.Text+m.Caption)
		}
	}
	return texts
}

func (w *world) shows(c desk.ChatID, want ...string) {
	w.t.Helper()
	if got := w.texts(c); !slices.Equal(got, want) {
		w.t.Errorf("chat %d shows %q, want %q", c, got, want)
	}
}

// results are the outcomes so far, by name.
func (w *world) results() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var names []string
	for _, o := range w.outcomes {
		names = append(names, string(o.Result))
	}
	return strings.Join(names, " ")
}

func (w *world) resulted(want string) {
	w.t.Helper()
	if got := w.results(); got != want {
		w.t.Errorf("outcomes: %s, want %s", got, want)
	}
}

// unrefused fails on any call that Telegram refused, but those with this description.
func (w *world) unrefused(but string) {
	w.t.Helper()
	for _, r := range w.tg.Refusals() {
		if but == "" || !strings.Contains(r.Description, but) {
			w.t.Errorf("%s refused: %s %v", r.Method, r.Description, r.Params)
		}
	}
}

func text(c desk.ChatID, s string) chat.Outgoing {
	return chat.Outgoing{Chat: c, Lane: chat.Conversation, Content: chat.Content{Text: s}}
}

func in(slot chat.Slot, o chat.Outgoing) chat.Outgoing {
	o.Slot = slot
	return o
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
