// Package visitor is how a tenant tells the lobby who is coming: who, how many, and when. It opens a request; what
// follows is the ticket's business, not the dialog's.
package visitor

import (
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/budget"
	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Name is the dialog's name.
const Name = "visitor"

// Home is the step in which the tenant says which unit the visitor comes to.
const Home = string(home)

const home = tenancy.HomeStep("home")

// Words and Files are the steps that hold what the tenant has said of the visit already; Words takes what is said
// besides, too.
const (
	Words = "words"
	Files = "files"
)

// maxWords is the longest description in characters.
const maxWords = 4000

// Flow is the dialog, with the lobby's service as a catalogue has it.
func Flow(services *catalogue.Catalogue) *dialog.Flow {
	f := flow{services}
	return dialog.New(Name, 2,
		dialog.Unit(Home, tenancy.Units).When(home.Asks).While(home.Lives),
		dialog.Text("who").Max(200),
		dialog.Number("count", 1, 99),
		dialog.Date("day", anyDay),
		dialog.Time("time", usual).Anytime(day).After("day"),
		dialog.Text("plate").Max(20).Optional(),
		dialog.Text(Words).Max(maxWords).Given().TakesStray(),
		dialog.Media(Files).Given(),
		dialog.Confirm("confirm", f.summary),
	).Migrate(1, unchanged).While(tenancy.Tenant).Done(f.open).Sample(tenancy.Sample)
}

// unchanged carries the answers of a version that took less: all of them hold.
func unchanged(dialog.Answers) error { return nil }

type flow struct{ services *catalogue.Catalogue }

func anyDay(*dialog.Talk, desk.Day) bool { return true }

func day(t *dialog.Talk) desk.Day { return t.Answers.Day("day") }

// usual are the half hours in which most visitors come. They may come at any other, which is typed.
func usual(t *dialog.Talk) []time.Time {
	var all []time.Time
	for clock := 7 * time.Hour; clock < 23*time.Hour; clock += 30 * time.Minute {
		all = append(all, t.Tx.Estate().At(day(t), clock))
	}
	return all
}

// ticket is the request as it would be opened now; ok is false where there is no unit or no such service.
func (f flow) ticket(t *dialog.Talk, id desk.TicketID) (ticket *desk.Ticket, ok bool) {
	s, offered := f.services.Service(catalogue.Visitors)
	lives, has := home.Home(t)
	count, _ := t.Answers.Number("count")
	at, _ := t.Answers.Time("time")
	return desk.Open(id, desk.OpenedData{
		Kind: desk.Request, Estate: t.Tx.Estate().ID, Place: lives.Unit.Place(), Party: lives.Party,
		Reporter:    desk.Reporter{Person: t.Person.ID, User: t.User, Name: t.Name, Language: t.Language, Enrolled: true},
		Description: t.Answers.Text(Words), Media: t.Answers.Media(Files),
		Desk: s.Desk, Service: s.Ref, Names: s.Names, Prices: s.Prices, Promises: f.services.Promises(s, "", nil),
		Policy: t.Tx.Estate().PolicyFor(s.Desk, desk.Request, ""),
		Fields: []desk.Field{
			{Key: "visitor.who", Value: t.Answers.Text("who")},
			{Key: "visitor.count", Value: strconv.FormatInt(count, 10), Kind: desk.FieldNumber},
			{Key: "visitor.time", Value: at.Format(time.RFC3339), Kind: desk.FieldMoment},
			{Key: "visitor.plate", Value: t.Answers.Text("plate")},
		},
	}, desk.Actor{As: desk.AsTenant, User: t.User, Person: t.Person.ID, Name: t.Name}, t.Tx.Now()), offered && has
}

func (f flow) summary(t *dialog.Talk) []any {
	ticket, _ := f.ticket(t, "Q-1")
	d := card.Drawing{Estate: t.Tx.Estate(), Services: f.services, Language: t.Language, Now: t.Tx.Now()}
	return []any{"unit", ticket.Place.Label, "promises", text.HTML(strings.Join(d.Owed(ticket), "\n"))}
}

// open opens the request. Its card, the tenant's screen and its first timer follow from it.
func (f flow) open(t *dialog.Talk) error {
	if _, ok := f.ticket(t, ""); !ok { // no number goes to what is not opened
		return desk.Refuse(desk.NotFound)
	}
	id, err := t.Tx.NextNumber(desk.Request)
	if err != nil {
		return err
	}
	ticket, _ := f.ticket(t, id)
	if err := budget.Open(t.Tx, f.services, ticket, origin.Sources(t, Words, Files)...); err != nil {
		return err
	}
	return origin.Attribute(t, Words)
}
