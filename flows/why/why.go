// Package why says how a ticket's clocks came to stand where they stand: what each ran, what it waited for and by whom,
// and by which rule it did not count. It must never judge anything anew: it tells what the ticket's events make.
package why

import (
	"regexp"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Desk explains clocks with the services of a catalogue.
type Desk struct{ Services *catalogue.Catalogue }

// Command answers /why, with a ticket's number behind it, to whoever may see it and where they may.
func (d Desk) Command(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	id := number(rest)
	t, known, err := tx.Ticket(id)
	if err != nil {
		return err
	}
	may, err := people.May(&tx.Reader, u, people.Why, people.Subject{Ticket: t})
	switch {
	case err != nil:
		return err
	case may.Ask != nil:
		return people.AskFirst(tx, u, may.Ask)
	case !may.OK:
		return say(tx, u, text.Say(who.Language, may.Why))
	case id == "":
		return say(tx, u, text.Say(who.Language, "why.how"))
	case !known:
		return say(tx, u, text.Say(who.Language, "why.unknown", "ticket", dialog.CleanName(string(id), maxNumber)))
	}
	l := who.Language
	if !u.Chat.ID.Private() {
		l = people.ChatLanguage(&tx.Reader, u.Chat.ID)
	}
	events, err := tx.Events(id)
	if err != nil {
		return err
	}
	drawing := card.Drawing{Estate: tx.Estate(), Services: d.Services, Language: l, Now: tx.Now()}
	for _, part := range Answer(drawing, t, events) {
		if err := say(tx, u, part); err != nil {
			return err
		}
	}
	return nil
}

// written is a ticket's number as people write it, with or without the hyphen.
var written = regexp.MustCompile(`^([A-Z])[-‐–—− ]?([0-9]{4,})$`)

// number is the ticket's number that was typed, as tickets have it.
func number(typed string) desk.TicketID {
	typed = strings.ToUpper(norm.NFKC.String(strings.TrimSpace(typed)))
	if parts := written.FindStringSubmatch(typed); parts != nil {
		typed = parts[1] + "-" + parts[2]
	}
	return desk.TicketID(typed)
}

// maxNumber is how much of what was typed as a number is shown again, in characters.
const maxNumber = 20

// Answer explains a ticket's clocks, in as many messages as that takes.
func Answer(d card.Drawing, t *desk.Ticket, events []desk.Event) []string {
	blocks := []string{text.Say(d.Language, "why.head", "ticket", t.ID, "service", d.Service(t), "time", d.Clock(d.Now))}
	if t.Folded != "" {
		blocks = append(blocks, text.Say(d.Language, "why.member", "ticket", t.ID, "lead", t.Folded))
	}
	for _, r := range t.Measured(d.Estate, d.Now) {
		blocks = append(blocks, clock(d, t, r))
	}
	if changed := changes(d, events); changed != "" {
		blocks = append(blocks, changed)
	}
	return messages(blocks)
}

// maxMessage is how long a message may get, in UTF-16 units: what the chat service takes, with some to spare.
const maxMessage = 4000

// messages puts as many of the blocks together as a message holds. A block that is longer than one is cut between
// lines.
func messages(blocks []string) []string {
	var all []string
	room := 0
	for _, b := range blocks {
		separator := "\n\n"
		for _, line := range strings.SplitAfter(b, "\n") {
			need := units(line) + len(separator)
			if len(all) == 0 || need > room {
				all, room, separator = append(all, ""), maxMessage, ""
			}
			all[len(all)-1] += separator + line
			room -= need
			separator = ""
		}
	}
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

func say(tx *storage.Tx, u chat.Update, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message, Content: chat.Content{Text: body},
	})
}
