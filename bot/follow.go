package bot

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// follow hands on what follows from a commit. The writer calls it, so it only hands on.
func (a *App) follow(e *storage.Effects, settled []chat.RowID) {
	a.sender.Answer(e.Toasts)
	a.sender.Typing(e.Typing)
	a.sender.Queue(e.Rows)
	a.sender.Settled(settled)
	a.jobs.Queue(e.Jobs)
	if e.Armed {
		a.loop.Nudge()
	}
	if e.Rekeyed {
		a.reload()
	}
}

// reload reads anew what waits in the database, beside the writer. What was queued before is known and not
// queued twice.
func (a *App) reload() {
	a.reloading.Add(1)
	a.reloads.Go(func() {
		defer a.reloading.Add(-1)
		if err := errors.Join(a.sender.Load(context.Background()), a.jobs.Load(context.Background())); err != nil {
			a.log.Error("what waits in the database cannot be read; it goes out after the next start", slog.Any("error", err))
		}
		a.loop.Nudge()
	})
}

// nextTimer is when the soonest timer is due.
func (a *App) nextTimer() (due time.Time, ok bool) {
	err := a.View(func(r *storage.Reader) error {
		due, ok = r.NextTimer()
		return nil
	})
	if err != nil {
		a.log.Error("timers cannot be read", slog.Any("error", err))
		return time.Time{}, false
	}
	return due, ok
}

// fireDue has the writer fire what is due by its own reading of the clock.
func (a *App) fireDue(ctx context.Context, _ time.Time) (int, error) { return a.writer.FireDue(ctx) }
