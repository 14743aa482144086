package desk

import "time"

// CallOff ends an alarm that was pressed by mistake, as whoever pressed it says, also where somebody is on the way: staff
// may look in all the same, and the alarm can be sounded again. It stays on record as one that was withdrawn.
func (t *Ticket) CallOff(e *Estate, by Actor, now time.Time) error {
	if !t.Out() {
		return Refuse(NotNow, "ticket", t.ID)
	}
	t.withdraw(e, WithdrawnData{Why: Mistaken}, by, now)
	return nil
}

// CalledOff reports whether it is an alarm that was called off.
func (t *Ticket) CalledOff() bool { return t.Kind == Emergency && t.Withdrawn.Held() }
