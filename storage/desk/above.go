package desk

import "slices"

// KnownAbove reports whether supervisors or managers have been told that a clock was not kept.
func (t *Ticket) KnownAbove(r Running) bool {
	l := t.ladder(r.Promise.Clock, r.Cycle)
	told := min(t.Climbed[clockKey(r.Promise.Clock, r.Cycle)], l.top()+1)
	for level := l.first(); level < told; level++ {
		if to := t.addressees(l, level); slices.Contains(to, Audience(Supervisors)) || slices.Contains(to, Audience(Managers)) {
			return true
		}
	}
	return false
}
