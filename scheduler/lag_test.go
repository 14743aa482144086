package scheduler

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// expectLag compares how far the loop is behind now, and was at worst.
func expectLag(t *testing.T, l *Loop, behind, worst time.Duration) {
	t.Helper()
	synctest.Wait()
	if b, w := l.Behind(), l.Worst(); b != behind || w != worst {
		t.Errorf("behind by %v, at worst %v; want %v and %v", b, w, behind, worst)
	}
}

func TestALoopThatHangsIsBehindWhileItDoesAndRemembersItForFiveMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(time.Minute)
		b.fail = func() error { time.Sleep(2 * time.Minute); return nil }
		l := running(t, System{}, b.next, b.fire)
		time.Sleep(time.Minute)
		expectLag(t, l, 0, 0)
		time.Sleep(45 * time.Second)
		expectLag(t, l, 45*time.Second, 45*time.Second)
		time.Sleep(75 * time.Second)
		expectLag(t, l, 0, 2*time.Minute)
		time.Sleep(5 * time.Minute)
		expectLag(t, l, 0, 2*time.Minute)
		time.Sleep(time.Second)
		expectLag(t, l, 0, 0)
	})
}

func TestFaultsOfStorageAreALag(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(time.Minute)
		broken := true
		b.fail = func() error {
			b.mu.Lock()
			defer b.mu.Unlock()
			if broken {
				return errors.New("the disk is full")
			}
			return nil
		}
		l := running(t, System{}, b.next, b.fire)
		time.Sleep(2 * time.Minute)
		expectLag(t, l, time.Minute, time.Minute)
		b.mu.Lock()
		broken = false
		b.mu.Unlock()
		time.Sleep(15 * time.Second)
		synctest.Wait()
		if behind, worst := l.Behind(), l.Worst(); behind != 0 || worst < time.Minute || worst > 75*time.Second {
			t.Errorf("behind by %v, at worst %v", behind, worst)
		}
	})
}

func TestMuchThatIsDueAtOnceIsALagOnlyWhereItTakesLong(t *testing.T) {
	for each, want := range map[time.Duration]time.Duration{time.Millisecond: 100 * time.Millisecond, time.Second: 100 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			b := newBook()
			for i := range 100 {
				b.arm(time.Minute + time.Duration(i))
			}
			b.fail = func() error { time.Sleep(each); return nil }
			l := running(t, System{}, b.next, b.fire)
			time.Sleep(5 * time.Minute)
			synctest.Wait()
			if worst := l.Worst(); worst.Round(time.Millisecond) != want {
				t.Errorf("at worst %v behind, want %v", worst, want)
			}
		})
	}
}

func TestALoopThatHasDiedIsFurtherAndFurtherBehind(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(time.Minute)
		l := NewLoop(System{}, b.next, b.fire, LoopOptions{})
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		l.Run(ctx)
		time.Sleep(time.Hour)
		expectLag(t, l, 59*time.Minute, 59*time.Minute)
	})
}

// TestDowntimeAndMovedClocksAreNoLag: whoever is told of one cannot do anything about it.
func TestDowntimeAndMovedClocksAreNoLag(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook(-30 * 24 * time.Hour)
		l := running(t, System{}, b.next, b.fire)
		b.expect(t, 0)
		expectLag(t, l, 0, 0)
	})
	for _, by := range []time.Duration{time.Hour, 365 * 24 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			clock := &jumping{}
			b := newBook(by)
			l := running(t, clock, b.next, b.fire)
			time.Sleep(20 * time.Second)
			clock.jump(by)
			time.Sleep(5 * time.Second)
			synctest.Wait()
			if behind := l.Behind(); behind > 15*time.Second {
				t.Errorf("behind by %v although the clock was moved", behind)
			}
			time.Sleep(15 * time.Second)
			synctest.Wait()
			if worst := l.Worst(); len(b.fired) != 1 || worst > 15*time.Second {
				t.Errorf("fired at %v, at worst %v behind", b.fired, worst)
			}
			clock.jump(-2 * by)
			time.Sleep(time.Minute)
			if worst := l.Worst(); worst > 15*time.Second {
				t.Errorf("at worst %v behind although the clock went back", worst)
			}
		})
	}
}

// TestAJumpOfTheClockFiresOnceAndLosesNothing goes forth and back by each: what has fired stays fired, and what was
// due later still comes.
func TestAJumpOfTheClockFiresOnceAndLosesNothing(t *testing.T) {
	for _, by := range []time.Duration{time.Hour, -time.Hour, 365 * 24 * time.Hour, -365 * 24 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			clock := &jumping{}
			b := newBook(30*time.Minute, 90*time.Minute)
			running(t, clock, b.next, b.fire)
			time.Sleep(40 * time.Minute)
			clock.jump(by)
			time.Sleep(15 * time.Second) // within which a jump is noticed
			synctest.Wait()
			if fired := len(b.fired); fired != 1 && by < 0 || fired != 2 && by > 0 {
				t.Errorf("after a jump of %v it has fired at %v", by, b.fired)
			}
			clock.jump(-by)
			time.Sleep(time.Hour)
			synctest.Wait()
			if len(b.fired) != 2 {
				t.Errorf("after a jump of %v and back it has fired at %v", by, b.fired)
			}
		})
	}
}
