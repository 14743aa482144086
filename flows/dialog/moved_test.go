package dialog_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

func TestFormsGoAlongWithTheirGroup(t *testing.T) {
	var got []dialog.Answers
	other := dialog.New("repair", 1, dialog.Text("description")).Done(func(*dialog.Talk) error { return nil })
	w := newWorld(t, "14:00", visit(&got), other)
	const from, to desk.ChatID = -100, -200
	p, q := w.member(from, 2, desk.English), w.member(from, 1, desk.English)
	p.begins("repair")
	p.begins("visitor")
	p.presses("L-a")
	q.begins("visitor")
	w.do(func(tx *storage.Tx) error { return errors.Join(w.engine.Moved(tx, from, to), tx.Rekey(from, to)) })
	for _, who := range []*person{p, q} {
		who.Chat = to
	}
	if m := p.screen(); !strings.Contains(m.Text, "P2") || !strings.Contains(m.Text, "Who") {
		t.Errorf("the form stands as\n%s", m)
	}
	if n := len(w.rooms[to]); n != 3 {
		t.Errorf("%d forms stand, want 3", n)
	}
	p.sends(chat.Update{Text: "Ho", ReplyTo: p.screen().id})
	if m := p.screen(); !strings.Contains(m.Text, "How many") {
		t.Errorf("after a reply it stands as\n%s", m)
	}
	m, _ := w.rooms[to][0].button("L-b")
	q.pressesOn(w.rooms[to][0].id, m.Data)
	w.view(func(r *storage.Reader) error {
		r.EachSession(func(k storage.SessionKey, _ []byte) bool {
			if k.Chat != to {
				t.Errorf("a session stays in %d", k.Chat)
			}
			return true
		})
		for _, timer := range r.DueTimers(100) {
			t.Errorf("timer %v", timer)
		}
		return nil
	})
	w.wait(11 * time.Minute)
	if m := w.rooms[to][len(w.rooms[to])-1]; !strings.Contains(m.Text, "have not finished") {
		t.Errorf("nobody is reminded where the group is now:\n%s", m)
	}
	w.do(func(tx *storage.Tx) error { // both signals tell of it
		return errors.Join(w.engine.Moved(tx, from, to), tx.Rekey(from, to))
	})
}
