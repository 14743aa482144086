package storage

import (
	"encoding/json"
	"errors"
	"testing"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestSessionIsOnePersonsInOneChatAndThread(t *testing.T) {
	w := newWorld(t)
	keys := []SessionKey{{Chat: 11, User: 11}, {Chat: -5, User: 11}, {Chat: -5, Thread: 3, User: 11}, {Chat: -5, Thread: 3, User: 12}}
	w.do(func(tx *Tx) error {
		for i, k := range keys {
			if err := tx.PutSession(k, []byte{byte('a' + i)}); err != nil {
				return err
			}
		}
		return nil
	})
	w.do(func(tx *Tx) error { return tx.PutSession(keys[2], nil) })
	w.read(func(r *Reader) error {
		found := map[SessionKey]string{}
		r.EachSession(func(k SessionKey, raw []byte) bool {
			found[k] = string(raw)
			return true
		})
		w.same("sessions", found, map[SessionKey]string{keys[0]: "a", keys[1]: "b", keys[3]: "d"})
		for k, raw := range found {
			w.same("session", string(r.Session(k)), raw)
		}
		if r.Session(keys[2]) != nil {
			t.Error("removed, and still there")
		}
		n := 0
		r.EachSession(func(SessionKey, []byte) bool { n++; return false })
		w.same("until told to stop", n, 1)
		return nil
	})
}

func TestDialogsHaveShortNumbersOfTheirOwn(t *testing.T) {
	w := newWorld(t)
	seen := map[string]bool{}
	w.do(func(tx *Tx) error {
		for range 1000 {
			id, err := tx.NextDialog()
			if err != nil || seen[id] || len(id) > 2 {
				t.Fatalf("%q, %v", id, err)
			}
			seen[id] = true
		}
		return nil
	})
}

func TestJobsAreKeptUntilTheyEnd(t *testing.T) {
	w := newWorld(t)
	args := chat.MemberArgs{Chat: -5, User: 7}
	effects := w.do(func(tx *Tx) error {
		if err := tx.QueueJob(chat.JobMember, args); err != nil {
			return err
		}
		return tx.QueueJob(chat.JobBackup, struct{}{})
	})
	jobs := func() (jobs []chat.Job) {
		w.read(func(r *Reader) (err error) { jobs, err = r.Jobs(); return err })
		return jobs
	}
	listed := jobs()
	w.same("handed on", effects.Jobs, listed)
	var back chat.MemberArgs
	if err := json.Unmarshal(listed[0].Args, &back); err != nil || back != args || !listed[0].Queued.Equal(start) {
		t.Errorf("%+v, %v", listed[0], err)
	}
	for _, known := range []bool{true, false} {
		w.do(func(tx *Tx) error {
			j, ok, err := tx.EndJob(listed[0].ID)
			w.same("ended", ok, known)
			if ok && j.Kind != chat.JobMember {
				t.Errorf("%+v", j)
			}
			return err
		})
	}
	w.same("left", jobs(), listed[1:])
	if err := w.db.Update(w.now, func(tx *Tx) error { return tx.QueueJob(chat.JobBackup, func() {}) }); err == nil {
		t.Error("a job is queued without its arguments")
	}
}

func TestAuditLogHasTheMomentOfItsTransaction(t *testing.T) {
	w := newWorld(t)
	e := Entry{By: wong, Role: "engineering", Action: "accept", Ticket: "R-1001", Chat: -5, Detail: "x"}
	for range 2 {
		w.do(func(tx *Tx) error { return tx.Audit(e) })
		w.now = minutes(1)
	}
	w.read(func(r *Reader) error {
		log, err := r.AuditLog()
		first, second := e, e
		first.At, second.At = start, minutes(1)
		w.same("log", log, []Entry{first, second})
		return err
	})
}

func TestPieceThatFailsIsCountedThenKept(t *testing.T) {
	w := newWorld(t)
	d := DeadLetter{Piece: "update 1234", Raw: []byte{0xff, 0, '{'}, Why: "cannot be read", At: start}
	for want := 1; want <= MaxTries; want++ {
		w.do(func(tx *Tx) error {
			n, err := tx.Tried(d.Piece)
			w.same("tries", n, want)
			return err
		})
	}
	w.do(func(tx *Tx) error {
		if err := tx.ForgetTries(d.Piece); err != nil {
			return err
		}
		n, err := tx.Tried(d.Piece)
		w.same("tries afterwards", n, 1)
		if err != nil {
			return err
		}
		return tx.PutDeadLetter(d)
	})
	w.read(func(r *Reader) error {
		letters, err := r.DeadLetters()
		w.same("letters", letters, []DeadLetter{d})
		return err
	})
}

func TestAlertsOfATicketAreFoundOldestFirst(t *testing.T) {
	w := newWorld(t)
	line := func(id desk.TicketID) desk.Alert {
		return desk.Alert{Ticket: id, Clock: desk.ClockTake, Level: 1, To: []desk.Audience{"supervisors"}, At: start, Due: start, Breach: true}
	}
	first := Alert{To: "supervisors", Chat: -5, At: start, Lines: []desk.Alert{line("R-1001"), line("R-1002"), line("R-1001")}}
	second := Alert{To: "managers", Chat: -6, At: start, Lines: []desk.Alert{line("R-1001")}}
	w.do(func(tx *Tx) error {
		if err := tx.PutAlert(&first); err != nil {
			return err
		}
		return tx.PutAlert(&second)
	})
	w.do(func(tx *Tx) error { return tx.PutAlert(&first) }) // again, as it is
	w.read(func(r *Reader) error {
		of, err := r.AlertsOf("R-1001")
		w.same("of the first", of, []*Alert{&first, &second})
		other, errOther := r.AlertsOf("R-1002")
		w.same("of the second", other, []*Alert{&first})
		none, errNone := r.AlertsOf("R-1003")
		w.same("of none", len(none), 0)
		one, ok, errOne := r.Alert(second.ID)
		w.same("alert", []any{one, ok}, []any{&second, true})
		if _, bad := r.AlertsOf("hello"); bad == nil {
			t.Error("no ticket has alerts")
		}
		return errors.Join(err, errOther, errNone, errOne)
	})
}

func TestSilencedAlertNoLongerStands(t *testing.T) {
	w := newWorld(t)
	a := Alert{To: "managers", Chat: -6, At: start, Lines: []desk.Alert{{Ticket: "E-1001"}}}
	for _, a.Silenced = range []bool{false, true, true} {
		w.do(func(tx *Tx) error { return tx.PutAlert(&a) })
		w.read(func(r *Reader) error {
			of, err := r.AlertsOf("E-1001")
			w.same("stands", len(of) == 1, !a.Silenced)
			kept, ok, errKept := r.Alert(a.ID)
			w.same("kept", []any{kept, ok}, []any{&a, true})
			return errors.Join(err, errKept)
		})
	}
}

func TestNoticesWaitForTheEndOfTheTransaction(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) error {
		tx.Notify("managers", desk.Alert{Ticket: "R-1"})
		tx.Notify("supervisors", desk.Alert{Ticket: "R-2"})
		w.same("notices", tx.Notices(), []Notice{
			{To: "managers", Line: desk.Alert{Ticket: "R-1"}}, {To: "supervisors", Line: desk.Alert{Ticket: "R-2"}},
		})
		w.same("taken", len(tx.Notices()), 0)
		return nil
	})
}

func TestEffectsAreGathered(t *testing.T) {
	w := newWorld(t)
	effects := w.do(func(tx *Tx) error {
		tx.Toast(chat.Toast{PressID: "p", Text: "done"})
		tx.ShowTyping(11)
		return nil
	})
	w.same("toasts", effects.Toasts, []chat.Toast{{PressID: "p", Text: "done"}})
	w.same("typing", effects.Typing, []desk.ChatID{11})
}

func TestDeskIsLinkedToOneGroup(t *testing.T) {
	w := newWorld(t)
	w.do(func(tx *Tx) error {
		for _, c := range []desk.ChatID{-5, -6} {
			if err := tx.Link(desk.Engineering, c); err != nil {
				return err
			}
		}
		return tx.Link(desk.Cleaning, -5)
	})
	w.read(func(r *Reader) error {
		c, ok := r.GroupOf(desk.Engineering)
		w.same("group", []any{c, ok}, []any{desk.ChatID(-6), true})
		w.same("desks", r.DesksIn(-5), []desk.Name{desk.Cleaning})
		if _, ok := r.GroupOf(desk.Lobby); ok {
			t.Error("a desk without a group has one")
		}
		return nil
	})
}
