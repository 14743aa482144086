package oncall

import (
	"slices"
	"strconv"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// What is done to the rota.
const (
	toAdd    = "add"
	toRemove = "remove"
)

// rotaFlow adds lines to a desk's weekly rota, and takes them out.
func (d *Desk) rotaFlow() *dialog.Flow {
	return dialog.New(RotaDialog, 1,
		dialog.Choice("desk", desks).When(several).While(still),
		dialog.Choice("what", whats).When(either).After("desk"),
		dialog.Choice("shift", shifts).When(removing).Search().Wide().After("desk", "what").While(stands),
		dialog.Choice("who", crew).When(adding).Search().While(here("who")),
		dialog.Choice("days", daysOptions).With(ofWhom).When(adding),
		dialog.Choice("from", starts).With(ofWhom).When(adding).Search().After("desk", "who", "days"),
		dialog.Choice("until", ends).With(ofWhom).When(adding).Search().After("desk", "who", "days", "from"),
		dialog.Confirm("confirm", rotaSummary),
	).Done(d.changeRota).Sample(inGroup)
}

// ofWhom says in a question what the earlier answers are.
func ofWhom(t *dialog.Talk) []any {
	return []any{"name", t.Shown("who"), "days", t.Shown("days"), "from", t.Shown("from")}
}

// either tells whether it has to be asked what is to be done: where the rota was empty, it was to add to it, also
// where somebody else has added to it meanwhile.
func either(t *dialog.Talk) bool {
	return len(rollOf(t).rota) > 0 && (t.Answers.Has("what") || !t.Answers.Has("who"))
}

func removing(t *dialog.Talk) bool { return t.Answers.Text("what") == toRemove }

func adding(t *dialog.Talk) bool { return !removing(t) }

func whats(t *dialog.Talk) []dialog.Option {
	return []dialog.Option{
		{Value: toAdd, Label: text.Plain(t.Language, "rota.add")}, {Value: toRemove, Label: text.Plain(t.Language, "rota.remove")},
	}
}

// shifts are the rota's lines, to take one out.
func shifts(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	roll := rollOf(t)
	for _, weekday := range weekdays {
		for _, s := range ofDay(roll.rota, weekday) {
			options = append(options, dialog.Option{Value: strconv.FormatUint(s.ID, 10), Label: shiftLabel(t, s)})
		}
	}
	return options
}

func shiftLabel(t *dialog.Talk, s desk.Shift) string {
	return text.Plain(t.Language, "rota.line", "day", weekdayName(t.Language, s.Weekday), "hours", hours(s), "name", s.Name)
}

// stands tells whether the chosen line is still in the rota.
func stands(t *dialog.Talk) bool {
	_, ok := shiftOf(t)
	return ok
}

func shiftOf(t *dialog.Talk) (desk.Shift, bool) {
	for _, s := range rollOf(t).rota {
		if strconv.FormatUint(s.ID, 10) == t.Answers.Text("shift") {
			return s, true
		}
	}
	return desk.Shift{}, false
}

// spans are the days that can be chosen together, by what the answer calls them.
var spans = []struct {
	value string
	days  []time.Weekday
}{
	{"week", weekdays[:5]}, {"end", weekdays[5:]}, {"all", weekdays},
}

func daysOptions(t *dialog.Talk) []dialog.Option {
	var options []dialog.Option
	for _, s := range spans {
		options = append(options, dialog.Option{Value: s.value, Label: text.Plain(t.Language, "rota.days-"+s.value)})
	}
	for _, d := range weekdays {
		options = append(options, dialog.Option{Value: strconv.Itoa(int(d)), Label: weekdayName(t.Language, d)})
	}
	return options
}

func daysOf(t *dialog.Talk) []time.Weekday {
	for _, s := range spans {
		if s.value == t.Answers.Text("days") {
			return s.days
		}
	}
	for _, d := range weekdays {
		if strconv.Itoa(int(d)) == t.Answers.Text("days") {
			return []time.Weekday{d}
		}
	}
	return nil
}

// usual are the times of day at which shifts begin most often: they are offered first.
var usual = []time.Duration{7 * time.Hour, 8 * time.Hour, 9 * time.Hour, 15 * time.Hour, 19 * time.Hour, 23 * time.Hour}

// lengths are how long shifts last most often: they are offered first.
var lengths = []time.Duration{8 * time.Hour, 9 * time.Hour, 10 * time.Hour, 12 * time.Hour, 24 * time.Hour}

// rooms tells how long a shift of the person can be that begins at a time of day on each of the days. What the
// answers and records say is read once for all times of day.
func rooms(t *dialog.Talk) func(from time.Duration) time.Duration {
	rota, n, days := rollOf(t).rota, deskOf(t), daysOf(t)
	s, _ := chosen(t, "who")
	return func(from time.Duration) time.Duration {
		longest := day
		for _, d := range days {
			longest = min(longest, room(rota, desk.Shift{Desk: n, User: s.user, Weekday: d, From: from}))
		}
		return longest
	}
}

// starts are the times of day at which the person does not work yet on any of the days.
func starts(t *dialog.Talk) []dialog.Option {
	room := rooms(t)
	var options []dialog.Option
	offer := func(from time.Duration) {
		if room(from) > 0 {
			options = append(options, dialog.Option{Value: showClock(from), Label: showClock(from)})
		}
	}
	for _, from := range usual {
		offer(from)
	}
	for from := time.Duration(0); from < day; from += quarter {
		if !slices.Contains(usual, from) {
			offer(from)
		}
	}
	return options
}

// ends are the times of day by which the shift can end: before the person's next one, and within a day.
func ends(t *dialog.Talk) []dialog.Option {
	from, ok := parseClock(t.Answers.Text("from"))
	if !ok {
		return nil
	}
	longest := rooms(t)(from)
	var options []dialog.Option
	offer := func(length time.Duration) {
		if length > longest {
			return
		}
		label := showClock(from + length)
		if from+length >= day {
			label = text.Plain(t.Language, "rota.next-day", "time", label)
		}
		options = append(options, dialog.Option{Value: showClock(from + length), Label: label})
	}
	for _, length := range lengths {
		offer(length)
	}
	for length := quarter; length <= day; length += quarter {
		if !slices.Contains(lengths, length) {
			offer(length)
		}
	}
	return options
}

// newShifts are the lines that the answers make, one for each day.
func newShifts(t *dialog.Talk) (lines []desk.Shift, ok bool) {
	s, present := chosen(t, "who")
	from, begins := parseClock(t.Answers.Text("from"))
	until, ends := parseClock(t.Answers.Text("until"))
	for _, d := range daysOf(t) {
		lines = append(lines, desk.Shift{Desk: deskOf(t), User: s.user, Name: s.name, Weekday: d, From: from, Until: until})
	}
	return lines, present && begins && ends && len(lines) > 0
}

// rotaSummary is what is confirmed.
func rotaSummary(t *dialog.Talk) []any {
	if removing(t) {
		s, _ := shiftOf(t)
		return []any{"change", text.Plain(t.Language, "rota.removes", "shift", shiftLabel(t, s))}
	}
	lines, ok := newShifts(t)
	if !ok {
		return []any{"change", ""}
	}
	return []any{"change", text.Plain(t.Language, "rota.adds", "name", lines[0].Name, "days", daysName(t), "hours", hours(lines[0]))}
}

func daysName(t *dialog.Talk) string {
	for _, o := range daysOptions(t) {
		if o.Value == t.Answers.Text("days") {
			return o.Label
		}
	}
	return ""
}

// changeRota does what was confirmed, where it is still possible.
func (d *Desk) changeRota(t *dialog.Talk) error {
	as, ok, err := mayNow(t, people.Rota)
	switch {
	case err != nil:
		return err
	case !ok:
		return told(t, "role.heads")
	}
	if t.Answers.Text("what") == toRemove {
		s, ok := shiftOf(t)
		if !ok {
			return told(t, "oncall.shift-gone")
		}
		if err := t.Tx.DropShift(s.ID); err != nil {
			return err
		}
		return d.done(t, as, "rota", "- "+shiftNote(s), "oncall.removed", "shift", shiftLabel(t, s))
	}
	return d.addShifts(t, as)
}

func (d *Desk) addShifts(t *dialog.Talk, as people.Role) error {
	lines, ok := newShifts(t)
	if !ok {
		return told(t, "oncall.gone")
	}
	rota := rollOf(t).rota
	for _, s := range lines {
		if other, falls := clash(rota, s); falls {
			return told(t, "oncall.clash", "name", s.Name, "shift", shiftLabel(t, other))
		}
	}
	for _, s := range lines {
		if err := t.Tx.PutShift(&s); err != nil {
			return err
		}
	}
	return d.done(t, as, "rota", "+ "+shiftNote(lines[0])+" "+t.Answers.Text("days"), "oncall.added",
		"name", lines[0].Name, "days", daysName(t), "hours", hours(lines[0]))
}

// shiftNote is a line of the rota as the audit log has it.
func shiftNote(s desk.Shift) string {
	return s.User.String() + " " + s.Weekday.String() + " " + hours(s)
}
