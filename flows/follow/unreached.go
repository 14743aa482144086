package follow

import (
	"frontdesk/flows/unreached"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Unreached shows the front desk, and on the cards of their matters, that somebody cannot be written to, or that
// they can again. It is run where
// either was learned; what is owed to them is looked after by itself.
func (f Follow) Unreached(tx *storage.Tx, p desk.Person) error {
	tickets, err := tx.OpenTicketsOf(p.User, retold)
	if err != nil {
		return err
	}
	for _, t := range tickets {
		if err := f.card(tx, &storage.Touch{Old: t, New: t}); err != nil {
			return err
		}
	}
	return unreached.List{Services: f.Services}.Update(tx, p)
}

// UnreachedAnew shows the cards of all who cannot be written to where the front desk is reached now.
func (f Follow) UnreachedAnew(tx *storage.Tx) error {
	for _, u := range tx.UsersWaiting() {
		p, ok, err := tx.PersonOf(u)
		if err == nil && ok && !p.Unreachable.IsZero() {
			err = f.Unreached(tx, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (f Follow) unreached(tx *storage.Tx, touch *storage.Touch) error {
	p, ok, err := tx.PersonOf(touch.New.Reporter.User)
	if err != nil || !ok {
		return err
	}
	return unreached.List{Services: f.Services}.Update(tx, p)
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
