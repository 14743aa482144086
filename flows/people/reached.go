package people

import (
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Reached reports whether whoever reported a ticket is in the chat and can be written to; otherwise staff tell them
// what becomes of it by telephone.
func Reached(r *storage.Reader, t *desk.Ticket) (bool, error) {
	if t.Reporter.User == 0 {
		return false, nil
	}
	p, known, err := r.PersonOf(t.Reporter.User)
	return err == nil && (!known || p.Unreachable.IsZero()), err
}
