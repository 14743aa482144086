package flows

import (
	"time"

	"frontdesk/flows/report"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// The periodic jobs, by name.
const (
	// Reminders tells each desk on working days what may be forgotten.
	Reminders = "reminders"
	// Morning tells the managers every morning that the desk runs, and what is open.
	Morning = "morning"
	// EndOfDay tells each desk what is open past its day, and the managers how much.
	EndOfDay = "end-of-day"
	// MonthEnd tells the managers the figures of the month before.
	MonthEnd = "month-end"
	// Nightly checks the database, keeps a backup, and forgets what need not be remembered.
	Nightly = "nightly"
)

// Jobs are the periodic jobs with when they run unless the operator says otherwise, as five-field cron
// expressions in the estate's zone.
func Jobs() map[string]string {
	return map[string]string{
		Reminders: "0 9 * * *", Morning: "0 8 * * *", EndOfDay: "0 18 * * *", MonthEnd: "0 9 1 * *", Nightly: "30 3 * * *",
	}
}

// farthest is how far back the last of several missed moments is looked for: the longest that two of a monthly job
// can lie apart.
const farthest = 62 * 24 * time.Hour

// periodic runs a periodic job once, however many of its moments were missed, and sets the next. It runs for a moment
// only once, whatever the clock does.
func (d *Desk) periodic(tx *storage.Tx, t desk.Timer) error {
	s, ok := d.options.Schedules[t.ID]
	if !ok {
		return nil // the job is gone from the program: so is its timer
	}
	if err := tx.Arm(watch.Periodic, t.ID, s.Next(tx.Now())); err != nil {
		return err
	}
	counts := func(time.Time) bool { return true }
	if t.ID == Reminders {
		counts = func(at time.Time) bool { return report.RemindsOn(tx.Estate(), at) }
	}
	last, ok := latest(s, t.Due, tx.Now(), counts)
	if !ok {
		return nil
	}
	if first, err := tx.FireOnce(t.ID, last); err != nil || !first {
		return err
	}
	f := report.Firing{Due: last, Since: t.Due}
	switch t.ID {
	case Reminders:
		return report.Reminders(tx, d.options.Services, f)
	case Morning:
		return report.Morning(tx, d.options.Services, f)
	case EndOfDay:
		return report.EndOfDay(tx, d.options.Services, f)
	case MonthEnd:
		return report.MonthEnd(tx, f)
	case Nightly:
		return d.nightly(tx)
	}
	return nil
}

// latest is the last moment for which a job is to run of those from due until now, and whether there is one.
func latest(s Schedule, due, now time.Time, counts func(time.Time) bool) (last time.Time, ok bool) {
	at := due
	if far := now.Add(-farthest); due.Before(far) {
		if next := s.Next(far); !next.IsZero() && !next.After(now) {
			at = next
		}
	}
	for ; !at.IsZero() && !at.After(now); at = s.Next(at) {
		if counts(at) {
			last, ok = at, true
		}
	}
	return last, ok
}

func (d *Desk) nightly(tx *storage.Tx) error {
	if err := tx.QueueJob(chat.JobCheck, struct{}{}); err != nil {
		return err
	}
	if err := tx.QueueJob(chat.JobBackup, struct{}{}); err != nil {
		return err
	}
	for what := range forgotten {
		if err := tx.Arm(watch.Forget, what, tx.Now()); err != nil {
			return err
		}
	}
	return nil
}
