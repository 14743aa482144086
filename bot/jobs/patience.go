package jobs

import (
	"context"
	"errors"
	"log/slog"
	"syscall"
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

// laterPause is how long a job that nobody waits for rests before it is begun again.
const laterPause = 30 * time.Minute

// later has a job begun again another time: a file that cannot be had, or for which there is no room, may be
// kept then.
func (w *Worker) later(j chat.Job) {
	w.o.Log.Warn("a job is put off", slog.String("kind", string(j.Kind)), slog.Uint64("job", uint64(j.ID)), slog.Duration("again_in", laterPause))
	w.forget(j.ID)
	time.AfterFunc(laterPause, func() { w.Queue([]chat.Job{j}) })
}

// passing tells of a fault that may pass by itself, and for how long Telegram wants it waited for.
func passing(err error) (pause time.Duration, passes bool) {
	var tooMany *telegram.TooMany
	var temporary *telegram.Temporary
	switch {
	case errors.As(err, &tooMany):
		return tooMany.RetryAfter, true
	case errors.As(err, &temporary), errors.Is(err, kv.ErrStorage), errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return 0, true
	}
	return 0, false
}
