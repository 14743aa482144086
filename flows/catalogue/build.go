package catalogue

import (
	"regexp"
	"slices"
	"strings"

	"frontdesk/storage/desk"
)

var (
	refPattern = regexp.MustCompile(`^\d{1,3}\.\d{1,3}$`)
	idPattern  = regexp.MustCompile(`^[a-z][a-z-]{0,19}$`)
)

// build makes the catalogue of what the file says, noting whatever makes no sense.
func build(file fileYAML, lines itemLines, faults *Faults) *Catalogue {
	c := &Catalogue{urgencies: buildUrgencies(file.Urgencies, faults)}
	for i, y := range file.Services {
		s := buildService(y, at(lines.services, i), faults)
		if _, twice := c.Service(s.Ref); twice {
			faults.add(at(lines.services, i), "service %s stands twice", s.Key())
		}
		c.services = append(c.services, s)
	}
	if s, ok := c.Service(General); !ok || s.Kind != desk.Repair {
		faults.add(0, "repair %s is missing, whose promises hold for every repair", General.Ref)
	}
	for i, y := range file.Groups {
		g := buildGroup(c, y, at(lines.groups, i), faults)
		if _, twice := c.Group(g.ID); twice {
			faults.add(at(lines.groups, i), "group %q stands twice", g.ID)
		}
		c.groups = append(c.groups, g)
	}
	if len(c.groups) > Screenful {
		faults.add(at(lines.groups, Screenful), "more than %d groups do not fit a screen", Screenful)
	}
	checkReachable(c, lines, faults)
	return c
}

func at(lines []int, i int) int {
	if i < len(lines) {
		return lines[i]
	}
	return 0
}

func buildService(y serviceYAML, line int, faults *Faults) Service {
	s := Service{
		Ref:  desk.ServiceRef{Ref: y.Ref.value, Variant: y.Variant.value},
		Kind: desk.Kind(y.Kind.value), Desk: desk.Name(y.Desk.value), Icon: y.Icon.value,
		Names:     buildTexts("name", y.Name, nameColumns, line, faults),
		Buttons:   buildTexts("button", y.Button, buttonColumns, line, faults),
		Promises:  buildTargets(y.Targets, line, faults),
		Urgencies: buildUrgencyList(y.Urgencies, faults),
		Visits:    y.Visits,
	}
	if !refPattern.MatchString(s.Ref.Ref) {
		faults.add(or(y.Ref.line, line), "ref %q is not a table and a row, such as \"5.13\"", s.Ref.Ref)
	}
	if s.Kind != desk.Repair && s.Kind != desk.Emergency && s.Kind != desk.Request {
		faults.add(or(y.Kind.line, line), "kind %q is none of repair, request and emergency", s.Kind)
	}
	if !s.Desk.Valid() || s.Desk == desk.Supervisors || s.Desk == desk.Managers {
		faults.add(or(y.Desk.line, line), "desk %q is not one that does work", s.Desk)
	}
	s.InHours = buildHours(y.Hours, s.Promises, faults)
	if y.Price != nil {
		s.Prices = buildTexts("price", y.Price, nameColumns, line, faults)
	}
	checkIcon(y.Icon, line, faults)
	checkKind(s, line, faults)
	return s
}

// checkKind holds what a service permits against what its kind can have.
func checkKind(s Service, line int, faults *Faults) {
	switch {
	case s.Kind == desk.Emergency && s.InHours:
		faults.add(line, "an emergency keeps no hours")
	case s.Kind == desk.Emergency && (len(s.Urgencies) > 0 || s.Visits):
		faults.add(line, "an emergency has no urgencies and no visits")
	case s.Kind == desk.Request && (len(s.Urgencies) > 0 || s.Visits):
		faults.add(line, "a request has no urgencies and no visits")
	case s.Kind == desk.Repair && len(s.Urgencies) == 0:
		faults.add(line, "a repair needs at least one urgency")
	case s.Visits && !s.Permits(desk.Ordinary):
		faults.add(line, "visits are for ordinary repairs, which this service does not permit")
	}
}

// buildHours tells whether the promises count in the desk's hours, and has them do so.
func buildHours(y scalar, promises []desk.Promise, faults *Faults) bool {
	if y.value != "" && y.value != "always" && y.value != "desk" {
		faults.add(y.line, "hours %q are neither always nor desk", y.value)
	}
	if y.value != "desk" {
		return false
	}
	for i := range promises {
		if promises[i].SameDay || promises[i].Agreed {
			faults.add(y.line, "%s: only a span of time can count in a desk's hours", promises[i])
			continue
		}
		promises[i].InHours = true
	}
	return true
}

func buildGroup(c *Catalogue, y groupYAML, line int, faults *Faults) Group {
	g := Group{
		ID: y.ID.value, Icon: y.Icon.value,
		Buttons: buildTexts("button", y.Button, buttonColumns, line, faults),
	}
	if !idPattern.MatchString(g.ID) {
		faults.add(or(y.ID.line, line), "id %q is not a short word of small letters", g.ID)
	}
	checkIcon(y.Icon, line, faults)
	for _, t := range y.Services {
		s, ok := c.Find(t.value)
		switch {
		case !ok:
			faults.add(t.line, "there is no service %q", t.value)
		case s.Kind != desk.Repair:
			faults.add(t.line, "service %q is not a repair", t.value)
		case g.has(s.Ref):
			faults.add(t.line, "service %q stands twice in the group", t.value)
		default:
			g.Services = append(g.Services, s)
		}
	}
	if len(y.Services) == 0 || len(y.Services) > Screenful {
		faults.add(line, "a group has 1 to %d services, this one %d", Screenful, len(y.Services))
	}
	return g
}

// checkReachable finds repairs that stand in no group, so that nobody could choose them.
func checkReachable(c *Catalogue, lines itemLines, faults *Faults) {
	for i, s := range c.services {
		if s.Kind == desk.Repair && !slices.ContainsFunc(c.groups, func(g Group) bool { return g.has(s.Ref) }) {
			faults.add(at(lines.services, i), "repair %s stands in no group", s.Key())
		}
	}
}

func (g Group) has(ref desk.ServiceRef) bool {
	return slices.ContainsFunc(g.Services, func(s Service) bool { return s.Ref == ref })
}

// parseKey is the opposite of Service.Key.
func parseKey(key string) desk.ServiceRef {
	ref, variant, _ := strings.Cut(key, " ")
	return desk.ServiceRef{Ref: ref, Variant: variant}
}
