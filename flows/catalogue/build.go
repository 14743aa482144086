package catalogue

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"frontdesk/storage/desk"
)

var (
	refPattern     = regexp.MustCompile(`^\d{1,3}\.\d{1,3}$`)
	variantPattern = regexp.MustCompile(`^[a-z0-9][a-z0-9 ',-]{0,59}$`)
	idPattern      = regexp.MustCompile(`^[a-z][a-z-]{0,19}$`)
)

// placed is a service with where it stands, for what can be told only once all of them are there.
type placed struct {
	service Service
	line    int
	faults  *Faults
}

// build makes the catalogue of what the files say, noting whatever makes no sense.
func build(files []*source) *Catalogue {
	first := files[0]
	all := gathered(files)
	for _, f := range files {
		if len(f.file.Groups) > 0 || len(f.file.Urgencies) > 0 {
			first = f
		}
	}
	c := &Catalogue{urgencies: buildUrgencies(first.file.Urgencies, first.faults), tables: map[string]map[desk.Language]string{}, synonyms: map[desk.ServiceRef]map[desk.Language][]string{}}
	for table, y := range all.Tables {
		c.tables[table] = buildTexts("table "+table, y, nameColumns, 0, first.faults)
	}
	fields := map[string]Field{}
	for _, f := range files {
		maps.Copy(fields, buildFields(f.file.Fields, f.lines.fields, f.faults))
	}
	c.fields = fields
	list := buildServices(c, files, fields)
	if s, ok := c.Service(General); !ok || s.Kind != desk.Repair || s.Withdrawn {
		first.faults.add(0, "repair %s is missing, whose promises hold for every repair", General.Ref)
	}
	c.groups = buildGroups(c, first.file.Groups, first.lines.groups, desk.Repair, first.faults)
	c.requests = buildGroups(c, first.file.Requests, first.lines.requests, desk.Request, first.faults)
	for _, f := range files {
		buildSynonyms(c, f)
	}
	for _, p := range list {
		checkReachable(c, p.service, p.line, p.faults)
	}
	return c
}

// buildServices puts the files' services into the catalogue, in the order of the tables.
func buildServices(c *Catalogue, files []*source, fields map[string]Field) []placed {
	var list []placed
	for _, f := range files {
		for i, y := range f.file.Services {
			line := at(f.lines.services, i)
			s := buildService(y, fields, line, f.faults)
			if _, twice := c.Service(s.Ref); twice {
				f.faults.add(line, "service %s stands twice", s.Key())
			}
			checkRow(c, s, line, f.faults)
			c.services = append(c.services, s)
			list = append(list, placed{s, line, f.faults})
		}
	}
	slices.SortStableFunc(c.services, func(a, b Service) int { return compareRefs(a.Ref.Ref, b.Ref.Ref) })
	return list
}

// checkRow holds a service against the cases of its row that stand before it.
func checkRow(c *Catalogue, s Service, line int, faults *Faults) {
	for _, other := range c.services {
		if other.Ref.Ref == s.Ref.Ref && other.Ref != s.Ref && other.VariantBy != s.VariantBy {
			faults.add(line, "%s is told apart by %q, and %s by %q", s.Key(), s.VariantBy, other.Key(), other.VariantBy)
			return
		}
	}
}

// compareRefs orders rows by their tables.
func compareRefs(a, b string) int {
	number := func(s string) int {
		n, err := strconv.Atoi(s)
		if err != nil { // faulted where the ref is checked
			return 0
		}
		return n
	}
	aTable, aRow, _ := strings.Cut(a, ".")
	bTable, bRow, _ := strings.Cut(b, ".")
	return cmp.Or(cmp.Compare(number(aTable), number(bTable)), cmp.Compare(number(aRow), number(bRow)))
}

func at(lines []int, i int) int {
	if i < len(lines) {
		return lines[i]
	}
	return 0
}

