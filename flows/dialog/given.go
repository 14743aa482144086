package dialog

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// facts are the answers that no question asks for: what the dialog is about, and what was sent beforehand.
func (s *session) facts(f *Flow) Answers {
	facts := Answers{}
	for name, raw := range s.Answers {
		if step, asked := f.step(name); !asked || step.given {
			facts[name] = raw
		}
	}
	return facts
}

// about reports whether the dialog is about what is given: where a fact that no step has differs, it is about
// something else.
func (s *session) about(f *Flow, given Answers) bool {
	for name, raw := range given {
		if _, step := f.step(name); !step && string(s.Answers[name]) != string(raw) {
			return false
		}
	}
	return true
}

// add adds what is given to what the dialog has: words below words, files after files, anything else where
// there is no answer yet.
func (s *session) add(f *Flow, given Answers) error {
	t := Talk{Answers: s.Answers}
	for name, raw := range given {
		step, _ := f.step(name)
		var sum any
		switch held := s.Answers[name]; {
		case step.kind == words && t.Answers.Text(name) != "":
			sum = added(t.Answers.Text(name), Answers{name: raw}.Text(name))
		case step.kind == media && len(t.Answers.Media(name)) > 0:
			sum = append(slices.Clip(t.Answers.Media(name)), Answers{name: raw}.Media(name)...)
		case held == nil || string(held) == "null" || string(held) == `""`:
			s.Answers[name] = raw
			continue
		default:
			continue
		}
		whole, err := json.Marshal(sum)
		if err != nil {
			return fmt.Errorf("add to answer %s: %w", name, err)
		}
		s.Answers[name] = whole
	}
	return nil
}

// added puts words below those that are there, unless they are there already.
func added(held, said string) string {
	if said == "" || strings.HasSuffix("\n"+held, "\n"+said) {
		return held
	}
	return held + "\n" + said
}

// unfinished is what is said where the person comes back to the dialog by its first door. One that goes on
// whether or not its questions are answered just asks them.
func (f *Flow) unfinished() screenNote {
	if f.left != nil {
		return screenNote{}
	}
	return screenNote{key: "dialog.unfinished", anew: true}
}
