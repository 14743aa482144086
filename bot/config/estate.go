package config

import (
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // an image with nothing else in it knows the zones too

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

type estate struct {
	Name          words     `yaml:"name"`
	Zone          zone      `yaml:"zone"`
	Calendar      calendar  `yaml:"calendar"`
	Language      language  `yaml:"language"`
	OrdinaryUntil hour      `yaml:"ordinary-until"`
	Hours         hours     `yaml:"hours"`
	PinScreens    bool      `yaml:"pin-screens"`
	Numbers       []contact `yaml:"numbers"`
}

func (e estate) estate() *desk.Estate {
	made := &desk.Estate{
		ID: estateID, Name: e.Name, Zone: e.Zone.Location, Calendar: e.Calendar.base, Days: e.Calendar.days,
		OrdinaryUntil: time.Duration(e.OrdinaryUntil), Default: desk.Language(e.Language), PinScreens: e.PinScreens,
	}
	e.Hours.set(made)
	for _, n := range e.Numbers {
		made.Numbers = append(made.Numbers, desk.EmergencyNumber{Label: n.Label, Number: n.Number, Public: n.Public, For: n.For})
	}
	return made
}

// faults are what does not go together, although each part is in order.
func (e estate) faults(name string) Faults {
	office := e.estate()
	for day := range office.Office.Week {
		if office.Office.Always || office.Days.Week[day] && len(office.Office.Week[day]) > 0 {
			return nil
		}
	}
	line := max(e.Calendar.line, e.Hours.Office.line)
	return Faults{{File: name, Line: line, What: "the office opens on no day of the week that the calendar works: no promise of working days could be kept"}}
}

// words are a text in each language. One text alone stands for all.
type words map[desk.Language]string

// UnmarshalYAML implements yaml.Unmarshaler.
func (w *words) UnmarshalYAML(n *yaml.Node) error {
	made := words{}
	if n.Kind == yaml.ScalarNode {
		for _, l := range desk.Languages {
			made[l] = n.Value
		}
	} else if err := n.Decode((*map[desk.Language]string)(&made)); err != nil {
		return err
	}
	var wrong []error
	for l, text := range made {
		switch {
		case !l.Valid():
			wrong = append(wrong, fault(keyOf(n, string(l)), "%q is no language spoken here; there are %s", l, list(desk.Languages)))
		case strings.TrimSpace(text) == "":
			wrong = append(wrong, fault(keyOf(n, string(l)), "a text is empty"))
		}
	}
	if len(made) == 0 {
		wrong = append(wrong, fault(n, "a text is missing"))
	}
	*w = made
	return together(wrong)
}

// zone is a time zone by its name in the time zone database.
type zone struct{ *time.Location }

// UnmarshalYAML implements yaml.Unmarshaler. The names that mean wherever the machine stands are refused:
// promises must not change with it.
func (z *zone) UnmarshalYAML(n *yaml.Node) error {
	loaded, err := time.LoadLocation(n.Value)
	if err != nil || n.Value == "" || n.Value == "Local" {
		return fault(n, "%q is no time zone; want a name such as Asia/Hong_Kong", n.Value)
	}
	z.Location = loaded
	return nil
}

type language desk.Language

// UnmarshalYAML implements yaml.Unmarshaler.
func (l *language) UnmarshalYAML(n *yaml.Node) error {
	if *l = language(n.Value); !desk.Language(*l).Valid() {
		return fault(n, "%q is no language spoken here; there are %s", n.Value, list(desk.Languages))
	}
	return nil
}

// hour is a time of day, as the time since midnight.
type hour time.Duration

// UnmarshalYAML implements yaml.Unmarshaler.
func (h *hour) UnmarshalYAML(n *yaml.Node) error {
	at, err := time.Parse("15:04", n.Value)
	if err != nil {
		return fault(n, "%q is no time of day; want one such as \"18:00\", in quotes", n.Value)
	}
	*h = hour(at.Sub(at.Truncate(24 * time.Hour)))
	return nil
}

// contact is a number to call when life or property is at risk.
type contact struct {
	Number string `yaml:"number"`
	Public bool   `yaml:"public"`
	Label  words  `yaml:"label"`
	// For are the dangers in which it is the one to call, none for all.
	For dangers `yaml:"for"`
}

type dangers []desk.Danger

// UnmarshalYAML implements yaml.Unmarshaler.
func (d *dangers) UnmarshalYAML(n *yaml.Node) error {
	var names []desk.Danger
	if err := n.Decode(&names); err != nil {
		return err
	}
	var wrong []error
	for i, name := range names {
		if !name.Valid() {
			wrong = append(wrong, fault(n.Content[i], "%q is no danger; there are %s", name, list(desk.Dangers)))
		}
	}
	*d = names
	return together(wrong)
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (c *contact) UnmarshalYAML(n *yaml.Node) error {
	type plain contact // without this method
	var wrong []error
	for _, key := range keys(n) {
		if !slices.Contains([]string{"number", "public", "label", "for"}, key.Value) {
			wrong = append(wrong, fault(key, "%q is no known key", key.Value))
		}
	}
	if err := n.Decode((*plain)(c)); err != nil {
		return together(append(wrong, err))
	}
	if len(c.Label) == 0 {
		wrong = append(wrong, fault(n, "a number has no label"))
	}
	switch digits := strings.Map(digit, c.Number); {
	case digits == "":
		wrong = append(wrong, fault(keyOf(n, "number"), "a number is empty"))
	case strings.Trim(c.Number, "0123456789+-() ") != "":
		wrong = append(wrong, fault(keyOf(n, "number"), "%q is no telephone number", c.Number))
	}
	return together(wrong)
}

func digit(r rune) rune {
	if r < '0' || r > '9' {
		return -1
	}
	return r
}

func list[T ~string](names []T) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = string(name)
	}
	return strings.Join(quoted, ", ")
}
