// Package talk is what a tenant writes outside any dialog: an answer to what staff wrote goes under the card,
// anything else is asked about. Nothing that is written is lost.
package talk

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Name is the name of the dialog that asks what a message is about.
const Name = "talk"

// The steps that hold what was written beforehand, and whatever is written until its matter is chosen.
const (
	saidStep  = "said"
	filesStep = "files"
)

// The answers beside a ticket's number.
const (
	newRepair = "repair"
	emergency = "emergency"
	join      = "join"
)

// answering is how long after staff wrote to a tenant their words count as an answer.
const answering = 24 * time.Hour

// Talk passes on what tenants write.
type Talk struct {
	Services *catalogue.Catalogue
	// Repair begins the report of something broken, with the words and files that were sent already, and in which
	// messages.
	Repair func(tx *storage.Tx, who dialog.Who, said string, files []desk.Media, from ...desk.MessageID) error
	// Emergency sounds the alarm, with the words and files that were sent already, and in which messages.
	Emergency func(tx *storage.Tx, who dialog.Who, said string, files []desk.Media, from ...desk.MessageID) error
	// Join asks somebody who has no unit yet where they live or work. Nil: they need an invitation.
	Join func(tx *storage.Tx, who dialog.Who) error
	// Applied says that the person's request to be enrolled waits, "" where none does; the button is not needed here.
	Applied func(r *storage.Reader, who dialog.Who) (said string, withdraws chat.Button, err error)
}

// Flow asks what a message is about.
func (k Talk) Flow() *dialog.Flow {
	return dialog.New(Name, 1,
		dialog.Text(saidStep).Given(),
		dialog.Media(filesStep).Max(0).Given(),
		dialog.Choice("about", k.matters).Wide().With(quoted).When(func(t *dialog.Talk) bool { return !t.Answers.Has(outsiderStep) }),
		dialog.Choice("outsider", k.outside).With(k.whyNot).When(func(t *dialog.Talk) bool { return t.Answers.Has(outsiderStep) }),
	).Done(k.done).Sample(sample)
}

// Answer passes a message on where it answers staff; ok is false where it answers nobody.
func (k Talk) Answer(tx *storage.Tx, who dialog.Who, u chat.Update) (ok bool, err error) {
	m := read(u)
	if m.words == "" && len(m.files) == 0 {
		return false, nil
	}
	t, answers, err := k.addressee(tx, who, u)
	if err != nil || t == nil {
		return false, err
	}
	m.answers = answers
	return true, k.pass(tx, who, t, m)
}

// Says reports whether a message has anything that somebody can be asked about: a sticker by itself says nothing.
func Says(u chat.Update) bool {
	m := read(u)
	return m.words != "" || slices.ContainsFunc(m.files, func(f desk.Media) bool { return f.Kind != desk.Sticker })
}

// addressee is the ticket whose message was replied to, with the event that it carried; the alarm that is out; or
// the ticket about which staff wrote last.
func (k Talk) addressee(tx *storage.Tx, who dialog.Who, u chat.Update) (t *desk.Ticket, answers int, err error) {
	if u.ReplyTo != 0 {
		ref, ok, err := tx.Ref(u.Chat.ID, u.ReplyTo)
		if err != nil {
			return nil, 0, err
		}
		if ok {
			t, err = k.own(tx, who, ref.Ticket)
			return t, ref.Event, err
		}
	}
	tickets, err := tx.OpenTicketsOf(who.User, maxMatters)
	if err != nil {
		return nil, 0, err
	}
	for _, open := range tickets {
		if open.Kind == desk.Emergency && !open.Resolved.Held() { // whatever is written while an alarm is out is about it
			return open, 0, nil
		}
		if tx.Now().Sub(open.Talked) < answering && (t == nil || open.Talked.After(t.Talked)) {
			t = open
		}
	}
	return t, 0, nil
}

// own is the ticket where the person may write about it: their own, and one that they share.
func (k Talk) own(tx *storage.Tx, who dialog.Who, id desk.TicketID) (*desk.Ticket, error) {
	t, ok, err := tx.Ticket(id)
	if err != nil || !ok {
		return nil, err
	}
	if t.Reporter.User == who.User {
		return t, nil
	}
	parties, err := tx.ContactOf(who.Person.ID)
	if err != nil || !t.MaySee(who.Person, parties) {
		return nil, err
	}
	return t, nil
}

// afterwards is how long after its answer a matter can still be written about without naming it.
const afterwards = 7 * 24 * time.Hour

// recent are the person's open matters, those that they share, and last those that were answered lately, in which
// it may be that something is not right yet.
func recent(t *dialog.Talk) ([]*desk.Ticket, error) {
	tickets, err := t.Tx.OpenTicketsOf(t.User, maxOffered)
	if err != nil {
		return nil, err
	}
	shared, err := t.Tx.OpenTicketsFor(t.Person.ID, t.User, maxMatters)
	if err != nil {
		return nil, err
	}
	for _, other := range shared {
		if other.Reporter.User != t.User && len(tickets) < maxOffered {
			tickets = append(tickets, other)
		}
	}
	answered, err := t.Tx.AnsweredOf(t.User)
	for i, last := range answered {
		if i < maxAnswered && t.Tx.Now().Sub(last.Ended()) <= afterwards {
			tickets = append(tickets, last)
		}
	}
	return tickets, err
}

// maxMatters is how many open matters are looked at.
const maxMatters = 50

