package open

import (
	"slices"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/flows/text"
	"frontdesk/flows/understand"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// opened are the kinds of matter that staff open here. A time, a room or a thing is booked, and a complaint made, in
// dialogs of their own.
var opened = []desk.Kind{desk.Repair, desk.Request, desk.Emergency}

// guesses is how many services a sentence is offered as.
const guesses = 3

func (d *Desk) read(said string) understand.Reading {
	if d.Read == nil || said == "" {
		return understand.Reading{}
	}
	return d.Read(said)
}

// rows are what the sentence sounds like, then the services of the group's own desks and then all others, the dangers
// before the rest.
func (d *Desk) rows(t *dialog.Talk) []dialog.Option {
	rows := slices.Concat(d.dangers(t), d.listed(t))
	foreign := func(o dialog.Option) int {
		if s, known := d.serviceOf(o.Value); known && slices.Contains(t.Tx.DesksIn(t.Chat), s.Desk) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(rows, func(a, b dialog.Option) int { return foreign(a) - foreign(b) })
	var first []dialog.Option
	for _, value := range d.meant(t, t.Answers.Text(sentenceFact)) {
		i := slices.IndexFunc(rows, func(o dialog.Option) bool { return o.Value == value })
		if i < 0 { // what is not listed is not offered first either
			continue
		}
		o := rows[i]
		rows = slices.Delete(rows, i, i+1)
		if len(first) == 0 {
			o.Lead, o.Style = text.Plain(t.Language, "open.sounds-like", "service", o.Label), chat.Primary
		}
		first = append(first, o)
	}
	return append(first, rows...)
}

// listed are the services: one for each that is called something of its own, and none that a danger runs as.
func (d *Desk) listed(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, s := range d.Services.Services() {
		if slices.Contains(opened, s.Kind) && d.value(s) == s.Key() {
			options = append(options, dialog.Option{Value: s.Key(), Label: d.label(s, t.Language)})
		}
	}
	return options
}

// value is the option that stands for a service: its danger, or the first case of its row.
func (d *Desk) value(s catalogue.Service) string {
	if danger := runAs(s.Ref); danger != "" {
		return string(danger)
	}
	return d.cases(s.Key())[0].Key()
}

// meant are the options that words may mean, the likeliest first.
func (d *Desk) meant(_ *dialog.Talk, said string) []string {
	r := d.read(said)
	var values []string
	if r.Danger != "" {
		values = append(values, string(r.Danger))
	}
	elsewhere := false // what is likeliest is not opened here
	for i, m := range r.Matches {
		s, known := d.Services.Find(catalogue.Service{Ref: m.Ref}.Key())
		if !known && m.Ref.Variant == "" { // the words do not tell which case it is
			if all := d.Services.Variants(m.Ref.Ref); len(all) > 0 {
				s, known = all[0], true
			}
		}
		if !known || !slices.Contains(opened, s.Kind) {
			elsewhere = elsewhere || i == 0
			continue
		}
		if value := d.value(s); !slices.Contains(values, value) {
			values = append(values, value)
		}
	}
	if elsewhere && len(values) == 1 { // the only one would be taken for what was meant
		return nil
	}
	return values[:min(len(values), guesses)]
}

// serviceOf is the service that an option stands for.
func (d *Desk) serviceOf(value string) (s catalogue.Service, known bool) {
	all := d.cases(value)
	if len(all) == 0 {
		return s, false
	}
	return all[0], true
}

// label is how a service is called in the list of all of them: a case of a row that has a group to itself is unclear
// without the group.
func (d *Desk) label(s catalogue.Service, l desk.Language) string {
	apart := func(other catalogue.Service) bool { return other.Ref.Ref != s.Ref.Ref }
	for _, g := range d.Services.RequestGroups() {
		if len(g.Services) > 1 && !slices.ContainsFunc(g.Services, apart) {
			return text.Plain(l, "open.case", "group", g.ButtonIn(l), "case", s.LabelIn(l))
		}
	}
	return s.ButtonIn(l)
}

// cases are the cases of the service's row that go by its name and have to be told apart: nothing has to where they show
// only once somebody has been there. There is none of a service that is not offered.
func (d *Desk) cases(key string) []catalogue.Service {
	if danger := desk.Danger(key); danger.Valid() {
		s, ok := emergency.Service(d.Services, danger)
		if !ok {
			return nil
		}
		return []catalogue.Service{s}
	}
	s, ok := d.Services.Find(key)
	if !ok {
		return nil
	}
	all := d.Services.Cases(s.Ref)
	switch {
	case len(all) == 0:
		return []catalogue.Service{s}
	case s.VariantBy == catalogue.StaffFind:
		return all[:1]
	}
	return all
}

func (d *Desk) offered(t *dialog.Talk) bool { return len(d.cases(t.Answers.Text(serviceStep))) > 0 }

func (d *Desk) severalVariants(t *dialog.Talk) bool {
	return len(d.cases(t.Answers.Text(serviceStep))) > 1
}

func (d *Desk) variants(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, s := range d.cases(t.Answers.Text(serviceStep)) {
		options = append(options, dialog.Option{Value: s.Key(), Label: s.LabelIn(t.Language)})
	}
	return options
}

func (d *Desk) variantOffered(t *dialog.Talk) bool {
	return slices.ContainsFunc(d.variants(t), func(o dialog.Option) bool { return o.Value == t.Answers.Text(variantStep) })
}

// service is what was chosen; ok is false while that is not known.
func (d *Desk) service(t *dialog.Talk) (s catalogue.Service, ok bool) {
	all := d.cases(t.Answers.Text(serviceStep))
	for _, s := range all {
		if len(all) == 1 || s.Key() == t.Answers.Text(variantStep) {
			return s, true
		}
	}
	return catalogue.Service{}, false
}

func (d *Desk) severalUrgencies(t *dialog.Talk) bool {
	s, ok := d.service(t)
	return ok && len(s.Urgencies) > 1
}

func (d *Desk) urgencies(t *dialog.Talk) []dialog.Option {
	s, _ := d.service(t)
	var options []dialog.Option
	for _, u := range s.Urgencies {
		options = append(options, dialog.Option{Value: string(u), Label: text.Plain(t.Language, "urgency.button-"+string(u))})
	}
	return options
}

// urgency is what was chosen, or the only one that a repair permits; "" for what has none.
func urgency(t *dialog.Talk, s catalogue.Service) desk.Urgency {
	chosen := desk.Urgency(t.Answers.Text(urgencyStep))
	switch {
	case s.Permits(chosen):
		return chosen
	case len(s.Urgencies) == 1:
		return s.Urgencies[0]
	case s.Kind == desk.Repair:
		return desk.Ordinary
	}
	return ""
}
