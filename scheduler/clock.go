package scheduler

import (
	"sync"
	"time"
)

// Clock tells desk time, in UTC: the time by which promises are kept and days begin.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock, the one place where desk time is taken from it.
type System struct{}

// Now returns the machine's wall-clock time in UTC. It follows the wall clock where that is set, so it has
// no monotonic part.
func (System) Now() time.Time { return time.Now().UTC().Round(0) }

// Movable is machine time plus an offset that can be changed. It may be used by several goroutines; its zero
// value is at machine time.
type Movable struct {
	mu      sync.Mutex
	offset  time.Duration
	changed chan struct{}
}

// Now returns machine time plus the offset, in UTC.
func (m *Movable) Now() time.Time { return System{}.Now().Add(m.Offset()) }

// Offset returns how far the clock is ahead of machine time.
func (m *Movable) Offset() time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.offset
}

// SetOffset sets how far the clock is ahead of machine time.
func (m *Movable) SetOffset(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.move(d)
}

// Advance moves the clock on by d, or back where d is negative.
func (m *Movable) Advance(d time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.move(m.offset + d)
}

// Changed returns a channel that is closed when the clock is next moved.
func (m *Movable) Changed() <-chan struct{} {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.changed == nil {
		m.changed = make(chan struct{})
	}
	return m.changed
}

func (m *Movable) move(offset time.Duration) {
	m.offset = offset
	if m.changed != nil {
		close(m.changed)
		m.changed = nil
	}
}
