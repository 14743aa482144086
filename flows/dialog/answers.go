package dialog

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Answers are what was answered, by step. A skipped question has an answer, which is empty.
type Answers map[string]json.RawMessage

// null is the answer to a question that was skipped.
const null = "null"

// Has reports whether the question was answered or skipped.
func (a Answers) Has(step string) bool {
	_, ok := a[step]
	return ok
}

// Given reports whether the question was answered, and not skipped.
func (a Answers) Given(step string) bool { return a.Has(step) && string(a[step]) != null }

// read decodes an answer; ok is false where there is none of its kind.
func read[T any](a Answers, step string) (v T, ok bool) {
	if !a.Given(step) || json.Unmarshal(a[step], &v) != nil { // one of another kind is none
		var none T
		return none, false
	}
	return v, true
}

// Text is the answer to a text, a choice, a phone or a location, "" where there is none. A phone is in E.164.
func (a Answers) Text(step string) string {
	if s, ok := plain(a[step]); ok {
		return s
	}
	s, _ := read[string](a, step)
	return s
}

// plain is a string in JSON of printable ASCII with nothing escaped, as every choice is: such an answer is read many
// times for each question.
func plain(raw []byte) (s string, ok bool) {
	n := len(raw)
	if n < 2 || raw[0] != '"' || raw[n-1] != '"' {
		return "", false
	}
	for _, b := range raw[1 : n-1] {
		if b < ' ' || b > '~' || b == '"' || b == '\\' {
			return "", false
		}
	}
	return string(raw[1 : n-1]), true
}

// Media are the files of a media question.
func (a Answers) Media(step string) []desk.Media {
	m, _ := read[[]desk.Media](a, step)
	return m
}

// Number is the answer to a number or a rating; ok is false where there is none.
func (a Answers) Number(step string) (n int64, ok bool) { return read[int64](a, step) }

// Day is the answer to a date, "" where there is none.
func (a Answers) Day(step string) desk.Day {
	d, _ := read[desk.Day](a, step)
	return d
}

// Time is the answer to a time, in UTC; ok is false where there is none.
func (a Answers) Time(step string) (at time.Time, ok bool) {
	at, ok = read[time.Time](a, step)
	return at.UTC(), ok
}

// Unit is the answer to a unit, 0 where there is none.
func (a Answers) Unit(step string) desk.UnitID {
	u, _ := read[desk.UnitID](a, step)
	return u
}

// Point is the answer to a location that was sent as a point on the map; ok is false where there is none.
func (a Answers) Point(step string) (p chat.Location, ok bool) {
	n, err := fmt.Sscanf(a.Text(step), pointFormat, &p.Latitude, &p.Longitude)
	return p, err == nil && n == 2
}

// Confirmed reports whether the confirmation was pressed.
func (a Answers) Confirmed(step string) bool {
	yes, _ := read[bool](a, step)
	return yes
}

// Set gives an answer beforehand.
func (a Answers) Set(step string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("keep answer to %s: %w", step, err)
	}
	a[step] = raw
	return nil
}

// SetFrom gives an answer beforehand, with the messages from which it was taken, so that it follows when they are
// edited.
func (a Answers) SetFrom(step string, v any, messages ...desk.MessageID) error {
	if err := a.Set(step, v); err != nil {
		return err
	}
	var from []source
	for _, m := range messages {
		from = append(from, source{Message: m, Said: a.Text(step)})
	}
	return a.setSources(step, from)
}

// Take gives an answer beforehand that another dialog has, with the messages from which it was taken. What is empty is
// none.
func (a Answers) Take(step string, other Answers, of string) {
	if !other.Given(of) || other.Text(of) == "" && len(other.Media(of)) == 0 {
		return
	}
	a[step] = other[of]
	if from, ok := other[mark+of]; ok {
		a[mark+step] = from
	}
}

// SetFiles gives files beforehand, with the messages that carried them, the first first.
func (a Answers) SetFiles(step string, files []desk.Media, messages ...desk.MessageID) error {
	var from []source
	for i, f := range files {
		if len(messages) > 0 {
			from = append(from, source{Message: messages[min(i, len(messages)-1)], File: f.FileID})
		}
	}
	return errors.Join(a.Set(step, files), a.setSources(step, from))
}

// mark begins the names under which answers keep where they came from; no step's name holds it.
const mark = "@"

// beside reports whether the name is no answer but what is kept beside one.
func beside(name string) bool { return strings.HasPrefix(name, mark) }
