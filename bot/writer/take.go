package writer

import (
	"context"

	"frontdesk/bot/telegram"
	"frontdesk/storage"
)

// Raw is an update as it came, with its identifier.
type Raw = telegram.Raw

// Take handles a batch of updates, in order, and returns nil once all of it is committed: handled, seen before,
// or kept as dead letters. It blocks for as long as the database cannot be written. An error (ErrStopped, or
// ctx's) says that some of it may not be committed, and must come again.
func (w *Writer) Take(ctx context.Context, batch []Raw) error {
	pieces := make([]*piece, len(batch))
	for i, raw := range batch {
		pieces[i] = w.update(ctx, raw.ID, raw.JSON)
	}
	return w.await(ctx, updateKind, pieces)
}

// Begin runs fn in a transaction of its own before Run is called and before any timer fires.
func (w *Writer) Begin(ctx context.Context, fn func(*storage.Tx) error) error {
	p := function(ctx, fn)
	err := w.patiently(ctx, func() error {
		_, err := w.commit([]*piece{p}, false, nil)
		return err
	})
	return err
}
