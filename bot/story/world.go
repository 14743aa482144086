// Package story plays whole stories: the front desk as it is served, on a real database in a temporary folder,
// with an emulated Telegram, people in its chats, and time that passes only in the story. Only tests import it.
// It must never reach into what the desk decides: it does what people do, lets time pass, cuts the power, and
// looks at what stands in the chats.
package story

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot"
	"frontdesk/bot/emulator"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/flowstest"
	"frontdesk/scheduler"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv/kvfault"
)

// Zone is the estate's.
var Zone = flowstest.Zone

// day is the day on which every story begins: a Wednesday, and no holiday.
var day = time.Date(2026, 3, 4, 0, 0, 0, 0, Zone)

// World is an estate with its front desk, its chats and the people in them.
type World struct {
	// T fails where the world does something that it must not.
	T *testing.T
	// Telegram is where the chats are.
	Telegram *emulator.Server
	// App is the front desk that runs now; each restart makes another.
	App *bot.App
	// Disk makes commits fail.
	Disk *kvfault.Engine
	// Data is the folder that holds everything.
	Data string
	// Admin is the administrator.
	Admin *Person

	estate *desk.Estate
	offers *catalogue.Catalogue // nil for what is built in
	clock  *scheduler.Movable
	power  power
	calls  calls
	mind   mind
	log    journal
	out    strings.Builder
	rooms  []*Room
	users  int
	end    context.CancelFunc
	ended  chan error
	fair   []string // what Telegram may refuse, and what may be logged as an error
}

// Run plays a story that begins at a time of day such as "14:00", with an administrator and nobody else. It fails
// on whatever Telegram would refuse, on errors in the log, and on a database that does not hold together.
func Run(t *testing.T, clock string, play func(w *World)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &World{T: t, Data: t.TempDir(), clock: &scheduler.Movable{}, estate: Estate()}
		w.log.power = &w.power
		w.Telegram = emulator.New(emulator.Config{Ahead: w.clock.Offset})
		time.Sleep(time.Until(w.at(day, clock)))
		w.Start()
		w.appoint()
		defer w.finish()
		play(w)
	})
}

// Estate is the estate of every story: the flows' made-up one, whose staff speak English here.
func Estate() *desk.Estate {
	e := flowstest.Estate()
	e.Default = desk.English
	return e
}

// Options are what the front desk is started with.
func (w *World) Options() bot.Options {
	return bot.Options{
		Data: w.Data, Estate: w.estate, Services: w.offers, Token: w.Telegram.Token(), HTTP: &line{power: &w.power, calls: &w.calls, to: w.Telegram}, Out: &w.out,
		Log: slog.New(&w.log),
		Seams: bot.Seams{
			Engine: w.engine, Flows: w.mind.wrap, Pending: w.Telegram.Pending, NoSocket: true, Clock: w.clock,
		},
	}
}

// Start opens the front desk, and waits until it has done what is to be done.
func (w *World) Start() {
	w.T.Helper()
	w.Open()
	w.Quiet()
}

// Open opens the front desk, and waits for nothing.
func (w *World) Open() {
	w.T.Helper()
	w.power.restore()
	app, err := bot.New(w.Options())
	if err != nil {
		w.T.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w.App, w.end, w.ended = app, cancel, make(chan error, 1)
	go func() { w.ended <- app.Run(ctx) }()
}

// Serves ends the front desk in good order and starts it with another configuration of the estate, as an operator does
// who changes the file.
func (w *World) Serves(change func(*desk.Estate)) {
	w.T.Helper()
	w.Stop()
	w.estate = Estate()
	change(w.estate)
	w.Start()
}

// Offers ends the front desk in good order and starts it with other services, as an operator does who changes the file.
func (w *World) Offers(c *catalogue.Catalogue) {
	w.T.Helper()
	w.Stop()
	w.offers = c
	w.Start()
}

// Stop ends the front desk in good order, as an operator does.
func (w *World) Stop() {
	w.T.Helper()
	w.end()
	if err := errors.Join(<-w.ended, w.App.Close()); err != nil {
		w.T.Errorf("the front desk ends with %v", err)
	}
	w.App = nil
}

// finish ends the story and looks at what is left of it.
func (w *World) finish() {
	w.T.Helper()
	if w.App != nil {
		w.Stop()
	}
	if err := bolt.CheckFile(context.Background(), filepath.Join(w.Data, "frontdesk.db")); err != nil {
		w.T.Errorf("the database does not hold together: %v", err)
	}
	for _, r := range w.Telegram.Refusals() {
		if !w.expected(r.Description) {
			w.T.Errorf("Telegram refuses %s: %s %v", r.Method, r.Description, r.Params)
		}
	}
	for _, said := range w.log.errors() {
		if !w.expected(said) {
			w.T.Errorf("the log says: %s", said)
		}
	}
	if w.log.holds(w.Telegram.Token()) {
		w.T.Error("the token is in the log")
	}
	if w.T.Failed() {
		w.T.Logf("the log's warnings:\n%s", w.log.warnings())
	}
}

// harmless is what Telegram refuses although nobody did anything wrong.
var harmless = []string{"message is not modified", "query is too old", "CHAT_NOT_MODIFIED"}

// Expect says what, in this story, Telegram may refuse and the log may call an error.
func (w *World) Expect(part ...string) { w.fair = append(w.fair, part...) }

func (w *World) expected(said string) bool {
	for _, part := range append(harmless, w.fair...) {
		if strings.Contains(said, part) {
			return true
		}
	}
	return false
}

var adminLine = regexp.MustCompile(`^Administrator link: https://t\.me/frontdesk_bot\?start=([A-Za-z0-9_-]{22})\n$`)

// appoint has somebody open the link that was printed.
func (w *World) appoint() {
	w.T.Helper()
	found := adminLine.FindStringSubmatch(w.out.String())
	if found == nil {
		w.T.Fatalf("printed %q, want the administrator's link", w.out.String())
	}
	w.Admin = w.Stranger("Administrator", desk.English)
	w.Admin.Writes("/start " + found[1])
	w.Admin.Sees("You are the administrator now.")
}

// Ticket is a ticket as it stands in the records.
func (w *World) Ticket(id desk.TicketID) *desk.Ticket {
	w.T.Helper()
	var found *desk.Ticket
	w.View(func(r *storage.Reader) error {
		t, ok, err := r.Ticket(id)
		if !ok {
			w.T.Fatalf("there is no %s", id)
		}
		found = t
		return err
	})
	return found
}

// View reads the records.
func (w *World) View(fn func(*storage.Reader) error) {
	w.T.Helper()
	if err := w.App.View(fn); err != nil {
		w.T.Fatal(err)
	}
}
