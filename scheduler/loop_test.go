package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// book is a list of due moments, with what was fired and when, in desk time from the bubble's start.
type book struct {
	mu     sync.Mutex
	start  time.Time
	due    []time.Time
	fired  []time.Duration
	failed []time.Duration
	fail   func() error // before each firing
}

func newBook(due ...time.Duration) *book {
	b := &book{start: time.Now().UTC(), fail: func() error { return nil }}
	for _, d := range due {
		b.due = append(b.due, b.start.Add(d))
	}
	return b
}

func (b *book) next() (time.Time, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.due) == 0 {
		return time.Time{}, false
	}
	return slices.MinFunc(b.due, time.Time.Compare), true
}

// fire fires one timer a call.
func (b *book) fire(_ context.Context, now time.Time) (int, error) {
	if err := b.fail(); err != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.failed = append(b.failed, now.Sub(b.start))
		return 0, err
	}
	due, _ := b.next()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.due = slices.DeleteFunc(b.due, due.Equal)
	b.fired = append(b.fired, now.Sub(b.start))
	return 1, nil
}

func (b *book) arm(d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.due = append(b.due, b.start.Add(d))
}

func (b *book) expect(t *testing.T, want ...time.Duration) {
	t.Helper()
	synctest.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	if !slices.Equal(b.fired, want) {
		t.Errorf("fired at %v, want %v", b.fired, want)
	}
}

// running runs a loop until the test's end.
func running(t *testing.T, clock Clock, next Next, fire Fire) *Loop {
	l := NewLoop(clock, next, fire, LoopOptions{Logger: slog.New(slog.DiscardHandler)})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); l.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return l
}

func TestTimersFireWhenDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(time.Minute, time.Minute+time.Second, time.Hour)
		l := running(t, System{}, b.next, b.fire)
		time.Sleep(time.Minute - 1)
		b.expect(t)
		time.Sleep(time.Minute)
		b.expect(t, time.Minute, time.Minute+time.Second)
		time.Sleep(time.Hour)
		b.expect(t, time.Minute, time.Minute+time.Second, time.Hour)
		if l.Lag() != 0 {
			t.Errorf("lag %v", l.Lag())
		}
	})
}

func TestOverdueTimersFireAtOnceAndSayHowLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(-2*time.Hour, -time.Hour)
		l := running(t, System{}, b.next, b.fire)
		b.expect(t, 0, 0)
		if l.Lag() != time.Hour {
			t.Errorf("lag %v", l.Lag())
		}
	})
}

func TestNudgeWakesForAnEarlierTimer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(time.Hour)
		l := running(t, System{}, b.next, b.fire)
		synctest.Wait()
		b.arm(3 * time.Second)
		l.Nudge()
		l.Nudge()
		time.Sleep(3 * time.Second)
		b.expect(t, 3*time.Second)
	})
}

func TestTimerArmedWithoutANudgeFiresWithin15Seconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook()
		running(t, System{}, b.next, b.fire)
		synctest.Wait()
		b.arm(time.Second)
		time.Sleep(15 * time.Second)
		b.expect(t, 15*time.Second)
	})
}

func TestMovedClockFiresAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := &Movable{}
		b := newBook(time.Hour, 2*time.Hour)
		running(t, clock, b.next, b.fire)
		synctest.Wait()
		clock.Advance(time.Hour)
		b.expect(t, time.Hour)
		clock.Advance(-30 * time.Minute)
		time.Sleep(time.Hour)
		b.expect(t, time.Hour)
		time.Sleep(30 * time.Minute)
		b.expect(t, time.Hour, 2*time.Hour)
	})
}

// jumping is a clock that is set without a word.
type jumping struct {
	mu sync.Mutex
	by time.Duration
}

func (j *jumping) Now() time.Time {
	j.mu.Lock()
	defer j.mu.Unlock()
	return time.Now().UTC().Add(j.by)
}

func (j *jumping) jump(by time.Duration) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.by += by
}

func TestJumpOfTheClockIsNoticedWithin15Seconds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := &jumping{}
		b := newBook(365 * 24 * time.Hour)
		running(t, clock, b.next, b.fire)
		synctest.Wait()
		clock.jump(365 * 24 * time.Hour)
		time.Sleep(15 * time.Second)
		b.expect(t, 365*24*time.Hour+15*time.Second)
	})
}

