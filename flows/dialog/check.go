package dialog

import (
	"errors"
	"fmt"
	"regexp"
	"slices"

	"frontdesk/flows/text"
)

// stepName is what a step may be called: it goes into callback data and text keys.
var stepName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,29}$`)

// Check reports what is wrong with the declaration: a step named twice, or never reached, a missing text, no
// ending, a version from which nothing is carried into the next.
func (f *Flow) Check() error {
	var faults []error
	fault := func(format string, args ...any) {
		faults = append(faults, fmt.Errorf("dialog "+f.name+": "+format, args...))
	}
	if f.done == nil {
		fault("nothing is done at its end")
	}
	if !text.Has(f.name + ".title") {
		fault("no text %s.title", f.name)
	}
	for v := 1; v < f.version; v++ {
		if f.migrations[v] == nil {
			fault("no migration from version %d", v)
		}
	}
	known := map[string]bool{}
	for i, s := range f.steps {
		f.checkStep(s, known, fault)
		known[s.name] = true
		if is[confirmation](s) && s.when == nil && i != len(f.steps)-1 {
			fault("%s is confirmed before %s is asked", s.name, f.steps[i+1].name)
		}
	}
	return errors.Join(faults...)
}

func (f *Flow) checkStep(s Step, before map[string]bool, fault func(string, ...any)) {
	if !stepName.MatchString(s.name) {
		fault("a step is named %q: want at most 30 small letters, digits and dashes", s.name)
	}
	if before[s.name] {
		fault("two steps are named %s", s.name)
	}
	if !s.given && s.fields == nil && !text.Has(f.key(s)) {
		fault("no text %s", f.key(s))
	}
	for _, d := range s.after {
		if !before[d] {
			fault("%s comes after %s, which is not before it", s.name, d)
		}
	}
}

// Unnamed are the texts that are missing by which the summary calls the questions: where there is none, it cuts
// the question short.
func (f *Flow) Unnamed() []string {
	if !slices.ContainsFunc(f.steps, is[confirmation]) {
		return nil
	}
	var missing []string
	for _, s := range f.steps {
		if key := f.key(s) + "-name"; !s.given && s.fields == nil && !is[confirmation](s) && !text.Has(key) {
			missing = append(missing, key)
		}
	}
	return missing
}
