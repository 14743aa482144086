// Package repair is how a tenant reports something broken: which service, how urgent, what and where, when
// somebody is at home. It opens a ticket; what follows is the ticket's business, not the dialog's.
package repair

import (
	"strings"

	"frontdesk/flows/budget"
	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/form"
	"frontdesk/flows/origin"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Name is the dialog's name.
const Name = "repair"

// Group and Service are the steps in which the tenant says what is broken; Description is the step in which the tenant
// says what is wrong; Photos takes the pictures of it.
const (
	Group       = "group"
	Service     = "service"
	Description = "description"
	Photos      = "photos"
)

// fieldsForm asks what the job needs to know. It can be skipped: nobody whose ceiling comes down is kept from saying so.
const fieldsForm = "fields"

// maxDescription is the longest description in characters: what the chat service sends as two messages fits.
const maxDescription = 8000

// Flow is the dialog over the services that a catalogue holds.
func Flow(services *catalogue.Catalogue) *dialog.Flow {
	f := flow{services}
	return dialog.New(Name, 3,
		dialog.Choice("home", f.homes).Search().When(f.asksHome).While(f.lives),
		dialog.Choice(Group, f.groups).While(f.groupOffered),
		dialog.Choice(Service, f.servicesOf).When(f.groupHasSeveral).With(f.promisedTimes).After(Group).While(f.offered),
		dialog.Choice("urgency", f.urgencies).When(f.permitsSeveral).With(f.urgencyTimes).After(Service, Group),
		dialog.Form(fieldsForm, f.fields).When(f.chosen).Optional().After(Service, Group),
		dialog.Text(Description).Max(maxDescription).TakesStray(),
		dialog.Media(Photos).Optional(),
		dialog.Choice("visit", f.visits).Anew().When(f.asksForVisit).With(f.visitArgs).After(Service, "urgency", Group).While(f.stillPossible),
		dialog.Date(dayStep, f.dayFree).When(f.anotherDay).After("visit", Service, "urgency", Group).While(f.dayPossible),
		dialog.Time(timeStep, f.timesFree).With(dayOf).Lasting(visitLasts).When(f.anotherDay).After(dayStep, "visit").While(f.timePossible),
		dialog.Confirm("confirm", f.summary),
	).Migrate(1, unchanged).Migrate(2, unchanged).While(f.tenant).Done(f.open).Sample(f.sample)
}

// unchanged carries the answers of a version that asked less: all of them hold.
func unchanged(dialog.Answers) error { return nil }

type flow struct{ services *catalogue.Catalogue }

func (f flow) groups(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, g := range f.services.Groups() {
		options = append(options, dialog.Option{Value: g.ID, Label: g.ButtonIn(t.Language)})
	}
	return options
}

func (f flow) group(t *dialog.Talk) catalogue.Group {
	g, _ := f.services.Group(t.Answers.Text(Group)) // a group that is gone has no services
	return g
}

// groupOffered and offered tell whether the catalogue still has what was chosen: it may have been changed since.
func (f flow) groupOffered(t *dialog.Talk) bool { return f.group(t).ID != "" }

func (f flow) offered(t *dialog.Talk) bool {
	_, ok := f.services.Find(t.Answers.Text(Service))
	return ok
}

func (f flow) groupHasSeveral(t *dialog.Talk) bool { return len(f.group(t).Services) > 1 }

func (f flow) servicesOf(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, s := range f.group(t).Services {
		options = append(options, dialog.Option{Value: s.Key(), Label: s.ButtonIn(t.Language)})
	}
	return options
}

// service is what was chosen, or the only one of its group.
func (f flow) service(t *dialog.Talk) (catalogue.Service, bool) {
	if s, ok := f.services.Find(t.Answers.Text(Service)); ok {
		return s, true
	}
	if g := f.group(t); len(g.Services) == 1 {
		return g.Services[0], true
	}
	return catalogue.Service{}, false
}

// promisedTimes lists the group's services, each with the clock time by which somebody comes when it is not urgent.
func (f flow) promisedTimes(t *dialog.Talk) []any {
	var lines []string
	for _, s := range f.group(t).Services {
		key := "repair.service-line"
		if s.Permits(desk.Critical) {
			key = "repair.service-line-critical"
		}
		lines = append(lines, text.Say(t.Language, key, "icon", s.Icon, "service", s.NameIn(t.Language),
			"time", f.arrival(t, s, desk.Ordinary), "critical", f.arrival(t, s, desk.Critical)))
	}
	return []any{"services", text.HTML(strings.Join(lines, "\n"))}
}

func (f flow) permitsSeveral(t *dialog.Talk) bool {
	s, ok := f.service(t)
	return ok && len(s.Urgencies) > 1
}

func (f flow) urgencies(t *dialog.Talk) []dialog.Option {
	s, _ := f.service(t)
	var options []dialog.Option
	for _, u := range s.Urgencies {
		options = append(options, dialog.Option{Value: string(u), Label: text.Plain(t.Language, "urgency.button-"+string(u))})
	}
	return options
}

// urgencyTimes says by what clock time somebody comes, for each urgency that the service permits.
func (f flow) urgencyTimes(t *dialog.Talk) []any {
	s, _ := f.service(t)
	var lines []string
	for _, u := range s.Urgencies {
		lines = append(lines, text.Say(t.Language, f.urgencyLine(t, s, u), "time", f.arrival(t, s, u)))
	}
	return []any{"urgencies", text.HTML(strings.Join(lines, "\n"))}
}

// urgencyLine is the sentence of an urgency: whoever may choose a time is told so, once.
func (f flow) urgencyLine(t *dialog.Talk, s catalogue.Service, u desk.Urgency) string {
	if u == desk.Ordinary && s.Visits && !f.onlyAgreed(t) {
		return "urgency.line-ordinary-or"
	}
	return "urgency.line-" + string(u)
}

// arrival is by when somebody comes, were it opened now.
func (f flow) arrival(t *dialog.Talk, s catalogue.Service, u desk.Urgency) string {
	e, now := t.Tx.Estate(), t.Tx.Now()
	for _, p := range f.services.Promises(s, u, nil) {
		if p.Clock != desk.ClockArrive {
			continue
		}
		if p.SameDay && late(e, now) {
			return text.Plain(t.Language, "urgency.agreed")
		}
		if due, ok := p.DueAt(s.Desk, now, nil, e); ok {
			return text.Plain(t.Language, "urgency.by", "time", text.Clock(t.Language, due, now, e.Zone))
		}
	}
	return ""
}

// urgency is what was chosen, or the only one that the service permits.
func (f flow) urgency(t *dialog.Talk) desk.Urgency {
	if u := t.Answers.Text("urgency"); u != "" {
		return desk.Urgency(u)
	}
	if s, ok := f.service(t); ok && len(s.Urgencies) == 1 {
		return s.Urgencies[0]
	}
	return desk.Ordinary
}

// chosen tells whether it is known which service it is.
func (f flow) chosen(t *dialog.Talk) bool {
	_, ok := f.service(t)
	return ok
}

func (f flow) fields(t *dialog.Talk) []dialog.Field {
	s, _ := f.service(t)
	return form.Fields(t, s, fieldsForm)
}

// said is what the service's form was answered.
func (f flow) said(t *dialog.Talk) form.Answers {
	s, _ := f.service(t)
	return form.Read(t, s, fieldsForm)
}

func (f flow) promises(t *dialog.Talk) []desk.Promise {
	s, _ := f.service(t)
	return f.services.Promises(s, f.urgency(t), f.visit(t))
}

// summary is what is shown before it is confirmed, with the promised times as clock times.
func (f flow) summary(t *dialog.Talk) []any {
	s, _ := f.service(t)
	d := card.Drawing{Estate: t.Tx.Estate(), Services: f.services, Language: t.Language, Now: t.Tx.Now()}
	photos := text.Plain(t.Language, "repair.no-photos")
	if n := len(t.Answers.Media(Photos)) + len(f.said(t).Files); n > 0 {
		photos = text.Plain(t.Language, "repair.photos-count", "n", n)
	}
	place, _ := f.place(t)
	answered := card.Answered(d, &desk.Ticket{OpenedData: desk.OpenedData{Fields: f.said(t).Fields}})
	if answered != "" {
		answered += "\n"
	}
	price := d.Price(s)
	if price != "" {
		price += "\n"
	}
	return []any{
		"price", text.HTML(price),
		"fields", text.HTML(answered),
		"unit", place.Unit.Label(), "service", s.NameIn(t.Language),
		"urgency", text.Plain(t.Language, "urgency."+string(f.urgency(t))),
		"description", card.Shorten(t.Answers.Text(Description), 300), "photos", photos,
		"promises", text.HTML(d.Promised(s.Desk, f.promises(t), f.visit(t))),
	}
}

// open opens the ticket. Its card, the tenant's screen and its first timer follow from it.
func (f flow) open(t *dialog.Talk) error {
	s, ok := f.service(t)
	home, has := f.place(t)
	if !ok || !has {
		return desk.Refuse(desk.NotFound)
	}
	id, err := t.Tx.NextNumber(desk.Repair)
	if err != nil {
		return err
	}
	ticket := desk.Open(id, desk.OpenedData{
		Kind: desk.Repair, Estate: t.Tx.Estate().ID, Place: home.Unit.Place(), Party: home.Party,
		Reporter: desk.Reporter{
			Person: t.Person.ID, User: t.User, Name: t.Name, Language: t.Language, Enrolled: true,
		},
		Desk: s.Desk, Service: s.Ref, Names: s.Names, Prices: s.Prices, Urgency: f.urgency(t), Description: t.Answers.Text(Description),
		Media: append(f.said(t).Files, t.Answers.Media(Photos)...), Fields: f.said(t).Fields, Visit: f.visit(t), Promises: f.promises(t),
		Policy: t.Tx.Estate().PolicyFor(s.Desk, desk.Repair, f.urgency(t)),
	}, desk.Actor{As: desk.AsTenant, User: t.User, Person: t.Person.ID, Name: t.Name}, t.Tx.Now())
	if err := budget.Open(t.Tx, f.services, ticket, origin.Sources(t, Description, Photos)...); err != nil {
		return err
	}
	return origin.Attribute(t, Description)
}