// maxOffered is how many open matters a message is offered to be added to.
const maxOffered = 5

// maxAnswered is how many that were answered lately it is offered to be added to.
const maxAnswered = 2

// outsiderStep marks somebody with whom the desk has nothing to do yet; no question has its name.
const outsiderStep = "is-outsider"

// GivenByStranger is Given for somebody with whom the desk has nothing to do yet: nothing can be passed on, but
// what was written goes with the alarm where they sound it.
func GivenByStranger(u chat.Update) (dialog.Answers, error) {
	given, err := Given(u)
	if err != nil {
		return nil, err
	}
	return given, given.Set(outsiderStep, true)
}

// outside is all that somebody can do with whom the desk has nothing to do yet.
func (k Talk) outside(t *dialog.Talk) []dialog.Option {
	options := []dialog.Option{{Value: emergency, Label: text.Plain(t.Language, "home.emergency")}}
	if k.Join != nil {
		options = append(options, dialog.Option{Value: join, Label: k.joinLabel(t)})
	}
	return options
}

// joinLabel leads to the request that waits, or to a new one.
func (k Talk) joinLabel(t *dialog.Talk) string {
	if k.waits(t) != "" {
		return text.Plain(t.Language, "talk.applied")
	}
	return text.Plain(t.Language, "talk.join")
}

// waits says that the person's request to be enrolled waits, "" where none does, or it cannot be read.
func (k Talk) waits(t *dialog.Talk) string {
	if k.Applied == nil {
		return ""
	}
	said, _, err := k.Applied(&t.Tx.Reader, t.Who)
	if err != nil {
		return ""
	}
	return said
}

// whyNot is quoted with why the words cannot be passed on yet.
func (k Talk) whyNot(t *dialog.Talk) []any {
	why := k.waits(t)
	if why == "" {
		why = text.Say(t.Language, "talk.unknown")
	}
	return append(quoted(t), "why", text.HTML(why))
}

// Given are the answers with which the dialog begins for a message.
func Given(u chat.Update) (dialog.Answers, error) {
	m := read(u)
	given := dialog.Answers{}
	if err := given.SetFrom(saidStep, m.words, m.messages...); err != nil {
		return nil, err
	}
	return given, given.SetFrom(filesStep, m.files, m.messages...)
}

func (k Talk) matters(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	tickets, err := recent(t)
	if err != nil { // matters that cannot be read are not offered
		tickets = nil
	}
	d := card.Drawing{Estate: t.Tx.Estate(), Services: k.Services, Language: t.Language, Now: t.Tx.Now()}
	for _, ticket := range tickets {
		options = append(options, dialog.Option{
			Value: string(ticket.ID),
			Label: text.Plain(t.Language, "talk.add", "ticket", ticket.ID, "service", card.Shorten(d.Service(ticket), 30)),
		})
	}
	homes, err := t.Tx.HomesOf(t.Person.ID)
	switch {
	case err == nil && len(homes) > 0:
		options = append(options, dialog.Option{Value: newRepair, Label: text.Plain(t.Language, "talk.repair")})
	case err == nil && k.Join != nil:
		options = append(options, dialog.Option{Value: join, Label: k.joinLabel(t)})
	}
	return append(options, dialog.Option{Value: emergency, Label: text.Plain(t.Language, "home.emergency")})
}

func quoted(t *dialog.Talk) []any {
	said, n := card.Shorten(t.Answers.Text(saidStep), 300), len(t.Answers.Media(filesStep))
	wrote := text.Say(t.Language, "talk.wrote", "said", said)
	switch {
	case said == "" && n == 1:
		wrote = text.Say(t.Language, "talk.sent-one")
	case said == "" && n > 1:
		wrote = text.Say(t.Language, "talk.sent", "n", n)
	}
	return []any{"wrote", text.HTML(wrote), "numbers", text.HTML(card.Numbers(t.Tx.Estate(), t.Language))}
}

func (k Talk) done(t *dialog.Talk) error {
	m := message{
		words: t.Answers.Text(saidStep), files: t.Answers.Media(filesStep),
		messages: origin.Sources(t, saidStep, filesStep),
	}
	switch about := cmp.Or(t.Answers.Text("about"), t.Answers.Text("outsider")); about {
	case newRepair:
		return k.Repair(t.Tx, t.Who, m.words, m.files, m.messages...)
	case emergency:
		return k.Emergency(t.Tx, t.Who, m.words, m.files, m.messages...)
	case join:
		return k.Join(t.Tx, t.Who)
	default:
		return k.add(t, desk.TicketID(about), m)
	}
}

// add passes on what was written with the matter that it is about, and shows how far that is.
func (k Talk) add(t *dialog.Talk, id desk.TicketID, m message) error {
	ticket, err := k.own(t.Tx, t.Who, id)
	if err != nil {
		return err
	}
	if ticket == nil {
		return fmt.Errorf("add to %s: it is not this person's", id)
	}
	if err := k.pass(t.Tx, t.Who, ticket, m); err != nil {
		return err
	}
	d := card.Drawing{Estate: t.Tx.Estate(), Services: k.Services, Language: t.Language, Now: t.Tx.Now()}
	return t.Tx.Show(chat.Outgoing{
		Slot: dialog.Screen(t.Chat), Chat: t.Chat, Lane: chat.Conversation, Anew: true,
		Content: card.Receipt(d, ticket), About: chat.About{Ticket: ticket.ID, What: card.ReceiptScreen},
	})
}
