package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// killer ends the desk again and again.
type killer struct {
	rng     *rand.Rand
	process *process
	tap     *tap
	tell    func(format string, args ...any)

	mu     sync.Mutex
	failed error // the first kill that was none
}

// moment is when a life ends: some time after its beginning, or in the middle of something.
type moment struct {
	name  string
	early bool          // counted from the life's beginning, not from its first look for updates
	after time.Duration // of machine time, where nothing springs it sooner
	at    stage
	n     int // 0: by time alone
}

// choose picks a moment.
func (k *killer) choose() moment {
	span := func(from, to time.Duration) time.Duration { return from + time.Duration(k.rng.Int64N(int64(to-from))) }
	most := span(1500*time.Millisecond, 2500*time.Millisecond)
	switch n := k.rng.IntN(20); {
	case n < 2:
		return moment{name: "while it starts", early: true, after: span(0, 80*time.Millisecond)}
	case n < 9:
		return moment{name: "at any time", after: span(80*time.Millisecond, 1500*time.Millisecond)}
	case n < 12:
		return moment{name: "before a call is carried out", after: most, at: arrived, n: 1 + k.rng.IntN(60)}
	case n < 17:
		return moment{name: "after a call is carried out", after: most, at: carried, n: 1 + k.rng.IntN(60)}
	}
	return moment{name: "with updates in its hands", after: most, at: delivered, n: 1 + k.rng.IntN(12)}
}

// once ends the child that runs.
func (k *killer) once(ctx context.Context) error {
	m := k.choose()
	_, life := k.process.current()
	if !m.early {
		if err := k.tap.open(ctx, life); err != nil {
			return err
		}
	}
	trap := &trap{life: life, at: m.at, n: m.n, spring: k.strike, sprung: make(chan struct{})}
	if m.at == delivered {
		wait := time.Duration(k.rng.Int64N(int64(6 * time.Millisecond)))
		trap.spring = func() { time.Sleep(wait); k.strike() }
	}
	if m.n > 0 {
		k.tap.set(trap)
	}
	select {
	case <-trap.sprung:
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(m.after):
		if m.n > 0 && !k.tap.lift(trap) {
			<-trap.sprung
			break
		}
		k.strike()
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.failed != nil {
		return k.failed
	}
	k.tell("life %d ended %s", life, m.name)
	return nil
}

func (k *killer) strike() {
	err := k.process.kill()
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.failed == nil {
		k.failed = err
	}
}

// run kills so many times, and begins the next life at once each time.
func (k *killer) run(ctx context.Context, kills int) error {
	for i := range kills {
		if err := k.once(ctx); err != nil {
			return fmt.Errorf("kill %d of %d: %w", i+1, kills, err)
		}
		if err := k.process.start(); err != nil {
			return err
		}
	}
	return nil
}
