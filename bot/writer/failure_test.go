package writer_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/writer"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/kv"
)

func TestAFailingPieceIsIsolatedAndItsNeighboursAreCommitted(t *testing.T) {
	inWorld(t, func(w *world) {
		w.flows.fail["update 2"] = errHandler
		w.take(1, 2, 3)
		w.wantDone("update 1", "buried update 2", "update 3")
	})
}

func TestThreeFailuresMakeADeadLetterWithTheRawBytes(t *testing.T) {
	for name, set := range map[string]func(*scribe){
		"failure": func(s *scribe) { s.fail["update 2"] = errHandler },
		"panic":   func(s *scribe) { s.panics["update 2"] = true },
	} {
		t.Run(name, func(t *testing.T) {
			inWorld(t, func(w *world) {
				set(w.flows)
				w.take(2)
				letters := w.letters()
				if len(letters) != 1 || string(letters[0].Raw) != `{"update_id":2}` || letters[0].Piece != "update 2" {
					t.Fatalf("dead letters %+v", letters)
				}
				if strings.Contains(letters[0].Why, "\n") || letters[0].Why == "" {
					t.Errorf("why %q, want one line", letters[0].Why)
				}
				tries := 0
				for _, what := range w.flows.asked {
					if what == "update 2" {
						tries++
					}
				}
				if tries != storage.MaxTries+1 { // once in the batch, where it might have been another's fault
					t.Errorf("tried %d times", tries)
				}
				w.take(2)
				w.wantDone("buried update 2")
			})
		})
	}
}

func TestDamagedJSONIsADeadLetter(t *testing.T) {
	inWorld(t, func(w *world) {
		batch := append(updates(1), writer.Raw{ID: 2, JSON: []byte(`{"update_id":`)})
		if err := w.writer.Take(w.t.Context(), append(batch, updates(3)...)); err != nil {
			t.Fatal(err)
		}
		w.wantDone("update 1", "buried update 2", "update 3")
		if l := w.letters(); len(l) != 1 || string(l[0].Raw) != `{"update_id":` {
			t.Errorf("dead letters %+v", l)
		}
	})
}

func TestWhenEverythingFailsTheLettersAreStillKept(t *testing.T) {
	inWorld(t, func(w *world) {
		w.flows.fail["end"] = errHandler
		w.take(1, 2)
		if letters := w.letters(); len(letters) != 2 {
			t.Errorf("dead letters %+v, want both updates", letters)
		}
		w.wantDone()
	})
}

func TestATimerThatFailsIsToldAndFiresAnotherTime(t *testing.T) {
	inWorld(t, func(w *world) {
		soon := time.Now().Add(time.Second)
		w.arm("bad", soon)
		w.arm("good", soon)
		w.flows.panics["timer bad"] = true
		time.Sleep(time.Second)
		if _, err := w.writer.FireDue(w.t.Context()); err != nil {
			t.Fatal(err)
		}
		done := w.done()
		if !slices.Contains(done, "timer good") || len(w.letters()) != 1 {
			t.Errorf("done %v, dead letters %v", done, w.letters())
		}
		if fired, err := w.writer.FireDue(w.t.Context()); err != nil || fired != 0 {
			t.Errorf("fired %d more, %v", fired, err)
		}
		w.flows.panics["timer bad"] = false
		time.Sleep(time.Hour)
		if fired, err := w.writer.FireDue(w.t.Context()); err != nil || fired != 1 || !slices.Contains(w.done(), "timer bad") {
			t.Errorf("an hour later fired %d, %v", fired, err)
		}
	})
}

func TestAnOutcomeThatFailsFreesItsChat(t *testing.T) {
	inWorld(t, func(w *world) {
		w.do(func(tx *storage.Tx) error { return tx.Post(chat.Outgoing{Chat: 7}) })
		w.flows.fail["outcome 1"] = errHandler
		w.writer.Outcomes([]chat.Outcome{{Row: 1, Result: chat.Sent, Message: 5}})
		w.do(func(*storage.Tx) error { return nil })
		w.view(func(r *storage.Reader) error {
			if r.QueueLength(10) != 0 {
				t.Error("the row waits still, and would be sent again")
			}
			return nil
		})
		w.stop()
		if !slices.Contains(w.settled, 1) {
			t.Error("the sender was not told that the row needs no waiting for")
		}
	})
}

func TestBurialThatFailsStillKeepsTheLetter(t *testing.T) {
	inWorld(t, func(w *world) {
		w.flows.fail["update 1"] = errHandler
		w.flows.panics["buried update 1"] = true
		w.take(1, 2)
		w.wantDone("update 2")
		if len(w.letters()) != 1 {
			t.Errorf("dead letters %+v", w.letters())
		}
	})
}

func TestAStorageFaultMakesNoDeadLetterAndResumes(t *testing.T) {
	inWorld(t, func(w *world) {
		w.arm("a", time.Now().Add(time.Second))
		time.Sleep(time.Second)
		w.faults.FailNext(20)
		began := time.Now()
		w.take(1, 2)
		if time.Since(began) < 10*time.Second {
			t.Errorf("tried 20 times within %s: no back-off", time.Since(began))
		}
		w.wantDone("timer a", "update 1", "update 2")
		if len(w.letters()) != 0 {
			t.Errorf("dead letters %+v", w.letters())
		}
		w.stop()
		lines := strings.Count(w.log.String(), "\n")
		if lines != 2 {
			t.Errorf("%d lines in the log, want one when it begins and one when it ends:\n%s", lines, w.log)
		}
	})
}

func TestAFaultMetByAHandlerIsNotHeldAgainstIt(t *testing.T) {
	inWorld(t, func(w *world) {
		w.flows.fail["update 1"] = fmt.Errorf("put: %w", kv.ErrStorage)
		taken := make(chan error, 1)
		go func() { taken <- w.writer.Take(w.t.Context(), updates(1)) }()
		time.Sleep(time.Minute)
		w.flows.mu.Lock()
		delete(w.flows.fail, "update 1")
		w.flows.mu.Unlock()
		if err := <-taken; err != nil {
			t.Fatal(err)
		}
		w.wantDone("update 1")
	})
}

func TestAStorageFaultWhileTryingOneByOne(t *testing.T) {
	for at := 1; at <= 9; at++ {
		t.Run(fmt.Sprint(at), func(t *testing.T) {
			inWorld(t, func(w *world) {
				w.flows.fail["update 2"] = errHandler
				w.faults.FailAt(at)
				w.take(1, 2, 3)
				w.wantDone("update 1", "buried update 2", "update 3")
				if len(w.letters()) != 1 {
					t.Errorf("dead letters %+v", w.letters())
				}
			})
		})
	}
}

func TestACommitKeptInSpiteOfAFaultIsHandledOnceAndReadAnew(t *testing.T) {
	inWorld(t, func(w *world) {
		w.faults.LoseNext(1)
		w.take(1)
		w.wantDone("update 1")
		all := w.handedOn()
		if last := all[len(all)-1]; !last.Rekeyed {
			t.Error("nobody is told to read the queue anew, although its rows were never handed on")
		}
	})
}

func TestAPieceThatFailsOnceIsForgiven(t *testing.T) {
	inWorld(t, func(w *world) {
		failures := 0
		w.do(func(*storage.Tx) error { return nil })
		err := w.writer.Do(w.t.Context(), func(tx *storage.Tx) error {
			if failures++; failures == 1 {
				return errHandler
			}
			return nil
		})
		if !errors.Is(err, errHandler) || failures != 1 {
			t.Errorf("a function that failed was run %d times, error %v", failures, err)
		}
	})
}
