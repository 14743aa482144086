package dialog

import (
	"errors"
	"fmt"

	"frontdesk/flows/text"
)

// Flow is one declared dialog. Its texts stand in the area of its name: the title under "title", each
// question under the step's name.
type Flow struct {
	name    string
	version int
	steps   []Step
	each    func(*Talk, string) error
	done    func(*Talk) error
	left    func(*Talk) error
}

// New declares a dialog. The version is raised when a step changes its meaning; answers are kept by name.
func New(name string, version int, steps ...Step) *Flow {
	return &Flow{name: name, version: version, steps: steps}
}

// Done says what is done once the last question is answered. It runs in the transaction of that answer.
func (f *Flow) Done(fn func(*Talk) error) *Flow {
	f.done = fn
	return f
}

// Each says what is done with every answer as soon as it is given, beside keeping it.
func (f *Flow) Each(fn func(t *Talk, step string) error) *Flow {
	f.each = fn
	return f
}

// Left says what is shown when the person cancels, where that does not undo what the dialog has caused.
func (f *Flow) Left(fn func(*Talk) error) *Flow {
	f.left = fn
	return f
}

// Name is the flow's name, which is also the area of its texts.
func (f *Flow) Name() string { return f.name }

// Check reports what is wrong with the declaration: a step named twice, a missing text, no ending.
func (f *Flow) Check() error {
	var faults []error
	if f.done == nil {
		faults = append(faults, fmt.Errorf("dialog %s: nothing is done at its end", f.name))
	}
	if !text.Has(f.name + ".title") {
		faults = append(faults, fmt.Errorf("dialog %s: no text %s.title", f.name, f.name))
	}
	known := map[string]bool{}
	for _, s := range f.steps {
		if known[s.name] {
			faults = append(faults, fmt.Errorf("dialog %s: two steps are named %s", f.name, s.name))
		}
		known[s.name] = true
		if !s.given && !text.Has(f.key(s)) {
			faults = append(faults, fmt.Errorf("dialog %s: no text %s", f.name, f.key(s)))
		}
		for _, d := range s.after {
			if !known[d] {
				faults = append(faults, fmt.Errorf("dialog %s: %s comes after %s, which is not before it", f.name, s.name, d))
			}
		}
	}
	return errors.Join(faults...)
}

func (f *Flow) key(s Step) string { return f.name + "." + s.name }

func (f *Flow) step(name string) (Step, bool) {
	for _, s := range f.steps {
		if s.name == name {
			return s, true
		}
	}
	return Step{}, false
}

// note does what the flow does with every answer.
func (f *Flow) note(t *Talk, step string) error {
	if f.each == nil {
		return nil
	}
	return f.each(t, step)
}

// open is the first step that still needs an answer; ok is false where none does.
func (f *Flow) open(t *Talk) (Step, bool) {
	for _, s := range f.steps {
		if !t.Answers.Has(s.name) && f.asks(s, t) {
			return s, true
		}
	}
	return Step{}, false
}

func (f *Flow) asks(s Step, t *Talk) bool { return !s.given && (s.when == nil || s.when(t)) }

// before is the question before the named one; ok is false at the first.
func (f *Flow) before(t *Talk, name string) (step string, ok bool) {
	for _, s := range f.steps {
		if s.name == name {
			break
		}
		if f.asks(s, t) && t.Answers.Has(s.name) {
			step, ok = s.name, true
		}
	}
	return step, ok
}

// first is the first step of the kind that asks for it.
func (f *Flow) first(k kind, t *Talk) (Step, bool) {
	for _, s := range f.steps {
		if s.kind == k && (s.when == nil || s.when(t)) {
			return s, true
		}
	}
	return Step{}, false
}
