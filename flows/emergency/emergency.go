// Package emergency is the alarm: one press sounds it, and where and what follow. It must never ask anything
// before the alarm is out.
package emergency

import (
	"fmt"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Name is the name of the dialog that asks where and what, after the alarm.
const Name = "emergency"

// Assistance is the service that an alarm without a name of its own runs as: table 3, row 13.
var Assistance = desk.ServiceRef{Ref: "3.13"}

// ticketStep holds the alarm's number among the answers; no question has that name.
const ticketStep = "ticket"

// Alarm sounds alarms over the services of a catalogue.
type Alarm struct{ Services *catalogue.Catalogue }

// Flow asks where it is and what has happened. The alarm is out already; each answer is added to it.
func (a Alarm) Flow() *dialog.Flow {
	return dialog.New(Name, 1,
		dialog.Text("place").OrPlace().With(a.args).When(all(stillOut, unknownPlace)),
		dialog.Text("elsewhere").OrPlace().Optional().With(a.args).When(all(stillOut, knownPlace)),
		dialog.Text("what").Optional().With(a.args).When(stillOut),
		dialog.Media("files").Max(0).Given(),
	).Each(a.amend).Done(a.follow).Left(a.follow).Sample(a.sample)
}

// Press sounds the alarm and gives the answers with which the dialog begins. Somebody whose alarm is still out
// adds to that one. What was written or sent already goes with it.
func (a Alarm) Press(tx *storage.Tx, who dialog.Who, said string, files []desk.Media, from ...desk.MessageID) (dialog.Answers, error) {
	answers := dialog.Answers{}
	out, err := a.out(tx, who)
	if err != nil {
		return nil, err
	}
	if out == "" {
		if out, err = a.sound(tx, who); err != nil {
			return nil, err
		}
	}
	if err := answers.Set(ticketStep, out); err != nil {
		return nil, err
	}
	return answers, a.add(tx, who, out, said, files, answers, from)
}

// add puts words and files that came with the alarm on its card, and does not ask for them again.
func (a Alarm) add(tx *storage.Tx, who dialog.Who, id desk.TicketID, said string, files []desk.Media, given dialog.Answers, from []desk.MessageID) error {
	t, ok, err := tx.Ticket(id)
	if err != nil || !ok || said == "" && len(files) == 0 {
		return err
	}
	t.Amend(desk.AmendedData{Description: said, Media: files}, actor(who), tx.Now())
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	if err := origin.Keep(tx, who.Chat, from, t.ID, t.Events); err != nil {
		return err
	}
	if said != "" {
		if err := given.Set("what", said); err != nil {
			return err
		}
	}
	return given.Set("files", files)
}

// out is the person's alarm that is not over yet.
func (a Alarm) out(tx *storage.Tx, who dialog.Who) (desk.TicketID, error) {
	tickets, err := tx.OpenTicketsOf(who.User, 50)
	if err != nil {
		return "", err
	}
	for _, t := range tickets {
		if t.Kind == desk.Emergency && isOut(t) {
			return t.ID, nil
		}
	}
	return "", nil
}

func isOut(t *desk.Ticket) bool { return !t.Resolved.Held() }

func (a Alarm) sound(tx *storage.Tx, who dialog.Who) (desk.TicketID, error) {
	s, ok := a.Services.Service(Assistance)
	if !ok {
		return "", fmt.Errorf("sound alarm: no service %s", Assistance.Ref)
	}
	id, err := tx.NextNumber(desk.Emergency)
	if err != nil {
		return "", err
	}
	o := desk.OpenedData{
		Kind: desk.Emergency, Estate: tx.Estate().ID, Desk: s.Desk, Service: s.Ref, Names: s.Names, Prices: s.Prices,
		Reporter: desk.Reporter{Person: who.Person.ID, User: who.User, Name: who.Name, Language: who.Language},
		Promises: a.Services.Promises(s, "", nil), Policy: tx.Estate().PolicyFor(s.Desk, desk.Emergency, ""),
	}
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return "", err
	}
	if len(homes) > 0 {
		o.Place, o.Party, o.Reporter.Enrolled = homes[0].Unit.Place(), homes[0].Party, true
	}
	return id, tx.PutTicket(desk.Open(id, o, actor(who), tx.Now()))
}

