package dialog

import (
	"encoding/json"
	"strconv"
	"strings"

	"golang.org/x/text/width"

	"frontdesk/storage/chat"
)

// Number asks for a whole number from least to most; its answer is an int64.
func Number(name string, least, most int64) Step {
	return Step{name: name, q: number{min: least, max: most}}
}

// number is a question that is answered by a whole number.
type number struct {
	min, max int64
}

func (number) kind() string { return "number" }

// fewNumbers is how many different numbers get a button each.
const fewNumbers = 8

func (n number) rows(a *asked) [][]chat.Button {
	if n.max-n.min >= fewNumbers {
		return nil
	}
	var all []chat.Button
	for v := n.min; v <= n.max; v++ {
		label := strconv.FormatInt(v, 10)
		if kept, ok := a.Answers.Number(a.step.name); ok && kept == v {
			label = chosen + label
		}
		all = append(all, a.button(actPick, strconv.FormatInt(v, 10), label))
	}
	return inRows(all, 4)
}

func (n number) pressed(a *asked, arg string) reply { return n.said(a, arg) }

func (n number) said(_ *asked, said string) reply {
	v, ok := ReadNumber(said)
	if !ok || v < n.min || v > n.max {
		return refuse("dialog.number", "min", n.min, "max", n.max)
	}
	return answer(v)
}

// ReadNumber reads a whole number as people write it, full-width digits and commas included.
func ReadNumber(said string) (n int64, ok bool) {
	n, err := strconv.ParseInt(strings.ReplaceAll(digits(said), ",", ""), 10, 64)
	return n, err == nil
}

func (number) reads(raw json.RawMessage) bool { return readsAs[int64](raw) }

func (number) shown(_ *Talk, _ Step, raw json.RawMessage) string { return showNumber(raw) }

// digits writes full-width digits and signs as plain ones, and drops spaces.
func digits(s string) string { return strings.Join(strings.Fields(width.Narrow.String(s)), "") }

// Rating asks for one to five stars; its answer is an int64.
func Rating(name string) Step { return Step{name: name, q: rating{number{min: 1, max: 5}}} }

// rating is a question that is answered by stars.
type rating struct{ number }

func (rating) kind() string { return "rating" }

func (r rating) rows(a *asked) [][]chat.Button {
	var rows [][]chat.Button
	for v := r.max; v >= r.min; v-- {
		label := stars(v)
		if kept, ok := a.Answers.Number(a.step.name); ok && kept == v {
			label = chosen + label
		}
		rows = append(rows, []chat.Button{a.button(actPick, strconv.FormatInt(v, 10), label)})
	}
	return rows
}

func (rating) shown(_ *Talk, _ Step, raw json.RawMessage) string {
	n, _ := Answers{"": raw}.Number("")
	return stars(n)
}

func stars(n int64) string { return strings.Repeat("★", int(min(max(n, 0), 5))) }
