// Package follow is what follows from a ticket's having changed: its card, what the tenant is told, its timer,
// and the alerts that told of it. It is run once at the end of each transaction, over the tickets that the
// transaction touched, so that whoever changes a ticket need not think of any of it.
package follow

import (
	"errors"
	"slices"
	"strings"

	"frontdesk/flows/board"
	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/incident"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Follow draws what follows with the services of a catalogue.
type Follow struct {
	Services *catalogue.Catalogue
	// Over is told of an alarm that is over, about which nothing is to be asked any more. Nil: nobody asks.
	Over func(tx *storage.Tx, t *desk.Ticket) error
	// Asked is told of an alarm that stands otherwise now, which may be read above a question about it. Nil: nobody asks.
	Asked func(tx *storage.Tx, t *desk.Ticket) error
}

// Conclude does everything that follows from what the transaction did.
func (f Follow) Conclude(tx *storage.Tx) error {
	var later incident.Later
	for touched := tx.Touched(); len(touched) > 0; touched = tx.Touched() {
		for _, touch := range touched {
			if err := f.ticket(tx, touch, &later); err != nil {
				return err
			}
		}
	}
	if err := f.drawLater(tx, &later); err != nil {
		return err
	}
	return f.tellDue(tx)
}

func (f Follow) ticket(tx *storage.Tx, touch *storage.Touch, later *incident.Later) error {
	for _, step := range []func(*storage.Tx, *storage.Touch) error{
		f.moved, f.card, f.tenantScreen, f.contactScreens, f.tenantNews, f.deskNews, f.alerts, f.files, f.unreached,
	} {
		if err := step(tx, touch); err != nil {
			return err
		}
	}
	if err := errors.Join(board.Changed(tx, touch), f.incidents().Follow(tx, touch, later)); err != nil {
		return err
	}
	if err := f.questions(tx, touch); err != nil {
		return err
	}
	return watch.Arm(tx, touch.New)
}

// questions has what is asked about an alarm follow it. Whatever its reporter does themselves asks on by itself.
func (f Follow) questions(tx *storage.Tx, touch *storage.Touch) error {
	if t := touch.New; touch.Old == nil || !touch.Old.Out() || t.Reporter.User == 0 {
		return nil
	}
	others := slices.ContainsFunc(touch.Events, func(e desk.Event) bool { return e.By.As != desk.AsTenant })
	switch {
	case f.Over != nil && !touch.New.Out():
		return f.Over(tx, touch.New)
	case f.Asked != nil && touch.New.Out() && others:
		return f.Asked(tx, touch.New)
	}
	return nil
}

func (f Follow) incidents() incident.Desk { return incident.Desk{Services: f.Services} }

// drawLater draws what the changes to reports of one event leave to be drawn, beside the tickets themselves.
func (f Follow) drawLater(tx *storage.Tx, later *incident.Later) error {
	others, err := f.incidents().Draw(tx, later)
	if err != nil {
		return err
	}
	for _, t := range others {
		if err := f.card(tx, &storage.Touch{Old: t, New: t}); err != nil {
			return err
		}
	}
	return nil
}

func (f Follow) drawing(tx *storage.Tx, l desk.Language) card.Drawing {
	return card.Drawing{Estate: tx.Estate(), Services: f.Services, Language: l, Now: tx.Now()}
}

func lane(t *desk.Ticket, otherwise chat.Lane) chat.Lane {
	if t.Kind == desk.Emergency {
		return chat.Alarm
	}
	return otherwise
}

// card shows the ticket in the groups of its desks. Files and long texts are replies to it.
func (f Follow) card(tx *storage.Tx, touch *storage.Touch) error {
	t := touch.New
	for _, slot := range people.Deserted(&tx.Reader, t) {
		if err := tx.Vacate(slot, chat.Notice); err != nil {
			return err
		}
	}
	stands := people.Stands(&tx.Reader, t)
	for _, at := range stands {
		if err := f.showCard(tx, t, at, chat.Show, lane(t, cardLane(touch))); err != nil {
			return err
		}
	}
	if touch.Old != nil && touch.Old.Desk == t.Desk {
		stands = came(tx, touch, stands)
	}
	return f.attachments(tx, t, stands)
}

// came are the places of desks that came to the ticket with another report, and have nothing of it yet.
func came(tx *storage.Tx, touch *storage.Touch, stands []people.Stand) []people.Stand {
	had := people.Stands(&tx.Reader, touch.Old)
	return slices.DeleteFunc(stands, func(s people.Stand) bool {
		return slices.ContainsFunc(had, func(h people.Stand) bool { return h.Chat == s.Chat })
	})
}

func (f Follow) showCard(tx *storage.Tx, t *desk.Ticket, at people.Stand, op chat.Op, l chat.Lane) error {
	content, err := f.staffCard(tx, at.Language, t)
	if err != nil {
		return err
	}
	return tx.Show(chat.Outgoing{
		Op: op, Slot: at.Card(t.ID), Chat: at.Chat, Lane: l, Pace: card.Pace,
		Content: content, About: chat.About{Ticket: t.ID, What: card.StaffCard},
	})
}

// staffCard draws the card, with whether the tenant can be written to.
func (f Follow) staffCard(tx *storage.Tx, l desk.Language, t *desk.Ticket) (chat.Content, error) {
	d := f.drawing(tx, l)
	if t.Reporter.User != 0 {
		p, _, err := tx.PersonOf(t.Reporter.User)
		if err != nil {
			return chat.Content{}, err
		}
		d.Unreached = p.Unreachable
	}
	var err error
	if d.Incident, err = incident.Of(&tx.Reader, t); err != nil {
		return chat.Content{}, err
	}
	return card.Staff(d, t), nil
}

// cardLane lets a card wait that shows no more than what alerts tell: after an outage there are very many of them.
func cardLane(touch *storage.Touch) chat.Lane {
	for _, e := range touch.Events {
		switch e.Type {
		case desk.EvAlerted, desk.EvBreached, desk.EvRenewed, desk.EvLapsed:
		default:
			return chat.Notice
		}
	}
	if touch.Old == nil || len(touch.Events) == 0 {
		return chat.Notice
	}
	return chat.Broadcast
}

// opening is the event with which every ticket begins.
const opening = 1

// attachments shows what the card has no room for, below the cards: the whole text, and the files.
func (f Follow) attachments(tx *storage.Tx, t *desk.Ticket, stands []people.Stand) error {
	if len(stands) == 0 {
		return nil
	}
	now, err := origin.Now(&tx.Reader, t, opening, opening)
	if err != nil {
		return err
	}
	if !card.LongText(t) {
		now.Words = ""
	}
	for _, at := range stands {
		heading := ""
		if now.Words != "" || len(exchanged(now)) > 0 { // words that the card shows are corrected there
			heading = strings.TrimSpace(f.mark(tx, at.Language, now))
		}
		if err := carry(tx, chat.Outgoing{
			Chat: at.Chat, Lane: lane(t, chat.Notice), ReplySlot: at.Card(t.ID),
			About: chat.About{Ticket: t.ID, What: card.Attached, Event: opening},
		}, at.Mark, heading, now); err != nil {
			return err
		}
	}
	return nil
}

// grouped puts photos and videos into albums; whatever else there is goes by itself.
func grouped(files []desk.Media) []chat.Content {
	var album []desk.Media
	var contents []chat.Content
	for _, m := range files {
		if m.Kind == desk.Photo || m.Kind == desk.Video {
			album = append(album, m)
			continue
		}
		contents = append(contents, chat.Content{Media: []desk.Media{m}})
	}
	for together := range slices.Chunk(album, albumSize) {
		contents = append(contents, chat.Content{Media: together})
	}
	return contents
}

// tenantScreen keeps the screen on which the tenant follows the ticket up to date, and the receipt that stands above
// it. A new ticket takes the screen over; later it is only refreshed, where it still shows this ticket.
func (f Follow) tenantScreen(tx *storage.Tx, touch *storage.Touch) error {
	t := touch.New
	if t.Reporter.User == 0 {
		return nil
	}
	c := t.Reporter.User.Private()
	d := f.drawing(tx, people.Language(&tx.Reader, t.Reporter))
	if touch.Old == nil && t.By.Name != "" {
		return openedFor(tx, c, d, t)
	}
	if touch.Old == nil && t.Kind != desk.Emergency {
		return tx.Show(chat.Outgoing{
			Slot: storage.ScreenSlot(c), Chat: c, Lane: lane(t, chat.Conversation), Anew: true, Stays: true,
			Content: card.Receipt(d, t), About: chat.About{Ticket: t.ID, What: card.ReceiptScreen},
		})
	}
	return refreshed(tx, c, d, t, lane(t, chat.Conversation))
}

// openedFor gives the receipt to somebody who telephoned, in a message of its own: what they are doing in their chat
// meanwhile stays where it is.
func openedFor(tx *storage.Tx, c desk.ChatID, d card.Drawing, t *desk.Ticket) error {
	return tx.Show(chat.Outgoing{
		Slot: storage.ReceiptSlot(c, t.ID), Chat: c, Lane: lane(t, chat.Conversation), Content: card.Kept(d, t),
		About: chat.About{Ticket: t.ID, What: card.ReceiptScreen},
	})
}

// refreshed brings up to date what a private chat shows of the ticket: the screen, and the receipt above it.
func refreshed(tx *storage.Tx, c desk.ChatID, d card.Drawing, t *desk.Ticket, l chat.Lane) error {
	o := chat.Outgoing{
		Slot: storage.ReceiptSlot(c, t.ID), Chat: c, Lane: l, Op: chat.Refresh,
		Content: card.Kept(d, t), About: chat.About{Ticket: t.ID, What: card.ReceiptScreen},
	}
	if err := tx.Show(o); err != nil {
		return err
	}
	o.Slot, o.Content = storage.ScreenSlot(c), card.Receipt(d, t)
	if tx.Showing(o.Slot) != t.ID {
		return nil
	}
	return tx.Show(o)
}

// contactScreens keeps the screens up to date on which others follow a matter that they share.
func (f Follow) contactScreens(tx *storage.Tx, touch *storage.Touch) error {
	if touch.Old == nil {
		return nil
	}
	return f.contactsSee(tx, touch.New, chat.Conversation)
}

// contactsSee brings up to date what others see of a matter that they share.
func (f Follow) contactsSee(tx *storage.Tx, t *desk.Ticket, l chat.Lane) error {
	if !t.Kind.Shared() || t.Party == 0 {
		return nil
	}
	contacts, err := tx.ContactsOf(t.Party)
	if err != nil {
		return err
	}
	for _, p := range contacts {
		if p.User == 0 || p.User == t.Reporter.User {
			continue
		}
		c := p.User.Private()
		if err := refreshed(tx, c, f.drawing(tx, people.ChatLanguage(&tx.Reader, c)), t, l); err != nil {
			return err
		}
	}
	return nil
}
