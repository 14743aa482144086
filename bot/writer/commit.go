package writer

import (
	"errors"
	"fmt"
	"runtime/debug"
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// fault is a piece's failure, or that of what follows from it, as opposed to the database's.
type fault struct {
	piece *piece
	err   error
}

func (f *fault) Error() string { return fmt.Sprintf("handle %s: %v", f.piece.name, f.err) }
func (f *fault) Unwrap() error { return f.err }

var errNothing = errors.New("nothing to commit")

// commit handles the pieces in one transaction, with the timers that are due before them where withTimers says
// so, and with also at its end. Once it is committed, what follows is handed on and who waits is let go.
func (w *Writer) commit(batch []*piece, withTimers bool, also func(*storage.Tx) error) (due []desk.Timer, err error) {
	batch = slices.DeleteFunc(slices.Clone(batch), func(p *piece) bool { return !p.begin() })
	if len(batch) == 0 && !withTimers {
		return nil, nil
	}
	var tx *storage.Tx
	fired := 0
	err = w.db.Update(w.clock(), func(t *storage.Tx) (err error) {
		if tx = t; withTimers {
			due = tx.DueTimers(timersAtOnce)
		}
		if fired, err = w.handle(tx, w.timers(due)); err != nil {
			return err
		}
		done, err := w.handle(tx, batch)
		if err != nil {
			return err
		}
		if fired+done == 0 && also == nil {
			return errNothing
		}
		return w.conclude(tx, also)
	})
	if err != nil && !errors.Is(err, errNothing) {
		for _, p := range batch {
			p.yield()
		}
		return due, classified(err)
	}
	w.handOn(tx.Effects(), batch, fired, err == nil)
	return due, nil
}

// handle handles the pieces in order and returns with how many of them there was anything to do.
func (w *Writer) handle(tx *storage.Tx, pieces []*piece) (done int, err error) {
	said := false
	for _, p := range pieces {
		did, err := guarded(tx, p)
		if err != nil {
			return done, &fault{piece: p, err: err}
		}
		if did {
			done++
			said = said || p.said
		}
	}
	if said {
		return done, tx.NoteAlive()
	}
	return done, nil
}

// guarded has the piece handled; a panic is its failure.
func guarded(tx *storage.Tx, p *piece) (did bool, err error) {
	defer recovered(&err)
	return p.do(tx)
}

// conclude ends the transaction. Its failure may be any piece's doing.
func (w *Writer) conclude(tx *storage.Tx, also func(*storage.Tx) error) error {
	end := &piece{name: "end of transaction", do: func(tx *storage.Tx) (bool, error) {
		if also != nil {
			if err := also(tx); err != nil {
				return false, err
			}
		}
		return true, w.flows.Conclude(tx)
	}}
	if _, err := guarded(tx, end); err != nil {
		return &fault{piece: end, err: err}
	}
	return nil
}

// classified sees to it that a fault of the medium which a piece met is not held against it.
func classified(err error) error {
	var at *fault
	if errors.As(err, &at) && (errors.Is(err, kv.ErrStorage) || errors.Is(err, kv.ErrDamaged)) {
		return at.err
	}
	return err
}

// recovered turns a panic into an error. It must be deferred itself.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
	}
}

// handOn passes what follows from a commit on, then lets go of who waits.
func (w *Writer) handOn(effects *storage.Effects, batch []*piece, fired int, changed bool) {
	var settled []chat.RowID
	for _, p := range batch {
		if p.row != 0 {
			settled = append(settled, p.row)
		}
	}
	if !changed {
		effects = &storage.Effects{}
	}
	// What follows from a commit that was kept although it reported a fault is in the database, and nowhere else.
	effects.Rekeyed = effects.Rekeyed || w.lost
	if changed || w.lost || len(settled) > 0 {
		w.after(effects, settled)
	}
	w.lost = false
	if changed {
		w.mu.Lock()
		w.commits++
		w.mu.Unlock()
	}
	for _, p := range batch {
		p.fired += fired
		p.finish(nil)
	}
}
