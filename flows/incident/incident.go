// Package incident is several reports of one event: staff say that they are one, or are asked; one of them leads, and
// what is done to it is done to the others. It must never end a report that its event has not: whoever reported one
// hears who is coming and how it ends.
package incident

import (
	"cmp"
	"errors"
	"slices"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Desk folds reports of one event together, and draws with the services of a catalogue.
type Desk struct{ Services *catalogue.Catalogue }

// Follow does what follows for an event from a change to one of its reports. What is to be drawn of it is left for later.
func (d Desk) Follow(tx *storage.Tx, touch *storage.Touch, later *Later) error {
	if touch.New.Kind != desk.Emergency {
		return nil
	}
	if err := d.mirror(tx, touch); err != nil {
		return err
	}
	if err := d.propose(tx, touch, later); err != nil {
		return err
	}
	return redrawn(&tx.Reader, touch, later)
}

// redrawn notes the cards beside the ticket's own that show something else: that of its lead, which names it, and that of
// the one alarm which was alone, or is.
func redrawn(r *storage.Reader, touch *storage.Touch, later *Later) error {
	t := touch.New
	if t.Folded != "" {
		later.card(t.Folded)
		return nil
	}
	if stood := touch.Old != nil && touch.Old.Out() && touch.Old.Folded == ""; stood == t.Out() {
		return nil
	}
	others, err := out(r, 2, func(o *desk.Ticket) bool { return o.ID != t.ID })
	if err == nil && len(others) == 1 {
		later.card(others[0].ID)
	}
	return err
}

// out are the first alarms without an all-clear that are worked on, and that fn holds of.
func out(r *storage.Reader, limit int, fn func(*desk.Ticket) bool) (alarms []*desk.Ticket, err error) {
	err = r.EachAlarm(func(t *desk.Ticket) bool {
		if t.Folded == "" && fn(t) {
			alarms = append(alarms, t)
		}
		return len(alarms) < limit
	})
	return alarms, err
}

// Of is what a ticket's card shows of its event.
func Of(r *storage.Reader, t *desk.Ticket) (i card.Incident, err error) {
	if t.Kind != desk.Emergency || t.Folded != "" {
		return i, nil
	}
	i.Total = len(t.Members)
	if i.Reports, err = tickets(r, t.Members[:min(i.Total, card.OfOthers)]); err != nil || !t.Out() {
		return i, err
	}
	others, err := out(r, 1, func(o *desk.Ticket) bool { return o.ID != t.ID })
	i.Others = len(others) > 0
	return i, err
}

// reports are the tickets that another leads.
func reports(r *storage.Reader, lead *desk.Ticket) ([]*desk.Ticket, error) {
	return tickets(r, lead.Members)
}

// tickets are those with the numbers, as far as there are any.
func tickets(r *storage.Reader, ids []desk.TicketID) ([]*desk.Ticket, error) {
	var found []*desk.Ticket
	for _, id := range ids {
		t, ok, err := r.Ticket(id)
		if err != nil {
			return nil, err
		}
		if ok {
			found = append(found, t)
		}
	}
	return found, nil
}

// fold makes the reports those of one event, and gives the one that leads. What cannot be folded any more refuses. The
// desks hear who had a report that somebody else goes to from now on.
func (d Desk) fold(tx *storage.Tx, by desk.Actor, together ...*desk.Ticket) (*desk.Ticket, error) {
	lead := desk.Lead(together...)
	folded := []*desk.Ticket{lead}
	var relieved []had
	for _, t := range together {
		if t == lead {
			continue
		}
		own, err := reports(&tx.Reader, t)
		if err != nil {
			return nil, err
		}
		if t.Holder.Name != "" && t.Holder.User != lead.Holder.User {
			relieved = append(relieved, had{who: t.Holder, t: t})
		}
		if err := t.Fold(lead, own, by, tx.Now()); err != nil {
			return nil, err
		}
		folded = append(append(folded, own...), t)
	}
	return lead, errors.Join(put(tx, folded...), d.tellRelieved(tx, lead, relieved))
}

func put(tx *storage.Tx, tickets ...*desk.Ticket) error {
	for _, t := range tickets {
		if err := tx.PutTicket(t); err != nil {
			return err
		}
	}
	return nil
}

// named are the reports by number and place, in one line.
func (d Desk) named(r *storage.Reader, l desk.Language, reports []*desk.Ticket) string {
	drawing := d.drawing(r, l)
	names := make([]string, len(reports))
	for i, t := range reports {
		names[i] = text.Plain(l, "incident.name", "ticket", t.ID, "place", drawing.PlaceName(t))
	}
	return text.List(l, names)
}

func (d Desk) drawing(r *storage.Reader, l desk.Language) card.Drawing {
	return card.Drawing{Estate: r.Estate(), Services: d.Services, Language: l, Now: r.Now()}
}

// byAge orders reports by when they were opened.
func byAge(reports []*desk.Ticket) {
	slices.SortStableFunc(reports, func(a, b *desk.Ticket) int {
		return cmp.Or(a.Opened.Compare(b.Opened), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
}
