package storage

import (
	"context"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"frontdesk/storage/bolt"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// start is 14:00 in the estate.
var start = time.Date(2026, 3, 6, 6, 0, 0, 0, time.UTC)

var (
	estate  = &desk.Estate{ID: "bay", Zone: time.FixedZone("HKT", 8*60*60)}
	tenant  = desk.Actor{As: desk.AsTenant, User: 11, Person: 1, Name: "Chan"}
	wong    = desk.Actor{As: desk.AsStaff, User: 21, Name: "Wong"}
	minutes = func(n int) time.Time { return start.Add(time.Duration(n) * time.Minute) }
)

// world is a database on the real engine.
type world struct {
	t interface {
		Helper()
		Fatal(...any)
		Fatalf(string, ...any)
		Errorf(string, ...any)
	}
	db     *DB
	engine *bolt.DB
	now    time.Time
	party  desk.PartyID // in whose name tickets are opened
}

func openEngine(t testing.TB, path string) *bolt.DB {
	t.Helper()
	engine, err := bolt.Open(path, Buckets, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

// newWorld opens a new database, and at the test's end checks its records and its file.
func newWorld(t testing.TB) *world {
	t.Helper()
	path := filepath.Join(t.TempDir(), "desk.db")
	engine := openEngine(t, path)
	db, err := Open(engine, estate)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, db: db, engine: engine, now: start}
	t.Cleanup(func() {
		w.t = t
		w.check()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if err := bolt.CheckFile(context.Background(), path); err != nil {
			t.Error(err)
		}
	})
	return w
}

// do runs fn in a transaction of its own.
func (w *world) do(fn func(tx *Tx) error) *Effects {
	w.t.Helper()
	var effects *Effects
	if err := w.db.Update(w.now, func(tx *Tx) error {
		effects = tx.Effects()
		return fn(tx)
	}); err != nil {
		w.t.Fatal(err)
	}
	return effects
}

func (w *world) read(fn func(r *Reader) error) {
	w.t.Helper()
	if err := w.db.View(w.now, fn); err != nil {
		w.t.Fatal(err)
	}
}

// spoil writes to the engine past the records.
func (w *world) spoil(fn func(kv.Writer) error) {
	w.t.Helper()
	if err := w.engine.Update(fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) check() {
	w.t.Helper()
	w.read(func(r *Reader) error {
		for _, fault := range r.Check() {
			w.t.Errorf("records do not agree: %v", fault)
		}
		return nil
	})
}

func (w *world) same(what string, got, want any) {
	w.t.Helper()
	if !reflect.DeepEqual(got, want) {
		w.t.Errorf("%s: %+v, want %+v", what, got, want)
	}
}

// open opens a ticket for the user at the desk.
func (w *world) open(k desk.Kind, u desk.UserID, at desk.Name, promises ...string) *desk.Ticket {
	w.t.Helper()
	o := desk.OpenedData{Kind: k, Estate: "bay", Desk: at, Party: w.party, Reporter: desk.Reporter{User: u, Name: "Chan"}}
	for _, text := range promises {
		p, err := desk.ParsePromise(text)
		if err != nil {
			w.t.Fatal(err)
		}
		o.Promises = append(o.Promises, p)
	}
	var t *desk.Ticket
	w.do(func(tx *Tx) error {
		id, err := tx.NextNumber(k)
		if err != nil {
			return err
		}
		t = desk.Open(id, o, tenant, tx.Now())
		return tx.PutTicket(t)
	})
	return t
}

// change has something happen to a stored ticket.
func (w *world) change(id desk.TicketID, fn func(*desk.Ticket) error) *desk.Ticket {
	w.t.Helper()
	var t *desk.Ticket
	w.do(func(tx *Tx) (err error) {
		var ok bool
		if t, ok, err = tx.Ticket(id); err != nil || !ok {
			w.t.Fatalf("ticket %s: %t, %v", id, ok, err)
		}
		if err := fn(t); err != nil {
			return err
		}
		return tx.PutTicket(t)
	})
	return t
}
