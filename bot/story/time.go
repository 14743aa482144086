package story

import (
	"context"
	"errors"
	"time"
)

// at is a time of day such as "14:00" on a day.
func (w *World) at(day time.Time, clock string) time.Time {
	w.T.Helper()
	hour, err := time.Parse("15:04", clock)
	if err != nil {
		w.T.Fatal(err)
	}
	year, month, date := day.In(Zone).Date()
	return time.Date(year, month, date, hour.Hour(), hour.Minute(), 0, 0, Zone)
}

// Now is desk time.
func (w *World) Now() time.Time { return w.clock.Now().In(Zone) }

// Clock is desk time as a clock on the wall shows it.
func (w *World) Clock() string { return w.Now().Format("15:04") }

// until is half past the next minute at which the clock shows that time: whatever is due in the minute's first
// half has come by then.
func (w *World) until(clock string) time.Duration {
	w.T.Helper()
	target := w.at(w.Now(), clock).Add(30 * time.Second)
	if target.Before(w.Now()) {
		target = target.AddDate(0, 0, 1)
	}
	return target.Sub(w.Now())
}

// Until lets time pass until the clock shows, and whatever comes with it has come.
func (w *World) Until(clock string) {
	w.T.Helper()
	w.Wait(w.until(clock))
}

// Wait lets so much time pass.
func (w *World) Wait(d time.Duration) {
	w.T.Helper()
	for until := time.Now().Add(d); ; {
		left := time.NewTimer(time.Until(until))
		select {
		case <-left.C:
			w.Quiet()
			return
		case <-w.power.off():
			left.Stop()
			w.comeBack()
		}
	}
}

// Advance moves the desk's clock on, as on the demo's page.
func (w *World) Advance(d time.Duration) {
	w.T.Helper()
	if err := w.App.Advance(context.Background(), d); err != nil {
		w.T.Fatal(err)
	}
	w.Quiet()
}

// Jump sets the machine's clock, forth or back, without a word to the desk. Within a quarter of a minute it has noticed.
func (w *World) Jump(by time.Duration) {
	w.T.Helper()
	w.clock.Advance(by)
	w.Wait(15 * time.Second)
}

// AdvanceUntil moves the desk's clock on until it shows, and whatever comes with it has come.
func (w *World) AdvanceUntil(clock string) {
	w.T.Helper()
	w.Advance(w.until(clock))
}

// patience is how long, in virtual time, a story waits for the desk to come to rest. Telegram's limits alone can
// take minutes.
const patience = time.Hour

// Quiet waits until the desk has done all that is to be done. Where the power is cut meanwhile, it is restored.
func (w *World) Quiet() {
	w.T.Helper()
	for {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		stop := make(chan struct{})
		off := w.power.off()
		go func() {
			select {
			case <-off:
				cancel()
			case <-stop:
			}
		}()
		err := w.App.Quiet(ctx)
		close(stop)
		cancel()
		switch {
		case w.power.isOff():
			w.comeBack()
		case errors.Is(err, context.DeadlineExceeded):
			w.T.Fatalf("at %s the desk does not come to rest; the log's warnings:\n%s", w.Clock(), w.log.warnings())
		case err != nil:
			w.T.Fatal(err)
		default:
			return
		}
	}
}
