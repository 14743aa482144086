package desk

import (
	"strings"
	"time"
)

// Settled are the promises of the ticket of which it is known whether they were kept, each under a name of its own
// within the ticket, which it keeps. It follows from what was recorded alone, whatever the calendar says by now: a
// promise that was met too late counts as kept until its breach is noted, which is at once. What has to come about
// at the very moment is nobody's to keep, and not counted; nor is what was met before its time began to run.
func (t *Ticket) Settled() (kept, broken []string) {
	for key := range t.Broken {
		if !t.atOnce(key) {
			broken = append(broken, key)
		}
	}
	for _, p := range t.Promises {
		if p.immediate() {
			continue
		}
		cycle := 0
		if p.Clock == ClockTake {
			for cycle = range t.Round { // rounds that are past: somebody had taken the card
				kept = t.keptIn(kept, p.Clock, cycle)
			}
			cycle = t.Round
		}
		if !t.started(p).IsZero() && !t.met(p.Clock).IsZero() {
			kept = t.keptIn(kept, p.Clock, cycle)
		}
	}
	return kept, broken
}

func (t *Ticket) keptIn(kept []string, c Clock, cycle int) []string {
	key := clockKey(c, cycle)
	if _, broken := t.Broken[key]; broken {
		return kept
	}
	return append(kept, key)
}

// SettledAt is the moment in whose month a settled promise counts, by its name: when it fell due. Of a card that was
// set free again it is only known when the matter was opened.
func (t *Ticket) SettledAt(key string, e *Estate) time.Time {
	if missed, broken := t.Broken[key]; broken {
		return missed
	}
	for _, r := range t.Clocks(e) {
		if clockKey(r.Promise.Clock, r.Cycle) == key && !r.Due.IsZero() {
			return r.Due
		}
	}
	return t.Opened
}

// atOnce tells whether a clock is of a promise that allows no time.
func (t *Ticket) atOnce(key string) bool {
	clock, _, _ := strings.Cut(key, cycleMark)
	for _, p := range t.Promises {
		if p.immediate() && string(p.Clock) == clock {
			return true
		}
	}
	return false
}

// cycleMark stands between a clock and its round in the name that clockKey gives.
const cycleMark = "#"

// immediate tells whether the promise allows no time: an alarm is to be taken at once, and sounds until it is.
func (p Promise) immediate() bool {
	return p.Within == 0 && p.Days == 0 && !p.SameDay && !p.Agreed
}

// Owed is when the first of what is still owed fell due, or falls: of what was broken, when that was, whatever has
// been promised since. It is zero where nothing is owed by a time.
func (t *Ticket) Owed(e *Estate) time.Time {
	var owed time.Time
	for _, r := range t.Clocks(e) {
		if !r.Open() {
			continue
		}
		due := r.Due
		if !r.Missed.IsZero() {
			due = soonest(due, r.Missed)
		}
		owed = earlier(owed, due)
	}
	return owed
}
