package storage

import (
	"frontdesk/storage/desk"
)

// EachAlarm calls fn for the alarms for which there is no all-clear yet, desk by desk and in order of number, until it
// returns false. Those that are folded into another are among them.
func (r *Reader) EachAlarm(fn func(*desk.Ticket) bool) error {
	letter := []byte(desk.Emergency.Letter())
	var failed error
	stopped := false
	for _, n := range desk.Names {
		prefix := named(string(n), "")
		r.prefixed(bTicketsAt, join(prefix, letter), func(k, _ []byte) bool {
			t, ok, err := read[desk.Ticket](r, bTickets, k[len(prefix):])
			failed = err
			stopped = err == nil && ok && t.Out() && !fn(&t)
			return failed == nil && !stopped
		})
		if failed != nil || stopped {
			return failed
		}
	}
	return nil
}

// AlarmOf is the user's alarm for which there is no all-clear yet, the oldest where there are several; nil where there is
// none.
func (r *Reader) AlarmOf(u desk.UserID) (*desk.Ticket, error) {
	var out *desk.Ticket
	var failed error
	r.prefixed(bTicketsOpen, join(id64(u), []byte(desk.Emergency.Letter())), func(k, _ []byte) bool {
		t, ok, err := read[desk.Ticket](r, bTickets, k[8:])
		if ok && t.Out() {
			out = &t
		}
		failed = err
		return failed == nil && out == nil
	})
	return out, failed
}
