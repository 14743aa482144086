package desk

import (
	"slices"
	"time"
)

// Sounding is an audience that an alarm has sounded for, and since when.
type Sounding struct {
	To    Audience  `json:"to"`
	Since time.Time `json:"since"`
	Round int       `json:"round,omitempty"` // in which it did
}

// Alarmed are the desks beyond its own that the alarm has sounded for since it was last free to take, each once, in the
// order in which it first did.
func (t *Ticket) Alarmed() []Sounding {
	own := t.Desks()
	return slices.DeleteFunc(slices.Clone(t.Sounded), func(s Sounding) bool {
		return s.Round != t.Round || !Name(s.To).Valid() || slices.Contains(own, Name(s.To))
	})
}

// Unconfirmed reports whether an alarm is out that nobody has taken: whatever is promised for it is nobody's word.
func (t *Ticket) Unconfirmed() bool { return t.Out() && t.State == StateOpen }

// sounded remembers whom the alarm has sounded for.
func (t *Ticket) sounded(d ClockData, at time.Time) {
	if t.Kind != Emergency || d.Clock != ClockTake {
		return
	}
	for _, a := range d.To {
		if !slices.ContainsFunc(t.Sounded, func(s Sounding) bool { return s.To == a && s.Round == d.Cycle }) {
			t.Sounded = append(t.Sounded, Sounding{To: a, Since: at, Round: d.Cycle})
		}
	}
}
