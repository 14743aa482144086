package flows_test

import (
	"testing"
	"time"

	"frontdesk/flows"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/watch"
	"frontdesk/storage"
)

func TestAClockThatWasAheadDoesNotSilenceThePeriodicJobs(t *testing.T) {
	w := flowstest.New(t, "14:00")
	due := func() (due time.Time) {
		w.View(func(r *storage.Reader) error {
			due, _ = r.Armed(watch.Periodic, flows.Morning)
			return nil
		})
		return due
	}
	start := func() {
		w.Do(func(tx *storage.Tx) error {
			_, err := w.Desk().Start(tx)
			return err
		})
	}
	right := due()
	w.Jump(3 * 365 * 24 * time.Hour)
	if !due().After(right) {
		t.Fatal("the job did not run by the wrong clock")
	}
	w.Jump(-3 * 365 * 24 * time.Hour)
	start()
	if !due().Equal(right) {
		t.Errorf("due %s, want %s", due(), right)
	}
	w.Wait(time.Hour)
	start() // a start later on changes nothing
	if !due().Equal(right) {
		t.Errorf("due %s after another start, want %s", due(), right)
	}
}
