package dialog

import (
	"encoding/json"
	"slices"
	"time"
)

// session is one dialog of one person, as it is kept.
type session struct {
	Instance string  `json:"i"`
	Flow     string  `json:"flow"`
	Version  int     `json:"v"`
	Step     string  `json:"step"`
	Answers  Answers `json:"answers"`
	// Stay keeps asking Step although it has an answer: the person came back to it, or more files may come.
	Stay bool `json:"stay,omitempty"`
	// Return goes back to the summary, from which the person came to change this answer.
	Return bool `json:"return,omitempty"`
	// Listing shows which answers the summary can change.
	Listing bool `json:"listing,omitempty"`
	View    view `json:"view,omitzero"`
	// Note is what stands above the question as it was asked last, and Anew that beginning anew was offered with it.
	Note string `json:"note,omitempty"`
	Anew bool   `json:"anew,omitempty"`
	// Revision tells the screen that stands from those before it, which buttons carry.
	Revision int `json:"rev"`
	// Pressed is what the last button carried that did something: the same again is a press too many.
	Pressed string    `json:"pressed,omitempty"`
	Begun   time.Time `json:"begun"`
	// Touched is when the person last did something in it.
	Touched time.Time `json:"touched,omitzero"`
	// Reminded counts how often the person was reminded of it, last at RemindedAt.
	Reminded   int       `json:"reminded,omitempty"`
	RemindedAt time.Time `json:"reminded_at,omitzero"`
}

// answer keeps an answer and forgets those that depended on another one.
func (s *session) answer(t *Talk, f *Flow, step Step, raw json.RawMessage) {
	changed := string(s.Answers[step.name]) != string(raw)
	s.Answers[step.name] = raw
	if changed || step.anew && s.Return {
		delete(s.Answers, mark+step.name)
		s.forget(t, f, step.name)
	}
}

// forget drops the answers that come after the named one, and those after them.
func (s *session) forget(t *Talk, f *Flow, name string) {
	for _, other := range f.all(t) {
		if slices.Contains(other.after, name) && s.Answers.Has(other.name) {
			s.drop(other.name)
			s.forget(t, f, other.name)
		}
	}
}

func (s *session) drop(step string) {
	delete(s.Answers, step)
	delete(s.Answers, mark+step)
}

// refresh drops the answers that no longer hold, and reports whether there were any.
func (s *session) refresh(t *Talk, f *Flow) bool {
	dropped := false
	for _, step := range f.all(t) {
		if step.holds != nil && s.Answers.Given(step.name) && f.asks(step, t) && !step.holds(t) {
			s.drop(step.name)
			s.forget(t, f, step.name)
			dropped = true
		}
	}
	return dropped
}

// unconfirm drops what was confirmed before something was asked anew.
func (s *session) unconfirm(f *Flow) {
	for _, step := range f.steps {
		if is[confirmation](step) {
			delete(s.Answers, step.name)
		}
	}
}

// begun reports whether the person has answered anything.
func (s *session) answered(f *Flow) bool {
	for _, step := range f.steps {
		if step.given {
			continue
		}
		if step.fields != nil || s.Answers.Has(step.name) {
			return true
		}
	}
	return false
}

// blank reports whether nothing was said in the dialog, nor before it: whoever has only looked at it has left nothing
// unfinished.
func (s *session) blank() bool { return len(s.Answers) == 0 }

func (s *session) press(a act, arg string) string {
	return press{instance: s.Instance, revision: s.Revision, act: a, arg: arg}.String()
}
