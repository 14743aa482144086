package dialog

import (
	"time"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Who takes part: one person in one chat.
type Who struct {
	storage.SessionKey
	Name     string
	Language desk.Language
	// Person is who this is to the office; ID 0 where the office does not know.
	Person desk.Person
}

// Group reports whether the person is asked in a group, where others read along.
func (w Who) Group() bool { return !w.Chat.Private() }

// Talk is a dialog under way, as its declarations see it.
type Talk struct {
	Who
	Tx      *storage.Tx
	Answers Answers

	flow     *Flow
	instance string
}

// Now is desk time, in UTC.
func (t *Talk) Now() time.Time { return t.Tx.Now() }

// Zone is the estate's zone.
func (t *Talk) Zone() *time.Location { return t.Tx.Estate().Zone }

// Shown is an answer as people read it, "" where there is none.
func (t *Talk) Shown(step string) string {
	if t.flow == nil {
		return ""
	}
	s, ok := t.flow.step(t, step)
	if !ok || !t.Answers.Given(step) {
		return ""
	}
	return s.q.shown(t, s, t.Answers[step])
}
