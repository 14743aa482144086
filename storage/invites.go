package storage

import "frontdesk/storage/desk"

// PutInvite stores an invitation under its hash.
func (tx *Tx) PutInvite(i desk.Invite) error {
	if i.Person != 0 {
		if err := tx.w.Put(bInvitesOf, join(id64(i.Person), []byte(i.Hash)), []byte{}); err != nil {
			return err
		}
	}
	return write(tx, bInvites, []byte(i.Hash), i)
}

// Invite finds an invitation by the code that somebody opened.
func (r *Reader) Invite(code string) (desk.Invite, bool, error) {
	return read[desk.Invite](r, bInvites, []byte(desk.HashCode(code)))
}

// InvitesOf are a person's invitations, used ones included.
func (r *Reader) InvitesOf(p desk.PersonID) ([]desk.Invite, error) {
	var invites []desk.Invite
	var failed error
	r.prefixed(bInvitesOf, id64(p), func(k, _ []byte) bool {
		i, ok, err := read[desk.Invite](r, bInvites, k[8:])
		if ok {
			invites = append(invites, i)
		}
		failed = err
		return failed == nil
	})
	return invites, failed
}

// PutAdmin makes the user an administrator.
func (tx *Tx) PutAdmin(u desk.UserID) error { return tx.w.Put(bAdmins, id64(u), instant(tx.now)) }

// Admin reports whether the user is an administrator.
func (r *Reader) Admin(u desk.UserID) bool { return r.r.Get(bAdmins, id64(u)) != nil }

// Admins lists the administrators.
func (r *Reader) Admins() []desk.UserID {
	var admins []desk.UserID
	r.r.Ascend(bAdmins, nil, func(k, _ []byte) bool {
		admins = append(admins, number[desk.UserID](k))
		return true
	})
	return admins
}
