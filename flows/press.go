package flows

import (
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/home"
	"frontdesk/flows/setup"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// whoIs is who did it.
type whoIs = dialog.Who

// press takes a press to the flow that made the button. Every press is answered.
func (d *Desk) press(tx *storage.Tx, u chat.Update, who whoIs) error {
	switch private := u.Chat.ID.Private(); {
	case strings.HasPrefix(u.Data, card.Prefix):
		return d.staff.Press(tx, u, who)
	case strings.HasPrefix(u.Data, setup.Prefix) && !private:
		return setup.Speak(tx, u, who)
	case strings.HasPrefix(u.Data, dialog.Prefix) && private:
		return d.dialogs.Press(tx, who, u)
	case strings.HasPrefix(u.Data, home.Prefix) && private:
		tx.Toast(chat.Toast{PressID: u.PressID})
		return d.menu(tx, u.Data, who)
	}
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, "dialog.forged")})
	return nil
}

// menu does what a button of the first screen says. A dialog that was being asked can be gone on with later.
func (d *Desk) menu(tx *storage.Tx, data string, who whoIs) error {
	switch data {
	case home.Emergency:
		return d.emergency(tx, who, "", nil)
	case home.Repair:
		return d.report(tx, who, "", nil)
	}
	if err := d.dialogs.Park(tx, who); err != nil {
		return err
	}
	switch {
	case data == home.Status:
		return d.home.Matters(tx, who)
	case data == home.Language:
		return d.home.Languages(tx, who)
	case strings.HasPrefix(data, home.Speak):
		return d.speak(tx, who, desk.Language(strings.TrimPrefix(data, home.Speak)))
	}
	return d.home.Show(tx, who, "")
}

// speak changes the language in which a person is spoken to, enrolled or not.
func (d *Desk) speak(tx *storage.Tx, who whoIs, l desk.Language) error {
	if !l.Valid() {
		return d.home.Languages(tx, who)
	}
	p := who.Person
	p.Language, p.User = l, who.User
	if p.Name == "" {
		p.Name = who.Name
	}
	if err := tx.PutPerson(&p); err != nil {
		return err
	}
	who.Person, who.Language = p, l
	return d.home.Show(tx, who, "home.spoken")
}
