package writer

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// kind is a sort of piece; within a transaction they are handled in this order, after the timers.
type kind int

const (
	updateKind kind = iota
	outcomeKind
	resultKind
	functionKind
	kinds
)

// piece is one thing to be handled.
type piece struct {
	name string        // what it is, for the log and as the key under which its failures are counted
	raw  func() []byte // as it came, for a dead letter; nil for a function
	// do handles it and reports whether there was anything to do.
	do func(tx *storage.Tx) (bool, error)
	// lose ends it where it is given up; nil for a function, whose caller is told instead.
	lose  func(tx *storage.Tx) error
	row   chat.RowID // the row whose outcome it is
	said  bool       // it is an update: somebody said or did something
	fired int        // how many timers fired before it was handled

	// The rest is for those who wait. ctx and done are nil where nobody does.
	ctx   context.Context
	done  chan error
	state atomic.Int32
}

// A piece that somebody waits for is theirs while it waits, and the writer's while it is under way.
const (
	waits int32 = iota
	underWay
	abandoned
)

// wait returns how the piece ended. Where ctx ends while the piece waits, it is taken back.
func (p *piece) wait(ctx context.Context) error {
	select {
	case err := <-p.done:
		return err
	case <-ctx.Done():
	}
	if p.state.CompareAndSwap(waits, abandoned) {
		return ctx.Err()
	}
	return <-p.done
}

// begin takes the piece in hand, unless it was taken back.
func (p *piece) begin() bool { return p.state.CompareAndSwap(waits, underWay) }

// yield gives the piece back to wait for another attempt. One whose caller has gone is taken back for it: the
// caller may have found it under way, and waits.
func (p *piece) yield() {
	p.state.Store(waits)
	if p.ctx != nil && p.ctx.Err() != nil && p.state.CompareAndSwap(waits, abandoned) {
		p.done <- p.ctx.Err()
	}
}

// end finishes a piece that is not under way, unless it was taken back.
func (p *piece) end(err error) {
	if p.begin() {
		p.finish(err)
	}
}

// finish lets go of who waits. It is called once, by the writer.
func (p *piece) finish(err error) {
	if p.done != nil {
		p.done <- err
	}
}

func (w *Writer) update(ctx context.Context, id int64, raw json.RawMessage) *piece {
	u, err := w.decoded(raw)
	return &piece{
		name: fmt.Sprintf("update %d", id), raw: func() []byte { return raw }, said: true, ctx: ctx, done: make(chan error, 1),
		do: func(tx *storage.Tx) (bool, error) {
			if tx.Seen(id) {
				return false, nil
			}
			if err != nil {
				return false, err
			}
			if err := w.flows.Handle(tx, u); err != nil {
				return false, err
			}
			return true, tx.SetSeen(id)
		},
		lose: func(tx *storage.Tx) error { return tx.SetSeen(id) },
	}
}

// decoded decodes an update. It is done by whoever brings it, so that the writer need not.
func (w *Writer) decoded(raw json.RawMessage) (u chat.Update, err error) {
	defer recovered(&err)
	return w.decode(raw)
}

func (w *Writer) timers(due []desk.Timer) []*piece {
	pieces := make([]*piece, len(due))
	for i, t := range due {
		pieces[i] = w.timer(t)
	}
	return pieces
}

// again is when a timer that was given up fires next. What it watches over must not go unwatched for good.
const again = time.Hour

func (w *Writer) timer(t desk.Timer) *piece {
	return &piece{
		name: fmt.Sprintf("timer %s %s %d", t.Kind, t.ID, t.Due.UnixNano()),
		raw:  func() []byte { return encoded(t) },
		do: func(tx *storage.Tx) (bool, error) {
			if due, set := tx.Armed(t.Kind, t.ID); !set || !due.Equal(t.Due) {
				return false, nil // another piece of this transaction has moved it
			}
			if err := tx.Disarm(t.Kind, t.ID); err != nil {
				return false, err
			}
			return true, w.flows.Fire(tx, t)
		},
		lose: func(tx *storage.Tx) error { return tx.Arm(t.Kind, t.ID, tx.Now().Add(again)) },
	}
}

func (w *Writer) outcome(o chat.Outcome) *piece {
	return &piece{
		name: fmt.Sprintf("outcome %d.%d", o.Row, o.Version), raw: func() []byte { return encoded(o) }, row: o.Row,
		do: func(tx *storage.Tx) (bool, error) { return true, w.flows.Delivered(tx, o) },
		lose: func(tx *storage.Tx) error {
			_, _, err := tx.Settle(o)
			return err
		},
	}
}

func (w *Writer) result(r chat.JobResult) *piece {
	return &piece{
		name: fmt.Sprintf("job %d", r.Job), raw: func() []byte { return encoded(r) },
		do: func(tx *storage.Tx) (bool, error) { return true, w.flows.Finished(tx, r) },
		lose: func(tx *storage.Tx) error {
			_, _, err := tx.EndJob(r.Job)
			return err
		},
	}
}

func function(ctx context.Context, fn func(*storage.Tx) error) *piece {
	return &piece{
		name: "function", ctx: ctx, done: make(chan error, 1),
		do: func(tx *storage.Tx) (bool, error) { return true, fn(tx) },
	}
}

// nudge is a piece that is handled by firing what is due, which comes before any piece.
func nudge(ctx context.Context) *piece {
	return &piece{
		name: "due timers", ctx: ctx, done: make(chan error, 1),
		do: func(*storage.Tx) (bool, error) { return false, nil },
	}
}

// encoded writes a piece that did not come as bytes.
func encoded(v any) []byte {
	raw, err := json.Marshal(v)
	if err != nil { // a moment or an outcome is made of strings, numbers and times
		return []byte(fmt.Sprintf("%+v", v))
	}
	return raw
}
