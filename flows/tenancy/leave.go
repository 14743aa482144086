package tenancy

import (
	"errors"
	"fmt"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Remove ends what a person may do for the party, and their invitations to it, at once. The record stays.
func Remove(tx *storage.Tx, party desk.PartyID, p desk.PersonID) error {
	m, ok, err := tx.Membership(p, party)
	if err != nil || !ok || !m.Current(tx.Now()) {
		return err
	}
	m.Until = tx.Now()
	if err := tx.PutMembership(m); err != nil {
		return err
	}
	units, err := tx.UnitsOf(party)
	if err != nil {
		return err
	}
	return eachOpen(tx, p, func(i desk.Invite) error {
		for _, u := range units {
			if u.ID == i.Unit {
				i.Revoked = tx.Now()
				return tx.PutInvite(i)
			}
		}
		return nil
	})
}

// HandOver makes another of the party its contact in place of the one who was. Both act for it, or nothing changes.
func HandOver(tx *storage.Tx, party desk.PartyID, from, to desk.PersonID) error {
	was, stays, err := tx.Membership(from, party)
	if err != nil {
		return err
	}
	is, comes, err := tx.Membership(to, party)
	if err != nil {
		return err
	}
	if !stays || !comes || !was.Current(tx.Now()) || !is.Current(tx.Now()) {
		return desk.Refuse(desk.NotFound)
	}
	was.Role, is.Role = desk.RoleMember, desk.RoleContact
	return errors.Join(tx.PutMembership(was), tx.PutMembership(is))
}

// Gone is who lost a unit when a party moved out of it.
type Gone struct {
	Party     desk.Party
	Residents []Resident
	// Whole tells that it was the party's last unit: its people act for nobody any more.
	Whole bool
}

// MoveOut ends a party's stay in a unit: nobody of it may use the desk for the unit any more, and nobody is
// invited to it. Where it was the party's last unit, its people act for it no longer; where it was not, whoever
// was invited is invited to one that it keeps. Matters and history stay.
func MoveOut(tx *storage.Tx, party desk.PartyID, u desk.UnitID) (gone Gone, err error) {
	if gone.Party, _, err = tx.Party(party); err != nil {
		return gone, err
	}
	if gone.Residents, err = Residents(&tx.Reader, party); err != nil {
		return gone, err
	}
	if err := endStay(tx, party, u); err != nil {
		return gone, err
	}
	left, err := tx.UnitsOf(party)
	if err != nil {
		return gone, err
	}
	gone.Whole = len(left) == 0
	for _, p := range gone.Residents {
		if err := release(tx, party, p.ID, u, left); err != nil {
			return gone, fmt.Errorf("let %s go: %w", p.ID, err)
		}
	}
	return gone, nil
}

func endStay(tx *storage.Tx, party desk.PartyID, u desk.UnitID) error {
	stays, err := tx.OccupantsOf(u)
	if err != nil {
		return err
	}
	for _, stay := range stays {
		if stay.Party == party && stay.Current(tx.Now()) {
			stay.Until = tx.Now()
			return tx.PutOccupancy(stay)
		}
	}
	return desk.Refuse(desk.NotFound)
}

// release ends what one of the party loses with the unit.
func release(tx *storage.Tx, party desk.PartyID, p desk.PersonID, u desk.UnitID, left []desk.Unit) error {
	err := eachOpen(tx, p, func(i desk.Invite) error {
		switch {
		case i.Unit != u:
			return nil
		case len(left) > 0:
			i.Unit = left[0].ID
		default:
			i.Revoked = tx.Now()
		}
		return tx.PutInvite(i)
	})
	if err != nil || len(left) > 0 {
		return err
	}
	return Remove(tx, party, p)
}
