package emergency

import (
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// arrow stands between where somebody lives and where they say they are: many write there what has happened at home.
const arrow = " → "

// fromHome is a place seen from the person's home, whatever they said before, and further one that is added to what they
// said.
func fromHome(t *desk.Ticket, home string) string { return home }

func further(t *desk.Ticket, _ string) string { return t.Place.Label }

// move keeps where somebody says they are.
func move(t *dialog.Talk, id desk.TicketID, said string, from func(*desk.Ticket, string) string) error {
	ticket, ok, err := t.Tx.Ticket(id)
	if err != nil || !ok || said == "" {
		return err
	}
	homes, err := t.Tx.HomesOf(t.Person.ID)
	if err != nil {
		return err
	}
	home := ""
	if len(homes) > 0 {
		home = homes[0].Unit.Label()
	}
	p, err := Placed(&t.Tx.Reader, ticket.Place, from(ticket, home), said)
	if err != nil || p == ticket.Place {
		return err
	}
	ticket.Amend(desk.AmendedData{Place: &p}, actor(t.Who), t.Tx.Now())
	return t.Tx.PutTicket(ticket)
}

// Placed is where somebody is who says so in words, having said, or being known to be, somewhere before. The building is
// kept, by which reports of one event find each other, unless the words name another.
func Placed(r *storage.Reader, before desk.Place, label, said string) (desk.Place, error) {
	u, known, err := people.UnitSaid(r, said)
	if err != nil {
		return before, err
	}
	if known && label == "" {
		return u.Place(), nil
	}
	b := u.Building
	if !known {
		if b, err = building(r, said, before.Building == ""); err != nil {
			return before, err
		}
	}
	p := before
	if b != "" && b != before.Building {
		p = desk.Place{Building: b}
	}
	if known {
		p.Unit, p.Building, p.Floor = u.ID, u.Building, u.Floor
	}
	p.Label = said
	if label != "" && !strings.HasSuffix(label, said) {
		p.Label = label + arrow + said
	}
	return p, nil
}
