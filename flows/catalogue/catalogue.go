// Package catalogue owns the services that the desk offers: what they are called, which desk does them, what is
// promised for each, what their forms ask, and the rule that makes of a service and an urgency the promises of a
// ticket. The operator's file may change any of it. It must never know how a ticket stands: a ticket keeps the
// promises it was opened with, whatever becomes of the catalogue.
package catalogue

import (
	"slices"

	"frontdesk/storage/desk"
)

// General is the repair for whatever is not listed. Its promises hold for every repair (table 4, row 4).
var General = desk.ServiceRef{Ref: "4.4"}

// Assistance is the emergency that one button raises (table 3, row 13).
var Assistance = desk.ServiceRef{Ref: "3.13"}

// Visitors is the request by which the lobby hears who is coming (table 3, row 3).
var Visitors = desk.ServiceRef{Ref: "3.3"}

// Catalogue is the services, as files list them. It does not change once it is loaded.
type Catalogue struct {
	services  []Service // in the order of the tables
	groups    []Group
	requests  []Group
	urgencies map[desk.Urgency]desk.Promise
	tables    map[string]map[desk.Language]string
	fields    map[string]Field
	synonyms  map[desk.ServiceRef]map[desk.Language][]string
	// source is what it was made of, for an operator's file to change.
	source fileYAML
}

// Service is the service with that reference, also where it was withdrawn: tickets keep its name.
func (c *Catalogue) Service(ref desk.ServiceRef) (Service, bool) {
	for _, s := range c.services {
		if s.Ref == ref {
			return s, true
		}
	}
	return Service{}, false
}

// Field is what a form can ask under that name, and whether there is such a field: what was answered can be read where
// the service that asked it asks it no longer.
func (c *Catalogue) Field(name string) (Field, bool) {
	f, ok := c.fields[name]
	return f, ok
}

// Find is the service that a button or a stored answer names by its key, while it is offered.
func (c *Catalogue) Find(key string) (Service, bool) {
	s, ok := c.Service(parseKey(key))
	return s, ok && !s.Withdrawn
}

// Services are all services that are offered, in the order of the tables, whoever opens them.
func (c *Catalogue) Services() []Service {
	return slices.DeleteFunc(slices.Clone(c.services), func(s Service) bool { return s.Withdrawn })
}

// Variants are the cases of a table's row that are offered, in the order of the tables: one without a variant for
// most rows, none for a row that is not offered.
func (c *Catalogue) Variants(ref string) []Service {
	return slices.DeleteFunc(c.Services(), func(s Service) bool { return s.Ref.Ref != ref })
}

// Cases are the cases of a table's row that a ticket of the named one can turn out to be, because staff tell them apart:
// all of them where nobody knows beforehand, and otherwise those that go by its name. There is none where nothing is to
// be told.
func (c *Catalogue) Cases(ref desk.ServiceRef) []Service {
	s, known := c.Service(ref)
	if !known || !s.VariantBy.later() {
		return nil
	}
	return slices.DeleteFunc(c.Variants(ref.Ref), func(other Service) bool {
		return s.VariantBy == StaffTell && in(other.Names, desk.English) != in(s.Names, desk.English)
	})
}

// Repairs are the repairs that a tenant can choose, in the order of the tables.
func (c *Catalogue) Repairs() []Service { return c.chosenIn(c.groups) }

// Requests are what a tenant can ask for beside repairs, in the order of the tables.
func (c *Catalogue) Requests() []Service { return c.chosenIn(c.requests) }

func (c *Catalogue) chosenIn(groups []Group) []Service {
	return slices.DeleteFunc(c.Services(), func(s Service) bool {
		return !slices.ContainsFunc(groups, func(g Group) bool { return g.has(s.Ref) })
	})
}
