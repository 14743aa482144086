package open

import (
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/storage/desk"
)

// danger is what is in danger, as it was chosen; "" where nothing is.
func danger(t *dialog.Talk) desk.Danger {
	chosen := desk.Danger(t.Answers.Text(serviceStep))
	if chosen.Valid() {
		return chosen
	}
	return ""
}

// dangerOf is what the matter is about that would be opened of the service, "" where that is no emergency.
func dangerOf(t *dialog.Talk, s catalogue.Service) desk.Danger {
	if chosen := danger(t); chosen != "" || s.Kind != desk.Emergency {
		return chosen
	}
	return emergency.Of(s.Ref)
}

// runAs is the danger that runs as the service, "" where none does.
func runAs(ref desk.ServiceRef) desk.Danger {
	if danger := emergency.Of(ref); danger != "" && emergency.ServiceOf(danger) == ref {
		return danger
	}
	return ""
}

// dangers are what can be in danger.
func (d *Desk) dangers(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, danger := range desk.Dangers {
		if _, known := d.serviceOf(string(danger)); known {
			options = append(options, dialog.Option{Value: string(danger), Label: "🚨 " + emergency.NameIn(t.Language, danger)})
		}
	}
	return options
}

// emergency tells whether what was chosen is one.
func (d *Desk) emergency(t *dialog.Talk) bool {
	s, known := d.serviceOf(t.Answers.Text(serviceStep))
	return known && s.Kind == desk.Emergency
}
