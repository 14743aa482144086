// Package flowstest plays a chat service to the flows, with real records on disk and a clock that only the test
// moves: what the flows queue is delivered after each commit, and stands in its chat as people would see it. Only
// tests import it. It must never decide what a flow does: it does to the flows just what the writer does.
package flowstest

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"frontdesk/flows"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/policy"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Bot is the bot's name in this world.
const Bot = "frontdesk_bot"

// Zone is the estate's zone: Hong Kong's, which never moves.
var Zone = time.FixedZone("HKT", 8*60*60)

// Estate is the estate of every world.
func Estate() *desk.Estate {
	return &desk.Estate{
		ID: "main", Zone: Zone, OrdinaryUntil: 18 * time.Hour, Default: desk.TraditionalChinese, Escalation: policy.Default(),
		Name: map[desk.Language]string{
			desk.English: "Harbour Court", desk.TraditionalChinese: "海港苑", desk.SimplifiedChinese: "海港苑",
		},
		Numbers: []desk.EmergencyNumber{
			{Number: "999", Public: true, Label: map[desk.Language]string{
				desk.English: "Police, fire, ambulance", desk.TraditionalChinese: "警察、消防、救護", desk.SimplifiedChinese: "警察、消防、救护",
			}},
			{Number: "2345 6789", Label: map[desk.Language]string{
				desk.English: "Estate security", desk.TraditionalChinese: "屋苑保安", desk.SimplifiedChinese: "小区保安",
			}},
		},
	}
}

// World is one estate with its chats.
type World struct {
	// Now is desk time, in UTC.
	Now time.Time
	// Jobs are asked for and not done yet, oldest first; Finish ends them.
	Jobs []chat.Job
	// Commits counts the transactions so far.
	Commits int
	// AfterCommit, where it is set, is called after each commit.
	AfterCommit func()

	t      testing.TB
	path   string
	db     *storage.DB
	engine *bolt.DB
	desk   *flows.Desk
	admin  *Person

	rooms   map[desk.ChatID]*Room
	user    desk.UserID
	message desk.MessageID
	update  int64
	press   int
	toasts  map[string]chat.Toast
	held    bool // nothing is delivered
	menus   map[desk.ChatID][]chat.MenuCommand
	unset   []chat.Job // menus that were asked for
	said    map[desk.MessageID]chat.Update

	services *catalogue.Catalogue // nil for those that are built in
}

// Offers starts the desk anew with what an operator's file changes of the services.
func (w *World) Offers(content string) {
	w.t.Helper()
	changed, err := catalogue.Default().Changed([]byte(content), "x.yaml")
	if err != nil {
		w.t.Fatal(err)
	}
	w.services = changed
	w.Runs(nil)
}

// yearly gives a periodic job no moment that a test comes near.
type yearly struct{}

// Next is 3 March: as far off as can be where a world begins.
func (yearly) Next(after time.Time) time.Time {
	next := time.Date(after.Year(), time.March, 3, 0, 0, 0, 0, time.UTC)
	if !next.After(after) {
		next = next.AddDate(1, 0, 0)
	}
	return next
}

// New makes a world at the given time of day ("14:00") of Wednesday, 4 March 2026, with an administrator.
func New(t testing.TB, clock string) *World {
	t.Helper()
	w := &World{
		t: t, path: filepath.Join(t.TempDir(), "frontdesk.db"), rooms: map[desk.ChatID]*Room{}, user: 100,
		toasts: map[string]chat.Toast{}, menus: map[desk.ChatID][]chat.MenuCommand{}, said: map[desk.MessageID]chat.Update{}, Now: at(t, clock, time.Date(2026, 3, 4, 0, 0, 0, 0, Zone)),
	}
	w.open()
	t.Cleanup(w.Close)
	code := w.Runs(nil)
	w.admin = w.Stranger("Administrator", "en")
	w.admin.Writes("/start " + code)
	return w
}

// Runs starts the desk anew with periodic jobs that run by these schedules. It gives the administrator's code, where
// there is none yet.
func (w *World) Runs(by map[string]flows.Schedule) (code string) {
	w.t.Helper()
	schedules := map[string]flows.Schedule{}
	for job := range flows.Jobs() {
		if schedules[job] = by[job]; by[job] == nil {
			schedules[job] = yearly{}
		}
	}
	services := w.services
	if services == nil {
		services = catalogue.Default()
	}
	made, err := flows.New(flows.Options{Services: services, Bot: Bot, Schedules: schedules})
	if err != nil {
		w.t.Fatal(err)
	}
	w.desk = made
	w.Do(func(tx *storage.Tx) (err error) {
		code, err = w.desk.Start(tx)
		return err
	})
	return code
}

func at(t testing.TB, clock string, day time.Time) time.Time {
	t.Helper()
	hour, err := time.Parse("15:04", clock)
	if err != nil {
		t.Fatal(err)
	}
	day = day.In(Zone)
	return time.Date(day.Year(), day.Month(), day.Day(), hour.Hour(), hour.Minute(), 0, 0, Zone).UTC()
}

func (w *World) open() {
	engine, err := bolt.Open(w.path, storage.Buckets, bolt.Options{})
	if err != nil {
		w.t.Fatal(err)
	}
	w.engine = engine
	if w.db, err = storage.Open(engine, Estate()); err != nil {
		w.t.Fatal(err)
	}
}

