package bench

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"frontdesk/bot"
	"frontdesk/bot/config"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/desk"
)

var millionFolder = flag.String("million", "", "the folder that keeps the database with a million tickets between runs")

// What the large database holds.
const (
	million   = 1_000_000
	tenants   = 2000
	stillOpen = 1000 // of the tickets, the last
)

// BenchmarkMillion compares a desk with a million tickets with one that has none: how soon it is ready, what
// heap it takes, and how many steps of the dialog it takes a second.
func BenchmarkMillion(b *testing.B) {
	if !*large {
		b.Skip("takes minutes to build: give -large")
	}
	folder := holding(b)
	for range b.N {
		readiness(b, folder)
		compare(b, 500, []contender{
			deskIn("million", bot.Seams{}, func(*testing.B) string { return folder }), durable("empty", 0),
		})
	}
}

// readiness measures a start, and the heap before anything has happened.
func readiness(b *testing.B, folder string) {
	b.Helper()
	w := newWorld(b, 500)
	defer w.end()
	o := options(b, w.Token, folder)
	o.APIURL = w.address
	bare := heap()
	d := open(b, o)
	defer d.close()
	defer d.forget(w.First, w.people)
	m := heap()
	b.ReportMetric(milliseconds(d.took), "ready-ms")
	b.ReportMetric(megabytes(m.HeapAlloc), "heap-MiB")
	b.ReportMetric(megabytes(m.HeapInuse), "heap-in-use-MiB")
	b.ReportMetric(megabytes(bare.HeapAlloc), "heap-before-MiB")
	d.settle(w.First, w.people)
	w.walk(*walks)
	runtime.ReadMemStats(&m)
	b.ReportMetric(megabytes(m.HeapInuse), "heap-in-use-walking-MiB")
	m = heap()
	b.ReportMetric(megabytes(m.HeapAlloc), "heap-after-walking-MiB")
}

// heap is what is in use once everything else is collected.
func heap() (m runtime.MemStats) {
	runtime.GC()
	runtime.GC() // what the first one found in pools is gone after the second
	runtime.ReadMemStats(&m)
	return m
}

func megabytes(bytes uint64) float64 { return float64(bytes) / (1 << 20) }

// holding is a folder whose database holds a million tickets.
func holding(b *testing.B) string {
	b.Helper()
	folder := *millionFolder
	if folder == "" {
		folder = b.TempDir()
	}
	if built(folder) {
		return folder
	}
	c, err := config.Default()
	if err != nil {
		b.Fatal(err)
	}
	engine, err := bolt.Open(filepath.Join(folder, "frontdesk.db"), storage.Buckets, bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	db, err := storage.Open(engine, c.Estate)
	if err == nil {
		err = db.Update(time.Now(), func(tx *storage.Tx) error { return settle(tx, firstTenant, tenants) })
	}
	const atOnce = 10_000
	for from := 0; from < million && err == nil; from += atOnce {
		err = db.Update(time.Now(), func(tx *storage.Tx) error { return history(tx, from, from+atOnce) })
	}
	if err == nil {
		err = db.View(time.Now(), onTime)
	}
	if err = errors.Join(err, db.Close()); err != nil {
		b.Fatal(err)
	}
	return folder
}

// onTime makes sure that no timer is due: what is measured is a day like any other.
func onTime(r *storage.Reader) error {
	if due := r.DueTimers(10); len(due) > 0 {
		return fmt.Errorf("timers are due: %v", due)
	}
	return nil
}

// history opens tickets as three years would have: nearly all are answered, the last are still being worked on.
func history(tx *storage.Tx, from, until int) error {
	for i := from; i < until; i++ {
		id, err := tx.NextNumber(desk.Repair)
		if err != nil {
			return err
		}
		t, err := lived(tx, id, i)
		if err != nil {
			return err
		}
		if err := tx.PutTicket(t); err != nil {
			return err
		}
		if !t.Over() {
			if err := watch.Arm(tx, t); err != nil {
				return err
			}
		}
		tx.Touched()
	}
	return nil
}

// lived is a ticket with what has become of it.
func lived(tx *storage.Tx, id desk.TicketID, i int) (*desk.Ticket, error) {
	services := catalogue.Default()
	repairs := services.Repairs()
	s := repairs[i%len(repairs)]
	u := s.Urgencies[i%len(s.Urgencies)]
	at := tx.Now().Add(-time.Duration(million-i) * 95 * time.Second)
	open := i >= million-stillOpen
	if open {
		at = tx.Now().Add(-2 * time.Minute)
	}
	n := i % tenants
	user, person := desk.UserID(firstTenant+int64(n)), desk.PersonID(n+1)
	home, err := tx.HomesOf(person)
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("Tenant %d", n)
	t := desk.Open(id, desk.OpenedData{
		Kind: desk.Repair, Estate: tx.Estate().ID, Place: home[0].Unit.Place(), Party: home[0].Party,
		Reporter: desk.Reporter{Person: person, User: user, Name: name, Language: desk.English, Enrolled: true},
		Desk:     s.Desk, Service: s.Ref, Urgency: u, Promises: services.Promises(s, u, nil),
		Description: fmt.Sprintf("It has been so since this morning, in the room by the lift, for the %dth time.", i%7),
	}, desk.Actor{As: desk.AsTenant, User: user, Person: person, Name: name}, at)
	engineer := desk.Actor{As: desk.AsStaff, User: desk.UserID(9000 + i%12), Name: "Engineer Chan"}
	t.NoteCarded(at.Add(2 * time.Second))
	err = errors.Join(t.Accept(engineer, at.Add(50*time.Second)), t.Arrive(engineer, at.Add(100*time.Second)))
	if err != nil || open {
		return t, err
	}
	err = t.Finish(engineer, at.Add(12*time.Minute))
	t.Delivered(at.Add(12*time.Minute + time.Second))
	return t, err
}
