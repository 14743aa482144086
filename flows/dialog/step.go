package dialog

type kind int

const (
	choice kind = iota
	words
	media
	confirm
)

// Step is one question.
type Step struct {
	name     string
	kind     kind
	options  func(*Talk) []Option
	when     func(*Talk) bool
	with     func(*Talk) []any
	after    []string
	holds    func(*Talk) bool
	max      int
	optional bool
	place    bool
	given    bool
	wide     bool
}

// Option is one answer that a button gives.
type Option struct {
	Value string // kept; callback data carries it, so it is short and holds nothing private
	Label string // on the button
}

// Choice asks to press one of several buttons: at most 8, in rows of two.
func Choice(name string, options func(*Talk) []Option) Step {
	return Step{name: name, kind: choice, options: options}
}

// Text asks for words.
func Text(name string) Step { return Step{name: name, kind: words} }

// Media asks for photos, videos, recordings or documents.
func Media(name string) Step { return Step{name: name, kind: media, max: 10} }

// Confirm shows what was gathered and asks whether it is right. It comes last.
func Confirm(name string, with func(*Talk) []any) Step {
	return Step{name: name, kind: confirm, with: with}
}

// When asks the question only where the condition holds. It must depend on the answers and the moment alone.
func (s Step) When(cond func(*Talk) bool) Step {
	s.when = cond
	return s
}

// With fills in the question's placeholders, as pairs of name and value.
func (s Step) With(args func(*Talk) []any) Step {
	s.with = args
	return s
}

// After forgets the answer when one of the named answers changes, because it depended on it.
func (s Step) After(names ...string) Step {
	s.after = names
	return s
}

// Max is the most that is taken: characters of a text, or files.
func (s Step) Max(n int) Step {
	s.max = n
	return s
}

// Optional lets the question be skipped.
func (s Step) Optional() Step {
	s.optional = true
	return s
}

// While forgets the answer, and asks anew, once it no longer holds: a time that was chosen has passed.
func (s Step) While(holds func(*Talk) bool) Step {
	s.holds = holds
	return s
}

// Given never asks: the answer is there beforehand, and takes what is sent besides.
func (s Step) Given() Step {
	s.given = true
	return s
}

// Wide gives each option a row of its own, for labels that do not fit beside another.
func (s Step) Wide() Step {
	s.wide = true
	return s
}

// OrPlace lets a text be answered by a point on the map, too.
func (s Step) OrPlace() Step {
	s.place = true
	return s
}
