package scheduler

import "time"

// lagWindow is for how long a firing that was late counts.
const lagWindow = 5 * time.Minute

// behind is how far firing falls behind, in machine time: how long a timer waited that was due while the loop was at
// work. Time during which the loop did not run, and what a clock was moved by, is nobody's fault here.
type behind struct {
	free time.Time // when nothing was due last, or the loop was made
	late []lateness
}

type lateness struct {
	at time.Time
	by time.Duration
}

// by is how far a timer is behind that is late by so much in desk time.
func (b *behind) by(late time.Duration, now time.Time) time.Duration {
	return max(0, min(late, now.Sub(b.free)))
}

// note keeps what may be the worst of the window at some time: everything later that is worse takes its place.
func (b *behind) note(late time.Duration, now time.Time) {
	by := b.by(late, now)
	for n := len(b.late); n > 0 && b.late[n-1].by <= by; n-- {
		b.late = b.late[:n-1]
	}
	b.late = append(b.late, lateness{now, by})
}

func (b *behind) worst(now time.Time) time.Duration {
	for len(b.late) > 0 && now.Sub(b.late[0].at) > lagWindow {
		b.late = b.late[1:]
	}
	if len(b.late) == 0 {
		return 0
	}
	return b.late[0].by
}

// Behind returns how far firing is behind now, in machine time: how long the soonest timer has been due without
// having been fired. It may be called from any goroutine.
func (l *Loop) Behind() time.Duration {
	due, ok, err := l.earliest()
	if now := l.clock.Now(); err == nil && ok && due.Before(now) {
		l.mu.Lock()
		defer l.mu.Unlock()
		return l.behind.by(now.Sub(due), time.Now())
	}
	return 0
}

// Worst returns how far firing was behind at the worst in the last five minutes, now included.
func (l *Loop) Worst() time.Duration {
	now := l.Behind()
	l.mu.Lock()
	defer l.mu.Unlock()
	return max(now, l.behind.worst(time.Now()))
}
