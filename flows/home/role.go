package home

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// standing is all that somebody is to the desk at this moment.
type standing struct {
	homes   []storage.Home
	contact bool
	desks   []desk.Name // whose groups the person is in
	admin   bool

	applied   string // says that a request of theirs to be enrolled waits, "" where none does
	withdraws chat.Button
	mayJoin   bool // offer somebody who works here to say where they live, too
}

// atWork tells whether the person works at the desk, rather than writes to it.
func (s standing) atWork() bool { return s.admin || len(s.desks) > 0 }

// stand is the person's standing with what they have asked for.
func (s *Screens) stand(r *storage.Reader, who dialog.Who) (standing, error) {
	is, err := stand(r, who)
	if err != nil || s.Applied == nil {
		return is, err
	}
	is.applied, is.withdraws, err = s.Applied(r, who)
	return is, err
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
	s.admin = r.Admin(who.User)
	return s, nil
}

// role is the greatest of the roles, which the help and the menu go by.
func (s standing) role() people.Role {
	switch {
	case s.admin:
		return people.Administrator
	case slices.Contains(s.desks, desk.Managers):
		return people.Manager
	case slices.Contains(s.desks, desk.Supervisors):
		return people.Supervisor
	case len(s.desks) > 0:
		return people.Staff
	case s.contact:
		return people.Contact
	case len(s.homes) > 0:
		return people.Tenant
	}
	return people.Stranger
}
