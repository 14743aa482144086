package dialog

import (
	"strconv"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// shut stands where a day cannot be pressed.
const shut = "·"

// sheet is the month that the person looks at: a row to turn the months, the days of the week from Monday on, and
// a row for each week that has a free day. Free days alone can be pressed; today stands in brackets.
func (d date) sheet(a *asked, month string) [][]chat.Button {
	rows := [][]chat.Button{d.months(a, month), weekdays(a)}
	first := firstOf(month)
	week := first.Add(-sinceMonday(first))
	for ; monthOf(week) <= month; week = week.Add(7) {
		row, free := d.week(a, month, week)
		if free {
			rows = append(rows, row)
		}
	}
	return rows
}

func (d date) week(a *asked, month string, monday desk.Day) (row []chat.Button, free bool) {
	for i := range 7 {
		day := monday.Add(i)
		if monthOf(day) != month || !d.open(a, day) {
			row = append(row, a.button(actNothing, "", shut))
			continue
		}
		free = true
		row = append(row, a.button(actPick, string(day), dayLabel(a, day)))
	}
	return row, free
}

func dayLabel(a *asked, day desk.Day) string {
	label := strconv.Itoa(a.Tx.Estate().Start(day).In(a.Zone()).Day())
	if day == a.today() {
		label = "[" + label + "]"
	}
	if day == a.Answers.Day(a.step.name) {
		label = chosen + label
	}
	return label
}

// month is the month that is shown, "" where no day is free: the one that the person turned to, that of the answer, or
// this one; and where that has no free day, the next that has, or the first of all.
func (d date) month(a *asked) string {
	now := monthOf(a.today())
	month := now
	if kept := a.Answers.Day(a.step.name); kept >= a.today() {
		month = monthOf(kept)
	}
	if firstOf(a.s.View.At) != "" && a.s.View.At >= now {
		month = a.s.View.At
	}
	if next := d.onward(a, nextMonth(month, -1)); next != "" {
		return next
	}
	return d.onward(a, nextMonth(now, -1))
}

// months are the buttons that turn the month, about its name.
func (d date) months(a *asked, month string) []chat.Button {
	var row []chat.Button
	if before := d.backward(a, month); before != "" {
		row = append(row, a.button(actPick, before, "◀"))
	}
	first := a.Tx.Estate().Start(firstOf(month)).In(a.Zone())
	row = append(row, a.button(actNothing, "", text.Plain(a.Language, "dialog.month",
		"year", first.Year(), "month", text.Plain(a.Language, "dialog.month-"+first.Format("Jan")))))
	if next := d.onward(a, month); next != "" {
		row = append(row, a.button(actPick, next, "▶"))
	}
	return row
}

// onward is the next month that has a free day, "" where there is none.
func (d date) onward(a *asked, month string) string {
	last := nextMonth(monthOf(a.today()), horizon)
	for next := nextMonth(month, 1); next <= last; next = nextMonth(next, 1) {
		if d.anyFree(a, next) {
			return next
		}
	}
	return ""
}

// backward is the last month before it that has a free day, "" where there is none.
func (d date) backward(a *asked, month string) string {
	for before := nextMonth(month, -1); before >= monthOf(a.today()); before = nextMonth(before, -1) {
		if d.anyFree(a, before) {
			return before
		}
	}
	return ""
}

func (d date) anyFree(a *asked, month string) bool {
	for day := max(firstOf(month), a.today()); monthOf(day) == month; day = day.Add(1) {
		if d.free(a.Talk, day) {
			return true
		}
	}
	return false
}

// weekdays is the row that names the days of the week.
func weekdays(a *asked) []chat.Button {
	var row []chat.Button
	monday := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC) // a Monday
	for i := range 7 {
		row = append(row, a.button(actNothing, "", text.Plain(a.Language, "dialog.weekday-"+monday.AddDate(0, 0, i).Format("Mon"))))
	}
	return row
}

// sinceMonday is how many days the last Monday is before the day.
func sinceMonday(d desk.Day) int { return (int(d.Weekday()) + 6) % 7 }
