package flowstest

import (
	"errors"
	"fmt"
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Message is the update with which the person sends something.
func (p *Person) Message(u chat.Update) chat.Update {
	p.w.message++
	p.w.update++
	u.ID, u.At, u.Message = p.w.update, p.w.Now, p.w.message
	u.Kind, u.Chat, u.From = chat.Message, p.Chat, p.sender()
	return u
}

// Press is the update with which the person presses what carries data.
func (p *Person) Press(m desk.MessageID, data string) chat.Update {
	p.w.press++
	p.w.update++
	return chat.Update{
		ID: p.w.update, At: p.w.Now, Kind: chat.Press, Chat: p.Chat, From: p.sender(), Message: m, Data: data,
		PressID: fmt.Sprint("press ", p.w.press),
	}
}

// Handled hands an update to the flows as the writer does: each once.
func (w *World) Handled(u chat.Update) func(*storage.Tx) error {
	return func(tx *storage.Tx) error {
		if tx.Seen(u.ID) {
			return nil
		}
		return errors.Join(w.desk.Handle(tx, u), tx.SetSeen(u.ID))
	}
}

// Together does what many people do in one transaction, and delivers what follows from it in as few as it can.
func (w *World) Together(acts ...func(*storage.Tx) error) {
	w.t.Helper()
	w.commit(func(tx *storage.Tx) error {
		for _, act := range acts {
			if err := act(tx); err != nil {
				return err
			}
		}
		return nil
	})
	for range maxRounds {
		if fired := w.fire(); !fired && (w.held || !w.deliverAll()) {
			return
		}
	}
	w.t.Fatal("the desk never comes to rest")
}

// deliverAll is deliver with all that is queued in one transaction.
func (w *World) deliverAll() bool {
	w.t.Helper()
	var rows []chat.Outgoing
	w.View(func(r *storage.Reader) error {
		return r.Waiting(func(o chat.Outgoing) { rows = append(rows, o) })
	})
	if len(rows) == 0 {
		return false
	}
	slices.SortStableFunc(rows, func(a, b chat.Outgoing) int { return int(a.Lane) - int(b.Lane) })
	outcomes := make([]chat.Outcome, len(rows))
	for i, row := range rows {
		outcomes[i] = w.send(row)
	}
	w.commit(func(tx *storage.Tx) error {
		for _, out := range outcomes {
			if err := w.desk.Delivered(tx, out); err != nil {
				return err
			}
		}
		return nil
	})
	return true
}

// Answered is what a press was answered with; ok is false where it was not, nor waits for an answer from outside.
func (w *World) Answered(press string) (t chat.Toast, ok bool) {
	t, ok = w.toasts[press]
	return t, ok || w.asking(press)
}

var errUndo = errors.New("it was only tried")

// Try does fn in a transaction that is taken back.
func (w *World) Try(fn func(*storage.Tx) error) {
	w.t.Helper()
	err := w.db.Update(w.Now, func(tx *storage.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		w.t.Fatal(err)
	}
}
