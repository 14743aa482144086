// Package catalogue owns the services that the desk offers: what they are called, which desk does them, what is
// promised for each, and the rule that makes of a service and an urgency the promises of a ticket. It must never
// know how a ticket stands: a ticket keeps the promises it was opened with, whatever becomes of the catalogue.
package catalogue

import (
	"bytes"
	_ "embed"
	"slices"
	"sync"

	"frontdesk/storage/desk"
)

// General is the repair for whatever is not listed. Its promises hold for every repair (table 4, row 4).
var General = desk.ServiceRef{Ref: "4.4"}

// Assistance is the emergency that one button raises (table 3, row 13).
var Assistance = desk.ServiceRef{Ref: "3.13"}

// Visitors is the request by which the lobby hears who is coming (table 3, row 3).
var Visitors = desk.ServiceRef{Ref: "3.3"}

// Screenful is how many buttons a phone shows at once, two a row, without scrolling.
const Screenful = 8

// Catalogue is the services, as one file lists them. It does not change once it is loaded.
type Catalogue struct {
	services  []Service
	groups    []Group
	urgencies map[desk.Urgency]desk.Promise
}

// Service is one line of the catalogue. Its maps and lists are shared and must not be changed.
type Service struct {
	Ref  desk.ServiceRef
	Kind desk.Kind
	Desk desk.Name
	// Icon is the emoji before the service's name.
	Icon string
	// Names are the full names, Buttons the short ones that fit half a phone's width.
	Names, Buttons map[desk.Language]string
	// Promises are the service's own, as its row has them; Catalogue.Promises gives a ticket's.
	Promises []desk.Promise
	// Urgencies are those that may be asked for, the most urgent first. Emergencies have none.
	Urgencies []desk.Urgency
	// InHours tells that the promises count while the desk is open.
	InHours bool
	// Visits tells whether a time may be agreed for an ordinary one.
	Visits bool
	// Prices are the posted prices in words; none where the operator has posted none.
	Prices map[desk.Language]string
}

// Group is services that somebody looking for one would expect side by side.
type Group struct {
	// ID is the group's name in buttons and in stored answers.
	ID      string
	Icon    string
	Buttons map[desk.Language]string
	// Services stand in the order of display, Screenful of them at most. A service may stand in several groups.
	Services []Service
}

//go:embed services.yaml
var builtIn []byte

var builtInOnce = sync.OnceValue(func() *Catalogue {
	c, err := Load(bytes.NewReader(builtIn), "services.yaml")
	if err != nil {
		panic(err) // the file is part of the program, and a test loads it
	}
	return c
})

// Default is the catalogue that is built into the program.
func Default() *Catalogue { return builtInOnce() }

// Service is the service with that reference.
func (c *Catalogue) Service(ref desk.ServiceRef) (Service, bool) {
	for _, s := range c.services {
		if s.Ref == ref {
			return s, true
		}
	}
	return Service{}, false
}

// Find is the service that a button or a stored answer names by its key.
func (c *Catalogue) Find(key string) (Service, bool) { return c.Service(parseKey(key)) }

// Repairs are the repairs that a tenant can open, in the order of display.
func (c *Catalogue) Repairs() []Service {
	var repairs []Service
	for _, s := range c.services {
		if s.Kind == desk.Repair {
			repairs = append(repairs, s)
		}
	}
	return repairs
}

// Requests are what a tenant can ask for beside repairs, in the order of display.
func (c *Catalogue) Requests() []Service {
	var requests []Service
	for _, s := range c.services {
		if s.Kind == desk.Request {
			requests = append(requests, s)
		}
	}
	return requests
}

// Groups are the groups of repairs, in the order of display, Screenful of them at most.
func (c *Catalogue) Groups() []Group { return slices.Clone(c.groups) }

// Group is the group with that ID.
func (c *Catalogue) Group(id string) (Group, bool) {
	for _, g := range c.groups {
		if g.ID == id {
			return g, true
		}
	}
	return Group{}, false
}

// Key is the service's reference in one word for buttons and stored answers: 5.13, or 5.11 and its variant.
func (s Service) Key() string {
	if s.Ref.Variant == "" {
		return s.Ref.Ref
	}
	return s.Ref.Ref + " " + s.Ref.Variant
}

// NameIn is the full name in l, without the icon.
func (s Service) NameIn(l desk.Language) string { return in(s.Names, l) }

// PriceIn is the posted price in l, "" where none is posted.
func (s Service) PriceIn(l desk.Language) string { return in(s.Prices, l) }

// ButtonIn is the label of the service's button in l, with its icon.
func (s Service) ButtonIn(l desk.Language) string { return s.Icon + " " + in(s.Buttons, l) }

// Permits reports whether the urgency may be asked for.
func (s Service) Permits(u desk.Urgency) bool { return slices.Contains(s.Urgencies, u) }

// ButtonIn is the label of the group's button in l, with its icon.
func (g Group) ButtonIn(l desk.Language) string { return g.Icon + " " + in(g.Buttons, l) }

// in is the text in l, or in English for a language that nobody has chosen yet.
func in(texts map[desk.Language]string, l desk.Language) string {
	if t, ok := texts[l]; ok {
		return t
	}
	return texts[desk.English]
}
