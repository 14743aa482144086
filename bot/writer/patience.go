package writer

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"frontdesk/storage/kv"
)

// The waits between attempts while the medium refuses to be written.
const (
	firstPause = 100 * time.Millisecond
	lastPause  = 5 * time.Second
)

// patiently tries again, ever more slowly, for as long as the medium is at fault: it is nobody's who asked.
func (w *Writer) patiently(ctx context.Context, try func() error) error {
	err := try()
	if !errors.Is(err, kv.ErrStorage) {
		return err
	}
	w.lost = true
	w.log.Error("the database cannot be written; nothing is taken in until it can", slog.Any("error", err))
	began := time.Now()
	for pause := firstPause; errors.Is(err, kv.ErrStorage); pause = min(2*pause, lastPause) {
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return err
		}
		err = try()
	}
	w.log.Info("the database can be written again", slog.Duration("after", time.Since(began)))
	return err
}
