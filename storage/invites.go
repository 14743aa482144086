package storage

import (
	"time"

	"frontdesk/storage/desk"
)

// PutInvite stores an invitation under its hash.
func (tx *Tx) PutInvite(i desk.Invite) error {
	if i.Person != 0 {
		if err := tx.w.Put(bInvitesOf, join(id64(i.Person), []byte(i.Hash)), []byte{}); err != nil {
			return err
		}
	}
	if i.Admin {
		if err := tx.w.Put(bMeta, []byte("admin invite"), []byte(i.Hash)); err != nil {
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

// AdminInvite is the administrator's invitation that was issued last.
func (r *Reader) AdminInvite() (desk.Invite, bool, error) {
	hash := r.r.Get(bMeta, []byte("admin invite"))
	if hash == nil {
		return desk.Invite{}, false, nil
	}
	return r.InviteHashed(string(hash))
}

// PutAdmin makes the user an administrator.
func (tx *Tx) PutAdmin(u desk.UserID) error {
	tx.restand(u.Private())
	return tx.w.Put(bAdmins, id64(u), instant(tx.now))
}

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

// InviteHashed finds an invitation by its hash.
func (r *Reader) InviteHashed(hash string) (desk.Invite, bool, error) {
	return read[desk.Invite](r, bInvites, []byte(hash))
}

// guesses is how often an account has opened a wrong code since a moment.
type guesses struct {
	Since time.Time `json:"since"`
	N     int       `json:"n"`
}

// CountGuess counts a wrong code that an account opened within the window that began with its first.
func (tx *Tx) CountGuess(u desk.UserID, window time.Duration) error {
	g, _, err := read[guesses](&tx.Reader, bGuesses, id64(u))
	if err != nil {
		return err
	}
	if tx.now.Sub(g.Since) > window {
		g = guesses{Since: tx.now}
	}
	g.N++
	return write(tx, bGuesses, id64(u), g)
}

// Guesses is how many wrong codes an account has opened in the window until now. A record that cannot be read
// counts as none: the code itself still has to be right.
func (r *Reader) Guesses(u desk.UserID, window time.Duration) int {
	g, _, err := read[guesses](r, bGuesses, id64(u))
	if err != nil || r.now.Sub(g.Since) > window {
		return 0
	}
	return g.N
}
