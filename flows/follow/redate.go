package follow

import (
	"strings"

	"frontdesk/flows/people"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// AwaitDay sets the moment at which the next day begins: what says "today" and "tomorrow" is wrong then. One that has
// come while the desk was down stays as it is.
func AwaitDay(tx *storage.Tx) error {
	e := tx.Estate()
	next := e.Start(e.DayOf(tx.Now()).Add(1))
	if due, armed := tx.Armed(watch.Redate, ""); armed && !due.After(next) {
		return nil
	}
	return tx.Arm(watch.Redate, "", next)
}

// Redate draws what is shown of open tickets by the day that it is now, some of a desk's at a time: id is the desk and
// the ticket after which to go on, "" for all desks. It waits for everything else, and makes no sound.
func (f Follow) Redate(tx *storage.Tx, id string) error {
	if id == "" {
		for _, n := range desk.Names {
			if err := tx.Arm(watch.Redate, string(n)+"/", tx.Now()); err != nil {
				return err
			}
		}
		return AwaitDay(tx)
	}
	name, after, _ := strings.Cut(id, "/")
	tickets, err := tx.OpenTicketsAt(desk.Name(name), desk.TicketID(after), dealtAtOnce)
	if err != nil {
		return err
	}
	for _, t := range tickets {
		if err := f.redrawn(tx, t); err != nil {
			return err
		}
	}
	if len(tickets) < dealtAtOnce {
		return nil
	}
	return tx.Arm(watch.Redate, name+"/"+string(tickets[len(tickets)-1].ID), tx.Now())
}

// redrawn draws a ticket's card and receipts anew where they stand. What shows the same as before is not sent.
func (f Follow) redrawn(tx *storage.Tx, t *desk.Ticket) error {
	for _, at := range people.Stands(&tx.Reader, t) {
		if err := f.showCard(tx, t, at, chat.Refresh, chat.Broadcast); err != nil {
			return err
		}
	}
	if t.Reporter.User != 0 {
		d := f.drawing(tx, people.Language(&tx.Reader, t.Reporter))
		if err := refreshed(tx, t.Reporter.User.Private(), d, t, chat.Broadcast); err != nil {
			return err
		}
	}
	return f.contactsSee(tx, t, chat.Broadcast)
}
