package dialog

import (
	"errors"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// screenNote is a line above the question: what was not understood, or what was kept.
type screenNote struct {
	key  string
	args []any
	anew bool // offer to begin from the start
	// and is a second line.
	and *screenNote
	// said is a line that was put into words before.
	said string
}

// ask shows the question that is open now, keeps the session, and ends the dialog where nothing is open.
func (e *Engine) ask(tx *storage.Tx, who Who, b *book, f *Flow, note screenNote) error {
	s := b.Active
	t := e.talk(tx, who, s)
	if s.refresh(t, f) {
		s.unconfirm(f) // it was something else
		if note.key == "" {
			note = screenNote{key: "dialog.no-longer"}
		}
	}
	step, open := f.step(t, s.Step)
	if !open || !s.Stay || !f.asks(step, t) {
		step, open = f.open(t)
	}
	if !open || !f.goes(t) {
		return e.finish(tx, who, b, f)
	}
	s.unconfirm(f)
	if s.Step != step.name {
		s.goTo(step.name)
	}
	s.Version = f.version
	s.Revision++
	s.Note, s.Anew = note.say(who.Language), note.anew
	s.Touched, s.Reminded, s.RemindedAt = tx.Now(), 0, time.Time{}
	if err := e.save(tx, who, b); err != nil {
		return err
	}
	return e.show(&asked{Talk: t, f: f, s: s, step: step}, note)
}

// show shows a question where the person's dialogs stand.
func (e *Engine) show(a *asked, note screenNote) error {
	return a.Tx.Show(chat.Outgoing{
		Slot: a.Screen(), Chat: a.Chat, Thread: a.Thread, Lane: chat.Conversation, Anew: true, Content: a.render(note),
	})
}

// again shows the question that is open once more, as it stands.
func (e *Engine) again(tx *storage.Tx, who Who, b *book, f *Flow) error {
	t := e.talk(tx, who, b.Active)
	step, ok := f.step(t, b.Active.Step)
	if !ok { // it is gone with the form that it was of
		return e.ask(tx, who, b, f, screenNote{})
	}
	return e.show(&asked{Talk: t, f: f, s: b.Active, step: step}, screenNote{})
}

// finish ends the dialog and does what it was for. The dialog is gone when that is done, in one transaction.
// Where it cannot be done any more, the person is told why, on the first screen.
func (e *Engine) finish(tx *storage.Tx, who Who, b *book, f *Flow) error {
	t := e.talk(tx, who, b.Active)
	b.Active = nil
	if err := errors.Join(e.save(tx, who, b), t.close("dialog.finished")); err != nil {
		return err
	}
	err := f.done(t)
	if refused, ok := errors.AsType[*desk.Error](err); ok {
		return e.first(t, "refusal."+string(refused.Code))
	}
	return err
}
