// Package open is how staff open a matter for somebody who telephoned, or for what they found themselves: whose unit,
// who called, which service, what its form asks, and when the call was. The matter is promised from the call. It must
// never be open to tenants, nor show anybody's telephone number.
package open

import (
	"strings"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/form"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/flows/understand"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Name is the dialog's name, and the command.
const Name = "open"

// The steps.
const (
	unitStep    = "unit"
	placeStep   = "place"
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
	maxPlace = 100  // characters
	maxWords = 4000 // characters
	longAgo  = 24 * time.Hour
)

// Desk is the staff's side of it.
type Desk struct {
	Services *catalogue.Catalogue
	// Read tells what a sentence is about; nil: nothing is guessed.
	Read func(said string) understand.Reading
	// Begin opens a dialog, with some answers given beforehand.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
}

// Flow asks all that a matter needs. It is held in a desk's group. Where a sentence was given, the service comes first,
// with what it sounds like; otherwise the unit does. An emergency asks for its place and nothing else before it sounds.
func (d *Desk) Flow() *dialog.Flow {
	return dialog.New(Name, 2,
		dialog.Unit(unitStep, units).Optional().When(d.calm(unitStep)).With(unknown),
		dialog.Choice(callerStep, callers).When(all(hasUnit, d.calm(callerStep))).Search().After(unitStep).While(stillThere),
		dialog.Text(nameStep).Max(maxName).When(all(unnamed, d.calm(nameStep))).After(unitStep, callerStep),
		dialog.Phone(phoneStep).Anothers().Optional().When(all(unnamed, d.calm(phoneStep))).After(unitStep, callerStep, nameStep),
		dialog.Choice(serviceStep, d.rows).First(sentence).With(heard).Search().Like(d.meant).While(d.offered),
		dialog.Text(placeStep).Max(maxPlace).Optional().When(d.placeless).With(unknown),
		dialog.Choice(variantStep, d.variants).When(d.severalVariants).Wide().After(serviceStep).While(d.variantOffered),
		dialog.Choice(urgencyStep, d.urgencies).When(d.severalUrgencies).After(serviceStep, variantStep),
		dialog.Form(fieldsForm, d.fields).After(serviceStep, variantStep),
		dialog.Text(wordsStep).Max(maxWords).Optional().When(d.calm(wordsStep)),
		dialog.Past(calledStep, longAgo).When(d.calm(calledStep)),
		dialog.Confirm("confirm", d.summary),
	).Migrate(1, intoDangers).While(allowed).Done(d.open).Sample(inGroup)
}

// intoDangers carries the answers of the version in which an emergency was a service among others.
func intoDangers(a dialog.Answers) error {
	ref, _, _ := strings.Cut(a.Text(serviceStep), " ")
	if danger := runAs(desk.ServiceRef{Ref: ref}); danger != "" {
		return a.Set(serviceStep, danger)
	}
	return nil
}

// calm asks a question of what is no emergency. In one it was answered before, or is not asked.
func (d *Desk) calm(step string) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return !d.emergency(t) || t.Answers.Has(step) }
}

// placeless tells whether it has to be asked where an emergency is: not where the unit is known, or was told.
func (d *Desk) placeless(t *dialog.Talk) bool {
	return d.emergency(t) && (!hasUnit(t) || t.Answers.Has(placeStep))
}

// all holds where both do.
func all(a, b func(*dialog.Talk) bool) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return a(t) && b(t) }
}

// Command answers /open, with what was said on the telephone behind it, a unit such as A-1203, both or neither.
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
	given, ok, err := d.given(tx, line(rest))
	if err != nil {
		return err
	}
	if !ok {
		return say(tx, u, text.Say(who.Language, "open.no-unit", "unit", dialog.CleanName(rest, maxName)))
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

// may is whether the person may do it at this moment.
func may(t *dialog.Talk) (people.Answer, error) {
	u, err := acting(t)
	if err != nil {
		return people.Answer{}, err
	}
	return people.Still(&t.Tx.Reader, u, people.OpenFor, people.Subject{})
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

// fields are the form of the service, none of an emergency. Where something is broken or somebody in danger, nobody on the telephone is kept by
// what the caller does not know.
func (d *Desk) fields(t *dialog.Talk) []dialog.Field {
	if d.emergency(t) {
		return nil
	}
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
