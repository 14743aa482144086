package config

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

// The most that tickets can be held for reasons of our own.
const (
	longestHold = 31 * 24 * time.Hour
	mostHeld    = 31 // working days
)

// holds are how long tickets may be held for reasons of our own, by urgency.
type holds map[desk.Urgency]desk.HoldBudget

// urgencies are all of them, the most urgent first.
var urgencies = []desk.Urgency{desk.Critical, desk.Urgent, desk.Ordinary}

// UnmarshalYAML implements yaml.Unmarshaler.
func (h *holds) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fault(n, "%q is not what belongs here; want urgencies with how long each may be held, such as {urgent: 2h, ordinary: 3wd}", n.Value)
	}
	made := holds{}
	var wrong []error
	for i, key := range keys(n) {
		value, u := n.Content[2*i+1], desk.Urgency(key.Value)
		_, twice := made[u]
		budget, ok := budgetOf(value)
		switch {
		case !slices.Contains(urgencies, u):
			wrong = append(wrong, fault(key, "%q is no urgency; there are %s", key.Value, list(urgencies)))
		case twice:
			wrong = append(wrong, fault(key, "%q stands here a second time", key.Value))
		case !ok:
			wrong = append(wrong, fault(value, "%q is not how long something is held; want up to 31 days, such as 15m, 2h or, in working days, 3wd; 0 for not at all", value.Value))
		}
		made[u] = budget
	}
	for u, b := range *h { // what the file leaves out stays as it is
		if _, said := made[u]; !said {
			made[u] = b
		}
	}
	*h = made
	return together(wrong)
}

// budgetOf reads a span of whole minutes, or working days.
func budgetOf(n *yaml.Node) (b desk.HoldBudget, ok bool) {
	if days, is := strings.CutSuffix(n.Value, "wd"); is {
		count, err := strconv.Atoi(days)
		return desk.HoldBudget{Within: time.Duration(count) * 24 * time.Hour, Workdays: true}, err == nil && count > 0 && count <= mostHeld
	}
	span, err := time.ParseDuration(n.Value)
	ok = err == nil && span >= 0 && span <= longestHold && span%time.Minute == 0
	return desk.HoldBudget{Within: span}, ok
}
