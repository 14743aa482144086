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

// Pressed answers the buttons under an alarm: it was pressed by mistake, or that was no mistake, or it is at another of
// the person's units. A button of what is over since says so, and the alarm is shown as it stands.
func (a Alarm) Pressed(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	t, does, at, err := meant(tx, u, who)
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
	case does == card.SoundAgain && t.CalledOff():
		tx.Toast(toast)
		return a.again(tx, who, t)
	case does == card.CallOff && t.Out():
		err = a.callOff(tx, who, t)
	case does == atHome && t.Out():
		err = a.atHome(tx, who, t, at)
	case does == card.CallOff && t.CalledOff():
		toast.Text = text.Plain(who.Language, "emergency.called-off")
	case !t.Out():
		toast.Text = text.Plain(who.Language, "emergency.over")
	}
	if err != nil {
		return err
	}
	tx.Toast(toast)
	return a.show(tx, who, t)
}

// meant is the alarm of a button, what the button does and what stands behind the alarm in it; nil where the alarm is not
// the person's, or there is no such button.
func meant(tx *storage.Tx, u chat.Update, who dialog.Who) (t *desk.Ticket, does, at string, err error) {
	for _, does = range []string{card.CallOff, card.SoundAgain, atHome} {
		rest, is := strings.CutPrefix(u.Data, does)
		if !is {
			continue
		}
		id, at, _ := strings.Cut(rest, "|")
		t, known, err := tx.Ticket(desk.TicketID(id))
		if err != nil || !known || t.Kind != desk.Emergency || t.Reporter.User != who.User {
			return nil, does, at, err
		}
		return t, does, at, nil
	}
	return nil, "", "", nil
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

// show shows how the alarm stands, on a screen that is kept up to date.
func (a Alarm) show(tx *storage.Tx, who dialog.Who, t *desk.Ticket) error {
	d := card.Drawing{Estate: tx.Estate(), Services: a.Services, Language: who.Language, Now: tx.Now()}
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Alarm, Anew: true, Stays: true, Content: card.Receipt(d, t),
		About: chat.About{Ticket: t.ID, What: card.ReceiptScreen},
	})
}
