package hold

import (
	"slices"
	"strings"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// What can be changed about a ticket.
const (
	finding = "found"
	urgency = "urgency"
	visit   = "visit"
)

// visitLasts is how long the window of a visit is.
const visitLasts = 2 * time.Hour

// changeFlow asks what was found, how urgent it is, or when the visit is.
func (d *Desk) changeFlow() *dialog.Flow {
	return dialog.New(ChangeDialog, 2,
		dialog.Choice("what", d.whats).While(d.offered),
		dialog.Choice("found", d.cases).When(d.severalCases).After("what").Wide(),
		dialog.Choice("else", d.others).When(d.another).After("what", "found").Search(),
		dialog.Choice("urgency", d.urgencies).When(answered("what", urgency)).After("what"),
		dialog.Date("day", ahead).When(answered("what", visit)).After("what"),
		dialog.Time("time", hours).When(answered("what", visit)).After("day").Anytime(chosenDay).Lasting(visitLasts),
		dialog.Text("reason").Max(maxReason).When(explained).With(named),
	).Migrate(1, unchanged).Done(d.change).Sample(sample)
}

// unchanged carries the answers of the version that offered less: all of them hold.
func unchanged(dialog.Answers) error { return nil }

// explained tells whether a reason is asked for: of a visit it is enough when it is.
func explained(t *dialog.Talk) bool { return t.Answers.Has("what") && t.Answers.Text("what") != visit }

func (d *Desk) whats(t *dialog.Talk) []dialog.Option {
	k, known, err := t.Tx.Ticket(ticketOf(t))
	if err != nil || !known {
		return nil
	}
	var options []dialog.Option
	for _, what := range []string{finding, urgency, visit} {
		if what == finding && len(d.cases(t)) == 0 || what == urgency && len(d.urgencies(t)) == 0 || what == visit && !k.AwaitsVisit() {
			continue
		}
		options = append(options, dialog.Option{Value: what, Label: text.Plain(t.Language, "change.what-"+what)})
	}
	return options
}

// offered tells whether what was chosen can still be changed.
func (d *Desk) offered(t *dialog.Talk) bool {
	for _, o := range d.whats(t) {
		if o.Value == t.Answers.Text("what") {
			return true
		}
	}
	return false
}

// service is the ticket's service as the catalogue has it; ok is false where it is gone.
func (d *Desk) service(t *dialog.Talk) (k *desk.Ticket, s catalogue.Service, ok bool) {
	k, known, err := t.Tx.Ticket(ticketOf(t))
	if err != nil || !known {
		return nil, s, false
	}
	s, ok = d.Services.Service(k.Service)
	return k, s, ok
}

// elsewhere is answered where it is none of the cases of the ticket's service.
const elsewhere = "else"

// cases are what else the ticket's service can turn out to be, and that it is really something else.
func (d *Desk) cases(t *dialog.Talk) []dialog.Option {
	options := d.ownCases(t)
	if len(d.others(t)) > 0 {
		options = append(options, dialog.Option{Value: elsewhere, Label: text.Plain(t.Language, "change.found-else")})
	}
	return options
}

func (d *Desk) ownCases(t *dialog.Talk) []dialog.Option {
	k, known, err := t.Tx.Ticket(ticketOf(t))
	if err != nil || !known {
		return nil
	}
	var options []dialog.Option
	for _, s := range d.Services.Cases(k.Service) {
		if s.Ref != k.Service {
			options = append(options, dialog.Option{Value: s.Key(), Label: s.LabelIn(t.Language)})
		}
	}
	return options
}

// severalCases tells whether the ticket's service has other cases; without any it is something else.
func (d *Desk) severalCases(t *dialog.Talk) bool {
	return t.Answers.Text("what") == finding && len(d.ownCases(t)) > 0
}

// another tells whether it is really something else.
func (d *Desk) another(t *dialog.Talk) bool {
	return t.Answers.Text("what") == finding && (len(d.ownCases(t)) == 0 || t.Answers.Text("found") == elsewhere)
}

// others are the services of its kind that the ticket can really be of, in the order of their groups, and then those
// that staff alone open. Whoever visits is told to the lobby in a dialog of its own.
func (d *Desk) others(t *dialog.Talk) []dialog.Option {
	k, known, err := t.Tx.Ticket(ticketOf(t))
	if err != nil || !known {
		return nil
	}
	past := map[desk.ServiceRef]bool{catalogue.Visitors: true, k.Service: true}
	for _, s := range d.Services.Cases(k.Service) {
		past[s.Ref] = true
	}
	var all []catalogue.Service
	for _, g := range slices.Concat(d.Services.Groups(), d.Services.RequestGroups()) {
		all = append(all, g.Services...)
	}
	var options []dialog.Option
	for _, s := range append(all, d.Services.Services()...) {
		if s.Kind != k.Kind || past[s.Ref] || (k.Kind != desk.Repair && k.Kind != desk.Request) {
			continue
		}
		options = append(options, dialog.Option{Value: s.Key(), Label: s.ButtonIn(t.Language)})
		past[s.Ref] = true
		for _, other := range d.Services.Cases(s.Ref) { // which of them it is can be found later
			past[other.Ref] = true
		}
	}
	return options
}

func (d *Desk) urgencies(t *dialog.Talk) []dialog.Option {
	k, s, ok := d.service(t)
	if !ok {
		return nil
	}
	var options []dialog.Option
	for _, u := range s.Urgencies {
		if u != k.Urgency {
			options = append(options, dialog.Option{Value: string(u), Label: text.Plain(t.Language, "urgency."+string(u))})
		}
	}
	return options
}

// change records what was chosen.
func (d *Desk) change(t *dialog.Talk) error {
	if t.Answers.Text("what") == visit {
		at, _ := t.Answers.Time("time")
		w := desk.Window{From: at, Until: at.Add(visitLasts)}
		return d.finish(t, desk.Change, "visit "+at.Format(time.RFC3339), "change.agreed",
			func(k *desk.Ticket, by desk.Actor) error { return k.Agree(t.Tx.Estate(), w, by, t.Now()) })
	}
	return d.finish(t, desk.Change, strings.TrimSpace("found "+chosenService(t)+" "+t.Answers.Text("urgency")), "change.done",
		func(k *desk.Ticket, by desk.Actor) error {
			found, ok := d.found(t, k)
			if !ok {
				return desk.Refuse(desk.NotNow, "ticket", k.ID)
			}
			return k.Reclassify(t.Tx.Estate(), found, by, t.Now())
		})
}

// chosenService is what was found, by its key; "" where nothing was.
func chosenService(t *dialog.Talk) string {
	if found := t.Answers.Text("found"); found != "" && found != elsewhere {
		return found
	}
	return t.Answers.Text("else")
}

// found is what the answers make of the ticket; ok is false where the catalogue has nothing of it any more.
func (d *Desk) found(t *dialog.Talk, k *desk.Ticket) (data desk.ReclassifiedData, ok bool) {
	s, ok := d.Services.Service(k.Service)
	data = desk.ReclassifiedData{Urgency: k.Urgency, Reason: t.Answers.Text("reason")}
	if t.Answers.Text("what") == finding {
		s, ok = d.Services.Find(chosenService(t))
		ok = ok && s.Kind == k.Kind
		if ok && len(s.Urgencies) > 0 && !s.Permits(k.Urgency) {
			data.Urgency = s.Urgencies[len(s.Urgencies)-1]
		}
		data.Names, data.Prices = s.CaseNames(), s.Prices
	} else {
		data.Urgency = desk.Urgency(t.Answers.Text("urgency"))
		ok = ok && s.Permits(data.Urgency)
	}
	data.Service, data.Desk = s.Ref, k.Desk
	if t.Answers.Text("what") == finding {
		data.Desk = s.Desk
	}
	data.Promises = d.Services.Promises(s, data.Urgency, k.Visit)
	data.Policy = t.Tx.Estate().PolicyFor(data.Desk, k.Kind, data.Urgency)
	return data, ok
}