func actor(who dialog.Who) desk.Actor {
	return desk.Actor{As: desk.AsTenant, User: who.User, Person: who.Person.ID, Name: who.Name}
}

// amend adds an answer to the alarm as soon as it is given.
func (a Alarm) amend(t *dialog.Talk, step string) error {
	ticket, ok, err := t.Tx.Ticket(desk.TicketID(t.Answers.Text(ticketStep)))
	if err != nil || !ok {
		return err
	}
	said, files := t.Answers.Text(step), t.Answers.Media(step)
	var more desk.AmendedData
	switch step {
	case "what":
		more.Description = said
	case "place":
		if said != "" {
			more.Place = &desk.Place{Label: said}
		}
	case "elsewhere":
		if said != "" { // the unit stays: many write there what has happened at home
			more.Place = &desk.Place{Label: unit(t) + " → " + said}
		}
	case "files":
		more.Media = files[min(len(files), len(ticket.Media)):]
	}
	if more.Description == "" && more.Place == nil && len(more.Media) == 0 {
		return nil
	}
	ticket.Amend(more, actor(t.Who), t.Tx.Now())
	if err := t.Tx.PutTicket(ticket); err != nil || more.Place != nil {
		return err
	}
	return origin.Keep(t.Tx, t.Chat, origin.Sources(t, step), ticket.ID, ticket.Events)
}

// all holds where both do.
func all(a, b func(*dialog.Talk) bool) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return a(t) && b(t) }
}

// stillOut tells whether anybody still waits for an answer: once the alarm is over, nothing more is asked.
func stillOut(t *dialog.Talk) bool {
	ticket, ok, err := t.Tx.Ticket(desk.TicketID(t.Answers.Text(ticketStep)))
	return err != nil || !ok || isOut(ticket)
}

// follow shows the alarm's state. Leaving the questions does not call it off.
func (a Alarm) follow(t *dialog.Talk) error {
	ticket, ok, err := t.Tx.Ticket(desk.TicketID(t.Answers.Text(ticketStep)))
	if err != nil || !ok {
		return err
	}
	d := card.Drawing{Estate: t.Tx.Estate(), Services: a.Services, Language: t.Language, Now: t.Tx.Now()}
	return t.Tx.Show(chat.Outgoing{
		Slot: dialog.Screen(t.Chat), Chat: t.Chat, Lane: chat.Alarm, Anew: true, Stays: true, Content: card.Receipt(d, ticket),
		About: chat.About{Ticket: ticket.ID, What: card.ReceiptScreen},
	})
}

func unknownPlace(t *dialog.Talk) bool { return unit(t) == "" }

func knownPlace(t *dialog.Talk) bool { return unit(t) != "" }

// unit is where the person lives or works, as far as the office knows.
func unit(t *dialog.Talk) string {
	homes, err := t.Tx.HomesOf(t.Person.ID)
	if err != nil || len(homes) == 0 { // a place that cannot be read is asked for
		return ""
	}
	return homes[0].Unit.Label()
}

func (a Alarm) args(t *dialog.Talk) []any {
	return []any{
		"numbers", text.HTML(card.Numbers(t.Tx.Estate(), t.Language)),
		"ticket", t.Answers.Text(ticketStep), "unit", unit(t), "time", a.due(t),
	}
}

// due is by when somebody is there, as the estate's clock shows it.
func (a Alarm) due(t *dialog.Talk) string {
	e, now := t.Tx.Estate(), t.Tx.Now()
	ticket, ok, err := t.Tx.Ticket(desk.TicketID(t.Answers.Text(ticketStep)))
	if err != nil || !ok { // shown without; whatever is answered then fails with the reason
		return ""
	}
	arrive, _ := ticket.Clock(desk.ClockArrive, e)
	return text.Clock(t.Language, arrive.Due, now, e.Zone)
}
