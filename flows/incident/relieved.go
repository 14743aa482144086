package incident

import (
	"errors"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// had is who had a report before it came to the event that somebody else goes to.
type had struct {
	who desk.Actor
	t   *desk.Ticket
}

// tellRelieved tells below the cards of an event who goes there, and who had the reports of it that were folded: they are
// on their way, and would learn from nothing else that another is, too.
func (d Desk) tellRelieved(tx *storage.Tx, lead *desk.Ticket, relieved []had) error {
	if len(relieved) == 0 {
		return nil
	}
	return d.tellDesks(tx, lead, func(l desk.Language) string {
		names := make([]string, min(len(relieved), listed))
		for i := range names {
			names[i] = text.Plain(l, "incident.had", "who", relieved[i].who.Name, "ticket", relieved[i].t.ID)
		}
		list := text.List(l, names)
		if more := len(relieved) - len(names); more > 0 {
			list += " " + text.Plain(l, "incident.more", "n", more)
		}
		return text.Say(l, "incident.relieved", "who", lead.Holder.Name, "lead", lead.ID, "names", list)
	})
}

// givenBack tells the desks of a report that was taken out of its event who has it again. It is free where they have left
// the desks since.
func (d Desk) givenBack(tx *storage.Tx, t *desk.Ticket) error {
	if t.Holder.Name == "" {
		return nil
	}
	gone, err := left(&tx.Reader, t)
	if err != nil {
		return err
	}
	if gone {
		return errors.Join(t.Leave(tx.Estate(), "", tx.Now()), tx.PutTicket(t))
	}
	return d.tellDesks(tx, t, func(l desk.Language) string {
		return text.Say(l, "incident.given-back", "ticket", t.ID, "who", t.Holder.Name)
	})
}

// left tells whether the holder of a ticket has left one of its desks, and belongs to no other.
func left(r *storage.Reader, t *desk.Ticket) (gone bool, err error) {
	for _, n := range t.Desks() {
		c, linked := r.GroupOf(n)
		if !linked {
			continue
		}
		m, known, err := r.Member(c, t.Holder.User)
		if err != nil || known && m.Present() {
			return false, err
		}
		gone = gone || known && !m.Left.IsZero()
	}
	return gone, nil
}
