package desk

import (
	"slices"
	"strings"
	"time"
)

// Move is how a ticket came to another desk: it was found to be that desk's.
type Move struct {
	From Name      `json:"from"`
	To   Name      `json:"to"`
	At   time.Time `json:"at"`
	By   Actor     `json:"by"`
	// Round is the round in which it was moved, which ended with that.
	Round int `json:"round,omitempty"`
}

// move gives the ticket to another desk. Its card is free there, with a round of its own; whoever had it, or had any of
// its clocks in hand, has not any more.
func (t *Ticket) move(to Name, e Event) {
	t.Moves = append(slices.Clip(t.Moves), Move{From: t.Desk, To: to, At: e.At, By: e.By, Round: t.Round})
	t.letGo()
	t.Desk = to
	t.Round++
	t.Free = e.At
	t.State, t.Holder, t.TakenBy, t.Taken, t.Refusal = StateOpen, Actor{}, Actor{}, time.Time{}, ""
}

// letGo takes what is still owed out of the hands of whoever had it in hand.
func (t *Ticket) letGo() {
	for key := range t.Acked {
		name, _, _ := strings.Cut(key, "#")
		if c := Clock(name); key == clockKey(c, t.cycle(c)) && t.met(c).IsZero() {
			delete(t.Acked, key)
			delete(t.Seen, key)
		}
	}
}

// MovedIn is the move that ended a round; ok is false where none did.
func (t *Ticket) MovedIn(round int) (m Move, ok bool) {
	for _, m := range t.Moves {
		if m.Round == round {
			return m, true
		}
	}
	return Move{}, false
}
