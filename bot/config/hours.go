package config

import (
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

// hours are when the office and the desks are open.
type hours struct {
	Office office `yaml:"office"`
	Desks  desks  `yaml:"desks"`
	Closed days   `yaml:"closed"`
}

// set has the estate keep the hours. What is open always is so on closed days, too.
func (h hours) set(e *desk.Estate) {
	e.Office, e.Desks = h.Office.hours, map[desk.Name]desk.Hours{}
	e.Office.Closed = h.Closed
	for name, w := range h.Desks {
		if w.office {
			continue
		}
		w.hours.Closed = h.Closed
		e.Desks[name] = w.hours
	}
}

// week is when something is open: always, as the office, or by days of the week.
type week struct {
	hours  desk.Hours
	office bool
	line   int // where it stands
}

// UnmarshalYAML implements yaml.Unmarshaler.
func (w *week) UnmarshalYAML(n *yaml.Node) error {
	*w = week{line: n.Line}
	switch {
	case n.Kind == yaml.ScalarNode && n.Value == "always":
		w.hours.Always = true
		return nil
	case n.Kind == yaml.ScalarNode && n.Value == "office":
		w.office = true
		return nil
	case n.Kind != yaml.MappingNode:
		return fault(n, "%q is no opening time; want always, or days such as {mon-fri: \"09:00-18:00\"}", n.Value)
	}
	var wrong []error
	named := map[time.Weekday]bool{}
	for i, key := range keys(n) {
		periods, bad := periodsOf(n.Content[2*i+1])
		if wrong = append(wrong, bad); key.Value == holidaysKey {
			w.hours.Holidays = periods
			continue
		}
		days, err := weekdays(key)
		wrong = append(wrong, err)
		for _, d := range days {
			if named[d] {
				wrong = append(wrong, fault(key, "%q names a day a second time", key.Value))
				break
			}
			named[d], w.hours.Week[d] = true, periods
		}
	}
	if len(named) == 0 {
		wrong = append(wrong, fault(n, "it never opens"))
	}
	return together(append(wrong, w.overlap(n)))
}

// overlap finds a day that goes on past midnight into the next one's opening.
func (w *week) overlap(n *yaml.Node) error {
	for d, periods := range w.hours.Week {
		next := w.hours.Week[(d+1)%len(weekNames)]
		if len(periods) > 0 && len(next) > 0 && periods[len(periods)-1].Until-24*time.Hour > next[0].From {
			return fault(n, "%s goes on past midnight until after %s opens", weekNames[d], weekNames[(d+1)%len(weekNames)])
		}
	}
	return nil
}

// holidaysKey stands where a day of the week could, for when it opens on public holidays.
const holidaysKey = "holidays"

// office is when the office is open.
type office week

// UnmarshalYAML implements yaml.Unmarshaler.
func (o *office) UnmarshalYAML(n *yaml.Node) error {
	var w week
	if err := n.Decode(&w); err != nil {
		return err
	}
	if w.office {
		return fault(n, "the office's hours are not said by naming the office")
	}
	*o = office(w)
	return nil
}

// weekNames are the days as the file names them, by time.Weekday.
var weekNames = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// weekdays reads days such as mon, mon-fri or sat-mon, and several of them with commas between.
func weekdays(n *yaml.Node) ([]time.Weekday, error) {
	var days []time.Weekday
	for part := range strings.SplitSeq(n.Value, ",") {
		first, last, several := strings.Cut(strings.TrimSpace(part), "-")
		if !several {
			last = first
		}
		from, until := slices.Index(weekNames, strings.TrimSpace(first)), slices.Index(weekNames, strings.TrimSpace(last))
		if from < 0 || until < 0 {
			return nil, fault(n, "%q is no day of the week; want one such as mon, or mon-fri", part)
		}
		for ; from != until; from = (from + 1) % len(weekNames) {
			days = append(days, time.Weekday(from))
		}
		days = append(days, time.Weekday(until))
	}
	return days, nil
}

// periodsOf reads periods such as 09:00-13:00, 14:00-18:00. The last may go on past midnight, as 22:00-06:00 does.
func periodsOf(n *yaml.Node) ([]desk.Period, error) {
	var text string
	if err := n.Decode(&text); err != nil {
		return nil, err
	}
	var periods []desk.Period
	for part := range strings.SplitSeq(text, ",") {
		from, until, _ := strings.Cut(strings.TrimSpace(part), "-")
		begins, ok := clock(from)
		ends, okEnds := clock(until)
		switch {
		case !ok || !okEnds || begins == 24*time.Hour:
			return nil, fault(n, "%q is no opening time; want one such as \"09:00-13:00, 14:00-18:00\", in quotes", part)
		case ends == begins:
			return nil, fault(n, "%q ends when it begins; the whole day is 00:00-24:00", part)
		case len(periods) > 0 && begins < periods[len(periods)-1].Until:
			return nil, fault(n, "%q begins before the one ahead of it ends", part)
		case ends < begins:
			ends += 24 * time.Hour
		}
		periods = append(periods, desk.Period{From: begins, Until: ends})
	}
	return periods, nil
}

// clock reads a time of day, as the time since midnight; 24:00 is the end of the day.
func clock(text string) (time.Duration, bool) {
	if text = strings.TrimSpace(text); text == "24:00" {
		return 24 * time.Hour, true
	}
	at, err := time.Parse("15:04", text)
	return at.Sub(at.Truncate(24 * time.Hour)), err == nil
}

// desks are those that keep other hours than the office. A file adds to those of the default.
type desks map[desk.Name]week

// UnmarshalYAML implements yaml.Unmarshaler.
func (d *desks) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fault(n, "%q is not what belongs here; want desks, such as {lobby: {mon-sun: \"07:00-23:00\"}}", n.Value)
	}
	var wrong []error
	made, named := maps.Clone(*d), map[desk.Name]bool{}
	if made == nil {
		made = desks{}
	}
	for i, key := range keys(n) {
		name := desk.Name(key.Value)
		switch {
		case !name.Valid():
			wrong = append(wrong, fault(key, "%q is no desk; there are %s", name, list(desk.Names)))
			continue
		case named[name]:
			wrong = append(wrong, fault(key, "%q stands here a second time", name))
		}
		var w week
		wrong = append(wrong, n.Content[2*i+1].Decode(&w))
		made[name], named[name] = w, true
	}
	*d = made
	return together(wrong)
}

// days are days of the calendar.
type days map[desk.Day]bool

// UnmarshalYAML implements yaml.Unmarshaler.
func (d *days) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode {
		return fault(n, "%q is not what belongs here; want days, such as [2026-12-25]", n.Value)
	}
	made := days{}
	var wrong []error
	for _, item := range n.Content {
		day := desk.Day(item.Value)
		if !day.Valid() {
			wrong = append(wrong, fault(item, "%q is no day; want one such as 2026-12-25", day))
		}
		made[day] = true
	}
	*d = made
	return together(wrong)
}
