package storage

import "frontdesk/storage/desk"

// ActedFor are all who act, or acted, for the party: whoever has left it, too.
func (r *Reader) ActedFor(p desk.PartyID) ([]desk.Membership, error) {
	var memberships []desk.Membership
	var failed error
	r.prefixed(bMembersOf, id64(p), func(k, _ []byte) bool {
		m, _, err := read[desk.Membership](r, bMemberships, join(k[8:], k[:8]))
		memberships, failed = append(memberships, m), err
		return failed == nil
	})
	return memberships, failed
}

// ContactsOf are the persons who are the party's contact now.
func (r *Reader) ContactsOf(p desk.PartyID) ([]desk.Person, error) {
	memberships, err := r.ActedFor(p)
	if err != nil {
		return nil, err
	}
	var contacts []desk.Person
	for _, m := range memberships {
		if m.Role != desk.RoleContact || !m.Current(r.now) {
			continue
		}
		person, known, err := r.Person(m.Person)
		if err != nil {
			return nil, err
		}
		if known {
			contacts = append(contacts, person)
		}
	}
	return contacts, nil
}
