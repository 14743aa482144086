package catalogue

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/storage/desk"
)

// Target is one of the things that a row of the tables promises.
type Target struct {
	// Promise is a time that runs on a clock, as a ticket has them.
	Promise desk.Promise
	// Rule is, in the notation of the tables, what no clock of a ticket runs: how often in a day, by which day of the
	// month, how long before a planned event. "" for a promise.
	Rule string
}

// String writes the target as the service tables do, which have the hours in a column of their own.
func (t Target) String() string {
	if t.Rule != "" {
		return t.Rule
	}
	t.Promise.InHours = false
	return t.Promise.String()
}

// The clocks that each kind of service can promise. Tickets of every kind can be promised to be taken.
var clocks = map[desk.Kind][]desk.Clock{
	desk.Repair:    {desk.ClockAccept, desk.ClockWorkOrder, desk.ClockTake, desk.ClockReply, desk.ClockArrive, desk.ClockFix, desk.ClockComplete},
	desk.Request:   {desk.ClockAccept, desk.ClockWorkOrder, desk.ClockTake, desk.ClockReply, desk.ClockArrive, desk.ClockApprove, desk.ClockComplete, desk.ClockContact},
	desk.Booking:   {desk.ClockAccept, desk.ClockWorkOrder, desk.ClockTake, desk.ClockReply, desk.ClockArrive, desk.ClockApprove, desk.ClockComplete},
	desk.Complaint: {desk.ClockAccept, desk.ClockWorkOrder, desk.ClockTake, desk.ClockReply, desk.ClockComplete, desk.ClockWritten},
	desk.Emergency: {desk.ClockAccept, desk.ClockWorkOrder, desk.ClockTake, desk.ClockReply, desk.ClockArrive, desk.ClockFix, desk.ClockComplete, desk.ClockContact},
	desk.Standard:  {desk.ClockReply, desk.ClockComplete},
}

// rules are the kinds of service of which each rule makes sense, and how it is written.
var rules = map[string]struct {
	kind    desk.Kind
	pattern *regexp.Regexp
	such    string
}{
	"always": {desk.Routine, regexp.MustCompile(`^always$`), "always"},
	"count": {desk.Routine, regexp.MustCompile(`^count>=[1-9]\d{0,3}(?: different tenants)? (?:a (?:day|month)(?: on each floor)?|` +
		`between (?:[01]\d|2[0-3]):[0-5]\d and (?:[01]\d|2[0-3]):[0-5]\d(?: except holidays)?)$`), "count>=2 a day"},
	"by":     {desk.Routine, regexp.MustCompile(`^by=day (?:[1-9]|1\d|2[0-8]) of each month$`), "by=day 9 of each month"},
	"before": {desk.Announcement, regexp.MustCompile(`^before=[1-9]\d{0,4}[smh] (?:notice|last call)$`), "before=24h notice"},
	"within": {desk.Announcement, regexp.MustCompile(`^within=[1-9]\d{0,4}[smh]@cut$`), "within=3m@cut"},
}

// longest is how long a time may be that is promised in hours: beyond that it is a slip of the pen.
const longest = desk.MaxDays * 24 * time.Hour

// clockOf is what a target begins with: the clock or the rule that it names.
func clockOf(target string) string {
	target = strings.TrimSpace(target)
	if i := strings.IndexAny(target, ">="); i >= 0 {
		return target[:i]
	}
	return target
}

// buildTargets reads what a service promises.
func buildTargets(kind desk.Kind, y targetsYAML, line int, faults *Faults) []Target {
	line = or(y.line, line)
	var targets []Target
	taken := false
	for _, part := range y.list {
		line := or(part.line, line)
		if part.gone {
			taken = true
			checkClock(part.clock, line, faults)
		}
		if part.gone || part.value == "" {
			continue
		}
		t, ok := buildTarget(kind, part.value, line, faults)
		if !ok {
			continue
		}
		if slices.ContainsFunc(targets, func(other Target) bool { return other == t || t.Rule == "" && other.Promise.Clock == t.Promise.Clock }) {
			faults.add(line, "%s is promised twice", clockOf(part.value))
		}
		targets = append(targets, t)
	}
	said := slices.ContainsFunc(y.list, func(t targetYAML) bool { return t.value != "" && !t.gone })
	if !said && !(taken && kind == desk.Repair) { // a repair still promises what every repair does
		faults.add(line, "no targets: nothing is promised")
	}
	return targets
}

