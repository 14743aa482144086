package dialog

import (
	"errors"
	"slices"
	"strings"
)

// facts are the answers that no question asks for: what the dialog is about, and what was sent beforehand.
func (s *session) facts(f *Flow) Answers {
	facts := Answers{}
	for name, raw := range s.Answers {
		if step, asked := f.declared(strings.TrimPrefix(name, mark)); !asked && !f.formed(name) || step.given {
			facts[name] = raw
		}
	}
	return facts
}

// choseOther reports whether something else was chosen in the dialog than is given.
func (s *session) choseOther(f *Flow, given Answers) bool {
	for name, raw := range given {
		if step, ok := f.declared(name); ok && is[choice](step) && s.Answers.Given(name) && string(s.Answers[name]) != string(raw) {
			return true
		}
	}
	return false
}

// about reports whether the dialog is about what is given: where a fact that no step has differs, it is about
// something else.
func (s *session) about(f *Flow, given Answers) bool {
	for name, raw := range given {
		if _, step := f.declared(name); !step && !beside(name) && string(s.Answers[name]) != string(raw) {
			return false
		}
	}
	return true
}

// add adds what is given to what the dialog has: words below words, files after files, anything else where
// there is no answer yet.
func (s *session) add(t *Talk, f *Flow, given Answers) error {
	for name, raw := range given {
		if beside(name) {
			continue
		}
		from := append(s.Answers.sources(name), given.sources(name)...)
		step, _ := f.step(t, name)
		held := string(s.Answers[name])
		var err error
		switch {
		case is[words](step) && s.Answers.Text(name) != "":
			err = s.Answers.Set(name, added(s.Answers.Text(name), given.Text(name)))
		case is[media](step) && len(s.Answers.Media(name)) > 0:
			err = s.Answers.Set(name, append(slices.Clip(s.Answers.Media(name)), given.Media(name)...))
		case held == "" || held == null || held == `""`:
			s.Answers[name] = raw
		default:
			continue
		}
		if err = errors.Join(err, s.Answers.setSources(name, from)); err != nil {
			return err
		}
		if string(s.Answers[name]) != held {
			s.forget(t, f, name)
		}
	}
	return nil
}

// formed reports whether the name is that of a form's field.
func (f *Flow) formed(name string) bool {
	form, _, ok := strings.Cut(strings.TrimPrefix(name, mark), ".")
	_, declared := f.declared(form)
	return ok && declared
}

// added puts words below those that are there, unless they are there already.
func added(held, said string) string {
	if said == "" || strings.HasSuffix("\n"+held, "\n"+said) {
		return held
	}
	return held + "\n" + said
}

// unfinished is what is said where the person comes back to the dialog by its first door. One that goes on
// whether or not its questions are answered just asks them, as does one in which nothing was said.
func (s *session) unfinished(f *Flow) screenNote {
	if f.left != nil || s.blank() {
		return screenNote{}
	}
	return screenNote{key: "dialog.unfinished", anew: true}
}
