package storage

import (
	"bytes"
	"errors"
	"maps"
	"path/filepath"
	"testing"

	"frontdesk/storage/bolt"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// firstVersion is a database as the first version of the records had it: put together pair by pair.
func firstVersion(t *testing.T) *bolt.DB {
	t.Helper()
	engine := openEngine(t, filepath.Join(t.TempDir(), "desk.db"))
	pairs := []struct {
		in         kv.Bucket
		key, value []byte
	}{
		{bMeta, []byte("schema"), id64[uint64](1)},
		{bUnits, id64(1), []byte(`{"id":1,"estate":"bay","building":"A","floor":"12","number":"03"}`)},
		{bUnitsByName, named("bay", "A", "12", "03"), id64(1)},
		{bParties, id64(1), []byte(`{"id":1,"estate":"bay","name":"Chan"}`)},
		{bParties, id64(2), []byte(`{"id":2,"estate":"bay","name":"Lee"}`)},
		{bOccupancies, join(id64(1), id64(1)), []byte(`{"party":1,"unit":1,"role":"tenant","from":"2026-01-01T00:00:00Z","until":"2026-02-01T00:00:00Z"}`)},
		{bOccupancies, join(id64(2), id64(1)), []byte(`{"party":2,"unit":1,"role":"tenant","from":"2026-02-01T00:00:00.5Z"}`)},
		{bOccupants, join(id64(1), id64(1)), []byte{}},
		{bOccupants, join(id64(1), id64(2)), []byte{}},
		{bMessages, join(id64(-5), id64(100)), []byte(`{"ticket":"R-1001","what":"card"}`)},
	}
	for n, k := range []struct {
		id     string
		events []string
		header string
	}{
		{"R-1001", []string{
			`"type":"opened","v":1,"by":{"as":"tenant"},"at":"2026-03-06T06:00:00Z","data":{"kind":"repair","estate":"bay","place":{},"party":2,"reporter":{"user":11,"name":"Lee","language":"en"},"desk":"engineering","service":{"ref":"5.13"},"description":"It leaks","promises":[]}`,
			`"type":"amended","v":1,"by":{"as":"tenant"},"at":"2026-03-06T06:01:00Z","data":{"description":"badly"}`,
		}, `{"id":"R-1001","kind":"repair","estate":"bay","place":{},"party":2,"reporter":{"user":11,"name":"Lee","language":"en"},"desk":"engineering","service":{"ref":"5.13"},"description":"It leaks\nbadly","promises":[],"opened":"2026-03-06T06:00:00Z","state":"open","free":"2026-03-06T06:00:00Z","events":2}`},
		{"R-1002", []string{
			`"type":"opened","v":1,"by":{"as":"tenant"},"at":"2026-03-06T06:00:00Z","data":{"kind":"repair","estate":"bay","place":{},"reporter":{"user":11,"name":"Lee","language":"en"},"desk":"engineering","service":{"ref":"5.13"},"description":"\"type\":\"amended\"","promises":[]}`,
		}, `{"id":"R-1002","kind":"repair","estate":"bay","place":{},"reporter":{"user":11,"name":"Lee","language":"en"},"desk":"engineering","service":{"ref":"5.13"},"description":"\"type\":\"amended\"","promises":[],"opened":"2026-03-06T06:00:00Z","state":"open","free":"2026-03-06T06:00:00Z","events":1}`},
	} {
		key, err := ticketKey(desk.TicketID(k.id))
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range k.events {
			seq := string(rune('1' + i))
			pairs = append(pairs, struct {
				in         kv.Bucket
				key, value []byte
			}{bEvents, eventKey(key, i+1), []byte(`{"seq":` + seq + `,` + e + `}`)})
		}
		pairs = append(pairs, []struct {
			in         kv.Bucket
			key, value []byte
		}{
			{bTickets, key, []byte(k.header)}, {bTicketsOpen, join(id64(11), key), []byte{}}, {bTicketsAt, join(named("engineering", ""), key), []byte{}},
			{bTallies, named(TallyOpened, "2026-03-06", "engineering"), id64(n + 1)}, {bTallies, named(TallyOpen, "", "engineering"), id64(n + 1)},
		}...)
	}
	if err := engine.Update(func(kw kv.Writer) error {
		for _, p := range pairs {
			if err := kw.Put(p.in, p.key, p.value); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return engine
}

// contents is everything that the engine keeps.
func contents(t *testing.T, engine kv.Engine) map[string]string {
	t.Helper()
	all := map[string]string{}
	if err := engine.View(func(r kv.Reader) error {
		for _, b := range Buckets {
			r.Ascend(b, nil, func(k, v []byte) bool { all[string(b)+string(k)] = string(v); return true })
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRecordsOfTheFirstVersionAreBroughtToThisOne(t *testing.T) {
	engine := firstVersion(t)
	db, err := Open(engine, estate)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, db: db, engine: engine, now: start}
	w.check()
	w.read(func(r *Reader) error {
		stays, errStays := r.OccupantsOf(1)
		if len(stays) != 2 || stays[0].Party != 1 || stays[0].Until.IsZero() || stays[1].Party != 2 || stays[1].From.Nanosecond() == 0 {
			t.Errorf("stays %+v", stays)
		}
		p, _, errParty := r.PartyNamed("bay", "Lee")
		w.same("party", p.ID, desk.PartyID(2))
		k, _, errTicket := r.Ticket("R-1001")
		w.same("parts", k.Parts, []desk.Part{{Event: 1, Text: "It leaks"}, {Event: 2, Text: "badly"}})
		shared, errShared := r.sharedBy(nil, 2, 9)
		w.same("shared", len(shared), 1)
		ref, _, errRef := r.Ref(-5, 100)
		w.same("reference", ref, Ref{Ticket: "R-1001", What: "card"})
		return errors.Join(errStays, errParty, errTicket, errShared, errRef)
	})
	w.do(func(tx *Tx) error {
		return tx.PutOccupancy(desk.Occupancy{Party: 2, Unit: 1, Role: desk.RoleTenant, From: minutes(1)})
	})
	w.check()

	before := contents(t, engine)
	if db, err = Open(engine, estate); err != nil {
		t.Fatal(err)
	}
	if after := contents(t, engine); !maps.Equal(before, after) {
		t.Error("opened a second time, it is changed again")
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// failing fails at a certain write.
type failing struct {
	kv.Writer
	left int
}

var errFull = errors.New("full")

func (f *failing) Put(b kv.Bucket, k, v []byte) error {
	if f.left--; f.left < 0 {
		return errFull
	}
	return f.Writer.Put(b, k, v)
}

type failingEngine struct {
	kv.Engine
	after int
}

func (e failingEngine) Update(fn func(kv.Writer) error) error {
	return e.Engine.Update(func(kw kv.Writer) error { return fn(&failing{kw, e.after}) })
}

func TestRecordsAreBroughtToThisVersionWhollyOrNotAtAll(t *testing.T) {
	engine := firstVersion(t)
	before := contents(t, engine)
	for after := 0; ; after++ {
		_, err := Open(failingEngine{engine, after}, estate)
		if err == nil {
			if after < 5 {
				t.Errorf("it takes %d writes", after)
			}
			break
		}
		if !errors.Is(err, errFull) || !maps.Equal(before, contents(t, engine)) {
			t.Fatalf("after %d writes: %v", after, err)
		}
	}
	if err := engine.Close(); err != nil {
		t.Error(err)
	}
}

func TestRecordThatCannotBeReadKeepsTheDatabaseAsItIs(t *testing.T) {
	for _, b := range []kv.Bucket{bOccupancies, bParties, bTickets, bEvents} {
		engine := firstVersion(t)
		if err := engine.Update(func(kw kv.Writer) error {
			var last, value []byte
			kw.Ascend(b, nil, func(k, v []byte) bool {
				if b != bEvents || bytes.Contains(v, []byte(`"amended"`)) && last == nil {
					last, value = bytes.Clone(k), bytes.Clone(v)
				}
				return true
			})
			return kw.Put(b, last, value[:len(value)-1])
		}); err != nil {
			t.Fatal(err)
		}
		before := contents(t, engine)
		if _, err := Open(engine, estate); err == nil || !maps.Equal(before, contents(t, engine)) {
			t.Errorf("%s: %v", b, err)
		}
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	}
}
