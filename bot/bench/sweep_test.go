package bench

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/flows"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/desk"
)

// dueAtOnce is how many tickets are due in each sweep.
const dueAtOnce = 100

// BenchmarkSweep fires the timers of 100 due tickets and commits what follows, among 1,000 open tickets and, with
// -large, among 1,000,000:
//
//	go test ./bot/bench -run '^$' -bench Sweep -benchtime 9x -large   # some minutes to build
func BenchmarkSweep(b *testing.B) {
	sizes := []int{1000}
	if *large {
		sizes = append(sizes, million)
	}
	for _, n := range sizes {
		b.Run(fmt.Sprint(n), func(b *testing.B) { sweep(b, n) })
	}
}

// sweeping is when the tickets were opened, in the middle of a day.
var sweeping = time.Date(2026, 3, 4, 6, 0, 0, 0, time.UTC)

func sweep(b *testing.B, open int) {
	db, d := openDesk(b, open)
	now := sweeping.Add(11 * time.Minute) // past the reminder, before the breach
	next := 0
	b.ReportAllocs()
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		if (next+1)*dueAtOnce > open {
			b.Skip("every ticket has been reminded of: fewer rounds, or more tickets")
		}
		arm(b, db, next*dueAtOnce, now)
		next++
		b.StartTimer()
		fired := 0
		err := db.Update(now, func(tx *storage.Tx) error {
			for _, t := range tx.DueTimers(1000) {
				if t.Kind != watch.Ticket {
					continue
				}
				fired++
				if err := errors.Join(tx.Disarm(t.Kind, t.ID), d.Fire(tx, t)); err != nil {
					return err
				}
			}
			return d.Conclude(tx)
		})
		if err != nil || fired != dueAtOnce {
			b.Fatal(fired, err)
		}
	}
}

func arm(b *testing.B, db *storage.DB, first int, at time.Time) {
	err := db.Update(at, func(tx *storage.Tx) error {
		for i := range dueAtOnce {
			if err := tx.Arm(watch.Ticket, fmt.Sprintf("R-%d", 1001+first+i), at); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// openDesk is a database with so many open repairs, none of which is due, and a desk.
func openDesk(b *testing.B, n int) (*storage.DB, *flows.Desk) {
	b.Helper()
	c, err := config.Default()
	if err != nil {
		b.Fatal(err)
	}
	engine, err := bolt.Open(filepath.Join(b.TempDir(), "frontdesk.db"), storage.Buckets, bolt.Options{})
	if err != nil {
		b.Fatal(err)
	}
	db, err := storage.Open(engine, c.Estate)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	d, err := flows.New(flows.Options{Services: catalogue.Default(), Bot: "bench_bot"})
	if err != nil {
		b.Fatal(err)
	}
	const together = 10_000
	for done := 0; done < n; done += together {
		if err := db.Update(sweeping, func(tx *storage.Tx) error { return openSome(tx, done, min(together, n-done)) }); err != nil {
			b.Fatal(err)
		}
	}
	return db, d
}

func openSome(tx *storage.Tx, first, n int) error {
	if first == 0 {
		for i, name := range []desk.Name{desk.Engineering, desk.Supervisors, desk.Managers} {
			g := desk.Group{Chat: desk.ChatID(-1_000_000_000_001 - i), Type: "supergroup", Admin: true}
			if err := errors.Join(tx.PutGroup(g), tx.Link(name, g.Chat)); err != nil {
				return err
			}
		}
	}
	for i := range n {
		id, err := tx.NextNumber(desk.Repair)
		if err != nil {
			return err
		}
		o := desk.OpenedData{
			Kind: desk.Repair, Estate: "main", Desk: desk.Engineering, Service: desk.ServiceRef{Ref: "5.13"}, Urgency: desk.Urgent,
			Place: desk.Place{Label: "A-1203"}, Description: "The air-conditioner is leaking onto the floor",
			Reporter: desk.Reporter{User: desk.UserID(first + i + 1), Name: "Chan Tai Man", Language: desk.English, Enrolled: true},
			Promises: []desk.Promise{{Clock: desk.ClockReply, Within: 15 * time.Minute, From: desk.Opened}},
			Policy:   tx.Estate().PolicyFor(desk.Engineering, desk.Repair, desk.Urgent),
		}
		t := desk.Open(id, o, desk.System, tx.Now())
		if err := tx.PutTicket(t); err != nil {
			return err
		}
		if err := tx.Arm(watch.Ticket, string(id), sweeping.AddDate(1, 0, 0).Add(time.Duration(first+i)*time.Second)); err != nil {
			return err
		}
	}
	tx.Touched()
	tx.Restood()
	return nil
}
