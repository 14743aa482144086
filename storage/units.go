package storage

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/storage/desk"
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

// PutOccupancy gives a party a unit, or ends the stay that began at the same moment.
func (tx *Tx) PutOccupancy(o desk.Occupancy) error {
	key := occupancyKey(o)
	if err := tx.w.Put(bOccupants, occupantKey(key), []byte{}); err != nil {
		return err
	}
	return write(tx, bOccupancies, key, o)
}

func occupancyKey(o desk.Occupancy) []byte { return join(id64(o.Party), id64(o.Unit), instant(o.From)) }

// occupantKey turns party, unit and beginning into unit, beginning and party, and occupancyOf turns them back.
func occupantKey(k []byte) []byte { return join(k[8:16], k[16:], k[:8]) }

func occupancyOf(k []byte) []byte { return join(k[16:], k[:8], k[8:16]) }

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
		known := slices.ContainsFunc(homes, func(h Home) bool { return h.Party == p && h.Unit.ID == o.Unit })
		if err == nil && o.Current(r.now) && !known {
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

// OccupantsOf are the stays in the unit, in the order in which they began; those that ended, too.
func (r *Reader) OccupantsOf(u desk.UnitID) ([]desk.Occupancy, error) {
	var stays []desk.Occupancy
	var failed error
	r.prefixed(bOccupants, id64(u), func(k, _ []byte) bool {
		o, _, err := read[desk.Occupancy](r, bOccupancies, occupancyOf(k))
		stays, failed = append(stays, o), err
		return failed == nil
	})
	return stays, failed
}

// OccupantOf is the party that has the unit now; ok is false where it stands empty.
func (r *Reader) OccupantOf(u desk.UnitID) (party desk.PartyID, ok bool, err error) {
	stays, err := r.OccupantsOf(u)
	for _, o := range stays {
		if err == nil && !ok && o.Current(r.now) {
			party, ok = o.Party, true
		}
	}
	return party, ok, err
}

// UnitsOf are the units that the party has now.
func (r *Reader) UnitsOf(p desk.PartyID) ([]desk.Unit, error) {
	homes, err := r.homesOfParty(nil, p)
	units := make([]desk.Unit, len(homes))
	for i, h := range homes {
		units[i] = h.Unit
	}
	return units, err
}

// Units are all units of the estate, as people count buildings, floors and numbers.
func (r *Reader) Units() ([]desk.Unit, error) { return r.unitsUnder(named(string(r.estate.ID), "")) }

// UnitsIn are the estate's units on a floor of a building.
func (r *Reader) UnitsIn(building, floor string) ([]desk.Unit, error) {
	return r.unitsUnder(named(string(r.estate.ID), building, floor, ""))
}

// unitsUnder reads the units off their names, which tell all that there is of them: an estate may have thousands,
// and they are listed for every picker.
func (r *Reader) unitsUnder(prefix []byte) ([]desk.Unit, error) {
	var units []desk.Unit
	var failed error
	r.prefixed(bUnitsByName, prefix, func(name, id []byte) bool {
		parts := strings.Split(string(name), "\x00")
		if len(parts) != 4 || len(id) != 8 {
			failed = fmt.Errorf("read %s: %q is no unit's name", bUnitsByName, name)
			return false
		}
		units = append(units, desk.Unit{
			ID: number[desk.UnitID](id), Estate: desk.EstateID(parts[0]), Building: parts[1], Floor: parts[2], Number: parts[3],
		})
		return true
	})
	slices.SortFunc(units, desk.Unit.Compare)
	return units, failed
}
