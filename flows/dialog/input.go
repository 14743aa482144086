package dialog

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Input takes what a person wrote or sent as an answer to the question that is open; ok is false where none is
// asked. What does not answer the question is kept where the dialog can use it, and the person is told.
func (e *Engine) Input(tx *storage.Tx, who Who, u chat.Update) (ok bool, err error) {
	b, err := load(&tx.Reader, who.SessionKey)
	if err != nil || b.Active == nil {
		return false, err
	}
	f, known := e.flows[b.Active.Flow]
	if !known {
		return false, nil
	}
	s := b.Active
	t := &Talk{Who: who, Tx: tx, Answers: s.Answers}
	step, known := f.step(s.Step)
	if !known {
		return true, e.ask(tx, who, b, f, screenNote{})
	}
	before := maps.Clone(s.Answers)
	note, err := s.take(t, f, step, u)
	if err != nil {
		return true, err
	}
	for _, st := range f.steps {
		if string(before[st.name]) != string(s.Answers[st.name]) {
			if err := f.note(t, st.name); err != nil {
				return true, err
			}
		}
	}
	return true, e.ask(tx, who, b, f, note)
}

// take works out what the input answers: the question itself, or another one that wants its kind.
func (s *session) take(t *Talk, f *Flow, step Step, u chat.Update) (screenNote, error) {
	said := strings.TrimSpace(u.Text)
	files := usable(u.Media)
	switch {
	case len(files) > 0:
		return s.takeFiles(t, f, step, files, said)
	case u.Location != nil && step.place:
		raw, err := json.Marshal(fmt.Sprintf("%.5f, %.5f", u.Location.Latitude, u.Location.Longitude))
		s.Stay = false
		s.answer(f, step, raw)
		return screenNote{}, err
	case said == "":
		return screenNote{key: "dialog.cannot-use"}, nil
	}
	switch step.kind {
	case words:
		return s.takeWords(f, step, said)
	case choice:
		if raw, ok := s.named(t, step, said); ok {
			s.Stay = false
			s.answer(f, step, raw)
			return screenNote{}, nil
		}
	}
	return s.keepWords(t, f, said)
}

func (s *session) takeWords(f *Flow, step Step, said string) (screenNote, error) {
	if n := utf8.RuneCountInString(said); step.max > 0 && n > step.max {
		return screenNote{key: "dialog.too-long", args: []any{"max", step.max, "n", n}}, nil
	}
	raw, err := json.Marshal(said)
	if err != nil {
		return screenNote{}, fmt.Errorf("keep answer to %s: %w", step.name, err)
	}
	s.Stay = false
	s.answer(f, step, raw)
	return screenNote{}, nil
}

// named finds the option that was typed instead of pressed.
func (s *session) named(t *Talk, step Step, said string) (json.RawMessage, bool) {
	for _, o := range step.options(t) {
		if strings.EqualFold(o.Label, said) || strings.EqualFold(letters(o.Label), letters(said)) {
			raw, err := json.Marshal(o.Value)
			return raw, err == nil
		}
	}
	return nil, false
}

// letters drops what an eye passes over: signs before a label, and spaces.
func letters(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool { return r > 0x2000 && r < 0x2E80 || r > 0x1F000 || r == ' ' })
}

// keepWords keeps words that do not answer the question as part of the dialog's description, if it has one.
func (s *session) keepWords(t *Talk, f *Flow, said string) (screenNote, error) {
	target, ok := f.first(words, t)
	if !ok {
		return screenNote{key: "dialog.use-buttons"}, nil
	}
	whole := said
	if before := t.Answers.Text(target.name); before != "" {
		whole = before + "\n" + said
	}
	if n := utf8.RuneCountInString(whole); target.max > 0 && n > target.max {
		return screenNote{key: "dialog.too-long", args: []any{"max", target.max, "n", n}}, nil
	}
	raw, err := json.Marshal(whole)
	if err != nil {
		return screenNote{}, fmt.Errorf("keep answer to %s: %w", target.name, err)
	}
	s.answer(f, target, raw)
	return screenNote{key: "dialog.words-kept", args: []any{"text", shorten(said)}}, nil
}

// takeFiles keeps files with the question that wants some, and the words that came with them.
func (s *session) takeFiles(t *Talk, f *Flow, step Step, files []desk.Media, said string) (screenNote, error) {
	target := step
	if step.kind != media {
		var ok bool
		if target, ok = f.first(media, t); !ok {
			return screenNote{key: "dialog.cannot-use"}, nil
		}
	}
	all := append(slices.Clip(t.Answers.Media(target.name)), files...)
	if target.max > 0 && len(all) > target.max {
		return screenNote{key: "dialog.too-many", args: []any{"max", target.max}}, nil
	}
	raw, err := json.Marshal(all)
	if err != nil {
		return screenNote{}, fmt.Errorf("keep answer to %s: %w", target.name, err)
	}
	s.answer(f, target, raw)
	s.Stay = s.Stay || step.kind == media // more may come, in an album or after it
	return s.takeCaption(t, f, step, said)
}

func (s *session) takeCaption(t *Talk, f *Flow, step Step, said string) (screenNote, error) {
	switch {
	case said != "" && step.kind == words:
		return s.takeWords(f, step, said)
	case said != "":
		return s.keepWords(t, f, said)
	case step.kind == media:
		return screenNote{}, nil
	}
	if step.kind == words {
		return screenNote{key: "dialog.files-kept"}, nil
	}
	return screenNote{key: "dialog.files-noted"}, nil
}

// usable drops what carries no information about a matter.
func usable(files []desk.Media) []desk.Media {
	return slices.DeleteFunc(slices.Clone(files), func(m desk.Media) bool { return m.Kind == desk.Sticker })
}
