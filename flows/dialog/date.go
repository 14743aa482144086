package dialog

import (
	"encoding/json"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Date asks for a day, on a sheet of its month or typed; its answer is a desk.Day. free tells which days can be
// chosen; days that have passed never can, and are asked for anew.
func Date(name string, free func(*Talk, desk.Day) bool) Step {
	s := Step{name: name, q: date{free: free}}
	return s.While(func(t *Talk) bool { return t.Answers.Day(name) >= t.today() })
}

// date is a question that is answered by a day.
type date struct {
	free func(*Talk, desk.Day) bool
}

func (date) kind() string { return "date" }

// horizon is how many months ahead a day can be chosen.
const horizon = 18

func (d date) open(a *asked, day desk.Day) bool {
	return day >= a.today() && d.free(a.Talk, day)
}

func (t *Talk) today() desk.Day { return t.Tx.Estate().DayOf(t.Tx.Now()) }

func (d date) pressed(a *asked, arg string) reply {
	if month := monthOf(desk.Day(arg)); len(arg) == len(month) && month == arg {
		return reply{view: &view{At: arg}}
	}
	day := desk.Day(arg)
	if !day.Valid() {
		return refuse("dialog.use-buttons")
	}
	return d.take(a, day)
}

// take takes a day, or says why it cannot be had.
func (d date) take(a *asked, day desk.Day) reply {
	shown := dayShown(a.Talk, day)
	switch {
	case day < a.today():
		return refuse("dialog.day-past", "day", shown)
	case day > a.today().Add(31*horizon):
		return refuse("dialog.day-far", "day", shown)
	case !d.free(a.Talk, day):
		r := refuse("dialog.day-closed", "day", shown)
		r.view = &view{At: monthOf(day)}
		return r
	}
	return answer(day)
}

func (d date) said(a *asked, said string) reply {
	read := readDays(said, a.today())
	var open []desk.Day
	for _, day := range read {
		if d.open(a, day) {
			open = append(open, day)
		}
	}
	switch {
	case len(read) == 0:
		return d.inWords(a, said)
	case len(open) == 0 || read[0] < a.today(): // the likelier of two
		return d.take(a, read[0])
	case len(open) > 1:
		return refuse("dialog.two-days", "first", dayShown(a.Talk, open[0]), "second", dayShown(a.Talk, open[1]))
	}
	return d.take(a, open[0])
}

func (date) reads(raw json.RawMessage) bool { return Answers{"": raw}.Day("").Valid() }

func (date) shown(t *Talk, _ Step, raw json.RawMessage) string {
	return dayShown(t, Answers{"": raw}.Day(""))
}

// dayShown is the day as people say it: today, tomorrow, or its date, with the year where it is another.
func dayShown(t *Talk, d desk.Day) string {
	e := t.Tx.Estate()
	at := e.Start(d)
	if at.In(e.Zone).Year() != t.Tx.Now().In(e.Zone).Year() {
		return text.Plain(t.Language, "dialog.day-year", "day", at.In(e.Zone).Day(), "year", at.In(e.Zone).Year(),
			"month", text.Plain(t.Language, "dialog.month-"+at.In(e.Zone).Format("Jan")))
	}
	return text.Day(t.Language, at, t.Tx.Now(), e.Zone)
}

func (d date) none(a *asked) bool { return d.month(a) == "" }

func (d date) rows(a *asked) [][]chat.Button {
	month := d.month(a)
	if month == "" {
		return nil
	}
	return d.sheet(a, month)
}

// monthOf is the month of a day, as in 2006-01.
func monthOf(d desk.Day) string {
	if len(d) < len("2006-01") {
		return ""
	}
	return string(d[:len("2006-01")])
}

// firstOf is the first day of a month, "" for what is none.
func firstOf(month string) desk.Day {
	d := desk.Day(month + "-01")
	if !d.Valid() {
		return ""
	}
	return d
}

// nextMonth is the month so many after, or before, the given one.
func nextMonth(month string, n int) string {
	t, err := time.Parse("2006-01", month)
	if err != nil { // there is no such month
		return month
	}
	return t.AddDate(0, n, 0).Format("2006-01")
}
