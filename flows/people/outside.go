package people

import "frontdesk/storage/desk"

// outside is whether the person is a tenant, or a contact, of what the deed is about.
func (e evidence) outside(role Role) (bool, error) {
	party := e.on.Party
	if t := e.on.Ticket; t != nil {
		if role == Tenant {
			return t.Reporter.User == e.user, nil
		}
		if party = t.Party; party == 0 || t.Kind != desk.Repair { // all else is between its author and the desk
			return false, nil
		}
	}
	p, known, err := e.PersonOf(e.user)
	if err != nil || !known {
		return false, err
	}
	if party != 0 {
		m, is, err := e.Membership(p.ID, party)
		return is && m.Current(e.Now()) && (role == Tenant || m.Role == desk.RoleContact), err
	}
	homes, err := e.HomesOf(p.ID)
	if err != nil || role == Tenant {
		return len(homes) > 0, err
	}
	for _, h := range homes {
		m, is, err := e.Membership(p.ID, h.Party)
		if err != nil || is && m.Current(e.Now()) && m.Role == desk.RoleContact {
			return err == nil, err
		}
	}
	return false, nil
}
