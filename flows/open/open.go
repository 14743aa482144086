// Package open is how staff open a matter for somebody who telephoned, or for what they found themselves: whose unit,
// who called, which service, what its form asks, and when the call was. The matter is promised from the call. It must
// never be open to tenants, nor show anybody's telephone number.
package open

import (
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/form"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Name is the dialog's name, and the command.
const Name = "open"

// The steps.
const (
	unitStep    = "unit"
	callerStep  = "caller"
	nameStep    = "name"
	phoneStep   = "phone"
	serviceStep = "service"
	variantStep = "variant"
	urgencyStep = "urgency"
	fieldsForm  = "fields"
	wordsStep   = "words"
	calledStep  = "called"
)

// Bounds of what is asked.
const (
	maxName  = 100  // characters
	maxWords = 4000 // characters
	longAgo  = 24 * time.Hour
)

// Desk is the staff's side of it.
type Desk struct {
	Services *catalogue.Catalogue
	// Begin opens a dialog, with some answers given beforehand.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
}

// Flow asks all that a matter needs. It is held in a desk's group.
func (d *Desk) Flow() *dialog.Flow {
	return dialog.New(Name, 1,
		dialog.Unit(unitStep, units).Optional(),
		dialog.Choice(callerStep, callers).When(hasUnit).Search().After(unitStep).While(stillThere),
		dialog.Text(nameStep).Max(maxName).When(unnamed).After(unitStep, callerStep),
		dialog.Phone(phoneStep).Anothers().Optional().When(unnamed).After(unitStep, callerStep, nameStep),
		dialog.Choice(serviceStep, d.rows).Search().While(d.offered),
		dialog.Choice(variantStep, d.variants).When(d.severalVariants).Wide().After(serviceStep).While(d.variantOffered),
		dialog.Choice(urgencyStep, d.urgencies).When(d.severalUrgencies).After(serviceStep, variantStep),
		dialog.Form(fieldsForm, d.fields).After(serviceStep, variantStep),
		dialog.Text(wordsStep).Max(maxWords).Optional(),
		dialog.Past(calledStep, longAgo),
		dialog.Confirm("confirm", d.summary),
	).While(allowed).Done(d.open).Sample(inGroup)
}

// Command answers /open, with a unit such as A-1203 behind it or without.
func (d *Desk) Command(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	may, err := people.May(&tx.Reader, u, people.OpenFor, people.Subject{})
	switch {
	case err != nil:
		return err
	case may.Ask != nil:
		return people.AskFirst(tx, u, may.Ask)
	case !may.OK:
		return say(tx, u, text.Say(who.Language, may.Why))
	case rest == "":
		return d.Begin(tx, who, Name, nil)
	}
	unit, found, err := people.UnitSaid(&tx.Reader, rest)
	if err != nil {
		return err
	}
	if !found {
		return say(tx, u, text.Say(who.Language, "open.no-unit", "unit", dialog.CleanName(rest, maxName)))
	}
	given := dialog.Answers{}
	if err := given.Set(unitStep, unit.ID); err != nil {
		return err
	}
	return d.Begin(tx, who, Name, given)
}

// acting is the dialog's person as somebody who does something in the group now.
func acting(t *dialog.Talk) (chat.Update, error) {
	g, _, err := t.Tx.Group(t.Chat)
	return chat.Update{
		Kind: chat.Message, Chat: chat.Room{ID: t.Chat, Type: g.Type, Title: g.Title, Public: g.Public}, Thread: t.Thread,
		From: chat.Sender{User: t.User, Name: t.Name},
	}, err
}

// may is whether the person may do it at this moment. Where the chat service would have to be asked, they were sure
// when the dialog was begun.
func may(t *dialog.Talk) (people.Answer, error) {
	u, err := acting(t)
	if err != nil {
		return people.Answer{}, err
	}
	answer, err := people.May(&t.Tx.Reader, u, people.OpenFor, people.Subject{})
	if answer.Ask != nil {
		return people.Answer{OK: true, Role: people.Staff}, err
	}
	return answer, err
}

func allowed(t *dialog.Talk) bool {
	answer, err := may(t)
	return err == nil && answer.OK
}

// inGroup leaves out whoever is asked elsewhere than in the group of a desk.
func inGroup(t *dialog.Talk) {
	if len(t.Tx.DesksIn(t.Chat)) == 0 {
		t.NotAsked()
	}
}

// fields are the form of the service. Where something is broken or somebody in danger, nobody on the telephone is kept by
// what the caller does not know.
func (d *Desk) fields(t *dialog.Talk) []dialog.Field {
	s, _ := d.service(t)
	fields := form.Fields(t, s, fieldsForm)
	for i := range fields {
		fields[i].Optional = fields[i].Optional || s.Kind != desk.Request
	}
	return fields
}

func say(tx *storage.Tx, u chat.Update, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message, Content: chat.Content{Text: body},
	})
}
