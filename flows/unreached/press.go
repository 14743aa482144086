package unreached

import (
	"strconv"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Press answers a press on a button of a card.
func (l List) Press(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	id, what, ok := strings.Cut(strings.TrimPrefix(u.Data, Prefix), "|")
	n, err := strconv.ParseUint(id, 10, 64)
	if !ok || err != nil || what != number && what != told {
		return toast(tx, u, who, "dialog.forged")
	}
	deed := people.Work
	if what == number {
		deed = people.ShowNumber
	}
	answer, err := people.May(&tx.Reader, u, deed, people.Subject{Desk: desk.FrontDesk})
	switch {
	case err != nil:
		return err
	case answer.Ask != nil:
		return people.AskFirst(tx, u, answer.Ask)
	case !answer.OK:
		return toast(tx, u, who, answer.Why)
	}
	p, known, err := tx.Person(desk.PersonID(n))
	if err != nil {
		return err
	}
	if !known {
		return toast(tx, u, who, "dialog.forged")
	}
	waiting, err := owed(&tx.Reader, p)
	if err != nil {
		return err
	}
	if p.Unreachable.IsZero() || len(waiting) == 0 { // the card is about to say so
		return toast(tx, u, who, "unreached.over", "name", p.Name)
	}
	if what == number {
		return showNumber(tx, u, who, p, answer.Role, waiting)
	}
	return l.told(tx, u, who, p, answer.Role, waiting)
}

// showNumber shows the telephone number to the presser alone, and notes with each matter that it was shown.
func showNumber(tx *storage.Tx, u chat.Update, who dialog.Who, p desk.Person, role people.Role, waiting []*desk.Ticket) error {
	said, found, err := people.Numbers(&tx.Reader, who.Language, p.Name, p.Phone, waiting[0].Party)
	if err != nil {
		return err
	}
	if !found {
		said = text.Plain(who.Language, "unreached.no-number", "name", people.ShownName(p.Name))
	}
	var others bool
	if p.Phone == "" {
		if said, others, err = withOthers(&tx.Reader, who.Language, said, p); err != nil {
			return err
		}
	}
	tx.Toast(chat.Toast{PressID: u.PressID, Text: said, Alert: true})
	if !found && !others {
		return nil
	}
	for _, t := range waiting {
		if err := t.NumberShown(people.Actor(u), tx.Now()); err != nil {
			return err
		}
		if err := note(tx, u, role, t, desk.ShowNumber); err != nil {
			return err
		}
	}
	return nil
}

// told notes that the answers were given by telephone or in person.
func (l List) told(tx *storage.Tx, u chat.Update, who dialog.Who, p desk.Person, role people.Role, waiting []*desk.Ticket) error {
	n := 0
	for _, t := range waiting {
		if t.State != desk.StateDone {
			continue
		}
		if err := t.Told(people.Actor(u), tx.Now()); err != nil {
			return err
		}
		if err := note(tx, u, role, t, desk.HaveTold); err != nil {
			return err
		}
		n++
	}
	if n == 0 {
		return toast(tx, u, who, "unreached.no-answer")
	}
	if err := toast(tx, u, who, "unreached.noted", "name", p.Name); err != nil {
		return err
	}
	return l.Update(tx, p)
}

// note keeps the ticket and writes down who did what to it.
func note(tx *storage.Tx, u chat.Update, role people.Role, t *desk.Ticket, a desk.Action) error {
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	return tx.Audit(storage.Entry{By: people.Actor(u), Role: string(role), Action: string(a), Ticket: t.ID, Chat: u.Chat.ID})
}

func toast(tx *storage.Tx, u chat.Update, who dialog.Who, key string, args ...any) error {
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key, args...)})
	return nil
}
