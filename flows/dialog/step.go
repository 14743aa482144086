package dialog

import "time"

// Step is one question.
type Step struct {
	name string
	// key is the text that asks it; "" stands for the flow's name and the step's.
	key string
	// short is what the question is called, "" for the text of its key with -name.
	short    string
	q        question
	when     func(*Talk) bool
	with     func(*Talk) []any
	after    []string
	holds    func(*Talk) bool
	max      int
	optional bool
	given    bool
	wide     bool
	unlisted bool
	search   bool
	place    bool
	strays   bool
	anew     bool
	lasting  time.Duration
	skip     string
	first    func(*Talk) bool
	like     func(t *Talk, said string) []string
	// fields are the questions of a form, which stand in its place.
	fields func(*Talk) []Field
}

// Confirm shows what was gathered and asks whether it is right. It comes last. From it any answer can be changed
// alone. Its text may use {answers}, which lists them all, each under its short name.
func Confirm(name string, with func(*Talk) []any) Step {
	return Step{name: name, q: confirmation{}, with: with}
}

// When asks the question only where the condition holds. It must depend on the answers and the moment alone.
func (s Step) When(cond func(*Talk) bool) Step {
	s.when = cond
	return s
}

// First asks the question before all others where the condition holds. It must hold for the whole of a dialog or never:
// it depends on what was given beforehand alone.
func (s Step) First(cond func(*Talk) bool) Step {
	s.first = cond
	return s
}

// Like finds the options of a choice that words may mean in which no label is found: their values, the likeliest first.
func (s Step) Like(meant func(t *Talk, said string) []string) Step {
	s.like = meant
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

// Anew asks again what depends on the answer where the person comes from the summary to change it, also where they
// choose the same.
func (s Step) Anew() Step {
	s.anew = true
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

// Skips lets the question be skipped by a button that says so in its own words: the key of its label.
func (s Step) Skips(key string) Step {
	s.optional, s.skip = true, key
	return s
}

// While forgets the answer, and asks anew, once it no longer holds: what was chosen is not offered any more. It stands
// in the place of what the kind of question asks of an answer by itself.
func (s Step) While(holds func(*Talk) bool) Step {
	s.holds = holds
	return s
}

// Given never asks: the answer is there beforehand, and takes what is sent besides; words, with TakesStray, only where
// they are no attempt at what is asked.
func (s Step) Given() Step {
	s.given = true
	return s
}

// Wide gives each option a row of its own, for labels that do not fit beside another.
func (s Step) Wide() Step {
	s.wide = true
	return s
}

// Unlisted leaves the answer out of the list of answers on the summary, which says it in another way. It can be changed
// there as any other.
func (s Step) Unlisted() Step {
	s.unlisted = true
	return s
}

// TakesStray lets a text take words that were written at another question, where they are no attempt at that one.
func (s Step) TakesStray() Step {
	s.strays = true
	return s
}

// Search lets the options of a choice be found by typing a part of their label.
func (s Step) Search() Step {
	s.search = true
	return s
}

// OrPlace lets a text be answered by a point on the map, too.
func (s Step) OrPlace() Step {
	s.place = true
	return s
}

// Lasting shows with each moment of a time until when it lasts.
func (s Step) Lasting(d time.Duration) Step {
	s.lasting = d
	return s
}

// is reports whether the step is of a kind.
func is[T question](s Step) bool {
	_, ok := s.q.(T)
	return ok
}
