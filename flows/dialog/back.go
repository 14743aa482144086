package dialog

import (
	"slices"

	"frontdesk/storage"
)

// back goes up where the person has gone into a question; otherwise it shows the question before, with its
// answer, or the summary, where the person came from there. Before the first there is the first screen, where the
// dialog can be gone on with.
func (e *Engine) back(tx *storage.Tx, who Who, b *book, f *Flow) error {
	s := b.Active
	t := e.talk(tx, who, s)
	step, _ := f.step(t, s.Step)
	if s.up(&asked{Talk: t, f: f, s: s, step: step}) {
		return e.ask(tx, who, b, f, screenNote{})
	}
	if s.Return {
		s.Stay, s.Return = false, false
		return e.ask(tx, who, b, f, screenNote{})
	}
	before, ok := f.before(t, s.Step)
	if !ok && who.Group() { // there is no first screen to go on from
		return e.leave(tx, who, b)
	}
	if !ok {
		b.park()
		if err := e.save(tx, who, b); err != nil {
			return err
		}
		return e.home(tx, who, "")
	}
	s.goTo(before)
	s.Stay = true
	return e.ask(tx, who, b, f, screenNote{})
}

// hasLevels is a question that people go into level by level.
type hasLevels interface {
	// above is the view that leads to the one given.
	above(a *asked) view
}

// up leaves the part of a question that the person has gone into; ok is false where they are at its beginning.
// Pages, and the months of a sheet, are no parts: they have buttons of their own.
func (s *session) up(a *asked) (ok bool) {
	if s.Listing {
		s.Listing, s.View = false, view{}
		return true
	}
	if q, ok := a.step.q.(hasLevels); ok && s.View.At+s.View.Find != "" {
		s.View = q.above(a)
		return true
	}
	if s.View.Find != "" {
		s.View = view{}
		return true
	}
	return false
}

// skipping says, to somebody who went back and answers, that the answers between are kept, and how to see them: what is
// asked next is the first question without an answer.
func (a *asked) skipping(note screenNote) screenNote {
	if note.key != "" || !a.s.Stay || a.s.Return {
		return note
	}
	past, kept := false, false
	for _, s := range a.f.all(a.Talk) {
		switch {
		case s.name == a.step.name:
			past = true
		case !past || !a.f.asks(s, a.Talk) || slices.Contains(s.after, a.step.name):
		case a.Answers.Has(s.name):
			kept = true
		case kept && !is[confirmation](s): // a summary shows them all
			return screenNote{key: "dialog.kept-between"}
		default:
			return note
		}
	}
	return note
}
