package writer

import (
	"context"
	"errors"
	"log/slog"
	"strings"

	"frontdesk/storage"
)

// alone handles one piece in a transaction of its own until it succeeds or is given up. Where it fails, nothing
// more can be written.
func (w *Writer) alone(ctx context.Context, p *piece) error {
	for {
		var at *fault
		err := w.patiently(ctx, func() error {
			_, err := w.commit([]*piece{p}, false, forget(p))
			return err
		})
		switch {
		case err == nil:
			return nil
		case !errors.As(err, &at):
			return err
		case p.lose == nil:
			p.end(at.err)
			return nil
		}
		tries, err := w.count(ctx, p)
		if err != nil {
			return err
		}
		w.log.Warn("a piece failed", slog.String("piece", p.name), slog.Int("try", tries), slog.Any("error", at.err))
		if tries >= storage.MaxTries {
			return w.bury(ctx, p, at.err)
		}
	}
}

// forget ends the count of a piece's failures once it was handled after all.
func forget(p *piece) func(*storage.Tx) error {
	if p.lose == nil {
		return nil
	}
	return func(tx *storage.Tx) error { return tx.ForgetTries(p.name) }
}

// count notes a failure in a commit of its own, so that it survives whatever the next attempt does.
func (w *Writer) count(ctx context.Context, p *piece) (tries int, err error) {
	err = w.patiently(ctx, func() error {
		return w.db.Update(w.clock(), func(tx *storage.Tx) (err error) {
			tries, err = tx.Tried(p.name)
			return err
		})
	})
	return tries, err
}

// bury keeps a piece as a dead letter, ends it, and has the staff told. Where telling them or ending it fails
// too, the letter is kept without.
func (w *Writer) bury(ctx context.Context, p *piece, cause error) error {
	w.log.Error("a piece is given up and kept as a dead letter", slog.String("piece", p.name), slog.Any("error", cause))
	letter := storage.DeadLetter{Piece: p.name, Raw: p.raw(), Why: firstLine(cause)}
	keep := func(tx *storage.Tx) error {
		letter.At = tx.Now()
		return errors.Join(tx.ForgetTries(p.name), tx.PutDeadLetter(letter))
	}
	tell := func(tx *storage.Tx) error { return w.flows.Buried(tx, letter) }
	err := w.patiently(ctx, func() error {
		_, err := w.commit([]*piece{p.grave(p.lose, keep, tell)}, false, nil)
		return err
	})
	graves := []*piece{p.grave(p.lose, keep), p.grave(keep)}
	if p.row != 0 { // a row that nothing can be noted of is not sent again
		graves[1] = p.grave(func(tx *storage.Tx) error { return tx.Drop(p.row) }, keep)
	}
	for _, grave := range graves {
		var at *fault
		if !errors.As(err, &at) {
			break
		}
		w.log.Error("giving a piece up failed", slog.String("piece", p.name), slog.Any("error", at.err))
		err = w.patiently(ctx, func() error { return w.barely(grave) })
	}
	if err == nil {
		p.end(nil)
	}
	return err
}

// grave is what is handled in the place of a piece that is given up.
func (p *piece) grave(steps ...func(*storage.Tx) error) *piece {
	return &piece{name: p.name, row: p.row, do: func(tx *storage.Tx) (bool, error) {
		for _, step := range steps {
			if err := step(tx); err != nil {
				return false, err
			}
		}
		return true, nil
	}}
}

// barely commits a piece without asking the flows anything, and has what waits in the database read anew.
func (w *Writer) barely(p *piece) error {
	var effects *storage.Effects
	err := w.db.Update(w.clock(), func(tx *storage.Tx) error {
		effects = tx.Effects()
		_, err := w.handle(tx, []*piece{p})
		return err
	})
	if err != nil {
		return classified(err)
	}
	w.lost = true
	w.handOn(effects, []*piece{p}, 0, true)
	return nil
}

// firstLine is an error without the stack that a panic's carries.
func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