func buildService(y serviceYAML, fields map[string]Field, line int, faults *Faults) Service {
	s := Service{
		Ref:  desk.ServiceRef{Ref: y.Ref.value, Variant: y.Variant.value},
		Kind: desk.Kind(y.Kind.value), Opens: Opens(cmp.Or(y.Opens.value, string(ByTenant))),
		Desk: desk.Name(y.Desk.value), Icon: y.Icon.value, VariantBy: VariantBy(y.VariantBy.value),
		Names:     buildTexts("name", y.Name, nameColumns, line, faults),
		Buttons:   buildTexts("button", y.Button, buttonColumns, line, faults),
		Urgencies: buildUrgencyList(y.Urgencies, line, faults),
		Visits:    y.Visits.value, Proof: y.Proof.value, Withdrawn: y.withdrawn,
	}
	if !refPattern.MatchString(s.Ref.Ref) {
		faults.add(or(y.Ref.line, line), "ref %q is not a table and a row, such as \"5.13\"", s.Ref.Ref)
	}
	if !slices.Contains(slices.Collect(maps.Keys(openers)), s.Kind) {
		faults.add(or(y.Kind.line, line), "kind %q is none of repair, request, booking, complaint, emergency, standard, duty and announcement", s.Kind)
	} else if !slices.Contains(openers[s.Kind], s.Opens) {
		faults.add(or(y.Opens.line, line), "%s is not opened by %q", a(s.Kind), s.Opens)
	}
	if !s.Desk.Valid() || s.Desk == desk.Supervisors || s.Desk == desk.Managers {
		faults.add(or(y.Desk.line, line), "desk %q is not one that does work", s.Desk)
	}
	buildVariant(&s, y, line, faults)
	s.Targets = buildTargets(s.Kind, y.Targets, line, faults)
	s.InHours = buildHours(y.Hours, s.Targets, line, faults)
	s.Promises = promised(s)
	s.Fields = asked(s, y.Fields, fields, line, faults)
	s.Steps = buildSteps(y.Steps, line, faults)
	if y.Price != nil {
		s.Prices = buildTexts("price", y.Price, nameColumns, line, faults)
	}
	checkIcon(y.Icon, line, faults)
	checkKind(s, line, faults)
	return s
}

// openers are who can begin a service of each kind.
var openers = map[desk.Kind][]Opens{
	desk.Repair: {ByTenant, ByStaff}, desk.Request: {ByTenant, ByStaff}, desk.Booking: {ByTenant, ByStaff},
	desk.Complaint: {ByTenant, ByStaff}, desk.Emergency: {ByTenant, ByStaff},
	desk.Standard: {ByMessage, ByStaff}, desk.Routine: {ByCalendar}, desk.Announcement: {ByStaff},
}

// buildVariant reads what tells the service from the other cases of its row.
func buildVariant(s *Service, y serviceYAML, line int, faults *Faults) {
	line = or(y.Variant.line, line)
	if s.Ref.Variant == "" {
		if s.VariantBy != "" || y.Label != nil {
			faults.add(line, "variant-by and label are for a row that has variants")
		}
		return
	}
	if !variantPattern.MatchString(s.Ref.Variant) {
		faults.add(line, "variant %q is not a few words in small letters a to z", s.Ref.Variant)
	}
	if by := []VariantBy{TenantTells, StaffTell, StaffFind, EachItsOwn}; !slices.Contains(by, s.VariantBy) {
		faults.add(or(y.VariantBy.line, line), "variant-by %q is none of: tenant; staff; staff, when found; each of its own", s.VariantBy)
	}
	s.Labels = buildTexts("label", y.Label, buttonColumns, line, faults)
}

// checkKind holds what a service permits against what its kind can have.
func checkKind(s Service, line int, faults *Faults) {
	urgent := len(s.Urgencies) > 0
	switch s.Kind {
	case desk.Repair:
		if !urgent {
			faults.add(line, "a repair needs at least one urgency")
		} else if s.Visits && !s.Permits(desk.Ordinary) {
			faults.add(line, "visits are for ordinary repairs, which this service does not permit")
		}
	case desk.Booking:
		if urgent {
			faults.add(line, "a booking has no urgencies")
		}
	default:
		if urgent || s.Visits {
			faults.add(line, "%s has no urgencies and no visits", a(s.Kind))
		}
	}
	if s.Kind == desk.Emergency && s.InHours {
		faults.add(line, "an emergency keeps no hours")
	}
	if !s.Visits && slices.ContainsFunc(s.Promises, agreed) {
		faults.add(line, "a promise starts at an appointment, and the service takes no visits")
	}
}

// agreed tells whether the promise goes by a time that is agreed.
func agreed(p desk.Promise) bool { return p.From == desk.Appointment }

// a puts the article before a kind.
func a(k desk.Kind) string {
	if k == desk.Emergency || k == desk.Announcement {
		return "an " + string(k)
	}
	return "a " + string(k)
}

// buildHours tells whether the promises count in the desk's hours, and has them do so. Working days are a matter of
// the calendar.
func buildHours(y scalar, targets []Target, line int, faults *Faults) bool {
	line = or(y.line, line)
	if y.value != "" && y.value != "always" && y.value != "desk" {
		faults.add(line, "hours %q are neither always nor desk", y.value)
	}
	if y.value != "desk" {
		return false
	}
	for i := range targets {
		switch p := &targets[i].Promise; {
		case targets[i].Rule != "", p.SameDay, p.Agreed:
			faults.add(line, "%s: only a span of time can count in a desk's hours", targets[i])
		case p.Days == 0:
			p.InHours = true
		}
	}
	return true
}
