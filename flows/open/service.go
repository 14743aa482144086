package open

import (
	"slices"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// opened are the kinds of matter that staff open here. A time, a room or a thing is booked, and a complaint made, in
// dialogs of their own.
var opened = []desk.Kind{desk.Repair, desk.Request, desk.Emergency}

// rows are the services of the group's own desks first, and then all others: one for each that is called something of
// its own.
func (d *Desk) rows(t *dialog.Talk) []dialog.Option {
	var own, others []dialog.Option
	held := t.Tx.DesksIn(t.Chat)
	for _, s := range d.Services.Services() {
		if !slices.Contains(opened, s.Kind) || d.cases(s.Key())[0].Ref != s.Ref {
			continue
		}
		o := dialog.Option{Value: s.Key(), Label: d.label(s, t.Language)}
		if slices.Contains(held, s.Desk) {
			own = append(own, o)
		} else {
			others = append(others, o)
		}
	}
	return append(own, others...)
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
