package desk

import "time"

// TimerKind names the rule that a timer runs when it fires.
type TimerKind string

// Timer is a moment to come for one record: there is at most one for each kind and id. Firing re-reads the
// record and decides anew, so a timer that fires twice or late does no harm.
type Timer struct {
	Kind TimerKind
	ID   string
	Due  time.Time
}
