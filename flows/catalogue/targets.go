package catalogue

import (
	"slices"
	"strings"

	"frontdesk/storage/desk"
)

// allUrgencies stand with the most urgent first, as services list them.
var allUrgencies = []desk.Urgency{desk.Critical, desk.Urgent, desk.Ordinary}

func buildUrgencies(y map[string]scalar, faults *Faults) map[desk.Urgency]desk.Promise {
	urgencies := map[desk.Urgency]desk.Promise{}
	for name, t := range y {
		u := desk.Urgency(name)
		if !slices.Contains(allUrgencies, u) {
			faults.add(t.line, "urgency %q is none of critical, urgent and ordinary", name)
			continue
		}
		for _, p := range buildTargets(t, t.line, faults) {
			if p.Clock != desk.ClockArrive || p.Agreed {
				faults.add(t.line, "urgency %s: want the time in which somebody arrives, not %s", u, p)
			}
			urgencies[u] = p
		}
	}
	for _, u := range allUrgencies {
		if _, ok := y[string(u)]; !ok {
			faults.add(0, "urgency %s is missing", u)
		}
	}
	return urgencies
}

func buildUrgencyList(y []scalar, faults *Faults) []desk.Urgency {
	var list []desk.Urgency
	for _, t := range y {
		u := desk.Urgency(t.value)
		switch {
		case !slices.Contains(allUrgencies, u):
			faults.add(t.line, "urgency %q is none of critical, urgent and ordinary", u)
		case slices.Contains(list, u):
			faults.add(t.line, "urgency %s stands twice", u)
		default:
			list = append(list, u)
		}
	}
	slices.SortFunc(list, func(a, b desk.Urgency) int {
		return slices.Index(allUrgencies, a) - slices.Index(allUrgencies, b)
	})
	return list
}

// buildTargets reads promises in the notation of the service tables, with semicolons between them.
func buildTargets(t scalar, line int, faults *Faults) []desk.Promise {
	line = or(t.line, line)
	if t.value == "" {
		faults.add(line, "no targets: nothing is promised")
		return nil
	}
	var promises []desk.Promise
	for part := range strings.SplitSeq(t.value, ";") {
		p, err := desk.ParsePromise(part)
		if err != nil {
			faults.add(line, "%v", err)
			continue
		}
		checkPromise(p, line, faults)
		if slices.ContainsFunc(promises, func(q desk.Promise) bool { return q.Clock == p.Clock }) {
			faults.add(line, "%s is promised twice", p.Clock)
		}
		promises = append(promises, p)
	}
	return promises
}

// checkPromise finds what can be written but not kept.
func checkPromise(p desk.Promise, line int, faults *Faults) {
	ends := p.Clock == desk.ClockFix || p.Clock == desk.ClockComplete
	switch {
	case !slices.Contains(order, p.Clock):
		faults.add(line, "%s: there is no clock %q", p, p.Clock)
	case p.Agreed && p.Clock != desk.ClockArrive:
		faults.add(line, "%s: only an arrival can be agreed", p)
	case !p.Agreed && p.From != desk.Opened && p.From != desk.Arrived:
		faults.add(line, "%s: no clock starts at %q", p, p.From)
	case p.From == desk.Arrived && (p.SameDay || !ends):
		faults.add(line, "%s: this cannot start with the arrival", p)
	}
}
