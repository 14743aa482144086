package understand

import "frontdesk/storage/desk"

// How much of a case's own synonym must be in a text to tell the case, and by how much it must be clear of any other
// case of the row.
const (
	telling = 0.6
	ahead   = 0.1
)

// told is the row's case that the words tell, or the row alone.
func (r row) told(by []float32) desk.ServiceRef {
	best, second, which := float32(0), float32(0), -1
	for i := range r.variants {
		switch e := by[r.first+i]; {
		case e > best:
			best, second, which = e, best, i
		case e > second:
			second = e
		}
	}
	if best < telling || best-second < ahead {
		return r.ref
	}
	return r.variants[which]
}
