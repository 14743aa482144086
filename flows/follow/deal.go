package follow

import (
	"errors"
	"strings"

	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// dealtAtOnce is how many cards are shown anew in one transaction.
const dealtAtOnce = 50

// Deal shows some of a desk's open cards, with their files, where the desk is now, and goes on with the next.
func (f Follow) Deal(tx *storage.Tx, id string) error {
	name, after, _ := strings.Cut(id, "/")
	tickets, err := tx.OpenTicketsAt(desk.Name(name), desk.TicketID(after), dealtAtOnce)
	if err != nil {
		return err
	}
	for _, t := range tickets {
		if err := errors.Join(f.card(tx, &storage.Touch{Old: t, New: t}), f.attachments(tx, t)); err != nil {
			return err
		}
	}
	if len(tickets) < dealtAtOnce {
		return nil
	}
	return tx.Arm(watch.Deal, name+"/"+string(tickets[len(tickets)-1].ID), tx.Now())
}
