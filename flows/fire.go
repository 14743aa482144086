package flows

import (
	"fmt"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/report"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// The periodic jobs, by name.
const (
	// Morning tells the managers every morning that the desk runs, and what is open.
	Morning = "morning"
	// Nightly checks the database, keeps a backup, and forgets what need not be remembered.
	Nightly = "nightly"
)

// Jobs are the periodic jobs with when they run unless the operator says otherwise, as five-field cron
// expressions in the estate's zone.
func Jobs() map[string]string {
	return map[string]string{Morning: "0 8 * * *", Nightly: "30 3 * * *"}
}

// Fire does what a timer is for.
func (d *Desk) Fire(tx *storage.Tx, t desk.Timer) error {
	switch t.Kind {
	case watch.Ticket:
		return watch.Fire(tx, desk.TicketID(t.ID))
	case watch.Periodic:
		return d.periodic(tx, t)
	case dialog.Timer:
		return d.dialogs.Fire(tx, t.ID)
	case watch.Deal:
		return d.follow.Deal(tx, t.ID)
	case watch.Pulse:
		return pulse(tx)
	case watch.Forget:
		return d.forget(tx)
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

// periodic runs a periodic job once, however many runs were missed, and sets the next.
func (d *Desk) periodic(tx *storage.Tx, t desk.Timer) error {
	s, ok := d.options.Schedules[t.ID]
	if !ok {
		return nil // the job is gone from the program: so is its timer
	}
	if err := tx.Arm(watch.Periodic, t.ID, s.Next(tx.Now())); err != nil {
		return err
	}
	switch t.ID {
	case Morning:
		return report.Morning(tx)
	case Nightly:
		return d.nightly(tx)
	}
	return nil
}

func (d *Desk) nightly(tx *storage.Tx) error {
	if err := tx.QueueJob(chat.JobCheck, struct{}{}); err != nil {
		return err
	}
	if err := tx.QueueJob(chat.JobBackup, struct{}{}); err != nil {
		return err
	}
	return tx.Arm(watch.Forget, "seen", tx.Now())
}

// forgetAtOnce is how many remembered updates are looked at in one transaction.
const forgetAtOnce = 2000

// forget forgets updates that are too old to come again, a part at a time.
func (d *Desk) forget(tx *storage.Tx) error {
	round, err := tx.ForgetSeen(forgetAtOnce)
	if err != nil || round {
		return err
	}
	return tx.Arm(watch.Forget, "seen", tx.Now())
}
