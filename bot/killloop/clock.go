package main

import (
	"context"
	"sync"
	"time"

	"frontdesk/scheduler"
)

const (
	// speed is how much faster desk time runs than the machine's: a promise of three minutes is broken in three
	// seconds.
	speed = 60
	// haste is the speed at which it runs on at the end, when nobody acts any more.
	haste = 8000
	// step is how often the clock is moved, in machine time.
	step = 10 * time.Millisecond
)

// hastened is desk time that runs fast, and goes on while the desk is down: it depends on the machine's time
// alone.
type hastened struct {
	scheduler.Movable

	mu    sync.Mutex
	from  time.Time // machine time at which
	shown time.Time // the clock showed this
	speed int64
}

// at is what the clock shows at a moment of the machine's time.
func (h *hastened) at(machine time.Time) time.Time {
	return h.shown.Add(time.Duration(int64(machine.Sub(h.from)) * h.speed))
}

func (h *hastened) move() {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	h.SetOffset(max(h.Offset(), h.at(now).Sub(now)))
}

func (h *hastened) run(ctx context.Context) {
	tick := time.NewTicker(step)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			h.move()
		}
	}
}

// hurry runs the clock to a moment, and leaves it at the machine's own pace there.
func (h *hastened) hurry(ctx context.Context, until time.Time) {
	h.pace(haste)
	for h.Now().Before(until) && ctx.Err() == nil {
		time.Sleep(step)
	}
	h.pace(1)
}

func (h *hastened) pace(s int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	now := time.Now()
	h.from, h.shown, h.speed = now, h.at(now), s
}
