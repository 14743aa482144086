package people

import (
	"slices"

	"frontdesk/storage/desk"
)

// outside is whether the person is a tenant, or a contact, of what the deed is about. Whose a matter is can be told
// of somebody whom the office does not know, too.
func (e evidence) outside(role Role) (bool, error) {
	p, known, err := e.PersonOf(e.user)
	if err != nil {
		return false, err
	}
	if !known {
		p = desk.Person{User: e.user}
	}
	if t := e.on.Ticket; t != nil && role == Tenant {
		return t.MaySee(p, nil), nil
	}
	if !known {
		return false, nil
	}
	if role == Tenant {
		return e.tenant(p.ID)
	}
	parties, err := e.ContactOf(p.ID)
	switch {
	case err != nil:
		return false, err
	case e.on.Ticket != nil:
		return e.on.Ticket.MaySee(p, parties), nil
	case e.on.Party != 0:
		return slices.Contains(parties, e.on.Party), nil
	}
	return len(parties) > 0, nil
}

func (e evidence) tenant(p desk.PersonID) (bool, error) {
	if e.on.Party != 0 {
		m, is, err := e.Membership(p, e.on.Party)
		return is && m.Current(e.Now()), err
	}
	homes, err := e.HomesOf(p)
	return len(homes) > 0, err
}
