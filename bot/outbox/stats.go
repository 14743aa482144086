package outbox

import (
	"context"

	"frontdesk/storage/chat"
)

// Stats tells how the sender fares; the totals are since it was made.
type Stats struct {
	Waiting  [chat.Lanes]int // rows by lane, those under way or not settled yet included
	UnderWay int

	Sent, Edited, Superseded, Closed, Migrated, Refused uint64 // rows
	Retried, TooMany                                    uint64 // calls
}

// Stats are the figures now.
func (s *Sender) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.stats
	st.UnderWay = s.sched.underWay
	for _, it := range s.sched.items {
		st.Waiting[it.lane]++
	}
	return st
}

func (s *Sender) count(r chat.Result, edit bool) {
	switch {
	case r == chat.Sent && edit:
		s.stats.Edited++
	case r == chat.Sent:
		s.stats.Sent++
	case r == chat.Superseded:
		s.stats.Superseded++
	case r == chat.Closed:
		s.stats.Closed++
	case r == chat.Migrated:
		s.stats.Migrated++
	default:
		s.stats.Refused++
	}
}

// Idle reports whether nothing waits, nothing is under way and every outcome is settled.
func (s *Sender) Idle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.idle()
}

func (s *Sender) idle() bool { return s.sched.idle() && s.beside == 0 }

// WaitIdle returns once Idle holds, or with the error of ctx.
func (s *Sender) WaitIdle(ctx context.Context) error {
	s.mu.Lock()
	if s.idle() {
		s.mu.Unlock()
		return nil
	}
	told := make(chan struct{})
	s.waiters = append(s.waiters, told)
	s.mu.Unlock()
	select {
	case <-told:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// tellIdle wakes those who wait for it.
func (s *Sender) tellIdle() {
	if !s.idle() {
		return
	}
	for _, told := range s.waiters {
		close(told)
	}
	s.waiters = nil
}
