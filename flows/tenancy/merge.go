package tenancy

import (
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Merge makes the people of one party act for another, which takes over their only unit. Their invitations stay.
func Merge(tx *storage.Tx, from, into desk.PartyID, u desk.UnitID) error {
	residents, err := Residents(&tx.Reader, from)
	if err != nil {
		return err
	}
	if err := endStay(tx, from, u); err != nil {
		return err
	}
	if err := Occupy(tx, into, u); err != nil {
		return err
	}
	for _, p := range residents {
		m, _, err := tx.Membership(p.ID, from)
		if err != nil {
			return err
		}
		m.Until = tx.Now()
		if err := tx.PutMembership(m); err != nil {
			return err
		}
		if own, is, err := tx.Membership(p.ID, into); err != nil {
			return err
		} else if is && own.Current(tx.Now()) {
			continue
		}
		role, err := NextRole(&tx.Reader, into)
		if err != nil {
			return err
		}
		next := desk.Membership{Party: into, Person: p.ID, Role: role, From: tx.Now()}
		if err := tx.PutMembership(next); err != nil {
			return err
		}
	}
	return nil
}
