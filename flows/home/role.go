package home

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Role is what somebody is to the desk, as the first screen and the commands go by it.
type Role string

// The roles. Whoever has several is shown the last of them, with what the others have besides.
const (
	Stranger      Role = "stranger"
	Tenant        Role = "tenant"
	Contact       Role = "contact"
	Staff         Role = "staff"
	Supervisor    Role = "supervisor"
	Manager       Role = "manager"
	Administrator Role = "administrator"
)

// standing is all that somebody is to the desk at this moment.
type standing struct {
	homes   []storage.Home
	contact bool
	// desks are those that do work; supervisors and managers are told apart.
	desks               []desk.Name
	supervisor, manager bool
	admin               bool
}

func stand(r *storage.Reader, who dialog.Who) (s standing, err error) {
	if s.homes, err = r.HomesOf(who.Person.ID); err != nil {
		return s, err
	}
	for _, h := range s.homes {
		m, _, err := r.Membership(who.Person.ID, h.Party)
		if err != nil {
			return s, err
		}
		s.contact = s.contact || m.Role == desk.RoleContact
	}
	if s.desks, err = people.DesksOf(r, who.User); err != nil {
		return s, err
	}
	s.supervisor, s.manager = slices.Contains(s.desks, desk.Supervisors), slices.Contains(s.desks, desk.Managers)
	s.admin = r.Admin(who.User)
	return s, nil
}

// role is the one that the screens and commands are named for.
func (s standing) role() Role {
	switch {
	case s.admin:
		return Administrator
	case s.manager:
		return Manager
	case s.supervisor:
		return Supervisor
	case len(s.desks) > 0:
		return Staff
	case s.contact:
		return Contact
	case len(s.homes) > 0:
		return Tenant
	}
	return Stranger
}
