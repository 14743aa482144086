// Package kvfault makes an engine's commits fail on demand, for tests of what must hold when they do. It
// wraps a real engine and must never be used by anything but tests.
package kvfault

import (
	"fmt"
	"sync"

	"frontdesk/storage/kv"
)

// Engine is an engine whose commits can be made to fail with kv.ErrStorage. Only an Update whose function
// returned nil comes to a commit, and only those are counted.
type Engine struct {
	kv.Engine

	mu      sync.Mutex
	commits int
	from    int // the first commit to fail, counted from 1
	until   int // the first to succeed again
	kept    bool
}

// New wraps an engine; nothing fails until told to.
func New(e kv.Engine) *Engine { return &Engine{Engine: e} }

// FailNext makes the next n commits fail, with nothing of them kept.
func (e *Engine) FailNext(n int) { e.plan(1, n, false) }

// FailAt makes the n-th commit from now fail (1 is the next), with nothing of it kept.
func (e *Engine) FailAt(n int) { e.plan(n, 1, false) }

// LoseNext makes the next n commits report a fault although all of them is kept, as when the medium fails
// to confirm the last write of a commit.
func (e *Engine) LoseNext(n int) { e.plan(1, n, true) }

// Commits returns how many commits were attempted.
func (e *Engine) Commits() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.commits
}

func (e *Engine) plan(first, n int, kept bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.from = e.commits + first
	e.until = e.from + n
	e.kept = kept
}

// attempt counts a commit and says whether it fails, and whether it is kept all the same.
func (e *Engine) attempt() (fails, kept bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.commits++
	return e.commits >= e.from && e.commits < e.until, e.kept
}

// Update implements kv.Engine.
func (e *Engine) Update(fn func(kv.Writer) error) error {
	var lost error
	err := e.Engine.Update(func(w kv.Writer) error {
		if err := fn(w); err != nil {
			return err
		}
		fails, kept := e.attempt()
		if !fails {
			return nil
		}
		fault := fmt.Errorf("commit: %w: injected", kv.ErrStorage)
		if kept {
			lost = fault
			return nil
		}
		return fault
	})
	if err != nil {
		return err
	}
	return lost
}
