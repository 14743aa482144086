package emergency

import (
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Pressed answers the buttons under an alarm: it was pressed by mistake, or that was no mistake. A button of what is over
// since says so, and the alarm is shown as it stands.
func (a Alarm) Pressed(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	t, isOff, isAgain, err := meant(tx, u, who)
	if err != nil {
		return err
	}
	toast := chat.Toast{PressID: u.PressID}
	if t == nil {
		toast.Text = text.Plain(who.Language, "dialog.forged")
		tx.Toast(toast)
		return nil
	}
	switch {
	case isAgain && t.CalledOff():
		tx.Toast(toast)
		return a.again(tx, who, t)
	case isOff && t.Out():
		if err := a.callOff(tx, who, t); err != nil {
			return err
		}
	case isOff && t.CalledOff():
		toast.Text = text.Plain(who.Language, "emergency.called-off")
	case !t.Out():
		toast.Text = text.Plain(who.Language, "emergency.over")
	}
	tx.Toast(toast)
	return a.show(tx, who, t)
}

// meant is the alarm of a button, and what the button does; nil where it is not the person's, or no such button.
func meant(tx *storage.Tx, u chat.Update, who dialog.Who) (t *desk.Ticket, off, again bool, err error) {
	id, off := strings.CutPrefix(u.Data, card.CallOff)
	if !off {
		id, again = strings.CutPrefix(u.Data, card.SoundAgain)
	}
	t, known, err := tx.Ticket(desk.TicketID(id))
	if err != nil || !known || t.Kind != desk.Emergency || t.Reporter.User != who.User || !off && !again {
		return nil, off, again, err
	}
	return t, off, again, nil
}

// callOff ends the alarm, on record, and whatever is still asked about it.
func (a Alarm) callOff(tx *storage.Tx, who dialog.Who, t *desk.Ticket) error {
	by := actor(who)
	by.Name = t.Reporter.Name // as they said they are called
	if err := t.CallOff(tx.Estate(), by, tx.Now()); err != nil {
		return err
	}
	entry := storage.Entry{By: by, Role: string(people.Tenant), Action: "call-off", Ticket: t.ID, Chat: who.Chat}
	if err := tx.Audit(entry); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	return a.Settle(tx, who.User, Name)
}

// again sounds an alarm that was called off: with all that was known, so that nothing is asked twice. One that is out
// by now is shown.
func (a Alarm) again(tx *storage.Tx, who dialog.Who, before *desk.Ticket) error {
	out, err := Out(&tx.Reader, who)
	if err != nil {
		return err
	}
	if out == nil {
		danger := before.Danger
		if !danger.Valid() {
			danger = desk.DangerHelp
		}
		id, err := a.sound(tx, who, danger, desk.OpenedData{
			Place: before.Place, Reporter: before.Reporter, Description: before.Description, Media: before.Media, Fields: before.Fields,
		})
		if err != nil {
			return err
		}
		if out, _, err = tx.Ticket(id); err != nil {
			return err
		}
	}
	return a.show(tx, who, out)
}

// show shows how the alarm stands, on a screen that is kept up to date.
func (a Alarm) show(tx *storage.Tx, who dialog.Who, t *desk.Ticket) error {
	d := card.Drawing{Estate: tx.Estate(), Services: a.Services, Language: who.Language, Now: tx.Now()}
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Alarm, Anew: true, Stays: true, Content: card.Receipt(d, t),
		About: chat.About{Ticket: t.ID, What: card.ReceiptScreen},
	})
}
