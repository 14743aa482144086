// Package board keeps one pinned message in each desk's group: what is open there, by when it is due, each a link to
// its card. It must never be relied on to tell anybody of anything: it makes no sound.
package board

import (
	"cmp"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Timer fires for a group, by its number, when its board is drawn next.
const Timer desk.TimerKind = "board"

const (
	// every is how often a board changes at most: a group takes few changes a minute.
	every = time.Minute
	// shown is how many tickets a board lists at most.
	shown = 25
	// maxBoard is how long a board may be, in UTF-16 units, for the line that counts the rest to fit into a message.
	maxBoard = 4000
	// read is how many of a desk's open tickets a board is made from, the oldest; the rest is counted.
	read = 1000
)

// Board draws with the services of a catalogue.
type Board struct{ Services *catalogue.Catalogue }

// Slot is the place of a group's board.
func Slot(c desk.ChatID) chat.Slot { return chat.Slot("board:" + c.String()) }

// Changed has the boards drawn anew that show the ticket, or did.
func Changed(tx *storage.Tx, touch *storage.Touch) error {
	for _, n := range desksOf(touch) {
		c, _, ok := people.ReachIn(&tx.Reader, n)
		if !ok || c.Private() {
			continue
		}
		if err := Due(tx, c); err != nil {
			return err
		}
	}
	return nil
}

func desksOf(touch *storage.Touch) []desk.Name {
	if touch.Old != nil && touch.Old.Desk != touch.New.Desk {
		return []desk.Name{touch.New.Desk, touch.Old.Desk}
	}
	return []desk.Name{touch.New.Desk}
}

// Due has a group's board drawn at the next full minute.
func Due(tx *storage.Tx, c desk.ChatID) error {
	at := tx.Now().Truncate(every).Add(every)
	if armed, is := tx.Armed(Timer, c.String()); is && !armed.After(at) {
		return nil
	}
	return tx.Arm(Timer, c.String(), at)
}

// Everywhere has the boards of all groups drawn: which desk's work is done where may have changed.
func Everywhere(tx *storage.Tx) error {
	for _, n := range desk.Names {
		if c, _, ok := people.ReachIn(&tx.Reader, n); ok && !c.Private() {
			if err := Due(tx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// Fire draws the board of the group by that number. One that shows nothing is not sent where there is none yet, and a
// group that does no desk's work keeps none. In one that cannot be written to, it stays as it is.
func (b Board) Fire(tx *storage.Tx, id string) error {
	var c desk.ChatID
	if _, err := fmt.Sscan(id, &c); err != nil {
		return fmt.Errorf("read whose board %q is: %w", id, err)
	}
	desks := served(&tx.Reader, c)
	if g, _, err := tx.Group(c); err != nil || !g.Closed.IsZero() {
		return err
	}
	if len(desks) == 0 {
		return tx.Vacate(Slot(c), chat.Notice)
	}
	lines, more, err := open(&tx.Reader, desks)
	if err != nil {
		return err
	}
	l := people.ChatLanguage(&tx.Reader, c)
	o := chat.Outgoing{Op: chat.Refresh, Slot: Slot(c), Chat: c, Lane: chat.Notice, Pace: card.Pace, Pin: true}
	if o.Content = (chat.Content{Text: text.Say(l, "board.empty"), Silent: true}); len(lines) > 0 {
		o.Op, o.Content.Text = chat.Show, b.draw(&tx.Reader, c, l, lines, more)
		if err := tx.Arm(Timer, id, tx.Estate().Start(tx.Estate().DayOf(tx.Now()).Add(1))); err != nil { // what is today's is yesterday's then
			return err
		}
	}
	return tx.Show(o)
}

// served are the desks whose work is done in the group.
func served(r *storage.Reader, c desk.ChatID) []desk.Name {
	if len(r.DesksIn(c)) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(desk.Names), func(n desk.Name) bool { return !people.Serves(r, c, n) })
}

// line is a ticket on a board.
type line struct {
	ticket *desk.Ticket
	due    time.Time // zero where nothing is owed by a time
}

// open are the tickets of the desks that are not over, by due time, and how many more there are.
func open(r *storage.Reader, desks []desk.Name) (lines []line, more int, err error) {
	total := 0
	for _, n := range desks {
		tickets, err := r.OpenTicketsAt(n, "", read)
		if err != nil {
			return nil, 0, err
		}
		tickets = slices.DeleteFunc(tickets, func(t *desk.Ticket) bool { return t.Folded != "" }) // one event is one line
		total += max(r.Tally(storage.TallyOpen, n), len(tickets))
		for _, t := range tickets {
			lines = append(lines, line{t, dueOf(r, t)})
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int {
		if a.due.IsZero() || b.due.IsZero() { // what is owed by no time comes last
			return cmp.Compare(b.due.Unix(), a.due.Unix())
		}
		return a.due.Compare(b.due)
	})
	lines = lines[:min(len(lines), shown)]
	return lines, total - len(lines), nil
}

// dueOf is by when a ticket's next promise is to be kept: none before it goes on that is on hold.
func dueOf(r *storage.Reader, t *desk.Ticket) time.Time {
	due := t.NextDue(r.Estate())
	if h := t.Held(r.Now()); h != nil && !due.IsZero() && due.Before(h.End()) {
		return h.End()
	}
	return due
}

// draw shows as many of the tickets as fit into one message, and counts the rest.
func (b Board) draw(r *storage.Reader, c desk.ChatID, l desk.Language, lines []line, more int) string {
	d := card.Drawing{Estate: r.Estate(), Services: b.Services, Language: l, Now: r.Now()}
	rows := []string{text.Say(l, "board.head", "n", len(lines)+more)}
	room := maxBoard - units(rows[0])
	for i, line := range lines {
		row := row(r, c, d, line)
		if room -= units(row) + 1; room < 0 {
			more += len(lines) - i
			break
		}
		rows = append(rows, row)
	}
	if more > 0 {
		rows = append(rows, text.Say(l, "board.more", "n", more))
	}
	return strings.Join(rows, "\n")
}

// tag is an HTML tag: it does not count as part of a text.
var tag = regexp.MustCompile(`<[^>]*>`)

// units is how long a text is by the chat service's count.
func units(s string) int {
	return len(utf16.Encode([]rune(html.UnescapeString(tag.ReplaceAllString(s, "")))))
}

func row(r *storage.Reader, c desk.ChatID, d card.Drawing, line line) string {
	t := line.ticket
	key, who := "board.line", t.Holder.Name
	if who == "" {
		key = "board.line-free"
	}
	due := text.Plain(d.Language, "board.no-time", "time", d.Clock(t.Opened))
	if !line.due.IsZero() {
		due = d.Clock(line.due)
	}
	if h := t.Held(d.Now); h != nil {
		due = text.Plain(d.Language, "board.held", "time", d.Clock(h.End()))
	}
	mark := ""
	if t.Overdue(d.Estate) {
		mark = "⚠️ "
	}
	reports := ""
	if n := len(t.Members); n > 0 {
		reports = text.Say(d.Language, "board.reports", "n", n+1)
	}
	return mark + text.Say(d.Language, key, "ticket", number(r, c, t.ID), "place", d.PlaceName(t), "service", d.Service(t),
		"due", due, "who", who) + reports
}

// supergroup is what the number of a supergroup begins below: the rest of it is in links to its messages.
const supergroup = -1_000_000_000_000

// number is a ticket's number, as a link to its card where the group is one in which messages have links: those of
// basic groups have none.
func number(r *storage.Reader, c desk.ChatID, id desk.TicketID) text.HTML {
	place, stands, err := r.Place(card.Slot(id))
	if err != nil || !stands || place.Chat != c || c > supergroup {
		return text.Escape(string(id))
	}
	return text.HTML(fmt.Sprintf(`<a href="https://t.me/c/%d/%d">%s</a>`, supergroup-int64(c), place.Message, id))
}
