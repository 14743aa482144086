package report

import (
	"unicode/utf16"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

const (
	// scanned is how many of a desk's open tickets are looked through, the oldest; page is how many are read at a time.
	scanned = 5000
	page    = 1000
	// room is how long the lines of a message may get together, in UTF-16 units, with a margin for what stands around
	// them.
	room = 3500
)

// each calls fn for the desk's open tickets, the oldest first; several reports of one event are the one that leads.
func each(r *storage.Reader, n desk.Name, fn func(*desk.Ticket)) error {
	after := desk.TicketID("")
	for range scanned / page {
		tickets, err := r.OpenTicketsAt(n, after, page)
		if err != nil {
			return err
		}
		for _, t := range tickets {
			if t.Folded == "" {
				fn(t)
			}
		}
		if len(tickets) < page {
			return nil
		}
		after = tickets[len(tickets)-1].ID
	}
	return nil
}

// audience is a chat with the desks that are reached there.
type audience struct {
	chat  desk.ChatID
	desks []desk.Name
	card.Drawing
}

// audiences are the chats in which the desks are reached, each once.
func audiences(r *storage.Reader, services *catalogue.Catalogue) []*audience {
	var all []*audience
	at := map[desk.ChatID]*audience{}
	for _, n := range desk.Names {
		c, l, ok := people.ReachIn(r, n)
		if !ok {
			continue
		}
		if at[c] == nil {
			at[c] = &audience{chat: c, Drawing: drawing(r, services, l)}
			all = append(all, at[c])
		}
		at[c].desks = append(at[c].desks, n)
	}
	return all
}

func drawing(r *storage.Reader, services *catalogue.Catalogue, l desk.Language) card.Drawing {
	return card.Drawing{Estate: r.Estate(), Services: services, Language: l, Now: r.Now()}
}

// some are the first of the lines, at most so many and as many as a message takes, and how many more there are of total.
func some(l desk.Language, lines []string, most, total int) []string {
	left := room
	shown := lines[:0:0]
	for _, line := range lines[:min(len(lines), most)] {
		if left -= len(utf16.Encode([]rune(line))) + 1; left < 0 {
			break
		}
		shown = append(shown, line)
	}
	if more := total - len(shown); more > 0 {
		shown = append(shown, text.Say(l, "report.more", "n", more))
	}
	return shown
}

// holder is who has the ticket, or that nobody does.
func holder(l desk.Language, t *desk.Ticket) string {
	if t.Holder.Name != "" {
		return t.Holder.Name
	}
	return text.Plain(l, "report.nobody")
}
