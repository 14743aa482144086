package dialog

import (
	"encoding/json"

	"frontdesk/flows/text"
	"frontdesk/flows/when"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// PastDay asks on which day something was, today or before, pressed or typed; its answer is a desk.Day.
func PastDay(name string) Step { return Step{name: name, q: pastDay{}} }

// pastDay is a question that is answered by a day that has been.
type pastDay struct{}

func (pastDay) kind() string { return "past-day" }

const (
	// daysBack is how many days before today have a button, and longestBack how many can be typed.
	daysBack    = 30
	longestBack = 365
	// likely is for how many days somebody who names a day that has been without its year means the last such.
	likely = 180
)

func (pastDay) rows(a *asked) [][]chat.Button {
	kept := a.Answers.Day(a.step.name)
	from, until := a.page(daysBack + 1)
	var buttons []chat.Button
	for ago := from; ago < until; ago++ {
		day := a.today().Add(-ago)
		label := dayShown(a.Talk, day)
		if day == kept {
			label = chosen + label
		}
		buttons = append(buttons, a.button(actPick, string(day), label))
	}
	rows := inRows(buttons, 2)
	if turn := a.turning(daysBack + 1); turn != nil {
		rows = append(rows, turn)
	}
	return rows
}

func (p pastDay) pressed(a *asked, arg string) reply {
	if day := desk.Day(arg); day.Valid() {
		return p.take(a, day)
	}
	return refuse("dialog.use-buttons")
}

func (pastDay) take(a *asked, day desk.Day) reply {
	switch {
	case day > a.today():
		return refuse("dialog.day-not-yet", "day", dayShown(a.Talk, day))
	case day < a.today().Add(-longestBack):
		return refuse("dialog.day-long", "day", dayShown(a.Talk, day))
	}
	return answer(day)
}

// said takes a day that was typed. One of two is the one that has been.
func (p pastDay) said(a *asked, said string) reply {
	read := p.read(a, said)
	var been []desk.Day
	for _, day := range read {
		if p.take(a, day).raw != nil {
			been = append(been, day)
		}
	}
	switch {
	case len(read) == 0:
		return refuse("dialog.no-day-past")
	case len(been) == 0:
		return p.take(a, read[0])
	case len(been) > 1:
		return refuse("dialog.two-days", "first", dayShown(a.Talk, been[0]), "second", dayShown(a.Talk, been[1]))
	}
	return answer(been[0])
}

// read are the days that the words may mean: one as it stands on a button, one that is named or one by its date.
func (pastDay) read(a *asked, said string) []desk.Day {
	for ago := range daysBack + 1 {
		if day := a.today().Add(-ago); folded(said) == folded(dayShown(a.Talk, day)) {
			return []desk.Day{day}
		}
	}
	if day, ok := when.DayBeen(said, a.today()); ok {
		return []desk.Day{day}
	}
	return readDays(said, a.today().Add(justPassed-likely))
}

func (pastDay) reads(raw json.RawMessage) bool { return Answers{"": raw}.Day("").Valid() }

func (pastDay) shown(t *Talk, _ Step, raw json.RawMessage) string {
	return text.Date(t.Language, t.Tx.Estate().Start(Answers{"": raw}.Day("")), t.Zone())
}
