package demo

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// longest is the furthest that one press moves the clock.
const longest = 24 * time.Hour

// showEvery is how often a moving clock is shown.
const showEvery = 150 * time.Millisecond

// moves knows whether the clock is being moved, one move at a time, and tells the open pages.
type moves struct {
	mu          sync.Mutex
	busy        bool
	from, until time.Time
	halt        context.CancelFunc // ends the move where it is
	watchers    map[chan struct{}]struct{}
}

// reading is the clock as the page shows it; instants in milliseconds since 1970.
type reading struct {
	Now   int64 `json:"now"`
	Busy  bool  `json:"busy"`
	From  int64 `json:"from,omitempty"`
	Until int64 `json:"until,omitempty"`
}

func (p *Page) reading() reading {
	p.moves.mu.Lock()
	defer p.moves.mu.Unlock()
	now := reading{Now: p.clock.Now().UnixMilli(), Busy: p.moves.busy}
	if now.Busy {
		now.From, now.Until = p.moves.from.UnixMilli(), p.moves.until.UnixMilli()
	}
	return now
}

func (m *moves) watch() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.watchers == nil {
		m.watchers = map[chan struct{}]struct{}{}
	}
	m.watchers[c] = struct{}{}
	return c, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.watchers, c)
	}
}

func (m *moves) tell() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for c := range m.watchers {
		select {
		case c <- struct{}{}:
		default: // one nudge is waiting already
		}
	}
}

func (m *moves) begin(from time.Time, d time.Duration, halt context.CancelFunc) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.busy {
		return false
	}
	m.busy, m.from, m.until, m.halt = true, from, from.Add(d), halt
	return true
}

func (m *moves) end() {
	m.mu.Lock()
	m.busy, m.halt = false, nil
	m.mu.Unlock()
	m.tell()
}

// halt ends a move where it is. The move itself answers once it has ended; where there is none, nothing is done.
func (p *Page) halt(action) (any, error) {
	p.moves.mu.Lock()
	defer p.moves.mu.Unlock()
	if p.moves.halt != nil {
		p.moves.halt()
	}
	return done, nil
}

// advance moves the clock and answers once everything that follows has been sent. A page that is closed
// meanwhile does not stop it halfway; the action stop does, and so does Close.
func (p *Page) advance(a action) (any, error) {
	if a.Seconds < 1 || a.Seconds > int64(longest/time.Second) {
		return nil, refusal{http.StatusBadRequest, "bad_input", ""}
	}
	d := time.Duration(a.Seconds) * time.Second
	ctx, halt := context.WithCancel(p.ctx)
	defer halt()
	if !p.moves.begin(p.clock.Now(), d, halt) {
		return nil, refusal{http.StatusConflict, "clock_busy", ""}
	}
	p.open.Add(1)
	defer p.open.Done()
	err := p.step(ctx, d)
	p.moves.end()
	stopped := errors.Is(err, context.Canceled) && p.ctx.Err() == nil
	if err != nil && !stopped {
		p.opts.Log.Error("move the clock", slog.Any("error", err))
		return nil, refusal{http.StatusInternalServerError, "clock_failed", ""}
	}
	return p.reading(), nil
}

// step runs the clock on while the open pages are shown where it is.
func (p *Page) step(ctx context.Context, d time.Duration) error {
	done := make(chan error, 1)
	go func() { done <- p.clock.Advance(ctx, d) }()
	show := time.NewTicker(showEvery)
	defer show.Stop()
	for p.moves.tell(); ; p.moves.tell() {
		select {
		case err := <-done:
			return err
		case <-show.C:
		}
	}
}
