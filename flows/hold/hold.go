// Package hold is how staff say that a ticket waits for somebody and until when, that it was found to be something
// else than it was reported as, and that a visit was agreed for another time. It must never judge a clock: those follow
// from what it records.
package hold

import (
	"errors"
	"slices"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// The dialogs, which are held in the group of the ticket's desk.
const (
	HoldDialog   = "hold"
	ChangeDialog = "change"
)

// Desk opens the dialogs.
type Desk struct {
	Services *catalogue.Catalogue
	// Begin opens a dialog.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
}

// Flows are the dialogs that Press opens.
func (d *Desk) Flows() []*dialog.Flow { return []*dialog.Flow{d.holdFlow(), d.changeFlow()} }

// ticketStep holds which ticket a dialog is about.
const ticketStep = "ticket"

// Press opens the dialog of a card's button. Whoever pressed may work on the ticket.
func (d *Desk) Press(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, a desk.Action) error {
	if !t.May(a) || t.Kind == desk.Emergency { // an alarm waits for nobody
		return desk.Refuse(desk.NotNow, "ticket", t.ID)
	}
	flow := ChangeDialog
	if a == desk.PutOnHold {
		flow = HoldDialog
		head, err := people.May(&tx.Reader, u, people.HoldLonger, people.Subject{Ticket: t})
		if err != nil {
			return err
		}
		if head.Ask != nil { // at the dialog's end nobody can be asked any more
			return people.AskFirst(tx, u, head.Ask)
		}
	}
	given := dialog.Answers{}
	if err := given.Set(ticketStep, t.ID); err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return d.Begin(tx, who, flow, given)
}

// holdFlow asks for whom the ticket waits, why, and until when.
func (d *Desk) holdFlow() *dialog.Flow {
	return dialog.New(HoldDialog, 1,
		dialog.Choice("cause", causes),
		dialog.Text("reason").Max(maxReason).With(named),
		dialog.Choice("until", waits),
		dialog.Date("day", ahead).When(answered("until", another)),
		dialog.Time("time", hours).When(answered("until", another)).After("day").Anytime(chosenDay),
	).Done(d.putOnHold).Sample(sample)
}

// maxReason is how long a reason may be, in characters.
const maxReason = 200

func causes(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, c := range desk.Causes {
		options = append(options, dialog.Option{Value: string(c), Label: text.Plain(t.Language, "hold.cause-"+string(c))})
	}
	return options
}

// The ways to say until when; a span is written as time.ParseDuration reads it.
const (
	today    = "today"
	tomorrow = "tomorrow"
	another  = "other"
)

// morning is the hour at which a day's work begins again.
const morning = 9 * time.Hour

func waits(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, d := range []time.Duration{30 * time.Minute, time.Hour, 2 * time.Hour} {
		options = append(options, dialog.Option{Value: d.String(), Label: text.Span(t.Language, d)})
	}
	if early := todaysMorning(t); early.Sub(t.Now()) > 2*time.Hour { // it is night still
		options = append(options, dialog.Option{Value: today, Label: text.Clock(t.Language, early, t.Now(), t.Zone())})
	}
	return append(options,
		dialog.Option{Value: tomorrow, Label: text.Clock(t.Language, tomorrowMorning(t), t.Now(), t.Zone())},
		dialog.Option{Value: another, Label: text.Plain(t.Language, "hold.until-other")})
}

func todaysMorning(t *dialog.Talk) time.Time {
	e := t.Tx.Estate()
	return e.At(e.DayOf(t.Now()), morning)
}

func tomorrowMorning(t *dialog.Talk) time.Time {
	e := t.Tx.Estate()
	return e.At(e.DayOf(t.Now()).Add(1), morning)
}

// until is the expected time that was chosen.
func until(t *dialog.Talk) time.Time {
	switch chosen := t.Answers.Text("until"); chosen {
	case today:
		return todaysMorning(t)
	case tomorrow:
		return tomorrowMorning(t)
	case another:
		at, _ := t.Answers.Time("time")
		return at
	default:
		d, err := time.ParseDuration(chosen)
		if err != nil { // what no button says is no time, and is refused as none
			return time.Time{}
		}
		return t.Now().Add(d)
	}
}

// putOnHold has the ticket wait, as far as whoever says so may.
func (d *Desk) putOnHold(t *dialog.Talk) error {
	head, _, err := may(t, people.HoldLonger)
	if err != nil {
		return err
	}
	said := desk.HeldData{Cause: desk.Cause(t.Answers.Text("cause")), Reason: t.Answers.Text("reason"), Until: until(t)}
	return d.finish(t, desk.PutOnHold, string(said.Cause)+" "+said.Until.Format(time.RFC3339), "hold.done",
		func(k *desk.Ticket, by desk.Actor) error { return k.Hold(t.Tx.Estate(), said, head, by, t.Now()) })
}

// finish records what a dialog came to, and says so where it stood.
func (d *Desk) finish(t *dialog.Talk, a desk.Action, detail, key string, do func(*desk.Ticket, desk.Actor) error) error {
	k, known, err := t.Tx.Ticket(ticketOf(t))
	if err != nil || !known {
		return errors.Join(err, refused(t, "refusal.not-found"))
	}
	ok, role, err := may(t, people.Work)
	if err != nil {
		return err
	}
	if !ok {
		return refused(t, "refusal.not-allowed")
	}
	u, err := acting(t)
	if err != nil {
		return err
	}
	err = do(k, people.Actor(u))
	if why, is := errors.AsType[*desk.Error](err); is {
		return refused(t, "refusal."+string(why.Code), append(why.Args, "ticket", k.ID)...)
	}
	if err != nil {
		return err
	}
	entry := storage.Entry{
		By: people.Actor(u), Role: string(role), Action: string(a), Ticket: k.ID, Chat: t.Chat, Detail: detail,
	}
	if err := errors.Join(t.Tx.Audit(entry), t.Tx.PutTicket(k)); err != nil {
		return err
	}
	reached, err := people.Reached(&t.Tx.Reader, k)
	if err != nil {
		return err
	}
	if !reached {
		key += "-unreached"
	}
	return said(t, key, "ticket", k.ID, "who", t.Name, "reason", t.Answers.Text("reason"))
}

// said says what came of a dialog in the place of its questions.
func said(t *dialog.Talk, key string, args ...any) error {
	return show(t, text.Say(people.ChatLanguage(&t.Tx.Reader, t.Chat), key, args...))
}

// refused says why nothing came of it, and keeps what was written where it can be read and copied.
func refused(t *dialog.Talk, key string, args ...any) error {
	l := people.ChatLanguage(&t.Tx.Reader, t.Chat)
	body := text.Say(l, key, args...)
	if written := t.Answers.Text("reason"); written != "" {
		body += "\n" + text.Say(l, "card.quote", "text", written)
	}
	return show(t, body)
}

func show(t *dialog.Talk, body string) error {
	return t.Tx.Show(chat.Outgoing{
		Slot: t.Screen(), Chat: t.Chat, Thread: t.Thread, Lane: chat.Conversation,
		Content: chat.Content{Text: body, Silent: true},
	})
}

// acting is the dialog's person as somebody who does something in the group now.
func acting(t *dialog.Talk) (chat.Update, error) {
	g, _, err := t.Tx.Group(t.Chat)
	return chat.Update{
		Kind: chat.Message, Chat: chat.Room{ID: t.Chat, Type: g.Type, Title: g.Title, Public: g.Public}, Thread: t.Thread,
		From: chat.Sender{User: t.User, Name: t.Name},
	}, err
}

// may is whether the person may do it to the ticket at this moment, and in what role.
func may(t *dialog.Talk, deed people.Deed) (ok bool, as people.Role, err error) {
	k, known, err := t.Tx.Ticket(ticketOf(t))
	if err != nil || !known {
		return false, "", err
	}
	u, err := acting(t)
	if err != nil {
		return false, "", err
	}
	answer, err := people.Still(&t.Tx.Reader, u, deed, people.Subject{Ticket: k})
	return answer.OK, answer.Role, err
}

func ticketOf(t *dialog.Talk) desk.TicketID { return desk.TicketID(t.Answers.Text(ticketStep)) }

// named fills in the ticket's number, and who reads what is written.
func named(t *dialog.Talk) []any {
	reads := "hold.reads"
	if k, known, err := t.Tx.Ticket(ticketOf(t)); err == nil && known {
		if ok, err := people.Reached(&t.Tx.Reader, k); err == nil && !ok {
			reads = "hold.reads-not"
		}
	}
	return []any{"ticket", ticketOf(t), "reads", text.Plain(t.Language, reads)}
}

func answered(step, with string) func(*dialog.Talk) bool {
	return func(t *dialog.Talk) bool { return t.Answers.Text(step) == with }
}

// furthest is how far ahead a day can be chosen.
const furthest = 364 // days

func ahead(t *dialog.Talk, d desk.Day) bool {
	today := t.Tx.Estate().DayOf(t.Now())
	return d >= today && d <= today.Add(furthest)
}

func chosenDay(t *dialog.Talk) desk.Day { return t.Answers.Day("day") }

// hours are the full hours of the chosen day at which people work; any other time can be typed.
func hours(t *dialog.Talk) []time.Time {
	var all []time.Time
	for h := 8; h <= 20; h += 2 {
		all = append(all, t.Tx.Estate().At(chosenDay(t), time.Duration(h)*time.Hour))
	}
	return all
}

// sample takes the first open ticket of the group's desks; nobody is asked in private.
func sample(t *dialog.Talk) {
	for _, n := range t.Tx.DesksIn(t.Chat) {
		open, err := t.Tx.OpenTicketsAt(n, "", 1)
		if err == nil && len(open) > 0 && slices.Contains(open[0].State.Actions(), desk.Change) && open[0].Kind != desk.Emergency {
			if t.Answers.Set(ticketStep, open[0].ID) == nil {
				return
			}
		}
	}
	t.NotAsked()
}
