package dialog

import (
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Settle ends a person's dialog of that name in their private chat where there is no reason to ask any more: one that is
// asked shows why, one that waits is dropped.
func (e *Engine) Settle(tx *storage.Tx, u desk.UserID, flow string) error {
	f, known := e.flows[flow]
	if !known {
		return nil
	}
	who := Who{SessionKey: storage.SessionKey{Chat: u.Private(), User: u}}
	if err := e.recognize(tx, &who); err != nil {
		return err
	}
	b, err := e.open(tx, who)
	if err != nil {
		return err
	}
	for _, s := range b.sessions() {
		switch {
		case s.Flow != flow || f.goes(e.talk(tx, who, s)):
		case s == b.Active:
			return e.finish(tx, who, b, f)
		default:
			b.drop(s.Instance)
			return e.save(tx, who, b)
		}
	}
	return nil
}

// Redraw shows the question that a person is asked in a dialog of that name in their private chat as it reads now, in the
// message that asks it.
func (e *Engine) Redraw(tx *storage.Tx, u desk.UserID, flow string, l chat.Lane) error {
	f, known := e.flows[flow]
	who := Who{SessionKey: storage.SessionKey{Chat: u.Private(), User: u}}
	if err := e.recognize(tx, &who); err != nil {
		return err
	}
	b, err := e.open(tx, who)
	if err != nil || !known || b.Active == nil || b.Active.Flow != flow || tx.Showing(Screen(who.Chat)) != "" {
		return err
	}
	t := e.talk(tx, who, b.Active)
	step, open := f.step(t, b.Active.Step)
	if !open || !f.goes(t) {
		return nil
	}
	a := &asked{Talk: t, f: f, s: b.Active, step: step}
	return tx.Show(chat.Outgoing{
		Op: chat.Refresh, Slot: a.Screen(), Chat: a.Chat, Thread: a.Thread, Lane: l, Content: a.render(screenNote{said: b.Active.Note, anew: b.Active.Anew}),
	})
}
