package emergency

import (
	"errors"
	"slices"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/phone"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Name is the name of the dialog that asks where and who, after the alarm.
const Name = "emergency"

// The questions, and what is kept of whatever else is said meanwhile.
const (
	liftStep      = "lift"
	placeStep     = "place"
	elsewhereStep = "elsewhere"
	nameStep      = "name"
	phoneStep     = "phone"

	whatStep = "what"
	atStep   = "at"
)

// phoneField is the key of the telephone number that somebody leaves whom the office does not know.
const phoneField = "emergency.phone"

// maxName is how long a name is at most, in characters: whoever writes more tells what happens.
const maxName = 40

// Flow asks where it is and, whom the office does not know, who they are. The alarm is out already: each answer is added
// to it, and none is needed.
func (a Alarm) Flow() *dialog.Flow {
	return dialog.New(Name, 2,
		dialog.Text(liftStep).OrPlace().Optional().With(a.args).When(inLift),
		dialog.Text(placeStep).OrPlace().Optional().With(a.args).When(both(not(inLift), not(hasHome))),
		dialog.Text(elsewhereStep).OrPlace().Skips("emergency.there").With(a.args).When(both(not(inLift), hasHome)),
		dialog.Text(nameStep).Optional().With(a.args).When(not(hasHome)),
		dialog.Phone(phoneStep).OrWords().Optional().With(a.args).When(not(hasHome)),
		dialog.Text(whatStep).Given(),
		dialog.Location(atStep).Given(),
		dialog.Media(filesStep).Max(0).Given(),
	).While(stillOut).Each(a.amend).Beside(a.beside).Done(a.follow).Left(a.follow).Sample(a.sample).
		Migrate(1, func(dialog.Answers) error { return nil }) // what had happened is kept where words are
}

func both(p, q func(*dialog.Talk) bool) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return p(t) && q(t) }
}

func not(p func(*dialog.Talk) bool) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return !p(t) }
}

func alarmID(t *dialog.Talk) desk.TicketID { return desk.TicketID(t.Answers.Text(ticketStep)) }

// alarmOf is the alarm that the dialog is about, nil where it cannot be read.
func alarmOf(t *dialog.Talk) *desk.Ticket {
	ticket, ok, err := t.Tx.Ticket(alarmID(t))
	if err != nil || !ok {
		return nil
	}
	return ticket
}

// stillOut tells whether anybody still waits for an answer: once the alarm is over, nothing more is asked.
func stillOut(t *dialog.Talk) bool {
	ticket := alarmOf(t)
	return ticket == nil || ticket.Out()
}

func inLift(t *dialog.Talk) bool {
	ticket := alarmOf(t)
	return ticket != nil && ticket.Danger == desk.DangerLift
}

func hasHome(t *dialog.Talk) bool {
	homes, err := t.Tx.HomesOf(t.Person.ID)
	return err == nil && len(homes) > 0 // a place that cannot be read is asked for
}

// args show how the alarm stands above each question, and where it is taken to be.
func (a Alarm) args(t *dialog.Talk) []any {
	ticket := alarmOf(t)
	if ticket == nil { // shown without; whatever is answered then fails with the reason
		return []any{"alarm", "", "place", ""}
	}
	d := a.drawing(t)
	return []any{"alarm", text.HTML(card.Alarm(d, ticket)), "place", d.PlaceName(ticket)}
}

func (a Alarm) drawing(t *dialog.Talk) card.Drawing {
	return card.Drawing{Estate: t.Tx.Estate(), Services: a.Services, Language: t.Language, Now: t.Tx.Now()}
}

// amend adds an answer to the alarm as soon as it is given. Words and files are the alarm's from then on: they are
// corrected there.
func (a Alarm) amend(t *dialog.Talk, step string) error {
	id, said := alarmID(t), t.Answers.Text(step)
	switch step {
	case liftStep, elsewhereStep, placeStep:
		return a.place(t, step, said)
	case atStep:
		return move(t, id, said, further)
	case nameStep:
		if number, ok := phone.Read(said, phone.Region(t.Tx.Estate())); ok { // it never stands where the name does
			return errors.Join(t.Answers.Set(phoneStep, number), a.amend(t, phoneStep))
		}
		if said != "" && a.cries(said) {
			return hear(t.Tx, t.Who, id, said, nil, t.Sources(step))
		}
		return a.introduce(t, desk.AmendedData{Name: dialog.CleanName(said, maxName)})
	case phoneStep:
		if said == "" {
			return nil
		}
		if k := alarmOf(t); k != nil && slices.ContainsFunc(k.Fields, func(f desk.Field) bool { return f.Key == phoneField && f.Value == said }) {
			return nil
		}
		return a.introduce(t, desk.AmendedData{Fields: []desk.Field{{Key: phoneField, Value: said, Kind: desk.FieldPhone}}})
	case whatStep, filesStep:
		return pass(t, id)
	}
	return nil
}

// pass puts words and files that answer no question on the alarm, once.
func pass(t *dialog.Talk, id desk.TicketID) error {
	err := hear(t.Tx, t.Who, id, t.Answers.Text(whatStep), t.Answers.Media(filesStep), origin.Sources(t, whatStep, filesStep))
	return errors.Join(err, t.Answers.SetFrom(whatStep, ""), t.Answers.SetFiles(filesStep, nil))
}

// introduce adds who somebody is.
func (a Alarm) introduce(t *dialog.Talk, d desk.AmendedData) error {
	ticket := alarmOf(t)
	if ticket == nil || d.Name == "" && len(d.Fields) == 0 || d.Name == ticket.Reporter.Name {
		return nil
	}
	ticket.Amend(d, actor(t.Who), t.Tx.Now())
	return t.Tx.PutTicket(ticket)
}

// follow shows the alarm's state. Leaving the questions does not call it off.
func (a Alarm) follow(t *dialog.Talk) error {
	ticket := alarmOf(t)
	if ticket == nil {
		return nil
	}
	return a.show(t.Tx, t.Who, ticket)
}
