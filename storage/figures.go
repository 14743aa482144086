package storage

import (
	"time"

	"frontdesk/storage/desk"
)

// figure is something that a ticket adds to a month's counts. Which there are follows from the header alone; in which
// month each counts may take the estate's calendar to tell, and is worked out for those alone that are new.
type figure struct {
	what    string
	desk    desk.Name
	promise string    // a settled promise, by its name
	at      time.Time // otherwise, the moment
}

// figuresOf are the ticket's figures with by how much each counts.
func figuresOf(t *desk.Ticket) map[figure]int {
	figures := map[figure]int{}
	if t == nil {
		return figures
	}
	kept, broken := t.Settled()
	for _, key := range kept {
		figures[figure{what: TallyKept, desk: t.Desk, promise: key}]++
	}
	for _, key := range broken {
		figures[figure{what: TallyBroken, desk: t.Desk, promise: key}]++
	}
	for _, h := range t.Holds {
		if h.Ended.After(h.From) {
			figures[figure{what: TallyHolds(h.Cause), desk: t.Desk, at: h.Ended}]++
			figures[figure{what: TallyHeld(h.Cause), desk: t.Desk, at: h.Ended}] += int(h.Ended.Sub(h.From) / time.Second)
		}
	}
	for _, d := range t.Doubts() {
		what := TallyEarly
		if d.Last {
			what = TallyLast
		}
		figures[figure{what: what, desk: t.Desk, at: d.At}]++
	}
	return figures
}

// figureKey is the count that a figure of the ticket goes into.
func (r *Reader) figureKey(f figure, t *desk.Ticket) string {
	at := f.at
	if f.promise != "" {
		at = t.SettledAt(f.promise, r.estate)
	}
	return string(named(f.what, r.month(at), string(f.desk)))
}
