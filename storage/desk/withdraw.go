package desk

import (
	"encoding/json"
	"fmt"
	"time"
)

// EvWithdrawn tells that whoever a ticket is for does not want it any more.
const EvWithdrawn EventType = "withdrawn"

// The reasons that are not given in words.
const (
	WorksAgain = "works" // it has come right by itself
	NotNeeded  = "needless"
	Mistaken   = "mistake" // it should not have been opened
)

// WithdrawnData is why a ticket was withdrawn: one of the reasons, or in words.
type WithdrawnData struct {
	Why   string `json:"why,omitempty"`
	Words string `json:"words,omitempty"`
}

// MayWithdraw reports whether the ticket can still be withdrawn: an alarm is looked into whatever is said, and what is
// done is done.
func (t *Ticket) MayWithdraw() bool {
	return (t.Kind == Repair || t.Kind == Request) && t.legal(CantDo)
}

// Withdraw ends the ticket because whoever it is for does not want it any more. Its clocks stop; what was broken before
// stays so, even where the timer that was to note it has not fired yet.
func (t *Ticket) Withdraw(e *Estate, said WithdrawnData, by Actor, now time.Time) error {
	if !t.MayWithdraw() {
		return Refuse(NotNow, "ticket", t.ID)
	}
	t.withdraw(e, said, by, now)
	return nil
}

func (t *Ticket) withdraw(e *Estate, said WithdrawnData, by Actor, now time.Time) {
	for _, r := range t.Clocks(e) {
		if r.Start.IsZero() || !t.pausedUntil(r, now).IsZero() {
			continue
		}
		if b, ok := t.newBreach(r, now); ok {
			t.Breach(b, now)
		}
	}
	t.record(EvWithdrawn, by, now, said)
}

// Ended is when the ticket was over, zero while it is not.
func (t *Ticket) Ended() time.Time { return earlier(t.Answered.At, t.Withdrawn.At) }

func (t *Ticket) applyWithdrawn(e Event) error {
	var d WithdrawnData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read withdrawal: %w", err)
	}
	t.State, t.Withdrawn, t.WithdrawnFor = StateWithdrawn, Fact{At: e.At, By: e.By}, d
	t.endHold(e.At)
	return nil
}
