package dialog

import (
	"encoding/json"
	"fmt"
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// book is all the dialogs of one person in one chat: the one that is asked now, and those that wait.
type book struct {
	Active *session   `json:"active,omitempty"`
	Parked []*session `json:"parked,omitempty"` // the last parked is the last in the list
	// Name and Language are the person's when they were last heard, for whom the office does not know.
	Name     string        `json:"name,omitempty"`
	Language desk.Language `json:"language,omitempty"`
	// Keys says that a key lies under the person's text box.
	Keys bool `json:"keys,omitempty"`
}

// maxParked bounds what a person leaves unfinished; beyond it the oldest goes. Of most dialogs a person has one.
const maxParked = 12

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

// open reads a person's dialogs, those of older versions carried into today's.
func (e *Engine) open(tx *storage.Tx, who Who) (*book, error) {
	b, err := load(&tx.Reader, who.SessionKey)
	if err != nil {
		return nil, err
	}
	b.Name, b.Language = who.Name, who.Language
	for _, s := range b.sessions() {
		f, known := e.flows[s.Flow]
		if !known { // it may come back before the dialog is too old
			continue
		}
		if err := s.upgrade(e.talk(tx, who, s), f); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// save keeps a person's dialogs, with the moment at which to look at them again.
func (e *Engine) save(tx *storage.Tx, who Who, b *book) error {
	if err := e.keys(tx, who, b); err != nil {
		return err
	}
	if err := e.rearm(tx, who.SessionKey, b); err != nil {
		return err
	}
	if b.empty() {
		return tx.PutSession(who.SessionKey, nil)
	}
	raw, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("keep dialogs of a person: %w", err)
	}
	return tx.PutSession(who.SessionKey, raw)
}

func (b *book) empty() bool { return b.Active == nil && len(b.Parked) == 0 }

// sessions are all dialogs, the one that is asked first, then the others, the last parked first.
func (b *book) sessions() []*session {
	var all []*session
	if b.Active != nil {
		all = append(all, b.Active)
	}
	for _, s := range slices.Backward(b.Parked) {
		all = append(all, s)
	}
	return all
}

// park puts the dialog that is asked now aside.
func (b *book) park() {
	if b.Active == nil {
		return
	}
	b.Active.Listing = false
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

// parked reports whether the dialog of that instance waits.
func (b *book) parked(instance string) bool {
	return slices.ContainsFunc(b.Parked, func(s *session) bool { return s.Instance == instance })
}

// drop forgets the dialog of that instance, and gives it; ok is false where there is none.
func (b *book) drop(instance string) (dropped *session, ok bool) {
	for _, s := range b.sessions() {
		if s.Instance == instance {
			dropped = s
		}
	}
	if dropped == b.Active {
		b.Active = nil
	}
	b.Parked = slices.DeleteFunc(b.Parked, func(s *session) bool { return s == dropped })
	return dropped, dropped != nil
}

// find is a dialog of that flow, active or parked, in which nothing else was chosen than is given.
func (b *book) find(f *Flow, given Answers) *session {
	for _, s := range b.sessions() {
		if s.Flow == f.name && !s.choseOther(f, given) {
			return s
		}
	}
	return nil
}
