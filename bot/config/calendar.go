package config

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"

	"frontdesk/flows/calendars"
	"frontdesk/storage/desk"
)

// calendar says which days are worked: one that is built in, or one of the operator's on top of it.
type calendar struct {
	base  string
	days  *desk.Calendar
	files []holidayFile // whose days are still to be read
	line  int           // where it stands
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (c *calendar) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return c.begin(n, n.Value)
	}
	if n.Kind != yaml.MappingNode {
		return fault(n, "a calendar is a name, or a base with years of its own")
	}
	if err := c.begin(valueOf(n, "base"), calendars.None); err != nil {
		return err
	}
	c.line = n.Line
	var wrong []error
	if worked := valueOf(n, "working"); worked != nil { // which the years are looked at by
		wrong = append(wrong, c.work(worked))
	}
	for i, key := range keys(n) {
		value := n.Content[2*i+1]
		switch key.Value {
		case "base", "working":
		case "half-day-ends":
			var ends hour
			wrong = append(wrong, value.Decode(&ends))
			if c.days.HalfDayEnds = time.Duration(ends); ends == 0 {
				wrong = append(wrong, fault(value, "a half day ends before it begins"))
			}
		case "years":
			wrong = append(wrong, c.add(value))
		default:
			wrong = append(wrong, fault(key, "%q is no known key", key.Value))
		}
	}
	return together(wrong)
}

// begin is the calendar that is built in, to be changed. Where n is nil it is the one of the name.
func (c *calendar) begin(n *yaml.Node, name string) error {
	if n != nil {
		name = n.Value
	}
	if !slices.Contains(calendars.Names, name) {
		return fault(n, "%q is no known calendar; there are %s", name, list(calendars.Names))
	}
	built, err := calendars.Named(name)
	if err != nil {
		return err
	}
	own := *built
	own.Days, own.Years = maps.Clone(built.Days), maps.Clone(built.Years)
	*c = calendar{base: name, days: &own}
	if n != nil {
		c.line = n.Line
	}
	return nil
}

// work reads the days of the week that are worked.
func (c *calendar) work(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return fault(n, "the days of the week that are worked are not said; want some such as mon-fri")
	}
	worked, err := weekdays(n)
	if err != nil {
		return err
	}
	c.days.Week = [7]bool{}
	for _, d := range worked {
		c.days.Week[d] = true
	}
	return nil
}

// add reads the years that the operator knows. What is said of a day there replaces what the base says of it.
func (c *calendar) add(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fault(n, "%q is not what belongs here; want years, such as {2027: holidays-2027.csv}", n.Value)
	}
	if c.days.Years == nil {
		c.days.Years = map[int]bool{}
	}
	if c.days.Days == nil {
		c.days.Days = map[desk.Day]desk.SpecialDay{}
	}
	var wrong []error
	for i, key := range keys(n) {
		number, err := strconv.Atoi(key.Value)
		if err != nil || number < 1900 || number > 2200 {
			wrong = append(wrong, fault(key, "%q is no year", key.Value))
			continue
		}
		value := n.Content[2*i+1]
		c.days.Years[number] = true
		if value.Kind == yaml.ScalarNode {
			c.files = append(c.files, holidayFile{name: value.Value, year: number, line: value.Line})
			continue
		}
		y := yearOf{number: number, days: map[desk.Day]desk.SpecialDay{}}
		wrong = append(wrong, y.read(value))
		maps.Copy(c.days.Days, y.days)
		if !c.worksIn(number) {
			wrong = append(wrong, fault(key, "no day of %d is worked", number))
		}
	}
	return together(wrong)
}

// worksIn tells whether any day of the year is worked.
func (c *calendar) worksIn(year int) bool {
	from := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := from; at.Year() == year; at = at.AddDate(0, 0, 1) {
		if c.days.Working(desk.Day(at.Format(time.DateOnly))) {
			return true
		}
	}
	return false
}

// yearOf is a year in the operator's calendar.
type yearOf struct {
	number int
	days   map[desk.Day]desk.SpecialDay
}

// daysKeys are the kinds of days by their keys in a year.
var daysKeys = map[string]desk.DayKind{"holidays": desk.Holiday, "make-up": desk.MakeUp, "half-days": desk.HalfDay}

func (y *yearOf) read(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fault(n, "a year is a file's name, or has holidays, make-up and half-days")
	}
	var wrong []error
	for i, key := range keys(n) {
		kind, ok := daysKeys[key.Value]
		if !ok {
			wrong = append(wrong, fault(key, "%q is no known key", key.Value))
			continue
		}
		wrong = append(wrong, y.list(kind, n.Content[2*i+1]))
	}
	return together(wrong)
}

// list reads days, each with its name, or without names.
func (y *yearOf) list(kind desk.DayKind, n *yaml.Node) error {
	var wrong []error
	switch n.Kind {
	case yaml.SequenceNode:
		for _, item := range n.Content {
			wrong = append(wrong, y.add(item, kind, nil))
		}
	case yaml.MappingNode:
		for i, key := range keys(n) {
			var name words
			wrong = append(wrong, n.Content[2*i+1].Decode(&name), y.add(key, kind, name))
		}
	default:
		wrong = append(wrong, fault(n, "%q is not what belongs here; want days, such as {%d-12-25: Christmas Day}", n.Value, y.number))
	}
	return together(wrong)
}

func (y *yearOf) add(n *yaml.Node, kind desk.DayKind, name words) error {
	if what := y.put(desk.Day(n.Value), desk.SpecialDay{Kind: kind, Name: name}); what != "" {
		return fault(n, "%s", what)
	}
	return nil
}

// put takes a day in, or says what is wrong with it.
func (y *yearOf) put(d desk.Day, s desk.SpecialDay) (wrong string) {
	before, twice := y.days[d]
	switch {
	case !d.Valid():
		return strconv.Quote(string(d)) + " is no day; want one such as " + strconv.Itoa(y.number) + "-12-25"
	case string(d[:4]) != strconv.Itoa(y.number):
		return string(d) + " is not in " + strconv.Itoa(y.number)
	case twice && before.Kind != s.Kind:
		return string(d) + " is a " + string(before.Kind) + " and a " + string(s.Kind) + " at once"
	case twice:
		return string(d) + " stands here a second time"
	}
	y.days[d] = s
	return ""
}
