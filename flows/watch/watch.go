// Package watch is what a timer does: it re-reads the record, decides anew, and sets the next moment. It must
// never rely on having fired on time, or only once.
package watch

import (
	"time"

	"frontdesk/flows/people"
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
	// Redate draws what is shown of open tickets anew when a day begins, a part at a time; its id is the desk and the
	// ticket after which to go on, "" for the day itself.
	Redate desk.TimerKind = "redate"
	// Forget forgets, a part at a time, what need not be remembered.
	Forget desk.TimerKind = "forget"
)

// Fire climbs a ticket's ladder: what has come due is recorded once and told to whom the level names. What is
// due together is bundled at the end of the transaction.
func Fire(tx *storage.Tx, id desk.TicketID) error {
	t, ok, err := tx.Ticket(id)
	if err != nil || !ok {
		return err
	}
	e, now := tx.Estate(), tx.Now()
	t.RunOut(now)
	for _, l := range t.Lapses(e, now) {
		t.Lapse(l, now)
	}
	alerts, breaches, _ := t.Climb(e, now)
	for _, b := range breaches {
		t.Breach(b, now)
	}
	for _, a := range alerts {
		if err := raise(tx, t, a); err != nil {
			return err
		}
	}
	for _, r := range t.Renewals(e, now) {
		t.Renew(r, now)
	}
	if len(t.Fresh()) == 0 {
		return Arm(tx, t)
	}
	return tx.PutTicket(t) // its timer is armed anew with everything else that follows
}

// raise raises an alert, and where nobody of its level can be reached, the level above with it.
func raise(tx *storage.Tx, t *desk.Ticket, a desk.Alert) error {
	for !t.HasRaised(a) {
		t.Raised(a, tx.Now())
		heard, told, err := tell(tx, t, a)
		if err != nil || heard {
			return err
		}
		above, more := t.Above(tx.Estate(), a)
		if !more {
			if !told { // whoever stands in for the managers is somebody
				tx.Notify(desk.Audience(desk.Managers), a)
			}
			return nil
		}
		a = above
	}
	return nil
}

// tell has everybody told whom the alert names. Heard is whether any of them is reached, told whether anybody is, be
// it in their place.
func tell(tx *storage.Tx, t *desk.Ticket, a desk.Alert) (heard, told bool, err error) {
	for _, to := range a.To {
		chats, itself, err := people.Audience(&tx.Reader, to, t)
		if err != nil {
			return false, false, err
		}
		heard, told = heard || itself, told || len(chats) > 0
		tx.Notify(to, a)
	}
	return heard, told, nil
}

// Unheard raises the level above an alert that did not reach its chat, unless somebody else of its level is reached.
func Unheard(tx *storage.Tx, line desk.Alert) error {
	t, ok, err := tx.Ticket(line.Ticket)
	if err != nil || !ok {
		return err
	}
	for _, to := range line.To {
		if _, heard, err := people.Audience(&tx.Reader, to, t); err != nil || heard {
			return err
		}
	}
	above, more := t.Above(tx.Estate(), line)
	if !more {
		return nil
	}
	if err := raise(tx, t, above); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// Arm sets the ticket's timer to the next moment at which one of its clocks has something to say.
func Arm(tx *storage.Tx, t *desk.Ticket) error {
	alerts, breaches, next := t.Climb(tx.Estate(), tx.Now())
	if ends := t.HoldEnds(); !ends.IsZero() && (next.IsZero() || ends.Before(next)) {
		next = ends
	}
	if renews := t.RenewsAt(tx.Estate(), tx.Now()); !renews.IsZero() && (next.IsZero() || renews.Before(next)) {
		next = renews
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
