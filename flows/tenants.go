package flows

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"strings"

	"frontdesk/flows/enrol"
	"frontdesk/flows/people"
	"frontdesk/flows/roster"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// isRoster tells a tenants' file by its name.
func isRoster(u chat.Update) bool {
	return len(u.Media) == 1 && u.Media[0].Kind == desk.Document && strings.EqualFold(path.Ext(u.Media[0].Name), ".csv")
}

// sentFile is what the worker is asked for, beside what it needs: it passes the update by.
type sentFile struct {
	chat.FileArgs
	Update chat.Update `json:"update"`
}

// readRoster has the file fetched and read; what is in it comes back as a result.
func (d *Desk) readRoster(tx *storage.Tx, u chat.Update, who whoIs) error {
	if u.Media[0].Size > roster.MaxBytes {
		return d.answer(tx, u, text.Say(who.Language, "roster.too-large", "limit", roster.MaxBytes>>20))
	}
	tx.ShowTyping(u.Chat.ID)
	return tx.QueueJob(chat.JobRoster, sentFile{FileArgs: chat.FileArgs{FileID: u.Media[0].FileID}, Update: u})
}

// maxFaultsShown is how many faults of a file a message lists.
const maxFaultsShown = 15

// rosterRead takes the people of a file in whose every row is right, or says what is wrong with it.
func (d *Desk) rosterRead(tx *storage.Tx, job chat.Job, r chat.JobResult) error {
	var a sentFile
	if err := json.Unmarshal(job.Args, &a); err != nil {
		return fmt.Errorf("read what was asked: %w", err)
	}
	who, err := people.Who(&tx.Reader, a.Update)
	if err != nil {
		return err
	}
	may, err := people.May(&tx.Reader, a.Update, people.Import, people.Subject{})
	if err != nil {
		return err
	}
	if !may.OK {
		return d.answer(tx, a.Update, text.Say(who.Language, may.Why))
	}
	if r.Err != "" {
		return d.answer(tx, a.Update, text.Say(who.Language, "enrol.not-fetched"))
	}
	var file roster.Reading
	if err := json.Unmarshal(r.Data, &file); err != nil {
		return fmt.Errorf("read what was in the file: %w", err)
	}
	if len(file.Faults) > 0 {
		return d.answer(tx, a.Update, faultList(who.Language, file.Faults))
	}
	issued, err := enrol.Import(tx, file.Rows, false)
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
	err := tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{
			Text: text.Say(who.Language, "enrol.imported", "n", len(links), "fresh", fresh),
			File: &chat.File{Name: "links.csv", Data: out.Bytes()},
		},
	})
	if left := LeftOut(who.Language, issued); err == nil && len(left) > 0 {
		return d.answer(tx, u, leftList(who.Language, left))
	}
	return err
}

// LeftOut says of each person who was not taken in why not, as plain text.
func LeftOut(l desk.Language, issued []enrol.Issued) []string {
	var left []string
	for _, i := range issued {
		if said := i.Said(l); said != "" {
			left = append(left, said)
		}
	}
	return left
}

func leftList(l desk.Language, left []string) string {
	lines := []string{text.Say(l, "enrol.left-out", "n", len(left))}
	for _, said := range left[:min(len(left), maxFaultsShown)] {
		lines = append(lines, "• "+text.Escaped(said))
	}
	if more := len(left) - maxFaultsShown; more > 0 {
		lines = append(lines, text.Say(l, "enrol.more-faults", "n", more))
	}
	return strings.Join(append(lines, "", text.Say(l, "enrol.left-back")), "\n")
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
