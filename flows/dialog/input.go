package dialog

import (
	"encoding/json"
	"errors"
	"maps"
	"unicode/utf8"

	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Input takes what a person wrote or sent as an answer to the question that is open; ok is false where none is
// asked, or, in a group, where it is no reply to a form of the person's own. What does not answer the question is kept
// where the dialog can use it, and the person is told.
func (e *Engine) Input(tx *storage.Tx, who Who, u chat.Update) (ok bool, err error) {
	b, err := e.open(tx, who)
	if err != nil {
		return false, err
	}
	if who.Group() {
		err = e.repliedTo(tx, who, b, u)
	}
	if err != nil || b.Active == nil {
		return false, err
	}
	f, known := e.flows[b.Active.Flow]
	if !known {
		return false, nil
	}
	s := b.Active
	t := e.talk(tx, who, s)
	step, known := f.step(t, s.Step)
	if !known {
		return true, e.ask(tx, who, b, f, screenNote{})
	}
	s.Listing = false
	before := maps.Clone(s.Answers)
	a := &asked{Talk: t, f: f, s: s, step: step}
	note, err := a.take(u)
	if err != nil {
		return true, err
	}
	if err := a.noteChanges(before); err != nil {
		return true, err
	}
	return true, e.ask(tx, who, b, f, note)
}

// noteChanges does what the flow does with every answer that is another than before.
func (a *asked) noteChanges(before Answers) error {
	for _, st := range a.f.all(a.Talk) {
		if string(before[st.name]) != string(a.Answers[st.name]) {
			if err := a.f.note(a.Talk, st.name); err != nil {
				return err
			}
		}
	}
	return nil
}

// take works out what the input answers: the question itself, or another one that wants its kind.
func (a *asked) take(u chat.Update) (screenNote, error) {
	said := Clean(u.Text)
	if files := usable(u.Media); len(files) > 0 {
		return a.takeFiles(u, files, said)
	}
	if q, ok := a.step.q.(takesSent); ok {
		if r, ok := q.sent(a, u); ok {
			return a.keep(u, r)
		}
	}
	if target, ok := a.f.first(a.Talk, takesPlace); ok && u.Location != nil {
		return a.keepPlace(u, target)
	}
	if said == "" {
		return screenNote{key: "dialog.cannot-use"}, nil
	}
	return a.hear(u, said)
}

// hear takes words as an answer, or keeps them where they are none.
func (a *asked) hear(u chat.Update, said string) (screenNote, error) {
	r := a.step.q.said(a, said)
	if !r.words {
		return a.keep(u, r)
	}
	if target, ok := a.f.first(a.Talk, takesWords); ok && (target.given && !target.strays || a.stray(said)) {
		return a.keepWords(u, said)
	}
	if r.note.key != "" {
		return r.note, nil
	}
	return screenNote{key: "dialog.not-kept"}, nil
}

// keep keeps an answer with the message that gave it.
func (a *asked) keep(u chat.Update, r reply) (screenNote, error) {
	if r.view != nil {
		a.s.View = *r.view
	}
	if r.raw == nil {
		return r.note, nil
	}
	r.note = a.skipping(r.note)
	a.s.Stay = false
	a.s.answer(a.Talk, a.f, a.step, r.raw)
	from := []source{{Message: u.Message, Said: a.Answers.Text(a.step.name)}}
	err := a.Answers.setSources(a.step.name, from)
	if st, filled := a.fillTime(r.at); filled {
		r.note = understood(st.q.shown(a.Talk, st, a.Answers[st.name]))
		err = errors.Join(err, a.Answers.setSources(st.name, from))
	}
	return r.note, err
}

// takesPlace reports whether the step takes points on the map that answer no question.
func takesPlace(s Step) bool { return is[location](s) && s.given }

// keepPlace keeps a point on the map that does not answer the question.
func (a *asked) keepPlace(u chat.Update, target Step) (screenNote, error) {
	if err := a.Answers.SetFrom(target.name, point(*u.Location), u.Message); err != nil {
		return screenNote{}, err
	}
	a.s.forget(a.Talk, a.f, target.name)
	return screenNote{key: "dialog.place-noted"}, nil
}

// keepWords keeps words that do not answer the question as part of the dialog's description, if it has one that takes
// them.
func (a *asked) keepWords(u chat.Update, said string) (screenNote, error) {
	target, ok := a.f.first(a.Talk, takesWords)
	if !ok {
		return screenNote{key: "dialog.not-kept"}, nil
	}
	whole := said
	if before := a.Answers.Text(target.name); before != "" {
		whole = before + "\n" + said
	}
	if n := utf8.RuneCountInString(whole); target.max > 0 && n > target.max {
		return screenNote{key: "dialog.too-long", args: []any{"max", target.max, "n", n}}, nil
	}
	raw, err := json.Marshal(whole)
	if err != nil {
		return screenNote{}, err
	}
	from := append(a.Answers.sources(target.name), source{Message: u.Message, Said: said})
	a.s.answer(a.Talk, a.f, target, raw)
	note := screenNote{key: "dialog.words-kept", args: []any{"text", shorten(said)}}
	return note, a.Answers.setSources(target.name, from)
}
