package tenancy

import (
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Invite makes an invitation for a person of the unit, in place of those that they have not used. The code is
// known from here alone: the records keep its hash. By is who asked for it, 0 for the office.
func Invite(tx *storage.Tx, p desk.PersonID, u desk.UnitID, by desk.PersonID) (code string, i desk.Invite, err error) {
	if err := Revoke(tx, p); err != nil {
		return "", i, err
	}
	code = desk.NewCode()
	i = desk.Invite{
		Hash: desk.HashCode(code), Person: p, Unit: u, By: by, Issued: tx.Now(), Expires: tx.Now().Add(desk.InviteLife),
	}
	return code, i, tx.PutInvite(i)
}

// Revoke ends a person's invitations that were not used.
func Revoke(tx *storage.Tx, p desk.PersonID) error {
	return eachOpen(tx, p, func(i desk.Invite) error {
		i.Revoked = tx.Now()
		return tx.PutInvite(i)
	})
}

func eachOpen(tx *storage.Tx, p desk.PersonID, fn func(desk.Invite) error) error {
	invites, err := tx.InvitesOf(p)
	if err != nil {
		return err
	}
	for _, i := range invites {
		if !i.Open(tx.Now()) {
			continue
		}
		if err := fn(i); err != nil {
			return err
		}
	}
	return nil
}

// Invited reports whether the person has an invitation that can still be opened.
func Invited(r *storage.Reader, p desk.PersonID) (bool, error) {
	invites, err := r.InvitesOf(p)
	for _, i := range invites {
		if i.Open(r.Now()) {
			return true, err
		}
	}
	return false, err
}

// List puts a person into a party by name, before they have an account here: as a member.
func List(tx *storage.Tx, party desk.PartyID, name string) (desk.Person, error) {
	p := desk.Person{Name: name}
	if err := tx.PutPerson(&p); err != nil {
		return p, err
	}
	return p, tx.PutMembership(desk.Membership{Party: party, Person: p.ID, Role: desk.RoleMember, From: tx.Now()})
}
