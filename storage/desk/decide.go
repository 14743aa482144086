package desk

import (
	"slices"
	"time"
)

// Decides reports whether a decision is promised: the ticket ends with what was asked for approved, or refused.
func (t *Ticket) Decides() bool {
	return slices.ContainsFunc(t.Promises, func(p Promise) bool { return p.Clock == ClockApprove })
}

// Decline ends the ticket with what was asked for refused, for the reason, which the tenant is told.
func (t *Ticket) Decline(reason string, by Actor, now time.Time) error {
	if !t.Decides() {
		return Refuse(NotNow, "ticket", t.ID)
	}
	return t.act(Decline, EvDone, by, now, DoneData{Declined: reason})
}
