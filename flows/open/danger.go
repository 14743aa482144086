package open

import (
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// services are what the dangers run as.
var services = map[desk.Danger]desk.ServiceRef{
	desk.DangerLift: {Ref: "6.6"}, desk.DangerFire: {Ref: "3.10"}, desk.DangerFlood: {Ref: "6.7"}, desk.DangerGas: {Ref: "3.13"},
	desk.DangerMedical: {Ref: "3.13"}, desk.DangerRobbery: {Ref: "3.11"}, desk.DangerHelp: {Ref: "3.13"}, desk.DangerTheft: {Ref: "3.12"},
	desk.DangerPower: {Ref: "3.13"}, desk.DangerLane: {Ref: "3.4"},
}

// deskOf is which desk's matter the danger is.
func deskOf(d desk.Danger) desk.Name {
	if d == desk.DangerFlood || d == desk.DangerPower {
		return desk.Engineering
	}
	return desk.Security
}

// namesOf are what the danger is called.
func namesOf(d desk.Danger) map[desk.Language]string {
	names := map[desk.Language]string{}
	for _, l := range desk.Languages {
		names[l] = text.Plain(l, "open.danger-"+string(d))
	}
	return names
}

// dangerOf is what an alarm of the service is about, "" where that is no alarm of a tenant's.
func dangerOf(ref desk.ServiceRef) desk.Danger {
	switch ref.Ref {
	case "3.9":
		return desk.DangerFire
	case "3.13":
		return desk.DangerHelp
	}
	for _, d := range desk.Dangers {
		if services[d] == ref {
			return d
		}
	}
	return ""
}

// danger is what is in danger, as it was chosen; "" where nothing is.
func danger(t *dialog.Talk) desk.Danger {
	chosen := desk.Danger(t.Answers.Text(serviceStep))
	if chosen.Valid() {
		return chosen
	}
	return ""
}
