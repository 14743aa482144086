package jobs

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"frontdesk/bot/telegram"
	"frontdesk/storage/chat"
	"frontdesk/storage/kv"
)

// A fault that passes is waited out so often, with pauses that double: half a minute in all. Somebody may be
// waiting for the result, and a failure told is better than none for an hour.
const (
	attempts   = 6
	firstPause = time.Second
)

// patiently does a job, and again where the fault may pass.
func (w *Worker) patiently(ctx context.Context, j chat.Job) (data any, err error) {
	for attempt := 1; ; attempt++ {
		data, err = w.once(ctx, j)
		pause, passes := passing(err)
		if !passes || attempt == attempts {
			return data, err
		}
		pause = max(pause, firstPause<<(attempt-1))
		w.o.Log.Warn("a job is tried again", slog.String("kind", string(j.Kind)), slog.Uint64("job", uint64(j.ID)),
			slog.Duration("again_in", pause), slog.Any("error", err))
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, err
		}
	}
}

// passing tells of a fault that may pass by itself, and for how long Telegram wants it waited for.
func passing(err error) (pause time.Duration, passes bool) {
	var tooMany *telegram.TooMany
	var temporary *telegram.Temporary
	switch {
	case errors.As(err, &tooMany):
		return tooMany.RetryAfter, true
	case errors.As(err, &temporary), errors.Is(err, kv.ErrStorage):
		return 0, true
	}
	return 0, false
}
