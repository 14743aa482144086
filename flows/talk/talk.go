// Package talk is what a tenant writes outside any dialog: an answer to what staff wrote goes under the card, what
// sounds like danger is offered the alarm, and of anything else the likeliest services are offered. Nothing that is
// written is lost, and nothing is opened that nobody pressed for.
package talk

import (
	"cmp"
	"fmt"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/flows/understand"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Name is the name of the dialog that asks what a message is about.
const Name = "talk"

// The questions: what the words are about; what else they may be about; and what somebody wants with whom the desk has
// nothing to do yet.
const (
	aboutStep   = "about"
	elseStep    = "else"
	outsideStep = "outsider"
)

// The answers beside a ticket's number and a guess.
const (
	somethingElse = "else"
	newRepair     = "repair"
	newRequest    = "request"
	anAlarm       = "emergency"
	join          = "join"
)

// Talk takes what people write to where it belongs.
type Talk struct {
	Services *catalogue.Catalogue
	// Understands is the understanding of Services.
	Understands func() *understand.Understanding
	// Repair and Request begin to report something broken and to ask for something, of the guess or of what is then
	// asked; Visitor registers visitors. What was said goes along.
	Repair, Request func(*storage.Tx, dialog.Who, Guess, Message) error
	Visitor         func(*storage.Tx, dialog.Who, Message) error
	// Emergency sounds the alarm with what was said; "" asks first what it is.
	Emergency func(*storage.Tx, dialog.Who, desk.Danger, Message) error
	// Join asks somebody who has no unit yet where they live or work. Nil: they need an invitation.
	Join func(*storage.Tx, dialog.Who) error
	// Applied says that the person's request to be enrolled waits, "" where none does; the button is not needed here.
	Applied func(r *storage.Reader, who dialog.Who) (said string, withdraws chat.Button, err error)
	// Begin begins a dialog with what is given. Resume goes on with one that waits, and hands it what was said; ok is
	// false where it is gone.
	Begin  func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
	Resume func(tx *storage.Tx, who dialog.Who, instance string, said []chat.Update) (ok bool, err error)
}

// Flow asks what a message is about.
func (k Talk) Flow() *dialog.Flow {
	insider := func(t *dialog.Talk) bool { return !t.Answers.Has(outsiderStep) }
	other := func(t *dialog.Talk) bool { return insider(t) && t.Answers.Text(aboutStep) == somethingElse }
	return dialog.New(Name, 2,
		dialog.Text(saidStep).Given(),
		dialog.Media(filesStep).Max(0).Given(),
		dialog.Choice(aboutStep, k.matters).Wide().With(k.asks).When(insider).After(saidStep),
		dialog.Choice(elseStep, k.others).Wide().With(quoted).When(other).After(aboutStep),
		dialog.Choice(outsideStep, k.outside).With(k.whyNot).When(func(t *dialog.Talk) bool { return !insider(t) }),
	).Migrate(1, unchanged).Done(k.done).Sample(sample)
}

// unchanged carries the answers of a version that asked less: all of them hold.
func unchanged(dialog.Answers) error { return nil }

// Ask asks what a message is about.
func (k Talk) Ask(tx *storage.Tx, who dialog.Who, u chat.Update) error {
	begin, err := given(u)
	if err != nil {
		return err
	}
	return k.ask(tx, who, begin)
}

// ask asks what the words and files that are given are about.
func (k Talk) ask(tx *storage.Tx, who dialog.Who, begin dialog.Answers) error {
	outsider, err := stranger(tx, who)
	if err != nil {
		return err
	}
	if outsider {
		if err := begin.Set(outsiderStep, true); err != nil {
			return err
		}
	}
	return k.Begin(tx, who, Name, begin)
}

// offeredAtOnce is how many matters are offered beside guesses; the others stand where something else is chosen.
const offeredAtOnce = 3

// matters are what the words may be about.
func (k Talk) matters(t *dialog.Talk) []dialog.Option {
	added, lives := k.toAdd(t), lives(t)
	guesses := k.guesses(t)
	if !lives || len(guesses) == 0 {
		return append(added[:min(len(added), maxOffered)], k.anew(t, lives)...)
	}
	var options []dialog.Option
	for n, g := range guesses {
		options = append(options, g.option(t.Language, n))
	}
	options = append(options, added[:min(len(added), offeredAtOnce)]...)
	return append(options, dialog.Option{Value: somethingElse, Label: text.Plain(t.Language, "talk.something-else")}, alarm(t))
}

// others are what the words may be about where it is none of the guesses.
func (k Talk) others(t *dialog.Talk) []dialog.Option {
	added := k.toAdd(t)
	added = added[min(len(added), offeredAtOnce):]
	return append(added[:min(len(added), maxOffered)], k.anew(t, lives(t))...)
}

// toAdd are the person's matters to which the words can be added.
func (k Talk) toAdd(t *dialog.Talk) []dialog.Option {
	tickets, err := recent(t)
	if err != nil { // matters that cannot be read are not offered
		return nil
	}
	var options []dialog.Option
	d := card.Drawing{Estate: t.Tx.Estate(), Services: k.Services, Language: t.Language, Now: t.Tx.Now()}
	for _, ticket := range tickets {
		options = append(options, dialog.Option{
			Value: string(ticket.ID),
			Label: text.Plain(t.Language, "talk.add", "ticket", ticket.ID, "service", card.Shorten(d.Service(ticket), 30)),
		})
	}
	return options
}

// anew is whatever can be begun.
func (k Talk) anew(t *dialog.Talk, lives bool) []dialog.Option {
	var options []dialog.Option
	switch {
	case lives:
		options = append(options,
			dialog.Option{Value: newRepair, Label: text.Plain(t.Language, "talk.repair")},
			dialog.Option{Value: newRequest, Label: text.Plain(t.Language, "talk.request")})
	case k.Join != nil:
		options = append(options, dialog.Option{Value: join, Label: k.joinLabel(t)})
	}
	return append(options, alarm(t))
}

// alarm is the button that stands on every screen.
func alarm(t *dialog.Talk) dialog.Option {
	return dialog.Option{Value: anAlarm, Label: text.Plain(t.Language, "home.emergency"), Style: chat.Danger}
}

// lives tells whether the person has a unit, as far as that can be read.
func lives(t *dialog.Talk) bool {
	homes, err := t.Tx.HomesOf(t.Person.ID)
	return err == nil && len(homes) > 0
}

// asks is quoted with what the words sound like, or what one can write.
func (k Talk) asks(t *dialog.Talk) []any {
	asks := text.Say(t.Language, "talk.which")
	if lives(t) {
		if guesses := k.guesses(t); len(guesses) > 0 {
			asks = guesses[0].sounds(t.Language)
		} else {
			asks += "\n" + text.Say(t.Language, "talk.write")
		}
	}
	return append(quoted(t), "asks", text.HTML(asks))
}

func quoted(t *dialog.Talk) []any {
	return []any{"wrote", text.HTML(wrote(t)), "numbers", text.HTML(card.Numbers(t.Tx.Estate(), t.Language))}
}

// wrote is what was said until now.
func wrote(t *dialog.Talk) string {
	said, n := card.Shorten(t.Answers.Text(saidStep), 300), len(t.Answers.Media(filesStep))
	switch {
	case said == "" && n == 1:
		return text.Say(t.Language, "talk.sent-one")
	case said == "" && n > 1:
		return text.Say(t.Language, "talk.sent", "n", n)
	}
	return text.Say(t.Language, "talk.wrote", "said", said)
}

func (k Talk) done(t *dialog.Talk) error {
	m := heard(t)
	about := cmp.Or(t.Answers.Text(elseStep), t.Answers.Text(aboutStep), t.Answers.Text(outsideStep))
	if key, is := strings.CutPrefix(about, guessed); is {
		return k.begin(t, key, m)
	}
	switch about {
	case newRepair:
		return k.Repair(t.Tx, t.Who, Guess{}, m)
	case newRequest:
		return k.Request(t.Tx, t.Who, Guess{}, m)
	case anAlarm:
		return k.Emergency(t.Tx, t.Who, "", m)
	case join:
		return k.Join(t.Tx, t.Who)
	}
	return k.add(t, desk.TicketID(about), m)
}

// begin begins what was guessed.
func (k Talk) begin(t *dialog.Talk, key string, m Message) error {
	for _, g := range k.guesses(t) {
		if g.Service.Key() == key {
			return begins[g.Service.Kind](k, t, g, m)
		}
	}
	return fmt.Errorf("begin %s: it was not guessed", key)
}

// add passes on what was written with the matter that it is about, and shows how far that is.
func (k Talk) add(t *dialog.Talk, id desk.TicketID, m Message) error {
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
	return k.show(t, ticket)
}

// show shows how far a matter is.
func (k Talk) show(t *dialog.Talk, ticket *desk.Ticket) error {
	d := card.Drawing{Estate: t.Tx.Estate(), Services: k.Services, Language: t.Language, Now: t.Tx.Now()}
	return t.Tx.Show(chat.Outgoing{
		Slot: dialog.Screen(t.Chat), Chat: t.Chat, Lane: chat.Conversation, Anew: true,
		Content: card.Receipt(d, ticket), About: chat.About{Ticket: ticket.ID, What: card.ReceiptScreen},
	})
}
