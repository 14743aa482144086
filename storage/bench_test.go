package storage

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// large adds the benchmarks with 1,000,000 tickets: go test -bench . -large. Building them takes minutes and 4 GB.
var large = flag.Bool("large", false, "benchmark with 1,000,000 tickets, too")

// batch is how many steps share a commit, as they do when it is busy.
const batch = 64

func sizes(small int) []int {
	if *large {
		return []int{small, 1_000_000}
	}
	return []int{small}
}

// filled are databases by the number of their tickets, each with a timer. They are built once for all
// benchmarks, which leave the number as it is.
var filled = map[int]string{}

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	for _, path := range filled {
		if err := os.RemoveAll(filepath.Dir(path)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// holding opens the database with so many tickets.
func holding(b *testing.B, tickets int) *DB {
	b.Helper()
	path, built := filled[tickets]
	if !built {
		folder, err := os.MkdirTemp("", "frontdesk-bench") //nolint:usetesting // shared by several benchmarks
		if err != nil {
			b.Fatal(err)
		}
		path = filepath.Join(folder, "desk.db")
		filled[tickets] = path
	}
	db := ready(b, path)
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	if !built {
		fill(b, db, tickets)
	}
	return db
}

func ready(b *testing.B, path string) *DB {
	b.Helper()
	db, err := Open(openEngine(b, path), estate)
	if err != nil {
		b.Fatal(err)
	}
	return db
}

const atOnce = 10_000

func fill(b *testing.B, db *DB, tickets int) {
	b.Helper()
	for done := 0; done < tickets; done += atOnce {
		if err := db.Update(start, func(tx *Tx) error {
			for i := done; i < min(done+atOnce, tickets); i++ {
				if err := put(tx, i); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// opening is an ordinary repair.
var opening = desk.OpenedData{
	Kind: desk.Repair, Estate: "bay", Party: 7, Desk: desk.Engineering, Place: desk.Place{Unit: 7, Building: "A", Floor: "12", Label: "A-1203"},
	Service: desk.ServiceRef{Ref: "5.13"}, Urgency: desk.Ordinary, Description: "The air-conditioner in the bedroom is leaking onto the floor",
	Promises: []desk.Promise{
		{Clock: desk.ClockWorkOrder, Within: 3 * time.Minute, From: desk.Opened}, {Clock: desk.ClockTake, Within: 3 * time.Minute, From: desk.Opened},
		{Clock: desk.ClockReply, Within: 15 * time.Minute, From: desk.Opened}, {Clock: desk.ClockArrive, Within: 30 * time.Minute, From: desk.Opened},
		{Clock: desk.ClockFix, Within: 90 * time.Minute, From: desk.Arrived},
	},
}

// put stores the i-th ticket, which Wong has taken, with its timer.
func put(tx *Tx, i int) error {
	id, err := tx.NextNumber(desk.Repair)
	if err != nil {
		return err
	}
	o := opening
	o.Reporter = desk.Reporter{Person: desk.PersonID(i), User: desk.UserID(i + 1), Name: "Chan Tai Man", Language: desk.English, Enrolled: true}
	t := desk.Open(id, o, tenant, tx.Now())
	if err := t.Accept(wong, tx.Now()); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	tx.Touched()
	return tx.Arm("ticket", string(id), later(i))
}

// later spreads timers over two weeks.
func later(i int) time.Time { return start.Add(time.Hour + time.Duration(i)*1200*time.Millisecond) }

// inBatches runs fn in transactions of several steps; one operation is one step.
func inBatches(b *testing.B, db *DB, fn func(tx *Tx) error) {
	b.Helper()
	b.ReportAllocs()
	more := true
	for more {
		if err := db.Update(start, func(tx *Tx) error {
			for range batch {
				if more = b.Loop(); !more {
					return nil
				}
				if err := fn(tx); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkArmTimer looks a timer up and sets it to another moment, in commits of 64. Recent ones are those of
// the last thousand tickets, to be due within twenty minutes, as tickets that move are; the others are any.
func BenchmarkArmTimer(b *testing.B) {
	for _, n := range sizes(1000) {
		for _, among := range []int{1000, n} {
			name := fmt.Sprintf("%d/recent", n)
			if among != 1000 {
				name = fmt.Sprintf("%d/any", n)
			}
			b.Run(name, func(b *testing.B) {
				db := holding(b, n)
				inBatches(b, db, func(tx *Tx) error { return arm(tx, n-among, among) })
			})
			if among == n {
				break
			}
		}
	}
}

// arm arms the timer of one of the tickets from the first on.
func arm(tx *Tx, first, among int) error {
	id := fmt.Sprintf("R-%d", firstNumber+first+rand.IntN(among))
	if _, armed := tx.Armed("ticket", id); !armed {
		return fmt.Errorf("no timer for %s", id)
	}
	return tx.Arm("ticket", id, later(rand.IntN(among)))
}

// BenchmarkArmTimerAlone arms one recent timer a commit, as happens while nobody else does anything.
func BenchmarkArmTimerAlone(b *testing.B) {
	for _, n := range sizes(1000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := holding(b, n)
			for b.Loop() {
				if err := db.Update(start, func(tx *Tx) error { return arm(tx, n-1000, 1000) }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDueTimers asks for the next moment and takes what is due, 64 of those that are armed.
func BenchmarkDueTimers(b *testing.B) {
	for _, n := range sizes(1000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := holding(b, n)
			b.ReportAllocs()
			if err := db.View(start.AddDate(1, 0, 0), func(r *Reader) error {
				for b.Loop() {
					if _, some := r.NextTimer(); !some || len(r.DueTimers(batch)) != batch {
						b.Fatal("none is due")
					}
				}
				return nil
			}); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkPutTicket reads one of the last thousand tickets, has a call noted on it, and stores it, in commits
// of 64.
func BenchmarkPutTicket(b *testing.B) {
	for _, n := range sizes(1000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := holding(b, n)
			inBatches(b, db, func(tx *Tx) error {
				return call(tx, desk.TicketID(fmt.Sprintf("R-%d", firstNumber+n-1-rand.IntN(1000))))
			})
		})
	}
}

func call(tx *Tx, id desk.TicketID) error {
	t, ok, err := tx.Ticket(id)
	if err != nil || !ok {
		return fmt.Errorf("find %s: %t, %w", id, ok, err)
	}
	if err := t.Called(wong, tx.Now()); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	tx.Touched()
	return nil
}

// BenchmarkShow replaces what a slot waits to show, in commits of 64; then shows what stands there already.
func BenchmarkShow(b *testing.B) {
	o := says(card, group, opening.Description)
	for _, name := range []string{"replaced", "standing"} {
		b.Run(name, func(b *testing.B) {
			db := holding(b, 1)
			n := 0
			inBatches(b, db, func(tx *Tx) error {
				n++
				if name == "replaced" {
					o.Content.Text = fmt.Sprint(opening.Description, n)
					return tx.Show(o)
				}
				if n == 1 {
					if err := tx.fill(o, chat.Outcome{Message: 1}); err != nil {
						return err
					}
					return tx.w.Delete(bOutboxSlots, []byte(card))
				}
				return tx.Show(o)
			})
		})
	}
}

// BenchmarkStep is what a step of a dialog writes: the update, the session, the screen, and what became of the
// screen before; every sixth opens a ticket. Beside tickets that are there already, and without any.
func BenchmarkStep(b *testing.B) {
	for _, n := range sizes(1) {
		b.Run(fmt.Sprintf("beside_%d", n), func(b *testing.B) {
			db := holding(b, n)
			i := 0
			inBatches(b, db, func(tx *Tx) error {
				i++
				return dialogStep(tx, i)
			})
			b.StopTimer()
			if !*large {
				return
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "steps/s")
		})
	}
}

var (
	session = make([]byte, 400)
	update  int64
)

func dialogStep(tx *Tx, i int) error {
	c := desk.ChatID(i%50 + 1)
	update++ // the chat service numbers them in a row
	if err := tx.SetSeen(update); err != nil {
		return err
	}
	if err := tx.PutSession(SessionKey{Chat: c, User: desk.UserID(c)}, session); err != nil {
		return err
	}
	for _, row := range tx.effects.Rows[:min(len(tx.effects.Rows), 1)] {
		if _, _, err := tx.Settle(chat.Outcome{Row: row.Row, Result: chat.Sent, Message: desk.MessageID(i)}); err != nil {
			return err
		}
		tx.effects.Rows = tx.effects.Rows[1:]
	}
	if i%6 == 0 {
		return put(tx, i)
	}
	return tx.Show(says(ScreenSlot(c), c, fmt.Sprintf("%s, step %d", opening.Description, i)))
}

// BenchmarkOpen opens a database until its first transaction is done, and tells the heap that it holds then.
func BenchmarkOpen(b *testing.B) {
	for _, n := range sizes(1000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if err := holding(b, n).Close(); err != nil {
				b.Fatal(err)
			}
			before := heap()
			var after uint64
			for b.Loop() {
				db := ready(b, filled[n])
				if err := db.Update(start, func(tx *Tx) error {
					tx.DueTimers(batch)
					return tx.NoteAlive()
				}); err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				after = heap()
				if err := db.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(float64(after-min(after, before))/(1<<20), "heap-MiB")
			if info, err := os.Stat(filled[n]); err == nil {
				b.ReportMetric(float64(info.Size())/(1<<20), "file-MiB")
			}
		})
	}
}

// BenchmarkCheck holds all records against each other.
func BenchmarkCheck(b *testing.B) {
	for _, n := range sizes(1000) {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := holding(b, n)
			for b.Loop() {
				if err := db.View(start, func(r *Reader) error { return errors.Join(r.Check()...) }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkUnits lists the units of an estate with 10,000.
func BenchmarkUnits(b *testing.B) {
	db := ready(b, filepath.Join(b.TempDir(), "desk.db"))
	if err := db.Update(start, func(tx *Tx) error {
		for i := range 10_000 {
			u := desk.Unit{Estate: "bay", Building: fmt.Sprint(i / 1000), Floor: fmt.Sprint(i / 20 % 50), Number: fmt.Sprint(i % 20)}
			if err := tx.PutUnit(&u); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := db.View(start, func(r *Reader) error {
			units, err := r.Units()
			if len(units) != 10_000 {
				b.Fatal(len(units))
			}
			return err
		}); err != nil {
			b.Fatal(err)
		}
	}
	if err := db.Close(); err != nil {
		b.Error(err)
	}
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
