package writer_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/writer"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

func TestOneCommitForABatch(t *testing.T) {
	inWorld(t, func(w *world) {
		before := w.faults.Commits()
		w.take(1, 2, 3, 4, 5)
		if n := w.faults.Commits() - before; n != 1 {
			t.Errorf("5 updates made %d commits, want 1", n)
		}
		w.wantDone("update 1", "update 2", "update 3", "update 4", "update 5")
	})
}

func TestAnUpdateThatComesAgainIsHandledOnce(t *testing.T) {
	inWorld(t, func(w *world) {
		w.take(3, 1)
		w.take(1, 2, 3)
		w.take(2, 1, 3)
		w.wantDone("update 3", "update 1", "update 2")
	})
}

func TestNothingToDoMakesNoCommit(t *testing.T) {
	inWorld(t, func(w *world) {
		w.take(1)
		before := w.faults.Commits()
		w.take(1)
		fired, err := w.writer.FireDue(w.t.Context())
		if err != nil || fired != 0 {
			t.Errorf("fired %d, %v", fired, err)
		}
		if n := w.faults.Commits() - before; n != 0 {
			t.Errorf("%d commits for nothing", n)
		}
	})
}

func TestTimersFireInOrderAndBeforeUpdates(t *testing.T) {
	inWorld(t, func(w *world) {
		now := time.Now()
		w.arm("b", now.Add(2*time.Minute))
		w.arm("a", now.Add(time.Minute))
		w.arm("later", now.Add(time.Hour))
		time.Sleep(5 * time.Minute)
		w.take(1)
		w.wantDone("timer a", "timer b", "update 1")
		w.view(func(r *storage.Reader) error {
			if _, set := r.Armed("test", "a"); set {
				t.Error("a timer that fired is still set")
			}
			return nil
		})
	})
}

func TestATimerThatAnotherDisarmsDoesNotFire(t *testing.T) {
	inWorld(t, func(w *world) {
		w.arm("a", time.Now())
		time.Sleep(time.Second)
		w.do(func(tx *storage.Tx) error { return tx.Disarm("test", "a") })
		w.wantDone("timer a") // it was due before the function ran
		w.arm("b", time.Now().Add(time.Hour))
		w.do(func(tx *storage.Tx) error { return tx.Disarm("test", "b") })
		time.Sleep(2 * time.Hour)
		fired, err := w.writer.FireDue(w.t.Context())
		if err != nil || fired != 0 {
			t.Errorf("fired %d, %v, want none", fired, err)
		}
	})
}

func TestFireDueTellsHowManyFired(t *testing.T) {
	inWorld(t, func(w *world) {
		for _, id := range []string{"a", "b", "c"} {
			w.arm(id, time.Now().Add(time.Minute))
		}
		time.Sleep(time.Minute)
		if fired, err := w.writer.FireDue(w.t.Context()); err != nil || fired != 3 {
			t.Errorf("fired %d, %v, want 3", fired, err)
		}
	})
}

func TestEffectsAndCallersWaitForTheCommit(t *testing.T) {
	inWorld(t, func(w *world) {
		w.faults.FailNext(1)
		taken := make(chan error)
		go func() { taken <- w.writer.Take(w.t.Context(), updates(1)) }()
		synctest.Wait()
		select {
		case err := <-taken:
			t.Fatalf("released before the commit: %v", err)
		default:
		}
		if len(w.handedOn()) != 0 {
			t.Fatal("effects handed on before the commit")
		}
		if err := <-taken; err != nil {
			t.Fatal(err)
		}
		if all := w.handedOn(); len(all) != 1 || len(all[0].Typing) != 1 {
			t.Errorf("effects %+v, want those of the one commit", all)
		}
		if w.atHandOn[0] != 1 {
			t.Error("effects were handed on before what caused them could be read")
		}
	})
}

func TestOutcomesAndResultsAreNotedAndSettled(t *testing.T) {
	inWorld(t, func(w *world) {
		w.do(func(tx *storage.Tx) error {
			return errors.Join(tx.Post(chat.Outgoing{Chat: 7}), tx.QueueJob(chat.JobCheck, nil))
		})
		caused := w.handedOn()[0]
		row := caused.Rows[0].Row
		w.writer.Outcomes([]chat.Outcome{{Row: row, Result: chat.Sent, Message: 5}})
		w.writer.Results(chat.JobResult{Job: caused.Jobs[0].ID, Kind: chat.JobCheck})
		synctest.Wait()
		w.wantDone("outcome 1", "job 1")
		w.stop()
		if len(w.settled) != 1 || w.settled[0] != row {
			t.Errorf("settled %v, want row %d", w.settled, row)
		}
		if w.writer.Busy() {
			t.Error("busy with nothing to do")
		}
	})
}

func TestAFunctionsFailureIsItsCallersAlone(t *testing.T) {
	inWorld(t, func(w *world) {
		err := w.writer.Do(w.t.Context(), func(tx *storage.Tx) error {
			return errors.Join(tx.Audit(storage.Entry{Action: "half done"}), errHandler)
		})
		if !errors.Is(err, errHandler) {
			t.Errorf("error %v, want the function's", err)
		}
		err = w.writer.Do(w.t.Context(), func(*storage.Tx) error { panic("a mistake") })
		if err == nil {
			t.Error("a panic is no success")
		}
		w.take(1)
		w.wantDone("update 1")
		if len(w.letters()) != 0 {
			t.Error("a function became a dead letter")
		}
	})
}

func TestWhatIsWaitingAtTheEndIsStillHandled(t *testing.T) {
	inWorld(t, func(w *world) {
		w.writer.Results(chat.JobResult{Job: 1})
		w.stop()
		w.wantDone("job 1")
		if err := w.writer.Take(w.t.Context(), updates(1)); !errors.Is(err, writer.ErrStopped) {
			t.Errorf("error %v, want that it has stopped", err)
		}
	})
}

func TestBeginRunsBeforeAnyTimer(t *testing.T) {
	inWorld(t, func(w *world) {
		w.arm("overdue", time.Now().Add(time.Minute))
		w.stop()
		time.Sleep(time.Hour)
		again := writer.New(w.db, w.flows, time.Now, w.after, decode, quiet())
		if err := again.Begin(w.t.Context(), func(tx *storage.Tx) error {
			return tx.Audit(storage.Entry{Action: "begun"})
		}); err != nil {
			t.Fatal(err)
		}
		w.writer = again
		w.start()
		if _, err := again.FireDue(w.t.Context()); err != nil {
			t.Fatal(err)
		}
		w.wantDone("begun", "timer overdue")
	})
}

func TestACallerThatLeavesTakesItsPieceBack(t *testing.T) {
	inWorld(t, func(w *world) {
		w.faults.FailNext(1000)
		ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
		defer cancel()
		if err := w.writer.Take(ctx, updates(1)); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("error %v, want the caller's own", err)
		}
		w.faults.FailNext(0)
		w.take(2)
		w.wantDone("update 2")
	})
}
