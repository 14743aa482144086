package scheduler

import "time"

// maxMissed is where counting missed firings stops.
const maxMissed = 10_000

// Run says what to do about a stored firing whose moment has come.
type Run struct {
	Due    time.Time     // the stored firing
	Late   time.Duration // how late it runs; 0 when on time
	Missed int           // further firings that were due by now and will not run, counted up to 10,000
	Next   time.Time     // the firing to store, after now
}

// CatchUp makes one late run of however many firings were due by now, and goes on in the future. Where due is
// still to come there is nothing to run: ok is false, and the stored firing stands.
func (s Schedule) CatchUp(due, now time.Time) (run Run, ok bool) {
	if now.Before(due) {
		return Run{Due: due, Next: due}, false
	}
	run = Run{Due: due, Late: now.Sub(due)}
	if s.every > 0 { // the steps count from the stored firing, so a late run does not shift those to come
		run.Missed = int(min(run.Late/s.every, maxMissed))
		run.Next = now.Add(s.every - run.Late%s.every).UTC()
		return run, true
	}
	for next := s.Next(due); !next.After(now) && run.Missed < maxMissed; next = s.Next(next) {
		run.Missed++
	}
	run.Next = s.Next(now)
	return run, true
}