// Close checks the database and closes it. Every world is closed when its test ends; many worlds of one test are
// better closed one by one.
func (w *World) Close() {
	w.t.Helper()
	if w.db == nil {
		return
	}
	if err := errors.Join(w.engine.Check(context.Background()), w.db.Close()); err != nil {
		w.t.Error(err)
	}
	w.db = nil
}

// Reopen closes the database and opens it again, as a restart does.
func (w *World) Reopen() {
	w.t.Helper()
	if err := w.db.Close(); err != nil {
		w.t.Fatal(err)
	}
	w.open()
}

// Do runs fn as a transaction of its own, and everything that follows from it.
func (w *World) Do(fn func(*storage.Tx) error) {
	w.t.Helper()
	w.commit(fn)
	w.settle()
}

// View reads the records.
func (w *World) View(fn func(*storage.Reader) error) {
	w.t.Helper()
	if err := w.db.View(w.Now, fn); err != nil {
		w.t.Fatal(err)
	}
}

// Ticket is a ticket as it stands in the records.
func (w *World) Ticket(id desk.TicketID) *desk.Ticket {
	w.t.Helper()
	var found *desk.Ticket
	w.View(func(r *storage.Reader) error {
		t, ok, err := r.Ticket(id)
		if err == nil && !ok {
			err = fmt.Errorf("there is no %s", id)
		}
		found = t
		return err
	})
	return found
}

// Tickets counts the tickets there are.
func (w *World) Tickets() int {
	w.t.Helper()
	n := 0
	w.View(func(r *storage.Reader) error {
		return r.EachTicket(func(*desk.Ticket) bool { n++; return true })
	})
	return n
}

// Desk is what is under test, for what no person does.
func (w *World) Desk() *flows.Desk { return w.desk }

// Admin is the administrator.
func (w *World) Admin() *Person { return w.admin }

// Finish ends the oldest job with a result.
func (w *World) Finish(data []byte, fault string) {
	w.t.Helper()
	if len(w.Jobs) == 0 {
		w.t.Fatal("no job was asked for")
	}
	job := w.Jobs[0]
	w.Jobs = w.Jobs[1:]
	w.Do(func(tx *storage.Tx) error {
		return w.desk.Finished(tx, chat.JobResult{Job: job.ID, Kind: job.Kind, Data: data, Err: fault})
	})
}

// Hold keeps everything that is queued from being delivered until Release.
func (w *World) Hold() { w.held = true }

// Release delivers what was held back.
func (w *World) Release() {
	w.t.Helper()
	w.held = false
	w.settle()
}

// Until moves the clock to the next such time of day, stepping through every due moment in order.
func (w *World) Until(clock string) {
	w.t.Helper()
	target := at(w.t, clock, w.Now)
	if target.Before(w.Now) {
		target = target.AddDate(0, 0, 1)
	}
	w.Wait(target.Sub(w.Now))
}

// Wait lets time pass, stepping through every due moment in order.
func (w *World) Wait(d time.Duration) {
	w.t.Helper()
	target := w.Now.Add(d)
	for {
		next, ok := time.Time{}, false
		w.View(func(r *storage.Reader) error {
			next, ok = r.NextTimer()
			return nil
		})
		if !ok || next.After(target) {
			break
		}
		if next.After(w.Now) {
			w.Now = next
		}
		w.settle()
	}
	w.Now = target
}

// Jump moves the clock without stepping, as a downtime does.
func (w *World) Jump(d time.Duration) {
	w.t.Helper()
	w.Now = w.Now.Add(d)
	w.settle()
}

func (w *World) commit(fn func(*storage.Tx) error) {
	w.t.Helper()
	var effects *storage.Effects
	err := w.db.Update(w.Now, func(tx *storage.Tx) error {
		effects = tx.Effects()
		if err := fn(tx); err != nil {
			return err
		}
		return w.desk.Conclude(tx)
	})
	if err != nil {
		w.t.Fatalf("a handler failed: %v", err)
	}
	w.Commits++
	w.Jobs = append(w.Jobs, w.apart(effects.Jobs)...)
	for _, toast := range effects.Toasts {
		if n := len(toast.Text); n > 600 {
			w.t.Errorf("a toast is too long: %s", toast.Text)
		}
		w.toasts[toast.PressID] = toast
	}
	if w.AfterCommit != nil {
		w.AfterCommit()
	}
}

// maxRounds bounds how often commits may follow from one another without time passing.
const maxRounds = 200

// settle fires what is due and delivers what is queued until nothing is left to do.
func (w *World) settle() {
	w.t.Helper()
	for range maxRounds {
		if !w.setMenus() && !w.fire() && (w.held || !w.deliver()) {
			return
		}
	}
	w.t.Fatal("the desk never comes to rest")
}

func (w *World) fire() bool {
	w.t.Helper()
	due := 0
	w.View(func(r *storage.Reader) error {
		due = len(r.DueTimers(1))
		return nil
	})
	if due == 0 {
		return false
	}
	w.commit(func(tx *storage.Tx) error {
		for _, t := range tx.DueTimers(100) {
			if armed, set := tx.Armed(t.Kind, t.ID); !set || !armed.Equal(t.Due) {
				continue
			}
			if err := tx.Disarm(t.Kind, t.ID); err != nil {
				return err
			}
			if err := w.desk.Fire(tx, t); err != nil {
				return err
			}
		}
		return nil
	})
	return true
}
