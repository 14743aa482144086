package flows

import (
	"errors"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/enrol"
	"frontdesk/flows/home"
	"frontdesk/flows/oncall"
	"frontdesk/flows/repair"
	"frontdesk/flows/request"
	"frontdesk/flows/setup"
	"frontdesk/flows/talk"
	"frontdesk/flows/text"
	"frontdesk/flows/unreached"
	"frontdesk/flows/visitor"
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
	case strings.HasPrefix(u.Data, dialog.Prefix):
		return d.dialogs.Press(tx, who, u)
	case strings.HasPrefix(u.Data, enrol.Prefix):
		return d.joins.Press(tx, u, who)
	case strings.HasPrefix(u.Data, oncall.Prefix):
		return d.oncall.Press(tx, u, who)
	case strings.HasPrefix(u.Data, card.IncidentPrefix):
		return d.incident.Press(tx, u, who)
	case strings.HasPrefix(u.Data, unreached.Prefix):
		return d.unreached.Press(tx, u, who)
	case strings.HasPrefix(u.Data, setup.Prefix) && !private:
		return setup.Speak(tx, u, who)
	case strings.HasPrefix(u.Data, card.AlarmPrefix) && private:
		return errors.Join(d.dialogs.Park(tx, who), d.alarm.Pressed(tx, u, who))
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
		return d.alarm.Ask(tx, who, "", nil)
	case home.Repair:
		return d.report(tx, who, talk.Guess{}, talk.Message{})
	case home.Requests:
		return d.forUnit(tx, who, request.Name, nil)
	case home.Visitor:
		return d.forUnit(tx, who, visitor.Name, nil)
	case home.Household:
		return errors.Join(d.dialogs.Park(tx, who), d.household.Start(tx, who))
	case home.Join:
		return d.join(tx, who)
	}
	if id, is := strings.CutPrefix(data, card.Withdraw); is {
		return d.withdraw.Start(tx, who, desk.TicketID(id))
	}
	if group, is := strings.CutPrefix(data, home.Report); is {
		return d.within(tx, who, repair.Name, repair.Group, group)
	}
	if group, is := strings.CutPrefix(data, home.Ask); is {
		return d.within(tx, who, request.Name, request.Group, group)
	}
	if err := d.dialogs.Park(tx, who); err != nil {
		return err
	}
	if l, is := strings.CutPrefix(data, home.Speak); is {
		return d.speak(tx, who, desk.Language(l))
	}
	return d.home.Press(tx, who, data)
}

// join asks where somebody lives or works, or shows how far that is.
func (d *Desk) join(tx *storage.Tx, who whoIs) error {
	if err := d.dialogs.Park(tx, who); err != nil {
		return err
	}
	return d.joins.Start(tx, who)
}

// within begins a dialog in a group of services, which answers the named step.
func (d *Desk) within(tx *storage.Tx, who whoIs, flow, step, group string) error {
	given := dialog.Answers{}
	if err := given.Set(step, group); err != nil {
		return err
	}
	return d.forUnit(tx, who, flow, given)
}

// speak changes the language in which a person is spoken to, enrolled or not.
func (d *Desk) speak(tx *storage.Tx, who whoIs, l desk.Language) error {
	if !l.Valid() {
		return d.home.Press(tx, who, home.Language)
	}
	p := who.Person
	p.Language, p.User = l, who.User
	if p.Started.IsZero() {
		p.Started = tx.Now()
	}
	if p.Name == "" {
		p.Name = who.Name
	}
	if err := tx.PutPerson(&p); err != nil {
		return err
	}
	who.Person, who.Language = p, l
	return d.home.Show(tx, who, "home.spoken")
}
