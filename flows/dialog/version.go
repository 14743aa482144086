package dialog

import (
	"errors"
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"

	"frontdesk/storage"
)

// Migrate says how the answers of an older version are carried into the next: one for each version before this.
// It changes the answers in place. What it leaves that no longer reads is asked again.
func (f *Flow) Migrate(from int, fn func(Answers) error) *Flow {
	f.migrations[from] = fn
	return f
}

// Version is the version of the declaration.
func (f *Flow) Version() int { return f.version }

// Print tells a declaration from another: the names of its steps, their kinds, and what they depend on.
func (f *Flow) Print() string {
	h := fnv.New64a()
	for _, s := range f.steps {
		line := []string{s.name, s.q.kind(), strconv.FormatBool(s.given), strings.Join(s.after, " ")}
		_, _ = h.Write([]byte(strings.Join(line, "\t") + "\n")) // never fails
	}
	return strconv.FormatUint(h.Sum64(), 16)
}

// follows reports why the dialog cannot take over from one of the given version and fingerprint, nil where it can.
func (f *Flow) follows(version int, fingerprint string) error {
	switch {
	case f.version < version:
		return fmt.Errorf("dialog %s: version %d is older than %d, by which the database was served", f.name, f.version, version)
	case f.version == version && f.Print() != fingerprint:
		return fmt.Errorf("dialog %s: its steps have changed: raise version %d, and say how answers are carried on", f.name, version)
	}
	for v := version; v < f.version; v++ {
		if f.migrations[v] == nil {
			return fmt.Errorf("dialog %s: no migration from version %d", f.name, v)
		}
	}
	return nil
}

// Compare reports which dialogs cannot take over from those by which the database was last served: they would
// lose answers.
func (e *Engine) Compare(r *storage.Reader) error {
	var faults []error
	for _, f := range e.Flows() {
		if version, fingerprint, ok := r.DialogDeclared(f.name); ok {
			faults = append(faults, f.follows(version, fingerprint))
		}
	}
	return errors.Join(faults...)
}

// Declare compares the dialogs with those by which the database was last served, refuses what would lose answers,
// and notes them.
func (e *Engine) Declare(tx *storage.Tx) error {
	if err := e.Compare(&tx.Reader); err != nil {
		return fmt.Errorf("declare dialogs: %w", err)
	}
	for _, f := range e.Flows() {
		version, fingerprint, ok := tx.DialogDeclared(f.name)
		if ok && version == f.version && fingerprint == f.Print() {
			continue
		}
		if err := tx.PutDialogDeclared(f.name, f.version, f.Print()); err != nil {
			return fmt.Errorf("declare dialog %s: %w", f.name, err)
		}
	}
	return nil
}

// upgrade carries a dialog that was begun in an older version into this one. Answers that no longer read are
// asked again.
func (s *session) upgrade(t *Talk, f *Flow) error {
	if s.Version >= f.version {
		return nil
	}
	carried := maps.Clone(s.Answers)
	for v := s.Version; v < f.version; v++ {
		migrate := f.migrations[v]
		if migrate == nil { // the database was never served by that version
			continue
		}
		if err := migrate(carried); err != nil {
			return fmt.Errorf("carry dialog %s from version %d: %w", f.name, v, err)
		}
	}
	s.Answers, s.Version, s.View = carried, f.version, view{}
	t.Answers = carried
	for _, step := range f.all(t) {
		if s.Answers.Given(step.name) && !step.q.reads(s.Answers[step.name]) {
			delete(s.Answers, step.name)
		}
	}
	return nil
}

// Flows are the dialogs, in order of name.
func (e *Engine) Flows() []*Flow {
	return slices.SortedFunc(maps.Values(e.flows), func(a, b *Flow) int { return strings.Compare(a.name, b.name) })
}
