package home_test

import (
	"strings"
	"testing"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/flowstest"
	"frontdesk/flows/home"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// screens are the first screens of a world in which nothing is left unfinished.
func screens(services *catalogue.Catalogue) *home.Screens {
	return &home.Screens{
		Services: services,
		Resume:   func(*storage.Reader, dialog.Who) ([]chat.Button, error) { return nil, nil },
	}
}

// who is the person as the flows know them.
func who(r *storage.Reader, p *flowstest.Person) (dialog.Who, error) {
	known, _, err := r.PersonOf(p.User)
	return dialog.Who{
		SessionKey: storage.SessionKey{Chat: p.User.Private(), User: p.User},
		Name:       p.Name, Language: p.Language(), Person: known,
	}, err
}

// presses does what a button of the first screen says.
func presses(w *flowstest.World, s *home.Screens, p *flowstest.Person, data string) *flowstest.Message {
	w.Do(func(tx *storage.Tx) error {
		is, err := who(&tx.Reader, p)
		if err != nil {
			return err
		}
		return s.Press(tx, is, data)
	})
	return p.Screen()
}

// joins puts a person into the party that has the unit, without being its contact.
func joins(w *flowstest.World, unit, name string) *flowstest.Person {
	p := w.Stranger(name, "en")
	w.Do(func(tx *storage.Tx) error {
		building, number, _ := strings.Cut(unit, "-")
		u, _, err := tx.UnitNamed("main", building, number[:len(number)-2], number)
		if err != nil {
			return err
		}
		party, _, err := tx.OccupantOf(u.ID)
		if err != nil {
			return err
		}
		person := desk.Person{Name: name, User: p.User, Language: desk.English}
		if err := tx.PutPerson(&person); err != nil {
			return err
		}
		return tx.PutMembership(desk.Membership{Party: party, Person: person.ID, Role: desk.RoleMember, From: tx.Now()})
	})
	return p
}

// opens opens a matter of the person's unit.
func opens(w *flowstest.World, p *flowstest.Person, kind desk.Kind) desk.TicketID {
	var id desk.TicketID
	w.Do(func(tx *storage.Tx) (err error) {
		is, err := who(&tx.Reader, p)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(is.Person.ID)
		if err != nil {
			return err
		}
		if id, err = tx.NextNumber(kind); err != nil {
			return err
		}
		service := map[desk.Kind]string{desk.Repair: "5.13", desk.Emergency: "3.13", desk.Request: "3.3"}[kind]
		s, _ := catalogue.Default().Find(service)
		data := desk.OpenedData{
			Kind: kind, Estate: "main", Desk: s.Desk, Service: s.Ref, Urgency: desk.Ordinary, Description: "words of " + p.Name,
			Reporter: desk.Reporter{Person: is.Person.ID, User: p.User, Name: p.Name, Language: is.Language, Enrolled: is.Person.ID != 0},
			Promises: catalogue.Default().Promises(s, desk.Ordinary, nil),
		}
		if len(homes) > 0 {
			data.Place, data.Party = homes[0].Unit.Place(), homes[0].Party
		}
		return tx.PutTicket(desk.Open(id, data, desk.Actor{As: desk.AsTenant, User: p.User, Name: p.Name}, tx.Now()))
	})
	return id
}

// ends has staff deal with a matter, and the answer told.
func ends(w *flowstest.World, id desk.TicketID) {
	by := desk.Actor{As: desk.AsStaff, User: 7, Name: "Wong"}
	w.Do(func(tx *storage.Tx) error {
		t, _, err := tx.Ticket(id)
		if err != nil {
			return err
		}
		if err := t.Accept(by, tx.Now()); err != nil {
			return err
		}
		if err := t.Finish(by, tx.Now()); err != nil {
			return err
		}
		return tx.PutTicket(t)
	})
}

// movesOut ends the stay of whoever has the unit, and everybody's place in their party.
func movesOut(w *flowstest.World, p *flowstest.Person) {
	w.Do(func(tx *storage.Tx) error {
		is, err := who(&tx.Reader, p)
		if err != nil {
			return err
		}
		homes, err := tx.HomesOf(is.Person.ID)
		if err != nil {
			return err
		}
		for _, h := range homes {
			m, _, err := tx.Membership(is.Person.ID, h.Party)
			if err != nil {
				return err
			}
			m.Until = tx.Now()
			if err := tx.PutMembership(m); err != nil {
				return err
			}
			stays, err := tx.OccupantsOf(h.Unit.ID)
			if err != nil {
				return err
			}
			for _, o := range stays {
				o.Until = tx.Now()
				if err := tx.PutOccupancy(o); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// opensAt gives the office and the lobby their hours.
func opensAt(w *flowstest.World) {
	weekdays := desk.Hours{}
	for d := time.Monday; d <= time.Friday; d++ {
		weekdays.Week[d] = []desk.Period{{From: 9 * time.Hour, Until: 18 * time.Hour}}
	}
	w.View(func(r *storage.Reader) error {
		e := r.Estate()
		e.Office = weekdays
		e.Desks = map[desk.Name]desk.Hours{desk.Engineering: {Always: true}, desk.Security: {Always: true}}
		return nil
	})
}

// labels are the buttons' labels, row by row.
func labels(m *flowstest.Message) [][]string {
	rows := make([][]string, len(m.Buttons))
	for i, row := range m.Buttons {
		for _, b := range row {
			rows[i] = append(rows[i], b.Text)
		}
	}
	return rows
}

func sees(t *testing.T, m *flowstest.Message, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(flowstest.Plain(m.String()), part) {
			t.Errorf("want %q in:\n%s", part, m)
		}
	}
}

func seesNot(t *testing.T, m *flowstest.Message, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(flowstest.Plain(m.String()), part) {
			t.Errorf("there is %q in:\n%s", part, m)
		}
	}
}
