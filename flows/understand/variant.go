package understand

import "frontdesk/storage/desk"

// How much of a case's own synonym must be in a text to tell the case, and how much more like the text it must be than
// any other case's.
const (
	telling = 0.6
	ahead   = 1.15
)

// told is the row's case that the words tell, or the row alone. Plain is how like the text is to what tells no case.
func (r row) told(by []float32, plain float32) desk.ServiceRef {
	best, second, which := float32(0), float32(0), -1
	for i := range r.variants {
		switch e := by[r.first+i]; {
		case e > best:
			best, second, which = e, best, i
		case e > second:
			second = e
		}
	}
	if which < 0 || best < plain || best < ahead*second {
		return r.ref
	}
	return r.variants[which]
}