// checkClock finds what cannot be taken away, because no row promises it.
func checkClock(name string, line int, faults *Faults) {
	if _, rule := rules[name]; !rule && !slices.Contains(order, desk.Clock(name)) {
		faults.add(line, "there is no clock %q", name)
	}
}

func buildTarget(kind desk.Kind, said string, line int, faults *Faults) (Target, bool) {
	if rule, ok := rules[clockOf(said)]; ok {
		switch {
		case !rule.pattern.MatchString(said):
			faults.add(line, "%q is not written such as %q", said, rule.such)
		case rule.kind != kind:
			faults.add(line, "%s: this makes sense for %s, not for %s", said, a(rule.kind), a(kind))
		}
		return Target{Rule: said}, true
	}
	p, err := desk.ParsePromise(said)
	if err != nil {
		faults.add(line, "%v", err)
		return Target{}, false
	}
	if p.InHours {
		faults.add(line, "%s: write hours: desk beside the targets, not in them", p)
	}
	checkPromise(kind, p, line, faults)
	return Target{Promise: p}, true
}

// order is how a ticket's promises are listed: as they fall due for most repairs.
var order = []desk.Clock{
	desk.ClockAccept, desk.ClockWorkOrder, desk.ClockTake, desk.ClockReply, desk.ClockArrive, desk.ClockApprove,
	desk.ClockFix, desk.ClockComplete, desk.ClockWritten, desk.ClockContact,
}

// checkPromise finds what can be written but not kept, or makes no sense for the kind.
func checkPromise(kind desk.Kind, p desk.Promise, line int, faults *Faults) {
	known, sensible := clocks[kind]
	if !sensible { // a kind that there is not has its own fault
		sensible = kind != desk.Routine && kind != desk.Announcement
	} else {
		sensible = slices.Contains(known, p.Clock)
	}
	span := p.Days == 0 && !p.SameDay && !p.Agreed
	switch {
	case !slices.Contains(order, p.Clock):
		faults.add(line, "%s: there is no clock %q", p, p.Clock)
	case !sensible:
		faults.add(line, "%s: this makes no sense for %s", p, a(kind))
	case span && p.Within == 0 && !begins(p.Clock) && kind != desk.Standard:
		faults.add(line, "%s: nobody can keep that", p)
	case p.Within > longest:
		faults.add(line, "%s: longer than a year", p)
	default:
		checkStart(p, line, faults)
	}
}

// checkStart finds clocks that cannot start where it is said.
func checkStart(p desk.Promise, line int, faults *Faults) {
	switch {
	case p.Agreed && p.Clock != desk.ClockArrive:
		faults.add(line, "%s: only an arrival can be agreed", p)
	case !slices.Contains(desk.Moments, p.From), p.From == desk.Cut:
		faults.add(line, "%s: no clock starts at %q", p, p.From)
	case p.From == desk.Arrived && (p.SameDay || p.Clock == desk.ClockArrive || p.Clock == desk.ClockReply || begins(p.Clock)):
		faults.add(line, "%s: this cannot start with the arrival", p)
	case begins(p.Clock) && p.From != desk.Opened:
		faults.add(line, "%s: this starts when it is opened", p)
	case p.Clock == desk.ClockArrive && p.From == desk.Appointment && !p.Agreed:
		faults.add(line, "%s: an agreed arrival is written arrive=appointment", p)
	}
}

// begins tells whether the clock is one of those with which every matter begins.
func begins(c desk.Clock) bool {
	return c == desk.ClockAccept || c == desk.ClockWorkOrder || c == desk.ClockTake
}

// promised are those targets that a ticket of the service runs.
func promised(s Service) []desk.Promise {
	if !s.Kind.Ticketed() {
		return nil
	}
	var promises []desk.Promise
	for _, t := range s.Targets {
		if t.Rule == "" {
			promises = append(promises, t.Promise)
		}
	}
	return promises
}
