package flows

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"frontdesk/flows/people"
	"frontdesk/flows/report"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// LagLimit is how late timers may fire before somebody is told.
const LagLimit = 30 * time.Second

// health answers /health, to whoever may see it and where they may.
func (d *Desk) health(tx *storage.Tx, u chat.Update, who whoIs) error {
	may, err := people.May(&tx.Reader, u, people.Health, people.Subject{})
	switch {
	case err != nil:
		return err
	case may.Ask != nil:
		return people.AskFirst(tx, u, may.Ask)
	case !may.OK:
		return d.answer(tx, u, text.Say(who.Language, may.Why))
	}
	var v report.Vitals
	if d.options.Vitals != nil {
		v = d.options.Vitals()
	}
	body, err := report.Health(&tx.Reader, who.Language, v)
	if err != nil {
		return err
	}
	return d.answer(tx, u, body)
}

// Lagging tells managers and administrators once that timers fire late, and once that they do so no longer.
func (d *Desk) Lagging(tx *storage.Tx, by time.Duration) error {
	late := by > LagLimit
	if late == !tx.Lagging().IsZero() {
		return nil
	}
	key, since := "report.lag-over", tx.Lagging()
	if late {
		key, since = "report.lag", tx.Now()
	}
	if err := tx.SetLagging(late); err != nil {
		return err
	}
	for _, c := range inCharge(&tx.Reader) {
		l := people.ChatLanguage(&tx.Reader, c)
		err := tx.Post(chat.Outgoing{Chat: c, Lane: chat.Alarm, Content: chat.Content{
			Text: text.Say(l, key, "span", text.Span(l, by), "time", text.Clock(l, since, tx.Now(), tx.Estate().Zone)),
		}})
		if err != nil {
			return err
		}
	}
	return nil
}

// inCharge are the managers' chat and the administrators'.
func inCharge(r *storage.Reader) []desk.ChatID {
	chats := people.Reach(r, desk.Managers)
	for _, admin := range r.Admins() {
		if c := admin.Private(); !slices.Contains(chats, c) {
			chats = append(chats, c)
		}
	}
	return chats
}

func keptBackup(tx *storage.Tx, r chat.JobResult) error {
	var kept chat.BackupKept
	if err := json.Unmarshal(r.Data, &kept); err != nil {
		return fmt.Errorf("read what was copied: %w", err)
	}
	return tx.NoteBackup(kept.Size)
}
