// Package bot puts the parts together: it opens the database, starts what takes in, decides and sends, and ends
// them in an order in which nothing is half done. It must never decide what happens to an event.
package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"frontdesk/bot/jobs"
	"frontdesk/bot/outbox"
	"frontdesk/bot/telegram"
	"frontdesk/bot/writer"
	"frontdesk/flows"
	"frontdesk/flows/catalogue"
	"frontdesk/scheduler"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// What lies in the data folder, beside the folders of the jobs.
const (
	databaseName = "frontdesk.db"
	socketName   = "control"
)

// Options are what a front desk is made from. Data, Estate and Token must be given.
type Options struct {
	// Data is the folder that holds everything; it is made where it is not there.
	Data   string
	Estate *desk.Estate
	// Services are what the desk offers; the built-in ones where nil.
	Services *catalogue.Catalogue
	// Schedules are cron expressions by the name of the periodic job that runs so; the rest run as usual.
	Schedules map[string]string
	// Token is the bot's; APIURL is where Telegram is found, "" for its own server.
	Token, APIURL string
	// HTTP carries calls to Telegram; nil is a pooled transport.
	HTTP telegram.HTTPDoer
	// Out gets the line with the administrator's link; nil is nowhere.
	Out io.Writer
	Log *slog.Logger
	// Limits are those of sending; Telegram's documented ones where zero.
	Limits outbox.Limits
	Seams  Seams
}

// Seams are where tests and the demo reach in. None is needed to serve.
type Seams struct {
	// Engine wraps the database's engine.
	Engine func(kv.Engine) kv.Engine
	// Flows wraps what decides.
	Flows func(writer.Flows) writer.Flows
	// AtOnce is how many pieces of each kind one transaction takes; as many as the writer sees fit where 0.
	AtOnce int
	// Pending is how many updates Telegram holds that were not confirmed; Quiet waits for none.
	Pending func() int
	// NoSocket does without the control socket: virtual time stands still while something waits on one.
	NoSocket bool
	// Clock is desk time where it is moved from outside; it begins no earlier than the database left off.
	Clock *scheduler.Movable
}

// App is one front desk. It is made by New, works while Run does, and is ended with Close.
type App struct {
	o      Options
	log    *slog.Logger
	api    *telegram.Client
	engine *bolt.DB
	db     *storage.DB
	clock  *scheduler.Movable

	// The rest is made when Run has reached Telegram, and may be used once ready is closed.
	ready     chan struct{}
	me        telegram.Account
	adminCode string
	desk      *flows.Desk
	writer    *writer.Writer
	sender    *outbox.Sender
	jobs      *jobs.Worker
	loop      *scheduler.Loop

	reloading atomic.Int32
	reloads   sync.WaitGroup
	advancing sync.Mutex
}

// New opens the database. Where another process has it open, or it is damaged, the error says what to do.
// Telegram is not called yet.
func New(o Options) (*App, error) {
	o = o.filled()
	api, err := telegram.New(o.Token, o.APIURL, o.HTTP)
	if err != nil {
		return nil, fmt.Errorf("prepare to call Telegram: %w", err)
	}
	a := &App{o: o, log: o.Log, api: api, clock: o.Seams.Clock, ready: make(chan struct{})}
	if a.engine, a.db, err = open(o); err != nil {
		return nil, err
	}
	if err := resume(a.clock, a.db); err != nil {
		return nil, errors.Join(err, a.db.Close())
	}
	return a, nil
}

func (o Options) filled() Options {
	if o.Out == nil {
		o.Out = io.Discard
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Services == nil {
		o.Services = catalogue.Default()
	}
	if o.Seams.Clock == nil {
		o.Seams.Clock = &scheduler.Movable{}
	}
	return o
}

func open(o Options) (*bolt.DB, *storage.DB, error) {
	file, err := bolt.Open(filepath.Join(o.Data, databaseName), storage.Buckets, bolt.Options{})
	if err != nil {
		return nil, nil, explained(err, o.Data)
	}
	var engine kv.Engine = file
	if o.Seams.Engine != nil {
		engine = o.Seams.Engine(file)
	}
	db, err := storage.Open(engine, o.Estate)
	if err != nil {
		return nil, nil, errors.Join(explained(err, o.Data), file.Close())
	}
	return file, db, nil
}

// explained tells the operator what can be done about a database that does not open.
func explained(err error, folder string) error {
	switch {
	case errors.Is(err, kv.ErrInUse):
		return fmt.Errorf("another Frontdesk is running on %s: %w", folder, err)
	case errors.Is(err, kv.ErrDamaged):
		return fmt.Errorf("the database does not hold together; copies of earlier nights, where there are any, are in %s: %w", filepath.Join(folder, jobs.Backups), err)
	case errors.Is(err, kv.ErrStorage):
		return fmt.Errorf("the disk under %s cannot be written, it may be full: %w", folder, err)
	}
	return err
}

// resume has desk time go on from where it was: only a demo's is ever ahead of the machine's.
func resume(clock *scheduler.Movable, db *storage.DB) error {
	return db.View(clock.Now(), func(r *storage.Reader) error {
		clock.SetOffset(max(clock.Offset(), r.Offset()))
		return nil
	})
}

// Close lets go of the database. Run has returned by then.
func (a *App) Close() error {
	if err := a.db.Close(); err != nil {
		return fmt.Errorf("close front desk: %w", err)
	}
	return nil
}

// Ready is closed once everything runs.
func (a *App) Ready() <-chan struct{} { return a.ready }

// Name is the bot's name in links to it, once the front desk is ready.
func (a *App) Name() string { return a.me.Username }

// AdminCode is the code by which somebody becomes the administrator, once the front desk is ready; "" where
// there is one.
func (a *App) AdminCode() string { return a.adminCode }

// Now is desk time.
func (a *App) Now() time.Time { return a.clock.Now() }

// Do runs fn in a transaction, once the front desk is ready. fn may run more than once; only its last run
// counts.
func (a *App) Do(ctx context.Context, fn func(*storage.Tx) error) error { return a.writer.Do(ctx, fn) }

// View runs fn over the records as they stand.
func (a *App) View(fn func(*storage.Reader) error) error { return a.db.View(a.clock.Now(), fn) }
