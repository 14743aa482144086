package storage

import (
	"bytes"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// unname removes a name that still leads to the record; it may lead to another by now.
func (tx *Tx) unname(b kv.Bucket, name, id []byte) error {
	if !bytes.Equal(tx.r.Get(b, name), id) {
		return nil
	}
	return tx.w.Delete(b, name)
}

// PutPerson stores a person; one without an identifier is given one. A chat account is one person's: whoever had
// it before has none.
func (tx *Tx) PutPerson(p *desk.Person) error {
	if p.ID == 0 {
		n, err := tx.next("person", 1)
		if err != nil {
			return err
		}
		p.ID = desk.PersonID(n)
	}
	old, known, err := tx.Person(p.ID)
	if err != nil {
		return err
	}
	if old.User != p.User || old.Language != p.Language {
		tx.restand(p.User.Private())
	}
	if known && old.User != 0 && old.User != p.User {
		if err := tx.unname(bPersonsByUser, id64(old.User), id64(p.ID)); err != nil {
			return err
		}
	}
	if p.User != 0 {
		if err := tx.dispossess(p); err != nil {
			return err
		}
		if err := tx.w.Put(bPersonsByUser, id64(p.User), id64(p.ID)); err != nil {
			return err
		}
	}
	return write(tx, bPersons, id64(p.ID), p)
}

// dispossess takes the person's chat account away from whoever else has it.
func (tx *Tx) dispossess(p *desk.Person) error {
	other, had, err := tx.PersonOf(p.User)
	if err != nil || !had || other.ID == p.ID {
		return err
	}
	other.User = 0
	return write(tx, bPersons, id64(other.ID), other)
}

// Person finds a person by identifier.
func (r *Reader) Person(id desk.PersonID) (desk.Person, bool, error) {
	return read[desk.Person](r, bPersons, id64(id))
}

// PersonOf finds the person behind a chat account.
func (r *Reader) PersonOf(u desk.UserID) (desk.Person, bool, error) {
	raw := r.r.Get(bPersonsByUser, id64(u))
	if raw == nil {
		return desk.Person{}, false, nil
	}
	return read[desk.Person](r, bPersons, raw)
}

// PutMembership lets a person act for a party.
func (tx *Tx) PutMembership(m desk.Membership) error {
	if err := tx.restandPerson(m.Person); err != nil {
		return err
	}
	if err := tx.w.Put(bMembersOf, join(id64(m.Party), id64(m.Person)), []byte{}); err != nil {
		return err
	}
	return write(tx, bMemberships, join(id64(m.Person), id64(m.Party)), m)
}

// Membership finds whether a person acts, or acted, for a party.
func (r *Reader) Membership(p desk.PersonID, party desk.PartyID) (desk.Membership, bool, error) {
	return read[desk.Membership](r, bMemberships, join(id64(p), id64(party)))
}

// MembershipsOf are the parties for which the person acts, or acted.
func (r *Reader) MembershipsOf(p desk.PersonID) ([]desk.Membership, error) {
	var memberships []desk.Membership
	var failed error
	r.prefixed(bMemberships, id64(p), func(_, v []byte) bool {
		m, err := decoded[desk.Membership](bMemberships, v)
		memberships, failed = append(memberships, m), err
		return failed == nil
	})
	return memberships, failed
}

// PeopleOf are the persons who act for the party now.
func (r *Reader) PeopleOf(p desk.PartyID) ([]desk.Person, error) {
	var people []desk.Person
	var failed error
	r.prefixed(bMembersOf, id64(p), func(k, _ []byte) bool {
		id := number[desk.PersonID](k[8:])
		m, _, err := read[desk.Membership](r, bMemberships, join(id64(id), id64(p)))
		if err == nil && m.Current(r.now) {
			var person desk.Person
			if person, _, err = r.Person(id); err == nil {
				people = append(people, person)
			}
		}
		failed = err
		return failed == nil
	})
	return people, failed
}
