package storage

import "frontdesk/storage/desk"

// PutParty stores a party; one without an identifier is given one. Parties are found again by name.
func (tx *Tx) PutParty(p *desk.Party) error {
	if p.ID == 0 {
		n, err := tx.next("party", 1)
		if err != nil {
			return err
		}
		p.ID = desk.PartyID(n)
	}
	old, known, err := tx.Party(p.ID)
	if err != nil {
		return err
	}
	if known && (old.Name != p.Name || old.Estate != p.Estate) {
		if err := tx.w.Delete(bPartiesByName, partyName(old)); err != nil {
			return err
		}
	}
	if err := tx.w.Put(bPartiesByName, partyName(*p), []byte{}); err != nil {
		return err
	}
	return write(tx, bParties, id64(p.ID), p)
}

// partyName leads to one party of several that have the same name.
func partyName(p desk.Party) []byte { return join(named(string(p.Estate), p.Name, ""), id64(p.ID)) }

// Party finds a party by its identifier.
func (r *Reader) Party(id desk.PartyID) (desk.Party, bool, error) {
	return read[desk.Party](r, bParties, id64(id))
}

// PartyNamed finds a party by its name; of several of the same name, the one that was there first.
func (r *Reader) PartyNamed(e desk.EstateID, name string) (p desk.Party, ok bool, err error) {
	prefix := named(string(e), name, "")
	r.prefixed(bPartiesByName, prefix, func(k, _ []byte) bool {
		p, ok, err = r.Party(number[desk.PartyID](k[len(prefix):]))
		return false
	})
	return p, ok, err
}

// ContactOf are the parties whose contact the person is now.
func (r *Reader) ContactOf(p desk.PersonID) ([]desk.PartyID, error) {
	memberships, err := r.MembershipsOf(p)
	var parties []desk.PartyID
	for _, m := range memberships {
		if m.Role == desk.RoleContact && m.Current(r.now) {
			parties = append(parties, m.Party)
		}
	}
	return parties, err
}
