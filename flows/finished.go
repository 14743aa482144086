package flows

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"time"

	"frontdesk/flows/enrol"
	"frontdesk/flows/follow"
	"frontdesk/flows/people"
	"frontdesk/flows/report"
	"frontdesk/flows/roster"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// asked is what a job was asked for, beside what its worker needs: the worker passes it by.
type asked struct {
	chat.MemberArgs
	FileID string      `json:"file_id,omitempty"`
	Update chat.Update `json:"update"`
}

// Finished takes in what came of slow work.
func (d *Desk) Finished(tx *storage.Tx, r chat.JobResult) error {
	job, ok, err := tx.EndJob(r.Job)
	if err != nil || !ok {
		return err
	}
	switch job.Kind {
	case chat.JobMember:
		return d.memberFound(tx, job, r)
	case chat.JobFetch:
		return d.rosterFetched(tx, job, r)
	case chat.JobKeepFile:
		return fileKept(tx, job, r)
	case chat.JobCheck, chat.JobBackup:
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

// summary answers /summary: in the managers' group, or to a manager in private.
func (d *Desk) summary(tx *storage.Tx, u chat.Update, who whoIs) error {
	answer := func(body string) error {
		return tx.Post(chat.Outgoing{
			Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
			Content: chat.Content{Text: body},
		})
	}
	if !u.Chat.ID.Private() {
		if !people.Serves(&tx.Reader, u.Chat.ID, desk.Managers) || u.Chat.Public {
			return answer(text.Say(who.Language, "report.managers-only"))
		}
		return answer(report.Summary(&tx.Reader, people.ChatLanguage(&tx.Reader, u.Chat.ID)))
	}
	standing, group, err := people.At(&tx.Reader, u.From.User, desk.Managers)
	switch {
	case err != nil:
		return err
	case standing == people.Inside || tx.Admin(u.From.User):
		return answer(report.Summary(&tx.Reader, who.Language))
	case standing == people.Unsure:
		return tx.QueueJob(chat.JobMember, asked{MemberArgs: chat.MemberArgs{Chat: group, User: u.From.User}, Update: u})
	}
	return answer(text.Say(who.Language, "report.managers-only"))
}

// memberFound keeps what the chat service says of somebody's presence in a group, and runs what waited for it
// again.
func (d *Desk) memberFound(tx *storage.Tx, job chat.Job, r chat.JobResult) error {
	var a asked
	if err := json.Unmarshal(job.Args, &a); err != nil {
		return fmt.Errorf("read what was asked: %w", err)
	}
	if r.Err != "" { // not knowing is not knowing that somebody is gone
		who, err := people.Who(&tx.Reader, a.Update)
		if err != nil {
			return err
		}
		return d.answer(tx, a.Update, text.Say(who.Language, "report.not-checked"))
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
	return d.Handle(tx, a.Update)
}

// isRoster tells a tenants' file by its name.
func isRoster(u chat.Update) bool {
	return len(u.Media) == 1 && u.Media[0].Kind == desk.Document && strings.EqualFold(path.Ext(u.Media[0].Name), ".csv")
}

// fetchRoster has the file fetched; what is in it comes back as a result.
func (d *Desk) fetchRoster(tx *storage.Tx, u chat.Update, who whoIs) error {
	if u.Media[0].Size > maxRoster {
		return d.answer(tx, u, text.Say(who.Language, "roster.too-large", "limit", maxRoster>>20))
	}
	tx.ShowTyping(u.Chat.ID)
	return tx.QueueJob(chat.JobFetch, asked{FileID: u.Media[0].FileID, Update: u})
}

// maxRoster is the largest file that bots can fetch, in bytes.
const maxRoster = 20 << 20

// maxFaultsShown is how many faults of a file a message lists.
const maxFaultsShown = 15

func (d *Desk) rosterFetched(tx *storage.Tx, job chat.Job, r chat.JobResult) error {
	var a asked
	if err := json.Unmarshal(job.Args, &a); err != nil {
		return fmt.Errorf("read what was asked: %w", err)
	}
	who, err := people.Who(&tx.Reader, a.Update)
	if err != nil {
		return err
	}
	if !tx.Admin(a.Update.From.User) {
		return d.answer(tx, a.Update, text.Say(who.Language, "setup.not-admin"))
	}
	var file chat.FileFetched
	if r.Err == "" {
		err = json.Unmarshal(r.Data, &file)
	}
	if r.Err != "" || err != nil {
		return d.answer(tx, a.Update, text.Say(who.Language, "enrol.not-fetched"))
	}
	rows, faults := roster.Parse(file.Bytes)
	if len(faults) > 0 {
		return d.answer(tx, a.Update, faultList(who.Language, faults))
	}
	issued, err := enrol.Import(tx, rows, false)
	if err != nil {
		return err
	}
	return d.sendLinks(tx, a.Update, who, issued)
}

func faultList(l desk.Language, faults roster.Faults) string {
	lines := []string{text.Say(l, "enrol.faults", "n", len(faults))}
	for i, f := range faults {
		if i == maxFaultsShown {
			lines = append(lines, text.Say(l, "enrol.more-faults", "n", len(faults)-maxFaultsShown))
			break
		}
		lines = append(lines, text.Escaped(f.In(l)))
	}
	return strings.Join(lines, "\n")
}

// sendLinks gives the administrator the invitations as a file.
func (d *Desk) sendLinks(tx *storage.Tx, u chat.Update, who whoIs, issued []enrol.Issued) error {
	links := Links(d.options.Bot, issued)
	fresh := 0
	for _, l := range links {
		if l.URL != "" {
			fresh++
		}
	}
	var out bytes.Buffer
	out.WriteString("\ufeff") // by which spreadsheets know that names are UTF-8
	if err := roster.WriteLinks(&out, links); err != nil {
		return fmt.Errorf("write links: %w", err)
	}
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{
			Text: text.Say(who.Language, "enrol.imported", "n", len(links), "fresh", fresh),
			File: &chat.File{Name: "links.csv", Data: out.Bytes()},
		},
	})
}

// Links are the invitations as links that people can open.
func Links(bot string, issued []enrol.Issued) []roster.Link {
	links := make([]roster.Link, 0, len(issued))
	for _, i := range issued {
		link := roster.Link{Building: i.Row.Building, Floor: i.Row.Floor, Unit: i.Row.Unit, Name: i.Row.Name}
		if i.Code != "" {
			link.URL = Deep(bot, i.Code)
		}
		links = append(links, link)
	}
	return links
}

// Deep is the link that opens the desk with a code.
func Deep(bot, code string) string { return "https://t.me/" + bot + "?start=" + code }

// answer replies to a message in private.
func (d *Desk) answer(tx *storage.Tx, u chat.Update, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Lane: chat.Conversation, ReplyTo: u.Message, Content: chat.Content{Text: body},
	})
}
