package dialog

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/text"
	"frontdesk/flows/when"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Time asks for one of the free moments, pressed or typed as 14:30; its answer is an instant in UTC. One that has
// passed is asked for anew.
func Time(name string, free func(*Talk) []time.Time) Step {
	s := Step{name: name, q: clockTime{free: free}}
	return s.While(func(t *Talk) bool {
		at, ok := t.Answers.Time(name)
		return ok && at.After(t.Now())
	})
}

// clockTime is a question that is answered by a moment.
type clockTime struct {
	free func(*Talk) []time.Time
	// day, where it is set, lets any time of that day be typed that is still to come.
	day func(*Talk) desk.Day
}

// Anytime lets a time be typed that is not among the free ones: any of that day that is still to come.
func (s Step) Anytime(day func(*Talk) desk.Day) Step {
	if c, ok := s.q.(clockTime); ok {
		c.day = day
		s.q = c
	}
	return s
}

func (clockTime) kind() string { return "time" }

// moments are the free moments that have not passed, in order.
func (c clockTime) moments(t *Talk) []time.Time {
	all := slices.DeleteFunc(slices.Clone(c.free(t)), func(at time.Time) bool { return !at.After(t.Tx.Now()) })
	slices.SortFunc(all, time.Time.Compare)
	return slices.CompactFunc(all, time.Time.Equal)
}

func (c clockTime) rows(a *asked) [][]chat.Button {
	all := c.moments(a.Talk)
	kept, has := a.Answers.Time(a.step.name)
	from, until := a.page(len(all))
	var buttons []chat.Button
	for _, at := range all[from:until] {
		label := c.label(a, all, at)
		if has && at.Equal(kept) {
			label = chosen + label
		}
		buttons = append(buttons, a.button(actPick, strconv.FormatInt(at.Unix(), 36), label))
	}
	rows := inRows(buttons, 2)
	if turn := a.turning(len(all)); turn != nil {
		rows = append(rows, turn)
	}
	return rows
}

// label is the hour alone where all the moments are of one day.
func (c clockTime) label(a *asked, all []time.Time, at time.Time) string {
	e := a.Tx.Estate()
	if e.DayOf(all[0]) != e.DayOf(all[len(all)-1]) {
		return momentShown(a.Talk, a.step, at)
	}
	return a.step.until(at, at.In(e.Zone).Format("15:04"), e.Zone)
}

// momentShown is the moment as a clock shows it, with until when it lasts.
func momentShown(t *Talk, s Step, at time.Time) string {
	return s.until(at, text.Clock(t.Language, at, t.Tx.Now(), t.Zone()), t.Zone())
}

func (s Step) until(at time.Time, shown string, z *time.Location) string {
	if s.lasting == 0 {
		return shown
	}
	return shown + "–" + at.Add(s.lasting).In(z).Format("15:04")
}

func (c clockTime) none(a *asked) bool { return c.day == nil && len(c.moments(a.Talk)) == 0 }

func (c clockTime) pressed(a *asked, arg string) reply {
	unix, err := strconv.ParseInt(arg, 36, 64)
	if err != nil {
		return refuse("dialog.use-buttons")
	}
	for _, at := range c.moments(a.Talk) {
		if at.Unix() == unix {
			return answer(at.UTC())
		}
	}
	return refuse("dialog.no-longer")
}

func (c clockTime) said(a *asked, said string) reply {
	if spanned(said) {
		return refuse("dialog.one-time")
	}
	if clock, ok := when.OfDay(said); ok {
		return c.at(a, clock)
	}
	return c.inWords(a, said)
}

// at takes a time of day: a free moment, or where any time can be typed one that is to come. Where neither am nor pm was
// said, it may be the free one that is twelve hours from there.
func (c clockTime) at(a *asked, clock when.Clock) reply {
	if at, ok := c.freeAt(a, clock); ok {
		return answer(at.UTC())
	}
	if at, ok := c.freeAt(a, clock.Other()); ok && clock.Open {
		return answer(at.UTC())
	}
	if c.day != nil {
		at := a.on(c.day(a.Talk), clock)
		if at.After(a.Tx.Now()) {
			return answer(at)
		}
		return refuse("dialog.time-past", "time", text.Clock(a.Language, at, a.Tx.Now(), a.Zone()))
	}
	return c.closed(a, written(clock))
}

// freeAt is the free moment at that time of day, or that lasts over it; ok is false where there is none.
func (c clockTime) freeAt(a *asked, clock when.Clock) (at time.Time, ok bool) {
	said := minutesOf(clock.Hour, clock.Minute)
	for _, at := range c.moments(a.Talk) {
		local := at.In(a.Zone())
		if past := said - minutesOf(local.Hour(), local.Minute()); past == 0 || past > 0 && past < a.step.lasting {
			return at, true
		}
	}
	return time.Time{}, false
}

func minutesOf(hour, minute int) time.Duration {
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
}

// on is the moment at which clocks show that on the day.
func (t *Talk) on(day desk.Day, c when.Clock) time.Time {
	return t.Tx.Estate().At(day, minutesOf(c.Hour, c.Minute)).UTC()
}

// written is a time of day as a clock shows it.
func written(c when.Clock) string {
	return time.Date(2000, 1, 1, c.Hour, c.Minute, 0, 0, time.UTC).Format("15:04")
}

// maxListed is how many free moments are listed where another was typed.
const maxListed = 8

// closed says that a time is not free, and which are.
func (c clockTime) closed(a *asked, typed string) reply {
	all := c.moments(a.Talk)
	if len(all) == 0 {
		return refuse("dialog.time-closed", "time", typed)
	}
	var free []string
	for _, at := range all[:min(len(all), maxListed)] {
		free = append(free, c.label(a, all, at))
	}
	if len(all) > maxListed {
		free = append(free, "…")
	}
	return refuse("dialog.time-closed-free", "time", typed, "free", strings.Join(free, " · "))
}

func (clockTime) reads(raw json.RawMessage) bool { return readsAs[time.Time](raw) }

func (clockTime) shown(t *Talk, s Step, raw json.RawMessage) string {
	at, ok := Answers{"": raw}.Time("")
	if !ok {
		return ""
	}
	return momentShown(t, s, at)
}

// optionAt is the option whose value is the time of day that was typed; ok is false where there is none.
func optionAt(options []Option, said string) (o Option, ok bool) {
	clock, ok := when.OfDay(said)
	if !ok {
		return Option{}, false
	}
	likely := []string{written(clock)}
	if clock.Open {
		likely = append(likely, written(clock.Other()))
	}
	for _, value := range likely {
		if i := slices.IndexFunc(options, func(o Option) bool { return o.Value == value }); i >= 0 {
			return options[i], true
		}
	}
	return Option{}, false
}

// between stands between two times of day.
var between = regexp.MustCompile(`\s*(?:[-–—~～至到]|\bto\b)\s*`) //nolint:gosmopolitan // read, not said

// spanned reports whether two times of day were typed.
func spanned(said string) bool {
	parts := between.Split(strings.TrimSpace(folded(said)), -1)
	return len(parts) == 2 && !slices.ContainsFunc(parts, func(part string) bool {
		_, ok := when.OfDay(part)
		return !ok
	})
}
