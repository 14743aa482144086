package flows

import (
	"encoding/json"
	"fmt"
	"time"

	"frontdesk/flows/follow"
	"frontdesk/flows/people"
	"frontdesk/flows/report"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Finished takes in what came of slow work.
func (d *Desk) Finished(tx *storage.Tx, r chat.JobResult) error {
	job, ok, err := tx.EndJob(r.Job)
	if err != nil || !ok {
		return err
	}
	switch job.Kind {
	case chat.JobMember:
		return d.memberFound(tx, job, r)
	case chat.JobRoster:
		return d.rosterRead(tx, job, r)
	case chat.JobKeepFile:
		return fileKept(tx, job, r)
	case chat.JobCheck, chat.JobBackup:
		if job.Kind == chat.JobBackup && r.Err == "" {
			return keptBackup(tx, r)
		}
		if r.Err != "" {
			return d.tellManagers(tx, "report.failed-"+string(job.Kind))
		}
	}
	return nil
}

// fileKept notes where a file is kept. One that could not be had stays with the chat service.
func fileKept(tx *storage.Tx, job chat.Job, r chat.JobResult) error {
	if r.Err != "" {
		return nil
	}
	var a follow.KeepArgs
	if err := json.Unmarshal(job.Args, &a); err != nil {
		return fmt.Errorf("read which file: %w", err)
	}
	var kept chat.FileKept
	if err := json.Unmarshal(r.Data, &kept); err != nil {
		return fmt.Errorf("read what was kept: %w", err)
	}
	return tx.PutFile(storage.File{SHA256: kept.SHA256, Size: kept.Size, Media: a.Media, Ticket: a.Ticket})
}

// Buried tells staff that something could not be handled, and was kept.
func (d *Desk) Buried(tx *storage.Tx, _ storage.DeadLetter) error {
	return d.tellManagers(tx, "report.buried")
}

func (d *Desk) tellManagers(tx *storage.Tx, key string) error {
	c, l, ok := people.ReachIn(&tx.Reader, desk.Managers)
	if !ok {
		return nil
	}
	return tx.Post(chat.Outgoing{Chat: c, Lane: chat.Notice, Content: chat.Content{
		Text: text.Say(l, key, "time", text.Clock(l, tx.Now(), tx.Now(), tx.Estate().Zone)),
	}})
}

// summary answers /summary, to whoever may see it and where they may.
func (d *Desk) summary(tx *storage.Tx, u chat.Update, who whoIs) error {
	may, err := people.May(&tx.Reader, u, people.Summary, people.Subject{})
	switch {
	case err != nil:
		return err
	case may.Ask != nil:
		return people.AskFirst(tx, u, may.Ask)
	case !may.OK:
		return d.answer(tx, u, text.Say(who.Language, may.Why))
	}
	l := who.Language
	if !u.Chat.ID.Private() {
		l = people.ChatLanguage(&tx.Reader, u.Chat.ID)
	}
	body, err := report.Summary(&tx.Reader, d.options.Services, l)
	if err != nil {
		return err
	}
	return d.answer(tx, u, body)
}

// memberFound keeps what the chat service says of somebody's presence in a group, and takes what waited for it
// again.
func (d *Desk) memberFound(tx *storage.Tx, job chat.Job, r chat.JobResult) error {
	var a people.Asked
	if err := json.Unmarshal(job.Args, &a); err != nil {
		return fmt.Errorf("read what was asked: %w", err)
	}
	if r.Err != "" { // not knowing is not knowing that somebody is gone
		who, err := people.Who(&tx.Reader, a.Update)
		if err != nil {
			return err
		}
		return d.answer(tx, a.Update, text.Say(who.Language, "role.not-checked"))
	}
	var found chat.MemberFound
	if err := json.Unmarshal(r.Data, &found); err != nil {
		return fmt.Errorf("read what was found: %w", err)
	}
	m := desk.Member{Chat: a.Chat, User: a.User, Name: a.Update.From.Name, Left: tx.Now()}
	if found.Present {
		m.Seen, m.Left = tx.Now(), time.Time{}
	}
	if err := tx.PutMember(m); err != nil {
		return err
	}
	if !found.Present {
		if err := d.oncall.Left(tx, a.Chat, a.User); err != nil {
			return err
		}
	}
	return d.take(tx, a.Update)
}

// answer replies to a message where it was written.
func (d *Desk) answer(tx *storage.Tx, u chat.Update, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message, Content: chat.Content{Text: body},
	})
}
