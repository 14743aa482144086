package dialog

import (
	"errors"
	"fmt"
	"maps"
	"strconv"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Engine runs the dialogs that it was given.
type Engine struct {
	flows map[string]*Flow
	// home shows the first screen, where a dialog ends without one of its own.
	home func(tx *storage.Tx, who Who, note string) error
}

// NewEngine takes the dialogs, checked, and what shows a person's first screen.
func NewEngine(home func(tx *storage.Tx, who Who, note string) error, flows ...*Flow) (*Engine, error) {
	e := &Engine{flows: map[string]*Flow{}, home: home}
	var faults []error
	for _, f := range flows {
		if _, twice := e.flows[f.name]; twice {
			faults = append(faults, fmt.Errorf("two dialogs are named %s", f.name))
		}
		e.flows[f.name] = f
		faults = append(faults, f.Check(), f.Lint())
	}
	return e, errors.Join(faults...)
}

// Begin opens a dialog, with some answers given beforehand. A dialog that was being asked is parked. Where the
// person has left the same one unfinished, it goes on there, and can be begun anew; what is given beforehand is
// added to it. One in which something else was chosen than is given waits beside it, and one that was about something
// else is gone.
func (e *Engine) Begin(tx *storage.Tx, who Who, flow string, given Answers) error {
	f, ok := e.flows[flow]
	if !ok {
		return fmt.Errorf("begin dialog %s: there is none", flow)
	}
	b, err := e.open(tx, who)
	if err != nil {
		return err
	}
	if left := b.find(f, given); left != nil {
		t := e.talk(tx, who, left)
		if err := t.comeDown(); err != nil {
			return err
		}
		if !f.fleeting && left.about(f, given) {
			note := left.unfinished(f)
			b.take(left.Instance)
			if err := left.add(t, f, given); err != nil {
				return err
			}
			return e.ask(tx, who, b, f, note)
		}
		b.drop(left.Instance)
		if f.fleeting { // what was said before it goes along
			said := &session{Answers: left.facts(f)}
			if err := said.add(t, f, given); err != nil {
				return err
			}
			given = said.Answers
		}
	}
	b.park()
	if b.Active, err = e.begin(tx, who, f, given); err != nil {
		return err
	}
	return e.ask(tx, who, b, f, screenNote{})
}

func (e *Engine) begin(tx *storage.Tx, who Who, f *Flow, given Answers) (*session, error) {
	instance, err := tx.NextDialog()
	if err != nil {
		return nil, err
	}
	if who.Group() { // whoever else presses its buttons is told whose it is
		instance += "." + strconv.FormatInt(int64(who.User), 36)
	}
	s := &session{Instance: instance, Flow: f.name, Version: f.version, Answers: Answers{}, Begun: tx.Now()}
	maps.Copy(s.Answers, given)
	return s, nil
}

// talk is the dialog as its declarations see it.
func (e *Engine) talk(tx *storage.Tx, who Who, s *session) *Talk {
	return &Talk{Who: who, Tx: tx, Answers: s.Answers, flow: e.flows[s.Flow], instance: s.Instance}
}

// GoOn makes a parked dialog the one that is asked, and asks nothing yet: what the person said meanwhile is its input.
// ok is false where it is gone.
func (e *Engine) GoOn(tx *storage.Tx, who Who, instance string) (ok bool, err error) {
	b, err := e.open(tx, who)
	if err != nil || !b.take(instance) {
		return false, err
	}
	return true, e.save(tx, who, b)
}

// Cancel ends the dialog that is being asked, or the one parked last, and shows what comes then; ok is false
// where there is none.
func (e *Engine) Cancel(tx *storage.Tx, who Who) (ok bool, err error) {
	b, err := load(&tx.Reader, who.SessionKey)
	if err != nil {
		return false, err
	}
	if b.Active == nil && len(b.Parked) > 0 {
		b.take(b.Parked[len(b.Parked)-1].Instance)
	}
	if b.Active == nil {
		return false, nil
	}
	return true, e.leave(tx, who, b)
}

// Park puts the dialog that is being asked aside, because the person turned to something else.
func (e *Engine) Park(tx *storage.Tx, who Who) error {
	b, err := load(&tx.Reader, who.SessionKey)
	if err != nil || b.Active == nil {
		return err
	}
	b.park()
	return e.save(tx, who, b)
}

// Active is the name of the dialog that is being asked, "" where none is.
func (e *Engine) Active(r *storage.Reader, k storage.SessionKey) (string, error) {
	b, err := load(r, k)
	if err != nil || b.Active == nil {
		return "", err
	}
	return b.Active.Flow, nil
}

// Resume offers to go on with what the person has left unfinished: a button for each, newest first.
func (e *Engine) Resume(r *storage.Reader, who Who) ([]chat.Button, error) {
	b, err := load(r, who.SessionKey)
	if err != nil {
		return nil, err
	}
	var buttons []chat.Button
	for _, s := range b.sessions() {
		f, known := e.flows[s.Flow]
		if known && !f.fleeting && s != b.Active && !s.blank() {
			buttons = append(buttons, resumeButton(who.Language, f, s))
		}
	}
	return buttons, nil
}

// Screen is the slot of the person's live screen.
func Screen(c desk.ChatID) chat.Slot { return storage.ScreenSlot(c) }
