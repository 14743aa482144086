// Package request is how a tenant asks for something that is no repair: which service, what its form asks, anything to
// add. It opens a ticket; what follows is the ticket's business, not the dialog's.
package request

import (
	"slices"
	"strings"

	"frontdesk/flows/budget"
	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/form"
	"frontdesk/flows/offer"
	"frontdesk/flows/origin"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Name is the dialog's name.
const Name = "request"

// Group and Service are the steps in which the tenant says what it is; Words and Photos take what is added.
const (
	Group   = "group"
	Service = "service"
	Words   = "words"
	Photos  = "photos"
)

// The other steps.
const (
	homeStep   = tenancy.HomeStep("home")
	fieldsForm = "fields"
)

// maxWords is the most that can be added in words, in characters.
const maxWords = 4000

// Visitors begins the dialog in which visitors of a unit are registered; the unit is 0 where the tenant has but one.
// Said are the answers that hold what the tenant has said of it already, under Words and Photos.
type Visitors func(tx *storage.Tx, who dialog.Who, unit desk.UnitID, said dialog.Answers) error

// Flow is the dialog over the services that a catalogue holds. Visitors have a dialog of their own.
func Flow(services *catalogue.Catalogue, visitors Visitors) *dialog.Flow {
	f := flow{services, visitors}
	return dialog.New(Name, 1,
		dialog.Unit(string(homeStep), tenancy.Units).When(homeStep.Asks).While(homeStep.Lives).Unlisted(),
		dialog.Choice(Group, f.groups).While(f.groupOffered).Unlisted(),
		dialog.Choice(Service, f.servicesOf).When(f.groupHasSeveral).With(f.promisedTimes).After(Group).While(f.offered).Unlisted(),
		dialog.Form(fieldsForm, f.fields).When(f.here).After(Service, Group),
		dialog.Text(Words).Max(maxWords).Optional().TakesStray().When(f.here),
		dialog.Media(Photos).Optional().With(f.photosHint).When(f.wantsPhotos),
		dialog.Confirm("confirm", f.summary).When(f.here),
	).While(tenancy.Tenant).Done(f.open).Sample(tenancy.Sample)
}

type flow struct {
	services *catalogue.Catalogue
	visitors Visitors
}

func (f flow) groups(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, g := range f.services.RequestGroups() {
		options = append(options, dialog.Option{Value: g.ID, Label: g.ButtonIn(t.Language)})
	}
	return options
}

func (f flow) group(t *dialog.Talk) catalogue.Group {
	g, _ := f.services.RequestGroup(t.Answers.Text(Group)) // a group that is gone has no services
	return g
}

// groupOffered and offered tell whether the catalogue still has what was chosen: it may have been changed since.
func (f flow) groupOffered(t *dialog.Talk) bool { return f.group(t).ID != "" }

func (f flow) offered(t *dialog.Talk) bool {
	s, ok := f.services.Find(t.Answers.Text(Service))
	return ok && slices.ContainsFunc(f.group(t).Services, func(other catalogue.Service) bool { return other.Ref == s.Ref })
}

func (f flow) groupHasSeveral(t *dialog.Talk) bool { return len(f.group(t).Services) > 1 }

func (f flow) servicesOf(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, s := range f.group(t).Services {
		options = append(options, dialog.Option{Value: s.Key(), Label: s.ButtonIn(t.Language)})
	}
	return options
}

// promisedTimes lists the group's services, each with what is promised, as clock times, and its price.
func (f flow) promisedTimes(t *dialog.Talk) []any {
	list := offer.New(&t.Tx.Reader, f.services, t.Language)
	return []any{"services", text.HTML(list.Group(f.group(t)))}
}

// service is what was chosen, or the only one of its group; ok is false while nothing is.
func (f flow) service(t *dialog.Talk) (s catalogue.Service, ok bool) {
	if f.offered(t) {
		return f.services.Find(t.Answers.Text(Service))
	}
	if g := f.group(t); len(g.Services) == 1 {
		return g.Services[0], true
	}
	return catalogue.Service{}, false
}

// here tells whether this dialog asks on: a visitor is registered in one of its own.
func (f flow) here(t *dialog.Talk) bool {
	s, ok := f.service(t)
	return ok && s.Ref != catalogue.Visitors
}

// wantsPhotos tells whether it is asked for files after the form, which may have asked for some.
func (f flow) wantsPhotos(t *dialog.Talk) bool {
	s, _ := f.service(t)
	return f.here(t) && !slices.ContainsFunc(s.Fields, func(one catalogue.Field) bool { return one.Kind == catalogue.MediaField })
}

func (f flow) fields(t *dialog.Talk) []dialog.Field {
	s, _ := f.service(t)
	return form.Fields(t, s, fieldsForm)
}

// photosHint says where a photo would help most: where one of the finished job is wanted, one of how it was before is.
func (f flow) photosHint(t *dialog.Talk) []any {
	key := "request.photos-maybe"
	if s, _ := f.service(t); s.Proof {
		key = "request.photos-wanted"
	}
	return []any{"hint", text.Plain(t.Language, key)}
}

// ticket is the request as it would be opened now; ok is false where there is no unit or no such service.
func (f flow) ticket(t *dialog.Talk, id desk.TicketID) (ticket *desk.Ticket, ok bool) {
	s, chosen := f.service(t)
	home, has := homeStep.Home(t)
	if !chosen || !has {
		return nil, false
	}
	said := form.Read(t, s, fieldsForm)
	s = form.Case(f.services, s, said.Fields)
	by := desk.Actor{As: desk.AsTenant, User: t.User, Person: t.Person.ID, Name: t.Name}
	ticket = desk.Open(id, desk.OpenedData{
		Kind: s.Kind, Estate: t.Tx.Estate().ID, Place: home.Unit.Place(), Party: home.Party,
		Reporter: desk.Reporter{Person: t.Person.ID, User: t.User, Name: t.Name, Language: t.Language, Enrolled: true},
		Desk:     s.Desk, Service: s.Ref, Names: s.Names, Prices: s.Prices, Promises: f.services.Promises(s, "", nil), Fields: said.Fields,
		Policy:      t.Tx.Estate().PolicyFor(s.Desk, s.Kind, ""),
		Description: t.Answers.Text(Words), Media: append(said.Files, t.Answers.Media(Photos)...),
	}, by, t.Tx.Now())
	for _, m := range said.Starts {
		if m == desk.Documents && len(ticket.Media) == 0 { // the word alone is not them: staff say when they have them
			continue
		}
		if err := ticket.Came(m, by, t.Tx.Now(), t.Tx.Now()); err != nil { // no clock of this case waits for it
			continue
		}
	}
	return ticket, true
}

// summary is what is shown before it is confirmed, with the promised times as clock times and the price.
func (f flow) summary(t *dialog.Talk) []any {
	s, _ := f.service(t)
	ticket, ok := f.ticket(t, "Q-1")
	if !ok { // confirming it then refuses
		return []any{"unit", "", "service", "", "price", "", "promises", ""}
	}
	d := card.Drawing{Estate: t.Tx.Estate(), Services: f.services, Language: t.Language, Now: t.Tx.Now()}
	price := text.Plain(t.Language, "request.no-price")
	if s.PriceIn(t.Language) != "" {
		price = s.PriceIn(t.Language)
	}
	return []any{
		"unit", ticket.Place.Label, "service", s.NameIn(t.Language), "price", price,
		"promises", text.HTML(strings.Join(d.Owed(ticket), "\n")),
	}
}

// open opens the request. Its card, the tenant's screen and its first timer follow from it.
func (f flow) open(t *dialog.Talk) error {
	if s, ok := f.service(t); ok && s.Ref == catalogue.Visitors {
		return f.visitors(t.Tx, t.Who, t.Answers.Unit(string(homeStep)), t.Answers)
	}
	if _, ok := f.ticket(t, ""); !ok { // no number goes to what is not opened
		return desk.Refuse(desk.NotFound)
	}
	id, err := t.Tx.NextNumber(desk.Request)
	if err != nil {
		return err
	}
	ticket, _ := f.ticket(t, id)
	if err := budget.Open(t.Tx, f.services, ticket, origin.Sources(t, Words, Photos)...); err != nil {
		return err
	}
	return origin.Attribute(t, Words)
}
