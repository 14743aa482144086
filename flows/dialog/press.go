package dialog

import (
	"encoding/json"
	"errors"

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
	if toast, err := e.foreign(&tx.Reader, who, p); err != nil || toast != "" {
		tx.Toast(chat.Toast{PressID: u.PressID, Text: toast})
		return err
	}
	b, err := e.open(tx, who)
	if err != nil {
		return err
	}
	switch p.act {
	case actResume:
		return e.resume(tx, who, b, p, u)
	case actDrop:
		return e.dropped(tx, who, b, p, u)
	case actLater:
		tx.Toast(chat.Toast{PressID: u.PressID})
		b.park()
		if err := e.save(tx, who, b); err != nil || who.Group() {
			return err
		}
		return e.home(tx, who, "")
	}
	e.wake(b, p)
	s := b.Active
	if s == nil || s.Instance != p.instance {
		return e.elsewhere(tx, who, b, p, u)
	}
	f, ok := e.flows[s.Flow]
	if !ok {
		return e.stale(tx, who, u, "dialog.over")
	}
	if u.Data == s.Pressed { // pressed twice before the screen had changed
		tx.Toast(chat.Toast{PressID: u.PressID})
		return nil
	}
	if p.revision != s.Revision {
		tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, "dialog.old")})
		return e.again(tx, who, b, f)
	}
	return e.act(tx, who, b, f, p, u)
}

// wake makes a fleeting dialog the one that is asked whose screen still stands and is pressed.
func (e *Engine) wake(b *book, p press) {
	for _, s := range b.Parked {
		if f, known := e.flows[s.Flow]; known && f.fleeting && s.Instance == p.instance {
			b.take(p.instance)
			return
		}
	}
}

// elsewhere answers a press on a dialog that is not the one that is asked. In a group each form stands on its own,
// and goes on where it is pressed; on the one screen of a private chat it waits.
func (e *Engine) elsewhere(tx *storage.Tx, who Who, b *book, p press, u chat.Update) error {
	if !b.parked(p.instance) {
		return e.stale(tx, who, u, "dialog.over")
	}
	if who.Group() {
		return e.resume(tx, who, b, p, u)
	}
	return e.stale(tx, who, u, "dialog.aside")
}

// stale answers a press that has nothing to act on: it says so and shows what is open now. A screen that has
// changed since under the same message is left as it is.
func (e *Engine) stale(tx *storage.Tx, who Who, u chat.Update, key string) error {
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key)})
	b, err := e.open(tx, who)
	if err != nil {
		return err
	}
	if b.Active != nil {
		if f, ok := e.flows[b.Active.Flow]; ok {
			return e.again(tx, who, b, f)
		}
	}
	if who.Group() {
		return nil
	}
	place, shown, err := tx.Place(Screen(who.Chat))
	if err != nil || shown && place.Message == u.Message {
		return err
	}
	return e.home(tx, who, "")
}

// resume goes on with a dialog that was left.
func (e *Engine) resume(tx *storage.Tx, who Who, b *book, p press, u chat.Update) error {
	if b.Active != nil && b.Active.Instance == p.instance || b.take(p.instance) {
		if f, ok := e.flows[b.Active.Flow]; ok {
			tx.Toast(chat.Toast{PressID: u.PressID})
			return e.ask(tx, who, b, f, screenNote{})
		}
	}
	return e.gone(tx, who, b, u)
}

// gone answers a press on a reminder of what was forgotten meanwhile: the reminder leads nowhere any more, and gives
// way to the first screen.
func (e *Engine) gone(tx *storage.Tx, who Who, b *book, u chat.Update) error {
	if b.Active != nil || who.Group() || tx.Showing(Screen(who.Chat)) != "" {
		return e.stale(tx, who, u, "dialog.over")
	}
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, "dialog.over")})
	return e.home(tx, who, "")
}

