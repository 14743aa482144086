package report

import (
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
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
	case !f.isLate(now):
		return nil
	case day == e.DayOf(now).Add(-1):
		when = text.Plain(l, "time.yesterday-date", "day", text.Date(l, f.Due, e.Zone))
	case day != e.DayOf(now):
		when = text.Date(l, f.Due, e.Zone)
	}
	return []string{text.Say(l, "report.for", "when", when)}
}

func (f Firing) isLate(now time.Time) bool { return now.Sub(f.Due) >= inTime }

// post sends a chat what the firing is for. What comes late makes no sound: it may be night by now, and it can wait.
func (f Firing) post(tx *storage.Tx, c desk.ChatID, body string) error {
	return tx.Post(chat.Outgoing{Chat: c, Lane: chat.Notice, Content: chat.Content{Text: body, Silent: f.isLate(tx.Now())}})
}
