package bot

import (
	"context"
	"time"

	"frontdesk/storage"
)

// How often Quiet looks again, in machine time.
const (
	firstLook = 500 * time.Microsecond
	lastLook  = 10 * time.Millisecond
)

// Quiet returns once nothing goes on: every update is taken in and confirmed, no timer is due, every message is
// sent and its outcome noted, and no job is under way.
func (a *App) Quiet(ctx context.Context) error {
	select {
	case <-a.ready:
	case <-ctx.Done():
		return ctx.Err()
	}
	for look := firstLook; ; look = min(2*look, lastLook) {
		if err := a.sender.WaitIdle(ctx); err != nil {
			return err
		}
		quiet, err := a.quiet()
		if err != nil || quiet {
			return err
		}
		timer := time.NewTimer(look)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		}
	}
}

// quiet asks each part in the order in which work goes from one to the next. Work that was handed back
// meanwhile shows in the count of commits.
func (a *App) quiet() (bool, error) {
	before := a.writer.Commits()
	if pending := a.o.Seams.Pending; pending != nil && pending() > 0 {
		return false, nil
	}
	if a.writer.Busy() || a.reloading.Load() > 0 || a.jobs.Busy() || !a.sender.Idle() {
		return false, nil
	}
	due := 0
	err := a.View(func(r *storage.Reader) error {
		due = len(r.DueTimers(1))
		return nil
	})
	if err != nil {
		return false, err
	}
	return due == 0 && !a.writer.Busy() && a.sender.Idle() && a.writer.Commits() == before, nil
}

// Advance moves desk time on by d as if it had passed: it stops at every moment when a timer is due, and goes
// on when all that follows is done. How far desk time is ahead is kept.
func (a *App) Advance(ctx context.Context, d time.Duration) error {
	a.advancing.Lock()
	defer a.advancing.Unlock()
	if err := a.Quiet(ctx); err != nil {
		return err
	}
	if err := a.loop.Advance(ctx, a.clock, d, a.Quiet); err != nil {
		return err
	}
	return a.writer.Do(ctx, func(*storage.Tx) error { return nil }) // every transaction keeps it
}
