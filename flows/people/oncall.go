package people

import (
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// OnCall is who is on call at the desk now, without those who have left its group: nobody is called who cannot see
// what it is about.
func OnCall(r *storage.Reader, n desk.Name) ([]desk.Duty, error) {
	duties, err := r.OnCall(n)
	if err != nil {
		return nil, err
	}
	c, linked := r.GroupOf(n)
	var failed error
	duties = slices.DeleteFunc(duties, func(d desk.Duty) bool {
		m, known, err := r.Member(c, d.User)
		if err != nil {
			failed = err
		}
		return linked && known && !m.Present()
	})
	return duties, failed
}
