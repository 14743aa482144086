package dialog

import (
	"maps"
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Standing is one dialog of a person as it is kept, for whoever checks or previews dialogs.
type Standing struct {
	Flow, Instance    string
	Version, Revision int
	// Step is the question that is asked, and Kind its kind.
	Step, Kind string
	// Screen is where the dialog stands.
	Screen chat.Slot
	// Asked are the questions that are asked as the answers stand, in order.
	Asked   []string
	Answers Answers
}

// Standings are the dialog that the person is asked now, nil where there is none, and those that wait, each as it goes
// on in this version.
func (e *Engine) Standings(tx *storage.Tx, who Who) (now *Standing, parked []Standing, err error) {
	b, err := e.open(tx, who)
	if err != nil {
		return nil, nil, err
	}
	if b.Active != nil {
		s := e.standing(tx, who, b.Active)
		now = &s
	}
	for _, s := range b.Parked {
		parked = append(parked, e.standing(tx, who, s))
	}
	return now, parked, nil
}

func (e *Engine) standing(tx *storage.Tx, who Who, s *session) Standing {
	st := Standing{
		Flow: s.Flow, Instance: s.Instance, Step: s.Step, Version: s.Version, Revision: s.Revision,
		Answers: maps.Clone(s.Answers), Screen: e.talk(tx, who, s).Screen(),
	}
	f, ok := e.flows[s.Flow]
	if !ok {
		return st
	}
	t := &Talk{Who: who, Tx: tx, Answers: maps.Clone(s.Answers), flow: f}
	for _, step := range f.all(t) {
		if step.name == s.Step {
			st.Kind = step.q.kind()
		}
		if f.asks(step, t) {
			st.Asked = append(st.Asked, step.name)
		}
	}
	return st
}

// Sampled prepares a dialog that is only looked at, as the flow says with Sample; ok is false where the flow does
// not ask this person at all, for which it leaves no answers, not even an empty set.
func (f *Flow) Sampled(t *Talk) (ok bool) {
	t.flow = f
	if f.sample != nil {
		f.sample(t)
	}
	return t.Answers != nil
}

// NotAsked says of a dialog that is only looked at that this person is never asked it.
func (t *Talk) NotAsked() { t.Answers = nil }

// Rehearsed is the dialog one version on, with the same steps: what a change of version does to answers that were
// given before can be tried with it.
func (f *Flow) Rehearsed(carry func(Answers) error) *Flow {
	g := *f
	g.version++
	g.migrations = maps.Clone(f.migrations)
	return g.Migrate(f.version, carry)
}

// Answered are the names of what has an answer, in order.
func (s Standing) Answered() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.Answers)), beside)
}

// Way is where a button of a dialog leads.
type Way int

// The ways.
const (
	Nowhere  Way = iota // it is no button of a dialog
	Onward              // it answers, or shows more to choose from
	Still               // it is a label
	Backward            // to the question before, or to go on later
	Outward             // out of the dialog
	Across              // to the beginning, or to another dialog
)

// Keeps reports whether a button goes on with what was answered before, or with nothing.
func Keeps(data string) bool {
	p, ok := parsePress(data)
	return ok && p.act == actNext
}

// WayOf tells where a button leads by what it carries.
func WayOf(data string) Way {
	p, ok := parsePress(data)
	if !ok {
		return Nowhere
	}
	switch p.act {
	case actNothing:
		return Still
	case actBack, actLater:
		return Backward
	case actCancel, actDrop:
		return Outward
	case actAnew, actResume:
		return Across
	}
	return Onward
}

// Follows reports why the dialog cannot take over from one of the given version and fingerprint, nil where it can.
func (f *Flow) Follows(version int, fingerprint string) error {
	return f.follows(version, fingerprint)
}
