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
		said := t.value
		if !strings.Contains(said, "=") { // the clock goes without saying
			said = string(desk.ClockArrive) + "=" + said
		}
		target, ok := buildTarget(desk.Repair, said, t.line, faults)
		p := target.Promise
		if ok && (p.Clock != desk.ClockArrive || p.Agreed || p.From != desk.Opened) {
			faults.add(t.line, "urgency %s: want the time in which somebody arrives, not %s", u, target)
		}
		urgencies[u] = p
	}
	for _, u := range allUrgencies {
		if _, ok := y[string(u)]; !ok {
			faults.add(0, "urgency %s is missing", u)
		}
	}
	return urgencies
}

func buildUrgencyList(y []scalar, line int, faults *Faults) []desk.Urgency {
	var list []desk.Urgency
	for _, t := range y {
		u := desk.Urgency(t.value)
		switch line := or(t.line, line); {
		case !slices.Contains(allUrgencies, u):
			faults.add(line, "urgency %q is none of critical, urgent and ordinary", u)
		case slices.Contains(list, u):
			faults.add(line, "urgency %s stands twice", u)
		default:
			list = append(list, u)
		}
	}
	slices.SortFunc(list, func(a, b desk.Urgency) int {
		return slices.Index(allUrgencies, a) - slices.Index(allUrgencies, b)
	})
	return list
}
