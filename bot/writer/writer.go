// Package writer is the one that writes: it takes in updates, due timers, outcomes, results of slow work and
// functions, handles what is waiting in one transaction, commits, and only then hands on what follows and lets
// go of those who wait. It must never decide what an event means, send anything, or write outside a
// transaction that it can take again.
package writer

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// ErrStopped answers those whose pieces were not handled before the writer ended.
var ErrStopped = errors.New("the writer has stopped")

// Flows decides what each event means. All of it may be called more than once for the same event, each time
// in another transaction, of which only the last is committed.
type Flows interface {
	Handle(tx *storage.Tx, u chat.Update) error
	Fire(tx *storage.Tx, t desk.Timer) error
	Delivered(tx *storage.Tx, o chat.Outcome) error
	Finished(tx *storage.Tx, r chat.JobResult) error
	// Conclude is called once at the end of every transaction.
	Conclude(tx *storage.Tx) error
	// Buried is told of what could not be handled, in the transaction that gives it up.
	Buried(tx *storage.Tx, d storage.DeadLetter) error
}

// After is handed what follows from a commit, in the order of the commits, and the rows whose outcomes need
// not be waited for any longer. It must not block.
type After func(effects *storage.Effects, settled []chat.RowID)

// Decode turns an update as it came into what the flows understand.
type Decode func(raw json.RawMessage) (chat.Update, error)

// atOnce bounds how many pieces of each kind one transaction takes.
const atOnce = 200

// timersAtOnce bounds how many timers one transaction fires. It is larger, because what falls due together is
// told in one message a chat, and a transaction is as far as that reaches.
const timersAtOnce = 1000

// Writer is made by New and works while Run does.
type Writer struct {
	db     *storage.DB
	flows  Flows
	clock  func() time.Time
	after  After
	decode Decode
	log    *slog.Logger

	mu      sync.Mutex
	waiting [kinds][]*piece
	pending int    // pieces taken in and not yet finished
	commits uint64 // transactions that changed something
	stopped bool

	wake   chan struct{}
	soon   chan struct{} // outcomes came, which wait for company
	atOnce int           // of each kind
	// lost says that a commit whose effects were never handed on may have been kept. Only Run uses it.
	lost bool
}

// New makes a writer. clock is desk time; a nil log is the default one.
func New(db *storage.DB, flows Flows, clock func() time.Time, after After, decode Decode, log *slog.Logger) *Writer {
	if log == nil {
		log = slog.Default()
	}
	return &Writer{db: db, flows: flows, clock: clock, after: after, decode: decode, log: log, wake: make(chan struct{}, 1), soon: make(chan struct{}, 1), atOnce: atOnce}
}

// AtOnce changes how many pieces of each kind one transaction takes. It is for measuring what taking several is
// worth, and called before Run.
func (w *Writer) AtOnce(n int) { w.atOnce = n }

// Outcomes takes in what became of messages. It does not wait for them to be noted.
func (w *Writer) Outcomes(outcomes []chat.Outcome) {
	pieces := make([]*piece, len(outcomes))
	for i, o := range outcomes {
		pieces[i] = w.outcome(o)
	}
	w.put(outcomeKind, pieces)
}

// Results takes in what came of slow work. It does not wait for it to be noted.
func (w *Writer) Results(r chat.JobResult) { w.put(resultKind, []*piece{w.result(r)}) }

// Do runs fn in a transaction and returns once it is committed, or with fn's error and nothing of it kept. fn
// may run more than once; only its last run counts. Where ctx ends first, fn has not run or is undone.
func (w *Writer) Do(ctx context.Context, fn func(*storage.Tx) error) error {
	return w.await(ctx, functionKind, []*piece{function(ctx, fn)})
}

// FireDue fires the timers that are due and returns how many it fired, which may be fewer than are due.
func (w *Writer) FireDue(ctx context.Context) (fired int, err error) {
	p := nudge(ctx)
	err = w.await(ctx, functionKind, []*piece{p})
	return p.fired, err
}

// Busy reports whether anything that was taken in is not finished yet.
func (w *Writer) Busy() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.pending > 0
}

// Commits is how many transactions changed something so far.
func (w *Writer) Commits() uint64 {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.commits
}

func (w *Writer) put(k kind, pieces []*piece) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.stopped {
		return false
	}
	w.waiting[k] = append(w.waiting[k], pieces...)
	w.pending += len(pieces)
	wake := w.wake
	if k == outcomeKind {
		wake = w.soon
	}
	select {
	case wake <- struct{}{}:
	default: // it is awake already
	}
	return true
}

// await puts the pieces and waits until all are finished. Their first error is returned.
func (w *Writer) await(ctx context.Context, k kind, pieces []*piece) error {
	if !w.put(k, pieces) {
		return ErrStopped
	}
	var first error
	for _, p := range pieces {
		if err := p.wait(ctx); err != nil && first == nil {
			first = err
		}
	}
	return first
}

// next takes what is waiting out of the queue, at most so much of each kind.
func (w *Writer) next() []*piece {
	w.mu.Lock()
	defer w.mu.Unlock()
	var batch []*piece
	for k, queue := range w.waiting {
		n := min(len(queue), w.atOnce)
		batch = append(batch, queue[:n]...)
		w.waiting[k] = queue[n:]
		if len(queue) == n {
			w.waiting[k] = nil
		}
	}
	return batch
}
