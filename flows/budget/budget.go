// Package budget keeps one person from using up everybody's attention: so many matters a day, so many times the
// same one, so many messages a minute. What is beyond it is added to what is open already, and the person is told
// so. It must never lose what somebody said, nor count an alarm or what staff do.
package budget

import (
	"cmp"
	"slices"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// What one person may use up.
const (
	aDay     = 10 // matters opened in a day
	alike    = 2  // of them with the same service, place and words
	aMinute  = 30 // messages in a minute
	lookedAt = 60 // how many open matters are looked through for one to add to
)

// Open opens the matter, which nobody has stored yet. Beyond the day's budget its words and files are added to what
// the person has open: to the matter that it repeats, or to the last, and they are told which, why, and when a new
// one can be opened. Where nothing is open, there is nothing to add to, and the matter is opened. from are the
// messages that said it, so that a change to one of them finds what became of it.
func Open(tx *storage.Tx, services *catalogue.Catalogue, t *desk.Ticket, from ...desk.MessageID) error {
	free, err := exempt(tx, t.Reporter.User)
	if err != nil {
		return err
	}
	if free || t.Kind == desk.Emergency {
		return begin(tx, t, from)
	}
	day, key := tx.Estate().DayOf(tx.Now()), fingerprint(t)
	b, err := tx.Budget(t.Reporter.User, day)
	if err != nil {
		return err
	}
	same := b.Same[key]
	if same.Times >= alike || b.Tickets >= aDay {
		into, err := openMatter(tx, t, same.Ticket)
		if err != nil {
			return err
		}
		if into != nil {
			return merge(tx, services, t, into, from, same.Times >= alike)
		}
	}
	if b.Same == nil {
		b.Same = map[string]desk.SameTicket{}
	}
	b.Tickets++
	b.Same[key] = desk.SameTicket{Ticket: cmp.Or(same.Ticket, t.ID), Times: same.Times + 1}
	if err := tx.PutBudget(t.Reporter.User, day, b); err != nil {
		return err
	}
	return begin(tx, t, from)
}

func begin(tx *storage.Tx, t *desk.Ticket, from []desk.MessageID) error {
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	return origin.Keep(tx, t.Reporter.User.Private(), from, t.ID, t.Events)
}

// Message counts a message, and reports whether it is more than the person may send in a minute.
func Message(tx *storage.Tx, u chat.Update) (over bool, err error) {
	if free, err := exempt(tx, u.From.User); free || err != nil {
		return false, err
	}
	day := tx.Estate().DayOf(tx.Now())
	b, err := tx.Budget(u.From.User, day)
	if err != nil {
		return false, err
	}
	if since := tx.Now().Sub(b.Minute); since >= time.Minute || since < 0 { // a clock may be set back
		b.Minute, b.Messages = tx.Now(), 0
	}
	b.Messages++
	return b.Messages > aMinute, tx.PutBudget(u.From.User, day, b)
}

// exempt tells whether nothing is counted: for staff, who work here, and administrators.
func exempt(tx *storage.Tx, u desk.UserID) (bool, error) {
	if u == 0 || tx.Admin(u) {
		return true, nil
	}
	desks, err := people.DesksOf(&tx.Reader, u)
	return len(desks) > 0, err
}

// openMatter is what the person has open that the words can be added to: the matter that they repeat, or the last
// about the same service and place, or the last of all; nil where there is none. An alarm is none.
func openMatter(tx *storage.Tx, t *desk.Ticket, repeated desk.TicketID) (*desk.Ticket, error) {
	open, err := tx.OpenTicketsOf(t.Reporter.User, lookedAt)
	if err != nil {
		return nil, err
	}
	var found *desk.Ticket
	slices.SortStableFunc(open, func(a, b *desk.Ticket) int { return a.Opened.Compare(b.Opened) })
	for _, other := range open {
		switch {
		case other.Kind == desk.Emergency:
		case other.ID == repeated:
			return other, nil
		case found == nil || about(other, t) || !about(found, t):
			found = other
		}
	}
	return found, nil
}

// about tells whether two matters are about the same service in the same place.
func about(a, b *desk.Ticket) bool { return a.Service == b.Service && a.Place.Unit == b.Place.Unit }

// merge adds what the matter says to one that is open, and tells the person.
func merge(tx *storage.Tx, services *catalogue.Catalogue, t, into *desk.Ticket, from []desk.MessageID, repeats bool) error {
	l := t.Reporter.Language
	d := card.Drawing{Estate: tx.Estate(), Services: services, Language: l, Now: tx.Now()}
	by := desk.Actor{As: desk.AsTenant, User: t.Reporter.User, Person: t.Reporter.Person, Name: t.Reporter.Name}
	said := desk.SaidData{Text: card.Words(d, t), Media: t.Media}
	c := t.Reporter.User.Private()
	if len(from) > 0 {
		said.Origin = desk.Spot{Chat: c, Message: from[0]}
	}
	if err := into.Say(said, by, tx.Now()); err != nil {
		return err
	}
	if err := tx.PutTicket(into); err != nil {
		return err
	}
	if said.Text == t.Description { // answers to a form stand in no message
		if err := origin.Keep(tx, c, from, into.ID, into.Events); err != nil {
			return err
		}
	}
	e, key, limit := tx.Estate(), "budget.day", aDay
	if repeats {
		key, limit = "budget.same", alike
	}
	return tx.Show(chat.Outgoing{
		Slot: storage.ScreenSlot(c), Chat: c, Lane: chat.Conversation, Anew: true,
		Content: chat.Content{
			Text: text.Say(l, key, "n", limit, "ticket", into.ID, "time", d.Clock(e.Start(e.DayOf(tx.Now()).Add(1)))),
			Buttons: [][]chat.Button{{
				{Text: "📋 " + string(into.ID), Data: card.Matter + string(into.ID)},
				{Text: text.Plain(l, "home.back"), Data: card.Home},
			}},
		},
	})
}
