// Package scheduler is about when things happen: desk time, the loop that wakes for due timers, cron
// expressions and what follows from missing them. It must never decide what happens; the loop receives what
// it calls as functions, and nothing here knows a record.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Next returns when the earliest timer is due; false where there is none.
type Next func() (due time.Time, ok bool)

// Fire fires timers that are due at now, in order, and returns how many. The loop calls it again as long as
// Next is due, so it need not fire all at once.
type Fire func(ctx context.Context, now time.Time) (fired int, err error)

// LoopOptions are the choices for a loop; the zero value is the one for use.
type LoopOptions struct {
	// Idle is the longest wait, in machine time, before the clock is looked at again: 15 s when zero. A clock
	// that jumped is noticed within it.
	Idle time.Duration
	// FirstRetry is about how long after the first of several failures firing is tried again, in machine
	// time: 200 ms when zero. Later ones wait longer, up to Idle.
	FirstRetry time.Duration
	// Logger gets the failures: the default one when nil.
	Logger *slog.Logger
}

// Loop fires timers when they are due.
type Loop struct {
	clock Clock
	next  Next
	fire  Fire
	opts  LoopOptions
	nudge chan struct{}

	firing sync.Mutex // one at a time: Run, or Advance

	mu      sync.Mutex
	lag     time.Duration
	lastRun time.Time
	behind  behind
}

// NewLoop returns a loop that does nothing until Run.
func NewLoop(clock Clock, next Next, fire Fire, opts LoopOptions) *Loop {
	if opts.Idle == 0 {
		opts.Idle = 15 * time.Second
	}
	if opts.FirstRetry == 0 {
		opts.FirstRetry = 200 * time.Millisecond
	}
	if opts.Logger == nil {
		opts.Logger = slog.Default()
	}
	return &Loop{clock: clock, next: next, fire: fire, opts: opts, nudge: make(chan struct{}, 1), behind: behind{free: time.Now()}}
}

// Nudge has the loop look for due timers now, after a commit that set one earlier. It never blocks.
func (l *Loop) Nudge() {
	select {
	case l.nudge <- struct{}{}:
	default:
	}
}

// Lag returns how late, in desk time, the timers last fired were.
func (l *Loop) Lag() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lag
}

// LastRun returns the machine time at which the loop last looked and fired all that was due; zero before the
// first. One that is minutes old means that timers do not fire.
func (l *Loop) LastRun() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lastRun
}

// Run fires timers as they become due until ctx ends. Failures and panics are logged and tried again, later
// each time.
func (l *Loop) Run(ctx context.Context) {
	retry := l.retry()
	for ctx.Err() == nil {
		moved := l.moved() // before looking at the clock, so that no move goes unseen
		wait, err := l.drain(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			wait = retry.NextBackOff()
			l.opts.Logger.Error("firing timers failed", "error", err, "retry_in", wait)
			sleep(ctx, wait, nil, nil) // nothing cuts it short: each commit nudges, and would end every back-off
		default:
			retry.Reset()
			sleep(ctx, wait, l.nudge, moved)
		}
	}
}

func (l *Loop) retry() *backoff.ExponentialBackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval = l.opts.FirstRetry
	b.Multiplier = 2
	b.MaxInterval = l.opts.Idle * 2 / 3 // the jitter is half of it, either way
	return b
}

func (l *Loop) moved() <-chan struct{} {
	if c, ok := l.clock.(interface{ Changed() <-chan struct{} }); ok {
		return c.Changed()
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration, nudge, moved <-chan struct{}) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-nudge:
	case <-moved:
	case <-t.C:
	}
}

// drain fires all that is due and returns how long to wait for the rest.
func (l *Loop) drain(ctx context.Context) (wait time.Duration, err error) {
	l.firing.Lock()
	defer l.firing.Unlock()
	for {
		due, ok, err := l.earliest()
		if err != nil {
			return 0, err
		}
		now := l.clock.Now()
		if !ok || due.After(now) {
			l.looked()
			return l.until(due, now, ok), nil
		}
		if err := l.fireDue(ctx, due, now); err != nil {
			return 0, err
		}
	}
}

func (l *Loop) until(due, now time.Time, ok bool) time.Duration {
	if !ok {
		return l.opts.Idle
	}
	return min(due.Sub(now), l.opts.Idle)
}

func (l *Loop) looked() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lastRun = time.Now()
	l.behind.free = l.lastRun
}

func (l *Loop) earliest() (due time.Time, ok bool, err error) {
	defer recovered(&err)
	due, ok = l.next()
	return due, ok, nil
}

var errStuck = errors.New("nothing was fired, and a timer is still due")

// fireDue fires once; to fire nothing is a failure when something stays due, or the loop would spin.
func (l *Loop) fireDue(ctx context.Context, due, now time.Time) (err error) {
	defer recovered(&err)
	if err := ctx.Err(); err != nil {
		return err
	}
	fired, err := l.fire(ctx, now)
	if err != nil {
		return fmt.Errorf("fire timers: %w", err)
	}
	if fired == 0 {
		if still, ok := l.next(); ok && !still.After(now) {
			return errStuck
		}
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lag = now.Sub(due)
	l.behind.note(l.clock.Now().Sub(due), time.Now()) // how long it took counts, too: its effects came only now
	return nil
}

// recovered turns a panic into an error. It must be deferred itself.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
	}
}
