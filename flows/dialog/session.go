package dialog

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"frontdesk/storage"
)

// session is one dialog of one person, as it is kept.
type session struct {
	Instance string  `json:"i"`
	Flow     string  `json:"flow"`
	Version  int     `json:"v"`
	Step     string  `json:"step"`
	Answers  Answers `json:"answers"`
	// Stay keeps asking Step although it has an answer: the person came back to it, or more files may come.
	Stay     bool      `json:"stay,omitempty"`
	Revision int       `json:"rev"`
	Begun    time.Time `json:"begun"`
}

// book is all the dialogs of one person in one chat: the one that is asked now, and those that wait.
type book struct {
	Active *session   `json:"active,omitempty"`
	Parked []*session `json:"parked,omitempty"` // the last parked is the last in the list
}

// maxParked bounds what a person leaves unfinished; beyond it the oldest goes.
const maxParked = 5

func load(r *storage.Reader, k storage.SessionKey) (*book, error) {
	b := &book{}
	raw := r.Session(k)
	if raw == nil {
		return b, nil
	}
	if err := json.Unmarshal(raw, b); err != nil {
		return nil, fmt.Errorf("read dialogs of a person: %w", err)
	}
	return b, nil
}

func (b *book) save(tx *storage.Tx, k storage.SessionKey) error {
	if b.Active == nil && len(b.Parked) == 0 {
		return tx.PutSession(k, nil)
	}
	raw, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("keep dialogs of a person: %w", err)
	}
	return tx.PutSession(k, raw)
}

// park puts the dialog that is asked now aside.
func (b *book) park() {
	if b.Active == nil {
		return
	}
	b.Parked = append(b.Parked, b.Active)
	if len(b.Parked) > maxParked {
		b.Parked = b.Parked[1:]
	}
	b.Active = nil
}

// take makes the parked dialog of that instance the one that is asked; ok is false where it is gone.
func (b *book) take(instance string) bool {
	for i, s := range b.Parked {
		if s.Instance == instance {
			b.Parked = slices.Delete(b.Parked, i, i+1)
			b.park()
			b.Active = s
			return true
		}
	}
	return false
}

// drop forgets the dialog of that instance.
func (b *book) drop(instance string) {
	if b.Active != nil && b.Active.Instance == instance {
		b.Active = nil
	}
	b.Parked = slices.DeleteFunc(b.Parked, func(s *session) bool { return s.Instance == instance })
}

// find is a dialog of that flow, active or parked.
func (b *book) find(flow string) *session {
	if b.Active != nil && b.Active.Flow == flow {
		return b.Active
	}
	for _, s := range b.Parked {
		if s.Flow == flow {
			return s
		}
	}
	return nil
}

// answer keeps an answer and forgets those that depended on another one.
func (s *session) answer(f *Flow, step Step, raw json.RawMessage) {
	changed := string(s.Answers[step.name]) != string(raw)
	s.Answers[step.name] = raw
	if changed {
		s.forget(f, step.name)
	}
}

// forget drops the answers that come after the named one, and those after them.
func (s *session) forget(f *Flow, name string) {
	for _, other := range f.steps {
		if slices.Contains(other.after, name) && s.Answers.Has(other.name) {
			delete(s.Answers, other.name)
			s.forget(f, other.name)
		}
	}
}

// refresh drops the answers that no longer hold, and reports whether there were any.
func (s *session) refresh(t *Talk, f *Flow) bool {
	dropped := false
	for _, step := range f.steps {
		if step.holds != nil && s.Answers.Has(step.name) && f.asks(step, t) && !step.holds(t) {
			delete(s.Answers, step.name)
			s.forget(f, step.name)
			dropped = true
		}
	}
	return dropped
}

// unconfirm drops what was confirmed before something was asked anew.
func (s *session) unconfirm(f *Flow) {
	for _, step := range f.steps {
		if step.kind == confirm {
			delete(s.Answers, step.name)
		}
	}
}
