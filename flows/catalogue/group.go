package catalogue

import (
	"slices"

	"frontdesk/storage/desk"
)

// Screenful is how many buttons a phone shows at once, two a row, without scrolling.
const Screenful = 8

// Group is services that somebody looking for one would expect side by side.
type Group struct {
	// ID is the group's name in buttons and in stored answers. No group of requests has that of a group of repairs.
	ID      string
	Icon    string
	Buttons map[desk.Language]string
	// Services stand in the order of display, Screenful of them at most. A service may stand in several groups.
	Services []Service
}

// Groups are the groups of repairs, in the order of display, Screenful of them at most.
func (c *Catalogue) Groups() []Group { return slices.Clone(c.groups) }

// RequestGroups are the groups of requests, in the order of display, Screenful of them at most.
func (c *Catalogue) RequestGroups() []Group { return slices.Clone(c.requests) }

// Group is the group of repairs with that ID.
func (c *Catalogue) Group(id string) (Group, bool) { return groupOf(c.groups, id) }

// RequestGroup is the group of requests with that ID.
func (c *Catalogue) RequestGroup(id string) (Group, bool) { return groupOf(c.requests, id) }

func groupOf(groups []Group, id string) (Group, bool) {
	for _, g := range groups {
		if g.ID == id {
			return g, true
		}
	}
	return Group{}, false
}

// ButtonIn is the label of the group's button in l, with its icon.
func (g Group) ButtonIn(l desk.Language) string { return g.Icon + " " + in(g.Buttons, l) }

func (g Group) has(ref desk.ServiceRef) bool {
	return slices.ContainsFunc(g.Services, func(s Service) bool { return s.Ref == ref })
}

func buildGroups(c *Catalogue, y []groupYAML, lines []int, kind desk.Kind, faults *Faults) []Group {
	var groups []Group
	for i, one := range y {
		g := buildGroup(c, one, at(lines, i), kind, faults)
		_, repairs := c.Group(g.ID)
		if _, twice := groupOf(groups, g.ID); twice || repairs {
			faults.add(at(lines, i), "group %q stands twice", g.ID)
		}
		if len(g.Services) > 0 || len(one.Services) == 0 { // all of them may be withdrawn
			groups = append(groups, g)
		}
	}
	if len(y) > Screenful {
		faults.add(at(lines, Screenful), "more than %d groups do not fit a screen", Screenful)
	}
	return groups
}

func buildGroup(c *Catalogue, y groupYAML, line int, kind desk.Kind, faults *Faults) Group {
	g := Group{
		ID: y.ID.value, Icon: y.Icon.value,
		Buttons: buildTexts("button", y.Button, buttonColumns, line, faults),
	}
	if !idPattern.MatchString(g.ID) {
		faults.add(or(y.ID.line, line), "id %q is not a short word of small letters", g.ID)
	}
	checkIcon(y.Icon, line, faults)
	for _, t := range y.Services {
		s, ok := c.standsFor(t.value)
		switch line := or(t.line, line); {
		case !ok:
			faults.add(line, "there is no service %q", t.value)
		case s.Kind != kind:
			faults.add(line, "service %q is not a %s", t.value, kind)
		case s.Opens != ByTenant:
			faults.add(line, "service %q is not for tenants to open", t.value)
		case g.has(s.Ref):
			faults.add(line, "service %q stands twice in the group", t.value)
		case !s.Withdrawn:
			g.Services = append(g.Services, s)
		}
	}
	if len(y.Services) == 0 || len(g.Services) > Screenful {
		faults.add(line, "a group has 1 to %d services, this one %d", Screenful, len(g.Services))
	}
	return g
}

// standsFor is the service that a group names: by its key, or, where staff tell a row's cases apart, by the row, for
// which the first case that is offered stands.
func (c *Catalogue) standsFor(key string) (Service, bool) {
	ref := parseKey(key)
	if s, ok := c.Service(ref); ok {
		return s, true
	}
	row := slices.DeleteFunc(slices.Clone(c.services), func(s Service) bool {
		return ref.Variant != "" || s.Ref.Ref != ref.Ref || !s.VariantBy.later() || s.Opens != ByTenant
	})
	if len(row) == 0 {
		return Service{}, false
	}
	if i := slices.IndexFunc(row, func(s Service) bool { return !s.Withdrawn }); i >= 0 {
		return row[i], true
	}
	return row[0], true
}

// checkReachable finds what a tenant may open and nobody could choose, because it stands in no group. Of a row whose
// cases staff tell apart one is enough.
func checkReachable(c *Catalogue, s Service, line int, faults *Faults) {
	groups := c.groups
	switch {
	case s.Withdrawn || s.Opens != ByTenant:
		return
	case s.Kind == desk.Request:
		groups = c.requests
	case s.Kind != desk.Repair:
		return
	}
	stands := func(other Service) bool {
		return other.Ref == s.Ref || s.VariantBy.later() && other.Ref.Ref == s.Ref.Ref
	}
	if !slices.ContainsFunc(groups, func(g Group) bool { return slices.ContainsFunc(g.Services, stands) }) {
		faults.add(line, "%s %s stands in no group", s.Kind, s.Key())
	}
}
