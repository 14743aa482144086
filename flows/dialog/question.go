package dialog

import (
	"encoding/json"
	"fmt"
	"time"

	"frontdesk/storage/chat"
)

// question is what one kind of step can do. What it gives depends on the answers, the moment and the records
// alone: it keeps nothing.
type question interface {
	// kind names it in the record of declarations.
	kind() string
	// rows are the buttons that answer it.
	rows(a *asked) [][]chat.Button
	// pressed reads what one of its buttons carries.
	pressed(a *asked, arg string) reply
	// said reads what was typed.
	said(a *asked, words string) reply
	// reads reports whether what is kept is an answer of this kind.
	reads(raw json.RawMessage) bool
	// shown is an answer as people read it, "" where nothing need be said.
	shown(t *Talk, s Step, raw json.RawMessage) string
}

// takesSent is a question that takes something other than words and files: a point on the map, a number that is
// shared.
type takesSent interface {
	// sent reads it; ok is false where it is not what the question takes.
	sent(a *asked, u chat.Update) (r reply, ok bool)
}

// runsOut is a question that may have nothing to choose from.
type runsOut interface {
	none(a *asked) bool
}

// asked is a question as it stands before a person.
type asked struct {
	*Talk
	f    *Flow
	s    *session
	step Step
}

// button is a button of the question's screen.
func (a *asked) button(what act, arg, label string) chat.Button {
	return chat.Button{Text: label, Data: a.s.press(what, arg)}
}

// reply is what came of a press or of words.
type reply struct {
	// raw is the answer, nil where there is none yet.
	raw json.RawMessage
	// view is where in the question the person goes on, nil to stay there.
	view *view
	note screenNote
	// at is the moment that was said where a day is asked for, zero where none was.
	at time.Time
	// words says that what was typed is no answer: the dialog keeps it where it has a description.
	words bool
}

// answer is a reply that answers the question.
func answer(v any) reply {
	raw, err := json.Marshal(v)
	if err != nil { // texts, numbers and moments always encode
		return reply{note: screenNote{key: "dialog.cannot-use"}}
	}
	return reply{raw: raw}
}

// refuse is a reply that says why it is no answer.
func refuse(key string, args ...any) reply { return reply{note: screenNote{key: key, args: args}} }

// view is where somebody is within a question that has more to show than a screen: a page, a place, what they look
// for.
type view struct {
	Page int    `json:"p,omitempty"`
	At   string `json:"a,omitempty"`
	Find string `json:"f,omitempty"`
}

// basic is what most questions do.
type basic struct{}

func (basic) rows(*asked) [][]chat.Button { return nil }

func (basic) pressed(*asked, string) reply { return refuse("dialog.use-buttons") }

func (basic) said(*asked, string) reply { return reply{words: true} }

func (basic) shown(*Talk, Step, json.RawMessage) string { return "" }

// readsAs reports whether raw decodes as T.
func readsAs[T any](raw json.RawMessage) bool {
	var v T
	return json.Unmarshal(raw, &v) == nil
}

// showText is how a question that is answered in words shows them.
func showText(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil { // shown as nothing; it is asked anew
		return ""
	}
	return shorten(s)
}

func showNumber(raw json.RawMessage) string {
	var n int64
	if json.Unmarshal(raw, &n) != nil { // shown as nothing; it is asked anew
		return ""
	}
	return fmt.Sprint(n)
}
