// Package jobs does what takes longer than a transaction may: backups, checks, files kept or read, questions to
// the chat service. It works from rows that stay in the database until their result is committed, so that a crash begins
// them again: every kind may run more than once. It must never write a record, or decide what follows from a
// result.
package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Telegram is what is asked of the chat service.
type Telegram interface {
	// Member asks where somebody stands in a group.
	Member(ctx context.Context, group desk.ChatID, user desk.UserID) (chat.Change, error)
	// Download writes a file to w and returns its size in bytes.
	Download(ctx context.Context, fileID string, w io.Writer) (int64, error)
	// SetCommands puts a menu of commands in place.
	SetCommands(ctx context.Context, menu chat.CommandsArgs) error
}

// Engine is what is asked of the database's file.
type Engine interface {
	// BackupFile makes a verified copy at path, replacing what is there.
	BackupFile(ctx context.Context, path string) error
	// Check reads all of it and says what does not hold together.
	Check(ctx context.Context) error
}

// Options are the choices for a worker; all but Folder have defaults.
type Options struct {
	// Folder is the data folder: backups go to its "backups", files to its "files".
	Folder string
	// Zone is the estate's, by whose days backups are named; UTC where nil.
	Zone *time.Location
	// AtOnce bounds the jobs under way; 4 where zero.
	AtOnce int
	Log    *slog.Logger
}

// Worker does the jobs that it is given.
type Worker struct {
	db     *storage.DB
	engine Engine
	api    Telegram
	clock  func() time.Time
	report func(chat.JobResult)
	o      Options
	kinds  map[chat.JobKind]kind

	mu      sync.Mutex
	waiting []chat.Job
	menus   pace
	known   map[chat.JobID]bool // waiting or under way
	wake    chan struct{}
}

// kind does one kind of job and returns the result's data.
type kind func(ctx context.Context, args json.RawMessage) (any, error)

// New makes a worker. clock is desk time; report is told of each job that ended.
func New(db *storage.DB, engine Engine, api Telegram, clock func() time.Time, report func(chat.JobResult), o Options) *Worker {
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.AtOnce == 0 {
		o.AtOnce = 4
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	w := &Worker{
		db: db, engine: engine, api: api, clock: clock, report: report, o: o,
		known: map[chat.JobID]bool{}, wake: make(chan struct{}, 1),
	}
	w.kinds = map[chat.JobKind]kind{
		chat.JobBackup: w.backup, chat.JobCheck: w.check, chat.JobKeepFile: w.keepFile,
		chat.JobRoster: w.roster, chat.JobMember: w.member, chat.JobCommands: w.commands,
	}
	return w
}

// Load takes every job that waits in the database: after a start, and where effects of a commit were lost.
func (w *Worker) Load(ctx context.Context) error {
	var all []chat.Job
	err := w.db.View(w.clock(), func(r *storage.Reader) (err error) {
		all, err = r.Jobs()
		return err
	})
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("load jobs: %w", err)
	}
	w.Queue(all)
	return nil
}

// Queue takes jobs that a transaction has committed. One that waits or is under way already is not taken twice.
func (w *Worker) Queue(added []chat.Job) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, j := range added {
		if !w.known[j.ID] {
			w.known[j.ID] = true
			w.waiting = append(w.waiting, j)
		}
	}
	w.nudge()
}

// Busy reports whether a job waits or is under way.
func (w *Worker) Busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.known) > 0
}

// Run does jobs until ctx ends; those under way are broken off, and stay in the database.
func (w *Worker) Run(ctx context.Context) error {
	if err := w.sweep(); err != nil {
		w.o.Log.Warn("files half fetched cannot be removed", slog.Any("error", err))
	}
	var open sync.WaitGroup
	defer open.Wait()
	places := make(chan struct{}, w.o.AtOnce)
	for {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return nil
		}
		j, ok := w.next(ctx)
		if !ok {
			return nil
		}
		open.Go(func() {
			defer func() { <-places }()
			w.do(ctx, j)
		})
	}
}

// next waits for a job; ok is false where ctx ends first.
func (w *Worker) next(ctx context.Context) (j chat.Job, ok bool) {
	for ctx.Err() == nil {
		if j, ok = w.first(); ok {
			return j, true
		}
		select {
		case <-w.wake:
		case <-ctx.Done():
		}
	}
	return j, false
}

func (w *Worker) first() (j chat.Job, ok bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i, j := range w.waiting {
		if j.Kind == chat.JobCommands && !w.menuMay() {
			continue
		}
		w.waiting = slices.Delete(w.waiting, i, i+1)
		w.nudge() // there may be more
		return j, true
	}
	return j, false
}

func (w *Worker) nudge() {
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// do does a job and reports it, unless ctx ended it.
func (w *Worker) do(ctx context.Context, j chat.Job) {
	if j.Kind == chat.JobCommands {
		w.menu(ctx, j)
		return
	}
	data, err := w.patiently(ctx, j)
	if ctx.Err() != nil && err != nil {
		return
	}
	if _, passes := passing(err); passes && j.Kind == chat.JobKeepFile {
		w.later(j)
		return
	}
	w.told(j, data, err)
}

// told reports what came of a job.
func (w *Worker) told(j chat.Job, data any, err error) {
	result := chat.JobResult{Job: j.ID, Kind: j.Kind}
	if err == nil {
		result.Data, err = json.Marshal(data)
	}
	if err != nil {
		result.Err = err.Error()
		w.o.Log.Error("a job failed", slog.String("kind", string(j.Kind)), slog.Uint64("job", uint64(j.ID)), slog.Any("error", err))
	}
	w.report(result) // before it is forgotten, so that there is no moment at which nobody has it
	w.forget(j.ID)
}

func (w *Worker) forget(id chat.JobID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.known, id)
}

// once does a job; a panic is its failure.
func (w *Worker) once(ctx context.Context, j chat.Job) (data any, err error) {
	do, known := w.kinds[j.Kind]
	if !known {
		return nil, fmt.Errorf("do job: no kind %q", j.Kind)
	}
	defer func() {
		if r := recover(); r != nil {
			w.o.Log.Error("a job panicked", slog.String("kind", string(j.Kind)), slog.Any("panic", r), slog.String("stack", string(debug.Stack())))
			err = fmt.Errorf("do %s: panic", j.Kind)
		}
	}()
	return do(ctx, j.Args)
}

func (w *Worker) folder(name string) string { return filepath.Join(w.o.Folder, name) }
