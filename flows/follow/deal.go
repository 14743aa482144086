package follow

import (
	"errors"
	"slices"
	"strings"

	"frontdesk/flows/people"
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
	page := len(tickets)
	if after == "" {
		elsewhere, err := alarmsElsewhere(&tx.Reader, desk.Name(name))
		if err != nil {
			return err
		}
		tickets = append(tickets, elsewhere...)
	}
	for _, t := range tickets {
		if err := errors.Join(f.card(tx, &storage.Touch{Old: t, New: t}), f.attachments(tx, t, people.Stands(&tx.Reader, t))); err != nil {
			return err
		}
	}
	if page < dealtAtOnce {
		return nil
	}
	return tx.Arm(watch.Deal, name+"/"+string(tickets[page-1].ID), tx.Now())
}

// alarmsElsewhere are the alarms that are out and are another desk's, of which this one has cards, too.
func alarmsElsewhere(r *storage.Reader, n desk.Name) (alarms []*desk.Ticket, err error) {
	err = r.EachAlarm(func(t *desk.Ticket) bool {
		if t.Desk != n && slices.Contains(t.Desks(), n) {
			alarms = append(alarms, t)
		}
		return true
	})
	return alarms, err
}
