// Package watch is what a timer does: it re-reads the record, decides anew, and sets the next moment. It must
// never rely on having fired on time, or only once.
package watch

import (
	"time"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// The timers.
const (
	// Ticket watches one ticket's clocks.
	Ticket desk.TimerKind = "ticket"
	// Periodic is one of the periodic jobs, by name.
	Periodic desk.TimerKind = "cron"
	// Pulse notes that the desk is alive, so that a long downtime can be told from a quiet day.
	Pulse desk.TimerKind = "pulse"
	// Deal shows a desk's open cards where the desk is now, a part at a time; its id is the desk and the
	// ticket after which to go on.
	Deal desk.TimerKind = "deal"
	// Forget forgets, a part at a time, what need not be remembered.
	Forget desk.TimerKind = "forget"
)

// Fire climbs a ticket's ladder: what has come due is recorded once and told to whom the rung names. What is
// due together is bundled at the end of the transaction.
func Fire(tx *storage.Tx, id desk.TicketID) error {
	t, ok, err := tx.Ticket(id)
	if err != nil || !ok {
		return err
	}
	now := tx.Now()
	resumed := t.RunOut(now)
	alerts, breaches, _ := t.Climb(tx.Estate(), now)
	for _, b := range breaches {
		t.Breach(b, now)
	}
	for _, a := range alerts {
		t.Raised(a, now)
		for _, to := range a.To {
			tx.Notify(to, a)
		}
	}
	if len(alerts)+len(breaches) == 0 && !resumed {
		return Arm(tx, t)
	}
	return tx.PutTicket(t) // its timer is armed anew with everything else that follows
}

// Arm sets the ticket's timer to the next moment at which one of its clocks has something to say.
func Arm(tx *storage.Tx, t *desk.Ticket) error {
	alerts, breaches, next := t.Climb(tx.Estate(), tx.Now())
	if ends := t.HoldEnds(); !ends.IsZero() && (next.IsZero() || ends.Before(next)) {
		next = ends
	}
	if len(alerts)+len(breaches) > 0 {
		next = tx.Now()
	}
	if t.Over() && len(breaches) == 0 {
		next = time.Time{}
	}
	return tx.Arm(Ticket, string(t.ID), next)
}

// DealAnew has the open cards of every desk in a group shown there: a desk has moved, or can be reached again.
func DealAnew(tx *storage.Tx, c desk.ChatID) error {
	for _, n := range tx.DesksIn(c) {
		if err := tx.Arm(Deal, string(n)+"/", tx.Now()); err != nil {
			return err
		}
	}
	return nil
}
