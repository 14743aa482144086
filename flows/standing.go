package flows

import (
	"errors"

	"frontdesk/flows/board"
	"frontdesk/flows/enrol"
	"frontdesk/flows/home"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// restood brings up to date what hangs on who somebody is, and on which desks a group holds: menus of commands,
// boards, and requests that wait in the front desk's group.
func (d *Desk) restood(tx *storage.Tx) error {
	for _, c := range tx.Restood() {
		if c.Private() {
			if err := d.personRestood(tx, c); err != nil {
				return err
			}
			continue
		}
		if err := errors.Join(home.GroupMenus(tx, c), d.oncall.Redraw(tx, c), d.redeal(tx), board.Due(tx, c), board.Everywhere(tx)); err != nil {
			return err
		}
	}
	return nil
}

// redeal shows what waits for the front desk, rather than for one of its tickets, where the front desk is now.
func (d *Desk) redeal(tx *storage.Tx) error {
	return errors.Join(enrol.Redeal(tx), d.follow.UnreachedAnew(tx))
}

// personRestood puts the menu of somebody in place who has one: whoever never wrote in private sees none.
func (d *Desk) personRestood(tx *storage.Tx, c desk.ChatID) error {
	p, known, err := tx.PersonOf(desk.UserID(c))
	if err != nil || !known || p.Started.IsZero() {
		return err
	}
	who := whoIs{SessionKey: storage.SessionKey{Chat: c, User: p.User}, Name: p.Name, Person: p, Language: people.ChatLanguage(&tx.Reader, c)}
	return home.Menus(tx, who)
}
