// Package withdraw is how a tenant says that a repair or a request is not wanted any more: why, and whether that is
// right. It must never delete anything: the matter is over, and stays on record.
package withdraw

import (
	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Name is the dialog's name.
const Name = "withdraw"

// The steps. ticketStep holds which matter it is, and is not asked.
const (
	ticketStep = "ticket"
	whyStep    = "why"
	wordsStep  = "words"
)

// maxWords is how long a reason may be, in characters.
const maxWords = 200

// Desk opens the dialog.
type Desk struct {
	Services *catalogue.Catalogue
	// Begin opens a dialog.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
	// Matter shows how a matter stands, or that it is not there.
	Matter func(tx *storage.Tx, who dialog.Who, id desk.TicketID) error
}

// Flow asks why, and whether that is right.
func (d *Desk) Flow() *dialog.Flow {
	return dialog.New(Name, 1,
		dialog.Choice(whyStep, reasons).Wide().With(d.about),
		dialog.Text(wordsStep).Max(maxWords).When(inWords).After(whyStep),
		dialog.Confirm("confirm", d.about),
	).While(possible).Done(d.withdraw).Sample(sample)
}

// Start begins to withdraw a matter. One that cannot be withdrawn is shown as it stands.
func (d *Desk) Start(tx *storage.Tx, who dialog.Who, id desk.TicketID) error {
	if ok, err := may(tx, who, id); err != nil || !ok {
		if err != nil {
			return err
		}
		return d.Matter(tx, who, id)
	}
	given := dialog.Answers{}
	if err := given.Set(ticketStep, id); err != nil {
		return err
	}
	return d.Begin(tx, who, Name, given)
}

// may is whether the person may withdraw the matter as it stands.
func may(tx *storage.Tx, who dialog.Who, id desk.TicketID) (bool, error) {
	t, known, err := tx.Ticket(id)
	if err != nil || !known || !t.MayWithdraw() {
		return false, err
	}
	u := chat.Update{Kind: chat.Message, Chat: chat.Room{ID: who.Chat, Type: "private"}, From: chat.Sender{User: who.User, Name: who.Name}}
	answer, err := people.May(&tx.Reader, u, people.Withdraw, people.Subject{Ticket: t})
	return answer.OK, err
}

// possible reports whether the matter can be withdrawn still: it may be done meanwhile.
func possible(t *dialog.Talk) bool {
	ok, err := may(t.Tx, t.Who, ticketOf(t))
	return err == nil && ok
}

func ticketOf(t *dialog.Talk) desk.TicketID { return desk.TicketID(t.Answers.Text(ticketStep)) }

// other is the reason that is given in words.
const other = "other"

func reasons(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, why := range []string{desk.WorksAgain, desk.NotNeeded, desk.Mistaken, other} {
		options = append(options, dialog.Option{Value: why, Label: text.Plain(t.Language, "withdraw.why-"+why)})
	}
	return options
}

func inWords(t *dialog.Talk) bool { return t.Answers.Text(whyStep) == other }

// about is which matter it is, and who has it already.
func (d *Desk) about(t *dialog.Talk) []any {
	k, known, err := t.Tx.Ticket(ticketOf(t))
	if err != nil || !known { // confirming it then shows that it is gone
		return []any{"ticket", ticketOf(t), "service", "", "held", ""}
	}
	drawn := card.Drawing{Estate: t.Tx.Estate(), Services: d.Services, Language: t.Language, Now: t.Now()}
	held := ""
	if k.Holder.Name != "" {
		held = "\n" + text.Say(t.Language, "withdraw.held", "who", k.Holder.Name)
	}
	return []any{"ticket", k.ID, "service", drawn.Service(k), "held", text.HTML(held)}
}

// withdraw ends the matter, and shows how it stands.
func (d *Desk) withdraw(t *dialog.Talk) error {
	if !possible(t) {
		return d.Matter(t.Tx, t.Who, ticketOf(t))
	}
	k, _, err := t.Tx.Ticket(ticketOf(t))
	if err != nil {
		return err
	}
	by := desk.Actor{As: desk.AsTenant, User: t.User, Person: t.Person.ID, Name: t.Name}
	said := desk.WithdrawnData{Why: t.Answers.Text(whyStep)}
	if inWords(t) {
		said = desk.WithdrawnData{Words: t.Answers.Text(wordsStep)}
	}
	if err := k.Withdraw(t.Tx.Estate(), said, by, t.Now()); err != nil {
		return err
	}
	if err := t.Tx.Audit(storage.Entry{By: by, Role: string(people.Tenant), Action: "withdraw", Ticket: k.ID, Chat: t.Chat}); err != nil {
		return err
	}
	if err := t.Tx.PutTicket(k); err != nil {
		return err
	}
	return d.Matter(t.Tx, t.Who, k.ID)
}

// sample takes the person's first matter that can be withdrawn.
func sample(t *dialog.Talk) {
	open, err := t.Tx.OpenTicketsFor(t.Person.ID, t.User, 1)
	if err != nil || len(open) == 0 || t.Group() || t.Answers.Set(ticketStep, open[0].ID) != nil {
		t.NotAsked()
	}
}
