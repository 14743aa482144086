package dialog

import (
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Settle ends a person's dialog of that name in their private chat where there is no reason to ask any more: one that is
// asked shows why, one that waits is dropped.
func (e *Engine) Settle(tx *storage.Tx, u desk.UserID, flow string) error {
	f, known := e.flows[flow]
	if !known {
		return nil
	}
	who := Who{SessionKey: storage.SessionKey{Chat: u.Private(), User: u}}
	if err := e.recognize(tx, &who); err != nil {
		return err
	}
	b, err := e.open(tx, who)
	if err != nil {
		return err
	}
	for _, s := range b.sessions() {
		switch {
		case s.Flow != flow || f.goes(e.talk(tx, who, s)):
		case s == b.Active:
			return e.finish(tx, who, b, f)
		default:
			b.drop(s.Instance)
			return e.save(tx, who, b)
		}
	}
	return nil
}
