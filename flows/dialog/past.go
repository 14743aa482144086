package dialog

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"frontdesk/flows/text"
	"frontdesk/flows/when"
	"frontdesk/storage/chat"
)

// Past asks when something was, at most that long ago: just now, some minutes ago, or a time of day that is typed; its
// answer is an instant in UTC. One that has become older than that is asked for anew.
func Past(name string, atMost time.Duration) Step {
	s := Step{name: name, q: past{atMost}}
	return s.While(func(t *Talk) bool {
		at, ok := t.Answers.Time(name)
		return ok && t.Now().Sub(at) <= atMost
	})
}

// past is a question that is answered by a moment that has been.
type past struct{ atMost time.Duration }

func (past) kind() string { return "past" }

// minutesAgo are the moments that have a button; 0 is just now.
var minutesAgo = []int{0, 5, 10, 15, 30}

func (p past) rows(a *asked) [][]chat.Button {
	var buttons []chat.Button
	for _, n := range minutesAgo {
		label := text.Plain(a.Language, "dialog.past-ago", "n", n)
		if n == 0 {
			label = text.Plain(a.Language, "dialog.past-now")
		}
		buttons = append(buttons, a.button(actPick, strconv.Itoa(n), label))
	}
	return inRows(buttons, 2)
}

func (p past) pressed(a *asked, arg string) reply {
	n, err := strconv.Atoi(arg)
	if err != nil || !slices.Contains(minutesAgo, n) {
		return refuse("dialog.use-buttons")
	}
	return answer(a.Now().Add(-time.Duration(n) * time.Minute))
}

// said takes a time of day, of today unless another day is said with it, or how long ago it was.
func (p past) said(a *asked, said string) reply {
	if folded(said) == folded(text.Plain(a.Language, "dialog.past-now")) {
		return answer(a.Now())
	}
	if ago, ok := when.Ago(said); ok {
		return p.take(a, a.Now().Add(-ago))
	}
	clock, ago, ok := when.Been(said)
	if !ok {
		return refuse("dialog.no-time-past")
	}
	day := a.today().Add(-ago)
	at := a.on(day, clock)
	if at.After(a.Now()) && clock.Open {
		at = a.on(day, clock.Other())
	}
	return p.take(a, at)
}

// take takes a moment, or says why it cannot have been then.
func (p past) take(a *asked, at time.Time) reply {
	shown := text.Clock(a.Language, at, a.Now(), a.Zone())
	switch {
	case at.After(a.Now()):
		return refuse("dialog.past-not-yet", "time", shown)
	case a.Now().Sub(at) > p.atMost:
		return refuse("dialog.past-long", "time", shown, "span", text.Span(a.Language, p.atMost))
	}
	return answer(at.UTC())
}

func (past) reads(raw json.RawMessage) bool { return readsAs[time.Time](raw) }

func (past) shown(t *Talk, _ Step, raw json.RawMessage) string {
	at, ok := Answers{"": raw}.Time("")
	if !ok {
		return ""
	}
	return text.Clock(t.Language, at, t.Now(), t.Zone())
}
