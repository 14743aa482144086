package dialog

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Moved takes the forms of a group along to its new identity, with the timers that look after them: each is shown
// there anew, because what stands in the old group can be pressed by nobody. It comes before storage moves what waits
// to be sent.
func (e *Engine) Moved(tx *storage.Tx, from, to desk.ChatID) error {
	if from == to {
		return nil
	}
	var keys []storage.SessionKey
	tx.EachSession(func(k storage.SessionKey, _ []byte) bool {
		if k.Chat == from {
			keys = append(keys, k)
		}
		return true
	})
	for _, k := range keys {
		if err := e.follow(tx, k, to); err != nil {
			return fmt.Errorf("take dialogs of %d along: %w", k.User, err)
		}
	}
	return nil
}

// follow moves the dialogs of one person, behind those that they have begun under the new identity already.
func (e *Engine) follow(tx *storage.Tx, k storage.SessionKey, to desk.ChatID) error {
	left, err := load(&tx.Reader, k)
	if err != nil {
		return err
	}
	who, forms := Who{SessionKey: k}, left.sessions()
	for _, s := range forms {
		if err := tx.Vacate(e.talk(tx, who, s).Screen(), chat.Conversation); err != nil {
			return err
		}
	}
	if err := errors.Join(tx.PutSession(k, nil), tx.Disarm(Timer, timerID(k))); err != nil {
		return err
	}
	who.Chat = to
	if err := join(tx, who.SessionKey, left); err != nil {
		return err
	}
	if err := e.recognize(tx, &who); err != nil {
		return err
	}
	b, err := e.open(tx, who)
	if err != nil {
		return err
	}
	for _, s := range slices.Backward(forms) { // the one that is asked is the last to come
		if err := e.standAnew(tx, who, b, s.Instance); err != nil {
			return err
		}
	}
	return e.save(tx, who, b)
}

// join keeps what was left under another key beside what is there.
func join(tx *storage.Tx, k storage.SessionKey, left *book) error {
	b, err := load(&tx.Reader, k)
	if err != nil {
		return err
	}
	if b.Active == nil {
		b.Active, left.Active = left.Active, nil
	}
	left.park()
	b.Parked = append(left.Parked, b.Parked...)
	b.Name, b.Language = cmp.Or(b.Name, left.Name), cmp.Or(b.Language, left.Language)
	raw, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("keep dialogs of a person: %w", err)
	}
	return tx.PutSession(k, raw)
}

// standAnew shows the question of one dialog where it stands now.
func (e *Engine) standAnew(tx *storage.Tx, who Who, b *book, instance string) error {
	for _, s := range b.sessions() {
		f, known := e.flows[s.Flow]
		if s.Instance != instance || !known {
			continue
		}
		t := e.talk(tx, who, s)
		if step, open := f.step(t, s.Step); open {
			return e.show(&asked{Talk: t, f: f, s: s, step: step}, screenNote{})
		}
	}
	return nil
}
