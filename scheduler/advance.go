package scheduler

import (
	"context"
	"fmt"
	"time"
)

// Advance moves a clock on by d as if that time had passed: it stops at every moment when a timer is due,
// those set on the way included, and fires there. Between the stops it calls settle, so that what a firing
// set in motion ends before time goes on. The clock must be the loop's; where it fails, the clock stays at
// the stop where it failed.
func (l *Loop) Advance(ctx context.Context, clock *Movable, d time.Duration, settle func(context.Context) error) error {
	target := clock.Offset() + d
	for {
		if _, err := l.drain(ctx); err != nil {
			return fmt.Errorf("advance clock: %w", err)
		}
		if err := settle(ctx); err != nil {
			return fmt.Errorf("advance clock: settle: %w", err)
		}
		due, ok, err := l.earliest()
		if err != nil {
			return fmt.Errorf("advance clock: %w", err)
		}
		ahead := target - clock.Offset()
		wait := due.Sub(clock.Now())
		switch {
		case ok && wait <= 0 && ahead >= 0: // set by what settled
		case ok && wait < ahead:
			clock.Advance(wait)
		case ahead == 0:
			return nil
		default:
			clock.SetOffset(target)
		}
	}
}
