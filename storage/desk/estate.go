package desk

import (
	"slices"
	"time"
)

// Estate is what the operator says of the estate: its name, its clock, whom to call.
type Estate struct {
	ID   EstateID
	Name map[Language]string
	Zone *time.Location
	// Numbers are shown on every first screen.
	Numbers []EmergencyNumber
	// Calendar names the public holidays that count here, Days are they; nil knows none.
	Calendar string
	Days     *Calendar
	// OrdinaryUntil is the hour of day after which an ordinary repair is no longer promised for the same day
	// (section 2.5: the same day, or the time agreed).
	OrdinaryUntil time.Duration
	// Office is when the office is open, Desks when those desks are that keep other hours.
	Office Hours
	Desks  map[Name]Hours
	// Escalation says who hears of promises that are not kept; nil is as it was before there was a choice.
	Escalation *Policies
	// Holds is how long tickets may be held for reasons of our own, by urgency; HoldBudgets where it says nothing.
	Holds map[Urgency]HoldBudget
	// PinScreens pins each person's screen in their private chat.
	PinScreens bool
	// Default is the language for somebody whose own is not spoken here.
	Default Language
}

// EmergencyNumber is a telephone number to call when life or property is at risk.
type EmergencyNumber struct {
	Label  map[Language]string
	Number string
	Public bool // of the police, the fire brigade or the ambulance, rather than the estate's own
	// For are the dangers for which it is the number to call, none where it is for all of them.
	For []Danger
}

// NumbersFor are the numbers to call in a danger: those that are for it first, then the public ones that are for all, then
// the estate's own. One that is for other dangers is left out where there is another public one, unless it is not known
// yet what the danger is.
func (e *Estate) NumbersFor(d Danger) []EmergencyNumber {
	unknown := d == "" || d == DangerHelp
	fits := slices.ContainsFunc(e.Numbers, func(n EmergencyNumber) bool { return n.Public && n.fits(d) })
	var first, public, own []EmergencyNumber
	for _, n := range e.Numbers {
		switch {
		case slices.Contains(n.For, d):
			first = append(first, n)
		case n.Public && (unknown || !fits || n.fits(d)):
			public = append(public, n)
		case !n.Public && (unknown || n.fits(d)):
			own = append(own, n)
		}
	}
	return slices.Concat(first, public, own)
}

func (n EmergencyNumber) fits(d Danger) bool { return len(n.For) == 0 || slices.Contains(n.For, d) }

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

// EndOfDay is 23:59 of the day of t in the estate, which is where "the same day" ends: a minute before the next
// day, so that it is the later of two where a zone puts its clocks back at midnight.
func (e *Estate) EndOfDay(t time.Time) time.Time {
	return e.Start(e.DayOf(t).Add(1)).Add(-time.Minute)
}

// StartOfDay is the first moment of the day of t in the estate: midnight, or where the clocks are put forward
// then, the moment at which they are.
func (e *Estate) StartOfDay(t time.Time) time.Time { return e.Start(e.DayOf(t)) }
