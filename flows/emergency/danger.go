package emergency

import (
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// services are what the dangers run as.
var services = map[desk.Danger]desk.ServiceRef{
	desk.DangerLift: {Ref: "6.6"}, desk.DangerFire: {Ref: "3.10"}, desk.DangerFlood: {Ref: "6.7"},
	desk.DangerRobbery: {Ref: "3.11"}, desk.DangerTheft: {Ref: "3.12"}, desk.DangerLane: {Ref: "3.4"},
}

// ServiceOf is the service as which an alarm runs: a call for assistance where the danger has none of its own.
func ServiceOf(d desk.Danger) desk.ServiceRef {
	if ref, ok := services[d]; ok {
		return ref
	}
	return Assistance
}

// Service is what an alarm runs as, called as the danger is and given to the desk whose matter it is: the one that the
// operator says. Where the danger's own service is withdrawn, it is a call for assistance, which cannot be.
func Service(c *catalogue.Catalogue, d desk.Danger) (s catalogue.Service, ok bool) {
	if s, ok = c.Service(ServiceOf(d)); !ok || s.Withdrawn {
		s, ok = c.Service(Assistance)
	}
	if s.Ref == Assistance && DeskOf(d) != desk.Security {
		s.Desk = DeskOf(d)
	}
	s.Names = Names(d)
	return s, ok
}

// DeskOf is the desk whose matter a danger is, beside security: flood and power are the engineers'.
func DeskOf(d desk.Danger) desk.Name {
	if d == desk.DangerFlood || d == desk.DangerPower {
		return desk.Engineering
	}
	return desk.Security
}

// Of is the danger that somebody means who asks for a service, "" where that is none. An alarm of the smoke detector is
// one of fire, and a power cut has two rows in table 6.
func Of(ref desk.ServiceRef) desk.Danger {
	switch ref.Ref {
	case "3.9":
		return desk.DangerFire
	case "6.8", "6.10":
		return desk.DangerPower
	case Assistance.Ref:
		return desk.DangerHelp
	}
	for d, s := range services {
		if s == ref {
			return d
		}
	}
	return ""
}

// Names are what a danger is called, in each language.
func Names(d desk.Danger) map[desk.Language]string {
	names := make(map[desk.Language]string, len(desk.Languages))
	for _, l := range desk.Languages {
		names[l] = NameIn(l, d)
	}
	return names
}

// NameIn is what a danger is called.
func NameIn(l desk.Language, d desk.Danger) string { return text.Plain(l, "danger."+string(d)) }