// dropped forgets a dialog that was left.
func (e *Engine) dropped(tx *storage.Tx, who Who, b *book, p press, u chat.Update) error {
	s, ok := b.drop(p.instance)
	if !ok {
		return e.gone(tx, who, b, u)
	}
	if err := e.save(tx, who, b); err != nil {
		return err
	}
	if b.Active != nil && !who.Group() { // another is asked, whose screen that is
		if f, known := e.flows[b.Active.Flow]; known {
			tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, "dialog.cancelled")})
			return e.again(tx, who, b, f)
		}
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return e.first(e.talk(tx, who, s), "dialog.cancelled")
}

func (e *Engine) act(tx *storage.Tx, who Who, b *book, f *Flow, p press, u chat.Update) error {
	toast := chat.Toast{PressID: u.PressID}
	if p.act == actNothing {
		if p.arg != "" {
			toast.Text = text.Plain(who.Language, "dialog.shut")
		}
		tx.Toast(toast)
		return nil
	}
	tx.Toast(toast)
	b.Active.Pressed = u.Data
	switch p.act {
	case actCancel:
		return e.leave(tx, who, b)
	case actBack:
		return e.back(tx, who, b, f)
	case actAnew:
		if err := e.talk(tx, who, b.Active).comeDown(); err != nil {
			return err
		}
		fresh, err := e.begin(tx, who, f, b.Active.facts(f))
		if err != nil {
			return err
		}
		b.Active = fresh
		return e.ask(tx, who, b, f, screenNote{})
	}
	return e.pick(tx, who, b, f, p)
}

// leave ends the dialog that is asked.
func (e *Engine) leave(tx *storage.Tx, who Who, b *book) error {
	t := e.talk(tx, who, b.Active)
	b.Active = nil
	if err := e.save(tx, who, b); err != nil {
		return err
	}
	if t.flow == nil { // it is gone from the program
		return e.home(tx, who, "dialog.cancelled")
	}
	if t.flow.left != nil {
		if err := t.close("dialog.finished"); err != nil {
			return err
		}
		return t.flow.left(t)
	}
	if t.flow.instead != nil {
		return errors.Join(t.close("dialog.finished"), t.flow.instead(t))
	}
	return e.first(t, "dialog.cancelled")
}

// pick does what a press on one of the question's own buttons says.
func (e *Engine) pick(tx *storage.Tx, who Who, b *book, f *Flow, p press) error {
	s := b.Active
	t := e.talk(tx, who, s)
	step, ok := f.step(t, s.Step)
	if !ok {
		return e.ask(tx, who, b, f, screenNote{})
	}
	a := &asked{Talk: t, f: f, s: s, step: step}
	return e.heard(a, b, a.read(p))
}

// read is what a press means to the question.
func (a *asked) read(p press) reply {
	switch p.act {
	case actPick:
		if !a.s.Listing {
			return a.step.q.pressed(a, p.arg)
		}
	case actPage:
		return a.turned(p.arg)
	case actAll:
		return reply{view: &view{}}
	case actNext:
		if a.Answers.Given(a.step.name) {
			return reply{raw: a.Answers[a.step.name]}
		}
		if a.step.optional {
			return reply{raw: json.RawMessage(null)}
		}
	case actChange:
		if is[confirmation](a.step) {
			a.s.Listing = true
			return reply{view: &view{}}
		}
	case actEdit:
		if a.s.Listing && a.edit(p.arg) {
			return reply{view: &view{}}
		}
	}
	return refuse("dialog.use-buttons")
}

// heard keeps what came of a press or of words, and asks on.
func (e *Engine) heard(a *asked, b *book, r reply) error {
	if r.view != nil {
		a.s.View = *r.view
	}
	if r.raw != nil {
		r.note = a.skipping(r.note)
		a.s.Stay = false
		a.s.answer(a.Talk, a.f, a.step, r.raw)
		if err := a.f.note(a.Talk, a.step.name); err != nil {
			return err
		}
	}
	return e.ask(a.Tx, a.Who, b, a.f, r.note)
}
