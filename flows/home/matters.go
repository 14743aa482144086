package home

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Bounds of the list of matters.
const (
	paged     = 6                  // how many a page lists
	maxListed = 60                 // how many are looked through
	recently  = 7 * 24 * time.Hour // how long a matter that is over is still listed
)

// Matters lists what the person may see: what is open with its state and its next promised time, and what was
// finished recently. Each has a button that opens it.
func (s *Screens) Matters(tx *storage.Tx, who dialog.Who) error { return s.mattersOn(tx, who, 0, "") }

// mattersOn shows a page of the list, counted from 0, with a note above it: the key of a sentence, or "".
func (s *Screens) mattersOn(tx *storage.Tx, who dialog.Who, page int, note string) error {
	all, err := s.matters(&tx.Reader, who)
	if err != nil {
		return err
	}
	l := who.Language
	if len(all) == 0 {
		return show(tx, who, chat.Content{Text: noted(l, note, text.Say(l, "home.no-matters")), Buttons: [][]chat.Button{{back(l)}}})
	}
	pages := (len(all) + paged - 1) / paged
	page = max(0, min(page, pages-1))
	shown := all[page*paged : min(len(all), (page+1)*paged)]
	return show(tx, who, chat.Content{
		Text:    noted(l, note, s.list(tx, who, shown, page, pages)),
		Buttons: append(folded(s.openers(shown)), turners(l, page, pages)...),
	})
}

// matters are what is open, oldest first: the person's own, and what the units share for which the person is the
// contact. Then comes what of their own was finished recently, newest first.
func (s *Screens) matters(r *storage.Reader, who dialog.Who) ([]*desk.Ticket, error) {
	all, err := r.OpenTicketsFor(who.Person.ID, who.User, maxListed)
	if err != nil {
		return nil, err
	}
	answered, err := r.AnsweredOf(who.User)
	if err != nil {
		return nil, err
	}
	for _, t := range answered {
		sees, err := maySee(r, who, t) // the chat account may have been another's
		if err != nil {
			return nil, err
		}
		if sees && r.Now().Sub(t.Ended()) <= recently {
			all = append(all, t)
		}
	}
	return all, nil
}

// list is the text of a page.
func (s *Screens) list(tx *storage.Tx, who dialog.Who, shown []*desk.Ticket, page, pages int) string {
	l := who.Language
	d := card.Drawing{Estate: tx.Estate(), Services: s.Services, Language: l, Now: tx.Now()}
	lines := []string{text.Say(l, "home.matters")}
	if pages > 1 {
		lines[0] = text.Say(l, "home.matters-page", "n", page+1, "of", pages)
	}
	section := ""
	for _, t := range shown {
		heading := "home.matters-open"
		if t.Over() {
			heading = "home.matters-over"
		}
		if heading != section {
			section = heading
			lines = append(lines, "", text.Say(l, heading))
		}
		lines = append(lines, card.Line(d, t))
		if t.Reporter.User != who.User {
			lines = append(lines, text.Say(l, "home.matters-from", "name", t.Reporter.Name, "place", d.PlaceName(t)))
		}
	}
	return strings.Join(lines, "\n")
}

// openers are a button for each matter, by its number and the sign of its service.
func (s *Screens) openers(shown []*desk.Ticket) []chat.Button {
	buttons := make([]chat.Button, len(shown))
	for i, t := range shown {
		label := string(t.ID)
		if service, ok := s.Services.Service(t.Service); ok {
			label = service.Icon + " " + label
		}
		buttons[i] = chat.Button{Text: label, Data: Matter + string(t.ID)}
	}
	return buttons
}

// turners lead to the pages before and after, and home.
func turners(l desk.Language, page, pages int) [][]chat.Button {
	var row []chat.Button
	if page > 0 {
		row = append(row, chat.Button{Text: text.Plain(l, "home.page-before"), Data: Page + strconv.Itoa(page-1)})
	}
	if page < pages-1 {
		row = append(row, chat.Button{Text: text.Plain(l, "home.page-after"), Data: Page + strconv.Itoa(page+1)})
	}
	if len(row) == 0 {
		return [][]chat.Button{{back(l)}}
	}
	return [][]chat.Button{row, {back(l)}}
}

// turned is the page that a button's data names, 0 where it names none.
func turned(data string) int {
	page, err := strconv.Atoi(strings.TrimPrefix(data, Page))
	if err != nil { // a button that nobody made
		return 0
	}
	return page
}

// Matter shows how one matter stands, and follows it from then on. One that the person may not see is not there.
func (s *Screens) Matter(tx *storage.Tx, who dialog.Who, id desk.TicketID) error {
	t, ok, err := tx.Ticket(id)
	if err != nil {
		return err
	}
	if ok {
		ok, err = maySee(&tx.Reader, who, t)
	}
	if err != nil || !ok {
		return errors.Join(err, s.mattersOn(tx, who, 0, "refusal.not-found"))
	}
	d := card.Drawing{Estate: tx.Estate(), Services: s.Services, Language: who.Language, Now: tx.Now()}
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Anew: true,
		Content: card.Receipt(d, t), About: chat.About{Ticket: t.ID, What: card.ReceiptScreen},
	})
}

func maySee(r *storage.Reader, who dialog.Who, t *desk.Ticket) (bool, error) {
	parties, err := r.ContactOf(who.Person.ID)
	if err != nil {
		return false, err
	}
	p := who.Person
	p.User = who.User
	return t.MaySee(p, parties), nil
}

func noted(l desk.Language, note, body string) string {
	if note == "" {
		return body
	}
	return text.Say(l, note) + "\n\n" + body
}

func (s *Screens) hasMatters(r *storage.Reader, who dialog.Who) (bool, error) {
	all, err := s.matters(r, who)
	return len(all) > 0, err
}