func TestFailuresBackOffAndLoseNothing(t *testing.T) {
	for name, failure := range map[string]func() error{
		"error": func() error { return errors.New("storage fault") },
		"panic": func() error { panic("storage fault") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := newBook(time.Minute)
				tries, broken := 0, true
				b.fail = func() error {
					b.mu.Lock()
					tries++
					failing := broken
					b.mu.Unlock()
					if failing {
						return failure()
					}
					return nil
				}
				l := running(t, System{}, b.next, b.fire)
				for range 600 { // a commit a second nudges throughout
					time.Sleep(time.Second)
					l.Nudge()
				}
				synctest.Wait()
				b.mu.Lock()
				if tries < 9*60/15 || tries > 9*60/5+10 {
					t.Errorf("%d tries in nine minutes", tries)
				}
				broken = false
				b.mu.Unlock()
				time.Sleep(15 * time.Second)
				synctest.Wait()
				if len(b.fired) != 1 || l.Lag() < 9*time.Minute {
					t.Errorf("fired at %v, lag %v", b.fired, l.Lag())
				}
			})
		})
	}
}

func TestFiringNothingWhileSomethingIsDueDoesNotSpin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		due := time.Now()
		running(t, System{}, func() (time.Time, bool) { return due, true },
			func(context.Context, time.Time) (int, error) { calls++; return 0, nil })
		time.Sleep(time.Minute)
		synctest.Wait()
		if calls < 4 || calls > 25 {
			t.Errorf("%d calls in a minute", calls)
		}
	})
}

func TestPanicWhileLookingIsSurvived(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(0)
		looks := 0
		next := func() (time.Time, bool) {
			if looks++; looks == 1 {
				panic("index spoilt")
			}
			return b.next()
		}
		running(t, System{}, next, b.fire)
		time.Sleep(time.Second)
		synctest.Wait()
		if len(b.fired) != 1 {
			t.Errorf("fired at %v", b.fired)
		}
	})
}

func TestLastRunShowsADeadLoop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook()
		l := running(t, System{}, b.next, b.fire)
		if !l.LastRun().IsZero() {
			t.Error("ran before it began")
		}
		time.Sleep(time.Hour)
		synctest.Wait()
		if since := time.Since(l.LastRun()); since > 15*time.Second {
			t.Errorf("last run %v ago", since)
		}
		b.fail = func() error { return errors.New("storage fault") }
		b.arm(time.Hour)
		time.Sleep(time.Hour)
		if since := time.Since(l.LastRun()); since < time.Hour-15*time.Second {
			t.Errorf("last run %v ago while nothing fires", since)
		}
	})
}

// TestAdvancingStopsAtEachDueMoment also arms one on the way, and leaves one beyond the end alone.
func TestAdvancingStopsAtEachDueMoment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := &Movable{}
		b := newBook(10*time.Minute, 20*time.Minute, 24*time.Hour)
		l := running(t, clock, b.next, b.fire)
		armed := false
		settle := func(context.Context) error {
			synctest.Wait()
			if clock.Offset() == 10*time.Minute && !armed {
				armed = true
				b.arm(15 * time.Minute)
			}
			return nil
		}
		if err := l.Advance(t.Context(), clock, time.Hour, settle); err != nil {
			t.Fatal(err)
		}
		b.expect(t, 10*time.Minute, 15*time.Minute, 20*time.Minute)
		if clock.Offset() != time.Hour {
			t.Errorf("clock is %v ahead", clock.Offset())
		}
	})
}

func TestAdvancingStaysWhereItFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		clock := &Movable{}
		b := newBook(10*time.Minute, 20*time.Minute)
		l := NewLoop(clock, b.next, b.fire, LoopOptions{})
		refused := errors.New("refused")
		settle := func(context.Context) error {
			if len(b.fired) > 0 {
				return refused
			}
			return nil
		}
		if err := l.Advance(t.Context(), clock, time.Hour, settle); !errors.Is(err, refused) {
			t.Errorf("advance: %v", err)
		}
		if clock.Offset() != 10*time.Minute {
			t.Errorf("clock is %v ahead", clock.Offset())
		}
	})
}

func TestClocksTellUTC(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := &Movable{}
		changed := m.Changed()
		m.SetOffset(time.Hour)
		select {
		case <-changed:
		default:
			t.Error("nobody was told")
		}
		m.Advance(time.Minute)
		if got := m.Now().Sub(System{}.Now()); got != time.Hour+time.Minute || m.Offset() != got {
			t.Errorf("clock is %v ahead, says %v", got, m.Offset())
		}
		if m.Now().Location() != time.UTC || (System{}).Now().Location() != time.UTC {
			t.Error("not in UTC")
		}
	})
}
