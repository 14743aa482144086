// Package tenancy is who lives or works where: who belongs to a party, who may come in for it by which invitation,
// and what ends when somebody leaves. It must never ask a question or judge who may do something; it does to the
// records what was decided, all of it or nothing.
package tenancy

import (
	"cmp"
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Resident is somebody of a party.
type Resident struct {
	desk.Person
	Role desk.Role
	// Invited tells that their invitation can still be opened; an account of theirs is not known yet.
	Invited bool
}

// Contact tells whether they speak for the party.
func (p Resident) Contact() bool { return p.Role == desk.RoleContact }

// Residents are the people of a party now, whoever speaks for it first, then in the order in which they came to
// be known.
func Residents(r *storage.Reader, party desk.PartyID) ([]Resident, error) {
	people, err := r.PeopleOf(party)
	if err != nil {
		return nil, err
	}
	residents := make([]Resident, 0, len(people))
	for _, p := range people {
		m, _, err := r.Membership(p.ID, party)
		if err != nil {
			return nil, err
		}
		invited := false
		if p.User == 0 {
			if invited, err = Invited(r, p.ID); err != nil {
				return nil, err
			}
		}
		residents = append(residents, Resident{Person: p, Role: m.Role, Invited: invited})
	}
	slices.SortStableFunc(residents, func(a, b Resident) int {
		return cmp.Or(rank(a)-rank(b), cmp.Compare(a.ID, b.ID))
	})
	return residents, nil
}

func rank(p Resident) int {
	if p.Contact() {
		return 0
	}
	return 1
}

// Living are the people of whatever party has the unit now; party is 0 where it stands empty.
func Living(r *storage.Reader, u desk.UnitID) (party desk.PartyID, residents []Resident, err error) {
	party, ok, err := r.OccupantOf(u)
	if err != nil || !ok {
		return 0, nil, err
	}
	residents, err = Residents(r, party)
	return party, residents, err
}

// Lives reports whether the person has the unit now.
func Lives(r *storage.Reader, p desk.PersonID, u desk.UnitID) (bool, error) {
	homes, err := r.HomesOf(p)
	return slices.ContainsFunc(homes, func(h storage.Home) bool { return h.Unit.ID == u }), err
}

// maxOpen is how many open matters are looked through for each person.
const maxOpen = 50

// Open are the matters of the party's people about the unit that are not over, oldest first.
func Open(r *storage.Reader, residents []Resident, u desk.UnitID) ([]*desk.Ticket, error) {
	var open []*desk.Ticket
	for _, p := range residents {
		if p.User == 0 {
			continue
		}
		tickets, err := r.OpenTicketsOf(p.User, maxOpen)
		if err != nil {
			return nil, err
		}
		for _, t := range tickets {
			if t.Place.Unit == u {
				open = append(open, t)
			}
		}
	}
	slices.SortFunc(open, func(a, b *desk.Ticket) int { return a.Opened.Compare(b.Opened) })
	return open, nil
}
