package incident

import (
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Later is what the changes of one transaction leave to be drawn when all of them are made: each card and each question
// once, however many reports of an event the transaction changed.
type Later struct{ cards, questions []desk.TicketID }

func (l *Later) card(id desk.TicketID) { l.cards = with(l.cards, id) }

func (l *Later) question(id desk.TicketID) { l.questions = with(l.questions, id) }

func with(ids []desk.TicketID, id desk.TicketID) []desk.TicketID {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(ids, id)
}

// Draw shows the questions as they stand now, and gives the tickets whose cards show something else without their having
// changed themselves.
func (d Desk) Draw(tx *storage.Tx, l *Later) (redraw []*desk.Ticket, err error) {
	for _, q := range l.questions {
		if err := d.draw(tx, q); err != nil {
			return nil, err
		}
	}
	return tickets(&tx.Reader, l.cards)
}
