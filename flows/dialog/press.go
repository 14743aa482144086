package dialog

import (
	"encoding/json"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Press answers a press on a dialog's button. A button of a screen that has moved on says so and shows the
// screen as it is now; one that was pressed twice does nothing more.
func (e *Engine) Press(tx *storage.Tx, who Who, u chat.Update) error {
	p, ok := parsePress(u.Data)
	if !ok {
		return e.stale(tx, who, u, "dialog.forged")
	}
	b, err := load(&tx.Reader, who.SessionKey)
	if err != nil {
		return err
	}
	if p.act == actResume {
		return e.resume(tx, who, b, p, u)
	}
	s := b.Active
	if s == nil || s.Instance != p.instance {
		return e.stale(tx, who, u, "dialog.over")
	}
	f, ok := e.flows[s.Flow]
	if !ok {
		return e.stale(tx, who, u, "dialog.over")
	}
	if p.revision != s.Revision {
		if p.revision == s.Revision-1 { // pressed twice before the screen had changed
			tx.Toast(chat.Toast{PressID: u.PressID})
			return nil
		}
		tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, "dialog.old")})
		return e.ask(tx, who, b, f, screenNote{})
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return e.act(tx, who, b, f, p)
}

// stale answers a press that has nothing to act on: it says so and shows what is open now. A screen that has
// changed since under the same message is left as it is.
func (e *Engine) stale(tx *storage.Tx, who Who, u chat.Update, key string) error {
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key)})
	b, err := load(&tx.Reader, who.SessionKey)
	if err != nil {
		return err
	}
	if b.Active != nil {
		if f, ok := e.flows[b.Active.Flow]; ok {
			return e.ask(tx, who, b, f, screenNote{})
		}
	}
	place, shown, err := tx.Place(Screen(who.Chat))
	if err != nil || shown && place.Message == u.Message {
		return err
	}
	return e.home(tx, who, "")
}

func (e *Engine) resume(tx *storage.Tx, who Who, b *book, p press, u chat.Update) error {
	if b.Active != nil && b.Active.Instance == p.instance || b.take(p.instance) {
		if f, ok := e.flows[b.Active.Flow]; ok {
			tx.Toast(chat.Toast{PressID: u.PressID})
			return e.ask(tx, who, b, f, screenNote{})
		}
	}
	return e.stale(tx, who, u, "dialog.over")
}

func (e *Engine) act(tx *storage.Tx, who Who, b *book, f *Flow, p press) error {
	switch p.act {
	case actCancel:
		return e.leave(tx, who, b)
	case actBack:
		return e.back(tx, who, b, f)
	case actAnew:
		fresh, err := e.begin(tx, f, b.Active.facts(f))
		if err != nil {
			return err
		}
		b.Active = fresh
		return e.ask(tx, who, b, f, screenNote{})
	case actPick, actNext:
		return e.pick(tx, who, b, f, p)
	}
	return e.ask(tx, who, b, f, screenNote{key: "dialog.use-buttons"})
}

// leave ends the dialog that is asked.
func (e *Engine) leave(tx *storage.Tx, who Who, b *book) error {
	s := b.Active
	b.Active = nil
	if err := b.save(tx, who.SessionKey); err != nil {
		return err
	}
	if f, ok := e.flows[s.Flow]; ok && f.left != nil {
		return f.left(&Talk{Who: who, Tx: tx, Answers: s.Answers})
	}
	return e.home(tx, who, "dialog.cancelled")
}

// back shows the question before, with its answer. Before the first there is the first screen, where the
// dialog can be gone on with.
func (e *Engine) back(tx *storage.Tx, who Who, b *book, f *Flow) error {
	s := b.Active
	before, ok := f.before(&Talk{Who: who, Tx: tx, Answers: s.Answers}, s.Step)
	if !ok {
		b.park()
		if err := b.save(tx, who.SessionKey); err != nil {
			return err
		}
		return e.home(tx, who, "")
	}
	s.Step, s.Stay = before, true
	return e.ask(tx, who, b, f, screenNote{})
}

func (e *Engine) pick(tx *storage.Tx, who Who, b *book, f *Flow, p press) error {
	s := b.Active
	t := &Talk{Who: who, Tx: tx, Answers: s.Answers}
	step, _ := f.step(s.Step)
	raw, ok := picked(t, step, p)
	if !ok {
		return e.ask(tx, who, b, f, screenNote{key: "dialog.use-buttons"})
	}
	s.Stay = false
	s.answer(f, step, raw)
	if err := f.note(t, step.name); err != nil {
		return err
	}
	return e.ask(tx, who, b, f, screenNote{})
}

// picked is the answer that a press gives to the question; ok is false where the question has no such answer.
func picked(t *Talk, step Step, p press) (raw json.RawMessage, ok bool) {
	if p.act == actNext {
		if kept := t.Answers[step.name]; kept != nil && string(kept) != "null" {
			return kept, true
		}
		return json.RawMessage("null"), step.optional
	}
	switch step.kind {
	case confirm:
		return json.RawMessage("true"), true
	case choice:
		for _, o := range step.options(t) {
			if o.Value == p.arg {
				raw, err := json.Marshal(o.Value)
				return raw, err == nil
			}
		}
	}
	return nil, false
}
