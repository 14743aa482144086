package follow

import (
	"frontdesk/flows/unreached"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Unreached shows the front desk that somebody cannot be written to, or that they can again. It is run where
// either was learned; what is owed to them is looked after by itself.
func (f Follow) Unreached(tx *storage.Tx, p desk.Person) error {
	return unreached.List{Services: f.Services}.Update(tx, p)
}

func (f Follow) unreached(tx *storage.Tx, touch *storage.Touch) error {
	p, ok, err := tx.PersonOf(touch.New.Reporter.User)
	if err != nil || !ok {
		return err
	}
	return f.Unreached(tx, p)
}

// unreachedElsewhere shows the card of somebody who cannot be written to where the front desk is reached now.
func (f Follow) unreachedElsewhere(tx *storage.Tx, row chat.Outgoing, id desk.PersonID) error {
	p, ok, err := tx.Person(id)
	if err != nil || !ok {
		return err
	}
	c, _, ok := unreached.Where(&tx.Reader)
	if !ok || c == row.Chat {
		return nil
	}
	return f.Unreached(tx, p)
}
