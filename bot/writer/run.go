package writer

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// Run handles what is taken in until ctx ends; what is waiting then is still handled. It returns an error only
// where the database takes nothing more, such as kv.ErrDamaged.
func (w *Writer) Run(ctx context.Context) (err error) {
	defer func() { w.stop(err) }()
	for {
		w.rest(ctx)
		batch := w.next()
		if len(batch) == 0 {
			if ctx.Err() != nil {
				return nil
			}
			continue
		}
		if err := w.settle(ctx, batch); err != nil {
			if ctx.Err() != nil && errors.Is(err, kv.ErrStorage) {
				return nil // not handled and not confirmed: all of it comes again
			}
			return fmt.Errorf("write: %w", err)
		}
	}
}

// company is how long outcomes wait for something to share their transaction with: they come one by one, and
// nobody waits for them but a chat's next message.
const company = 5 * time.Millisecond

// rest waits until there is something to handle, or ctx ends.
func (w *Writer) rest(ctx context.Context) {
	outcomes, others := w.look()
	switch {
	case others || outcomes >= w.atOnce:
		return
	case outcomes == 0:
		select {
		case <-w.soon:
		case <-w.wake:
			return
		case <-ctx.Done():
			return
		}
	}
	timer := time.NewTimer(company)
	defer timer.Stop()
	select {
	case <-w.wake:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// look counts the outcomes that wait, and tells whether anything else does.
func (w *Writer) look() (outcomes int, others bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for k, queue := range w.waiting {
		if kind(k) == outcomeKind {
			outcomes = len(queue)
		} else {
			others = others || len(queue) > 0
		}
	}
	return outcomes, others
}

// settle brings every piece of the batch to its end. Where it fails, nothing more can be written.
func (w *Writer) settle(ctx context.Context, batch []*piece) error {
	defer w.finished(len(batch))
	for {
		due, err := w.together(ctx, batch)
		if err == nil {
			return nil
		}
		if at, ok := errors.AsType[*fault](err); ok {
			if rest, its := without(batch, at); its {
				at.piece.end(at.err)
				batch = rest
				continue
			}
			w.log.Warn("a transaction failed, its pieces are taken one by one",
				slog.String("at", at.piece.name), slog.Any("error", at.err))
			err = w.oneByOne(ctx, due, batch)
		}
		for _, p := range batch {
			p.end(ErrStopped) // none is left unless writing has failed for good
		}
		return err
	}
}

// without is the batch without the function that failed, whose caller is told; its is false where the fault
// is not a function's.
func without(batch []*piece, at *fault) (rest []*piece, its bool) {
	if at.piece.lose != nil || at.piece.done == nil {
		return batch, false
	}
	return slices.DeleteFunc(slices.Clone(batch), func(p *piece) bool { return p == at.piece }), true
}

// together handles due timers and the batch in one transaction. It returns the timers that it meant to fire,
// for when a piece fails, which is a fault.
func (w *Writer) together(ctx context.Context, batch []*piece) (due []desk.Timer, err error) {
	err = w.patiently(ctx, func() error {
		due, err = w.commit(batch, true, nil)
		return err
	})
	return due, err
}

func (w *Writer) oneByOne(ctx context.Context, due []desk.Timer, batch []*piece) error {
	for _, t := range due {
		if err := w.alone(ctx, w.timer(t)); err != nil {
			return err
		}
	}
	for _, p := range batch {
		p.fired += len(due)
		if err := w.alone(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func (w *Writer) finished(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.pending -= n
}

// stop turns away whatever comes from now on, and who still waits.
func (w *Writer) stop(cause error) {
	w.mu.Lock()
	w.stopped = true
	left := slices.Concat(w.waiting[:]...)
	w.waiting = [kinds][]*piece{}
	w.pending -= len(left)
	w.mu.Unlock()
	for _, p := range left {
		p.end(ErrStopped)
	}
	if cause != nil {
		w.log.Error("the writer ends", slog.Any("error", cause))
	}
}
