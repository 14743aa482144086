package writer_test

import (
	"testing"
	"testing/synctest"
	"time"

	"frontdesk/bot/writer"
	"frontdesk/storage/chat"
)

func outcomes(rows ...chat.RowID) []chat.Outcome {
	all := make([]chat.Outcome, len(rows))
	for i, row := range rows {
		all[i] = chat.Outcome{Row: row, Result: chat.Sent}
	}
	return all
}

func TestOutcomesThatComeOneByOneShareACommit(t *testing.T) {
	inWorld(t, func(w *world) {
		w.writer.Outcomes(outcomes(1))
		time.Sleep(time.Millisecond)
		w.writer.Outcomes(outcomes(2))
		w.wantDone()
		time.Sleep(5 * time.Millisecond)
		w.wantDone("outcome 1", "outcome 2")
		if n := w.writer.Commits(); n != 1 {
			t.Errorf("%d commits", n)
		}
	})
}

func TestOutcomesDoNotHoldAnUpdateUp(t *testing.T) {
	inWorld(t, func(w *world) {
		w.writer.Outcomes(outcomes(1))
		synctest.Wait()
		began := time.Now()
		w.take(1)
		w.wantDone("update 1", "outcome 1")
		if took := time.Since(began); took > 0 {
			t.Errorf("waited %s", took)
		}
	})
}

func TestOutcomesBeyondOneTransactionAreNotForgotten(t *testing.T) {
	inWorld(t, func(w *world) {
		rows := make([]chat.RowID, 501)
		for i := range rows {
			rows[i] = chat.RowID(i + 1)
		}
		w.writer.Outcomes(outcomes(rows...))
		time.Sleep(20 * time.Millisecond)
		if n := len(w.done()); n != len(rows) {
			t.Errorf("%d outcomes were noted", n)
		}
	})
}

func TestUpdatesBeyondOneTransactionAreNotForgotten(t *testing.T) {
	inWorld(t, func(w *world) {
		var batch []writer.Raw
		for id := range int64(501) {
			batch = append(batch, updates(id+1)...)
		}
		if err := w.writer.Take(w.t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		if n := len(w.done()); n != len(batch) {
			t.Errorf("%d updates were handled", n)
		}
	})
}
