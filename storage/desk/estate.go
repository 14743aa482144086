package desk

import "time"

// Estate is what the operator says of the estate: its name, its clock, whom to call.
type Estate struct {
	ID   EstateID
	Name map[Language]string
	Zone *time.Location
	// Numbers are shown on every first screen, in this order.
	Numbers []EmergencyNumber
	// Calendar names the public holidays that count here.
	Calendar string
	// OrdinaryUntil is the hour of day after which an ordinary repair is no longer promised for the same day
	// (section 2.5: the same day, or the time agreed).
	OrdinaryUntil time.Duration
	// Default is the language for somebody whose own is not spoken here.
	Default Language
}

// EmergencyNumber is a telephone number to call when life or property is at risk.
type EmergencyNumber struct {
	Label  map[Language]string
	Number string
	Public bool // of the police, the fire brigade or the ambulance, rather than the estate's own
}

// NameIn is the estate's name in l, or in whatever language it has one.
func (e *Estate) NameIn(l Language) string { return inLanguage(e.Name, l) }

// LabelIn is the number's label in l, or in whatever language it has one.
func (n EmergencyNumber) LabelIn(l Language) string { return inLanguage(n.Label, l) }

func inLanguage(names map[Language]string, l Language) string {
	if name := names[l]; name != "" {
		return name
	}
	for _, other := range Languages {
		if name := names[other]; name != "" {
			return name
		}
	}
	return ""
}

// EndOfDay is 23:59 of the day of t in the estate, which is where "the same day" ends.
func (e *Estate) EndOfDay(t time.Time) time.Time {
	local := t.In(e.Zone)
	return time.Date(local.Year(), local.Month(), local.Day(), 23, 59, 0, 0, e.Zone).UTC()
}

// StartOfDay is midnight of the day of t in the estate.
func (e *Estate) StartOfDay(t time.Time) time.Time {
	local := t.In(e.Zone)
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, e.Zone).UTC()
}
