package storage

import (
	"bytes"

	"frontdesk/storage/desk"
	"frontdesk/storage/kv"
)

// PutUnit stores a unit; one without an identifier is given one. Units are found again by building, floor and
// number.
func (tx *Tx) PutUnit(u *desk.Unit) error {
	if u.ID == 0 {
		n, err := tx.next("unit", 1)
		if err != nil {
			return err
		}
		u.ID = desk.UnitID(n)
	}
	old, known, err := tx.Unit(u.ID)
	if err != nil {
		return err
	}
	if known && old != *u {
		if err := tx.unname(bUnitsByName, unitName(old), id64(u.ID)); err != nil {
			return err
		}
	}
	if err := tx.w.Put(bUnitsByName, unitName(*u), id64(u.ID)); err != nil {
		return err
	}
	return write(tx, bUnits, id64(u.ID), u)
}

// unname removes a name that still leads to the record; it may lead to another by now.
func (tx *Tx) unname(b kv.Bucket, name, id []byte) error {
	if !bytes.Equal(tx.r.Get(b, name), id) {
		return nil
	}
	return tx.w.Delete(b, name)
}

func unitName(u desk.Unit) []byte { return named(string(u.Estate), u.Building, u.Floor, u.Number) }

// Unit finds a unit by its identifier.
func (r *Reader) Unit(id desk.UnitID) (desk.Unit, bool, error) {
	return read[desk.Unit](r, bUnits, id64(id))
}

// UnitNamed finds a unit by building, floor and number.
func (r *Reader) UnitNamed(e desk.EstateID, building, floor, number string) (desk.Unit, bool, error) {
	raw := r.r.Get(bUnitsByName, named(string(e), building, floor, number))
	if raw == nil {
		return desk.Unit{}, false, nil
	}
	return read[desk.Unit](r, bUnits, raw)
}

// PutParty stores a party; one without an identifier is given one.
func (tx *Tx) PutParty(p *desk.Party) error {
	if p.ID == 0 {
		n, err := tx.next("party", 1)
		if err != nil {
			return err
		}
		p.ID = desk.PartyID(n)
	}
	return write(tx, bParties, id64(p.ID), p)
}

// Party finds a party by its identifier.
func (r *Reader) Party(id desk.PartyID) (desk.Party, bool, error) {
	return read[desk.Party](r, bParties, id64(id))
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
	if err := tx.w.Put(bMembersOf, join(id64(m.Party), id64(m.Person)), []byte{}); err != nil {
		return err
	}
	return write(tx, bMemberships, join(id64(m.Person), id64(m.Party)), m)
}

// Membership finds whether a person acts, or acted, for a party.
func (r *Reader) Membership(p desk.PersonID, party desk.PartyID) (desk.Membership, bool, error) {
	return read[desk.Membership](r, bMemberships, join(id64(p), id64(party)))
}

// PutOccupancy gives a party a unit.
func (tx *Tx) PutOccupancy(o desk.Occupancy) error {
	if err := tx.w.Put(bOccupants, join(id64(o.Unit), id64(o.Party)), []byte{}); err != nil {
		return err
	}
	return write(tx, bOccupancies, join(id64(o.Party), id64(o.Unit)), o)
}

// Home is a unit together with the party in whose name somebody is there.
type Home struct {
	Unit  desk.Unit
	Party desk.PartyID
}

// HomesOf are the units that the person may speak for now.
func (r *Reader) HomesOf(p desk.PersonID) ([]Home, error) {
	var homes []Home
	var failed error
	r.prefixed(bMemberships, id64(p), func(_, v []byte) bool {
		m, err := decoded[desk.Membership](bMemberships, v)
		if err != nil {
			failed = err
			return false
		}
		if m.Current(r.now) {
			homes, failed = r.homesOfParty(homes, m.Party)
		}
		return failed == nil
	})
	return homes, failed
}

func (r *Reader) homesOfParty(homes []Home, p desk.PartyID) ([]Home, error) {
	var failed error
	r.prefixed(bOccupancies, id64(p), func(_, v []byte) bool {
		o, err := decoded[desk.Occupancy](bOccupancies, v)
		if err == nil && o.Current(r.now) {
			var u desk.Unit
			if u, _, err = r.Unit(o.Unit); err == nil {
				homes = append(homes, Home{Unit: u, Party: p})
			}
		}
		failed = err
		return failed == nil
	})
	return homes, failed
}

// OccupantOf is the party that has the unit now; ok is false where it stands empty.
func (r *Reader) OccupantOf(u desk.UnitID) (party desk.PartyID, ok bool, err error) {
	r.prefixed(bOccupants, id64(u), func(k, _ []byte) bool {
		candidate := number[desk.PartyID](k[8:])
		var o desk.Occupancy
		if o, _, err = read[desk.Occupancy](r, bOccupancies, join(id64(candidate), id64(u))); err != nil {
			return false
		}
		if o.Current(r.now) {
			party, ok = candidate, true
		}
		return !ok
	})
	return party, ok, err
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
