package flows

import (
	"fmt"
	"time"

	"frontdesk/flows/board"
	"frontdesk/flows/dialog"
	"frontdesk/flows/enrol"
	"frontdesk/flows/gather"
	"frontdesk/flows/oncall"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Fire does what a timer is for.
func (d *Desk) Fire(tx *storage.Tx, t desk.Timer) error {
	switch t.Kind {
	case watch.Ticket:
		return watch.Fire(tx, desk.TicketID(t.ID))
	case watch.Periodic:
		return d.periodic(tx, t)
	case watch.Deal:
		return d.follow.Deal(tx, t.ID)
	case watch.Redate:
		return d.follow.Redate(tx, t.ID)
	case watch.Pulse:
		return pulse(tx)
	case watch.Forget:
		return d.forget(tx, t.ID)
	case board.Timer:
		return board.Board{Services: d.options.Services}.Fire(tx, t.ID)
	case dialog.Timer:
		return d.dialogs.Fire(tx, t.ID)
	case enrol.JoinTimer:
		return d.joins.Fire(tx, t.ID)
	case oncall.Timer:
		return d.oncall.Fire(tx, t.ID)
	case gather.Timer:
		ready, err := gather.Fire(tx, t.ID)
		if err != nil {
			return err
		}
		return d.takeEach(tx, ready)
	}
	return fmt.Errorf("fire timer %s %s: nobody knows that kind", t.Kind, t.ID)
}

// pulseEvery is how often the desk notes that it is alive.
const pulseEvery = time.Hour

func pulse(tx *storage.Tx) error {
	if err := tx.NoteAlive(); err != nil {
		return err
	}
	return tx.Arm(watch.Pulse, "", tx.Now().Add(pulseEvery))
}

// forgetAtOnce is how many records are looked at in one transaction.
const forgetAtOnce = 2000

// forgotten is what need not be remembered for ever: updates that are too old to come again, wrong codes of an hour
// ago, and what old messages were about and where they stand. Each goes a part at a time, and reports when it is through.
var forgotten = map[string]func(*storage.Tx) (round bool, err error){
	"seen":     func(tx *storage.Tx) (bool, error) { return tx.ForgetSeen(forgetAtOnce) },
	"guesses":  func(tx *storage.Tx) (bool, error) { return tx.ForgetGuesses(forgetAtOnce, enrol.GuessWindow) },
	"messages": func(tx *storage.Tx) (bool, error) { return tx.ForgetRefs(forgetAtOnce) },
	"slots":    func(tx *storage.Tx) (bool, error) { return tx.ForgetSlots(forgetAtOnce) },
}

// forget forgets a part of what is named, and comes back for the rest.
func (d *Desk) forget(tx *storage.Tx, what string) error {
	part, ok := forgotten[what]
	if !ok {
		return fmt.Errorf("forget %s: nobody knows what that is", what)
	}
	round, err := part(tx)
	if err != nil || round {
		return err
	}
	return tx.Arm(watch.Forget, what, tx.Now())
}
