package dialog

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Flow is one declared dialog. Its texts stand in the area of its name: the title under "title", each question
// under the step's name, and a question's short name, by which the summary and its changes call it, under the
// step's name with -name.
type Flow struct {
	name    string
	version int
	steps   []Step
	each    func(*Talk, string) error
	done    func(*Talk) error
	left    func(*Talk) error
	instead func(*Talk) error
	holds   func(*Talk) bool
	beside  func(*Talk) [][]chat.Button
	// urged is after how long the question itself is asked once more, in place of reminders; 0: it is not.
	urged time.Duration
	// fleeting begins anew each time.
	fleeting bool
	sample   func(*Talk)
	// migrations carry the answers of a version into the next.
	migrations map[int]func(Answers) error
}

// New declares a dialog. The version is raised when its steps change, and a migration declared from each one
// before; answers are kept by name.
func New(name string, version int, steps ...Step) *Flow {
	return &Flow{name: name, version: version, steps: steps, migrations: map[int]func(Answers) error{}}
}

// Done says what is done once the last question is answered. It runs in the transaction of that answer.
func (f *Flow) Done(fn func(*Talk) error) *Flow {
	f.done = fn
	return f
}

// Each says what is done with every answer as soon as it is given, beside keeping it.
func (f *Flow) Each(fn func(t *Talk, step string) error) *Flow {
	f.each = fn
	return f
}

// Left says what is shown when the person cancels, where that does not undo what the dialog has caused. Nobody is
// reminded of such a dialog.
func (f *Flow) Left(fn func(*Talk) error) *Flow {
	f.left = fn
	return f
}

// Instead says what is done when the person cancels, where what was said in it must go on to somewhere else.
func (f *Flow) Instead(fn func(*Talk) error) *Flow {
	f.instead = fn
	return f
}

// While ends the dialog where it no longer holds: nothing more is asked, done says why, and nobody is reminded of it.
func (f *Flow) While(holds func(*Talk) bool) *Flow {
	f.holds = holds
	return f
}

// Beside puts buttons under each question that lead elsewhere.
func (f *Flow) Beside(fn func(*Talk) [][]chat.Button) *Flow {
	f.beside = fn
	return f
}

// Fleeting begins the dialog anew each time: nobody is reminded of it, or offered to go on with it, and its screen can be
// pressed for as long as it stands, whatever was asked since.
func (f *Flow) Fleeting() *Flow {
	f.fleeting = true
	return f
}

// Urge asks the question itself once more, in a message of its own, where it has stood without an answer for so long.
// That takes the place of the reminders.
func (f *Flow) Urge(after time.Duration) *Flow {
	f.urged = after
	return f
}

// goes reports whether there is still a reason to ask.
func (f *Flow) goes(t *Talk) bool { return f.holds == nil || f.holds(t) }

// Sample gives answers with which previews show the dialog.
func (f *Flow) Sample(fn func(*Talk)) *Flow {
	f.sample = fn
	return f
}

// Name is the flow's name, which is also the area of its texts.
func (f *Flow) Name() string { return f.name }

// Title is what the dialog is called.
func (f *Flow) Title(l desk.Language) string { return text.Plain(l, f.name+".title") }

// key is the text that asks a step.
func (f *Flow) key(s Step) string {
	if s.key != "" {
		return s.key
	}
	return f.name + "." + s.name
}

// short is what a question is called in a word or two: its short name, or where it has none, how it begins.
func (f *Flow) short(t *Talk, s Step) string {
	if s.short != "" {
		return s.short
	}
	if key := f.key(s) + "-name"; text.Has(key) {
		return text.Plain(t.Language, key)
	}
	line, _, _ := strings.Cut(text.Plain(t.Language, f.key(s)), "\n")
	r := []rune(strings.TrimRight(strings.TrimSpace(html.UnescapeString(tags.ReplaceAllString(line, ""))), "?？:：")) // an answer follows
	if len(r) > maxShort {
		return strings.TrimSpace(string(r[:maxShort-1])) + "…"
	}
	return string(r)
}

// maxShort is how much of a question stands for it, in characters.
const maxShort = 24

var tags = regexp.MustCompile(`<[^>]*>`)

// all are the steps in the order in which they are asked, a form's in its place.
func (f *Flow) all(t *Talk) []Step {
	if !slices.ContainsFunc(f.steps, func(s Step) bool { return s.fields != nil || s.first != nil }) {
		return f.steps
	}
	var first, steps []Step
	for _, s := range f.steps {
		switch {
		case s.fields != nil:
			steps = append(steps, s.expand(t)...)
		case s.first != nil && s.first(t):
			first = append(first, s)
		default:
			steps = append(steps, s)
		}
	}
	return append(first, steps...)
}

// declared is a step as it was declared, forms included.
func (f *Flow) declared(name string) (Step, bool) { return named(f.steps, name) }

func (f *Flow) step(t *Talk, name string) (Step, bool) { return named(f.all(t), name) }

func named(steps []Step, name string) (Step, bool) {
	for _, s := range steps {
		if s.name == name {
			return s, true
		}
	}
	return Step{}, false
}

// note does what the flow does with every answer.
func (f *Flow) note(t *Talk, step string) error {
	if f.each == nil {
		return nil
	}
	return f.each(t, step)
}

// open is the first step that still needs an answer; ok is false where none does.
func (f *Flow) open(t *Talk) (Step, bool) {
	for _, s := range f.all(t) {
		if !t.Answers.Has(s.name) && f.asks(s, t) {
			return s, true
		}
	}
	return Step{}, false
}

func (f *Flow) asks(s Step, t *Talk) bool { return !s.given && (s.when == nil || s.when(t)) }

// before is the question before the named one; ok is false at the first.
func (f *Flow) before(t *Talk, name string) (step string, ok bool) {
	for _, s := range f.all(t) {
		if s.name == name {
			break
		}
		if f.asks(s, t) && t.Answers.Has(s.name) {
			step, ok = s.name, true
		}
	}
	return step, ok
}

// first is the first step of the kind that asks for it.
func (f *Flow) first(t *Talk, kind func(Step) bool) (Step, bool) {
	for _, s := range f.all(t) {
		if kind(s) && (s.when == nil || s.when(t)) {
			return s, true
		}
	}
	return Step{}, false
}
