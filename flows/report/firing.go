package report

import (
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Firing is the moment for which a periodic job runs.
type Firing struct {
	// Due is the moment, of several that were missed the last. Since is the first of them.
	Due, Since time.Time
}

// inTime is how late a message may come that does not say for when it is.
const inTime = 15 * time.Minute

// late is the line that says for when a message is that comes late; none where it comes in time.
func (f Firing) late(r *storage.Reader, l desk.Language) []string {
	e, now := r.Estate(), r.Now()
	when := text.Clock(l, f.Due, now, e.Zone)
	switch day := e.DayOf(f.Due); {
	case day == e.DayOf(now).Add(-1):
		when = text.Plain(l, "time.yesterday-date", "day", text.Date(l, f.Due, e.Zone))
	case day != e.DayOf(now):
		when = text.Date(l, f.Due, e.Zone)
	case now.Sub(f.Due) < inTime:
		return nil
	}
	return []string{text.Say(l, "report.for", "when", when)}
}
