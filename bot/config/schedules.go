package config

import (
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"frontdesk/flows"
	"frontdesk/scheduler"
)

// apart is how far the firings of a periodic job must lie apart.
const apart = 5 * time.Minute

// schedules are when periodic jobs run, as cron expressions by the jobs' names.
type schedules map[string]string

// UnmarshalYAML implements yaml.Unmarshaler.
func (s *schedules) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fault(n, "%q is not what belongs here; want jobs with when they run, such as {morning: \"0 8 * * *\"}", n.Value)
	}
	made := schedules{}
	var wrong []error
	for i, key := range keys(n) {
		value := n.Content[2*i+1]
		_, known := flows.Jobs()[key.Value]
		_, twice := made[key.Value]
		switch {
		case !known:
			wrong = append(wrong, fault(key, "%q is no periodic job; there are %s", key.Value, list(slices.Sorted(maps.Keys(flows.Jobs())))))
			continue
		case twice:
			wrong = append(wrong, fault(key, "%q stands here a second time", key.Value))
		case value.Kind != yaml.ScalarNode:
			wrong = append(wrong, fault(value, "when %s runs is not said; want five fields in quotes, such as \"0 8 * * *\"", key.Value))
			continue
		}
		if strings.HasPrefix(strings.TrimSpace(value.Value), "@every") { // it would begin anew whenever the desk does
			wrong = append(wrong, fault(value, "%q has no time of day; want five fields, such as \"0 8 * * *\"", value.Value))
			continue
		}
		// In which zone makes no difference to whether it can be meant.
		if _, err := scheduler.ParseApart(value.Value, time.UTC, apart); err != nil {
			wrong = append(wrong, fault(value, "%v", err))
		}
		made[key.Value] = value.Value
	}
	*s = made
	return together(wrong)
}
