package dialog

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"frontdesk/storage"
	"frontdesk/storage/chat"
)

// Edited corrects the answer that an edited message gave, where its dialog still runs, and shows the screen
// again; ok is false where the message gave none.
func (e *Engine) Edited(tx *storage.Tx, who Who, u chat.Update) (ok bool, err error) {
	b, err := e.open(tx, who)
	if err != nil {
		return false, err
	}
	for _, s := range b.sessions() {
		f, known := e.flows[s.Flow]
		if !known || len(s.Answers.sourcesOf(u)) == 0 {
			continue
		}
		a := &asked{Talk: e.talk(tx, who, s), f: f, s: s}
		before := maps.Clone(s.Answers)
		note, err := a.correct(u)
		if err != nil {
			return true, err
		}
		if maps.EqualFunc(before, s.Answers, func(x, y json.RawMessage) bool { return string(x) == string(y) }) && note.key == "" {
			return true, nil
		}
		if err := a.noteChanges(before); err != nil {
			return true, err
		}
		if s == b.Active {
			return true, e.ask(tx, who, b, f, note)
		}
		return true, e.save(tx, who, b)
	}
	return false, nil
}

// from is a message's part in the answer to a step.
type from struct {
	step string
	source
}

// sourcesOf are the message's parts in the answers, in order of the steps' names.
func (a Answers) sourcesOf(u chat.Update) []from {
	var parts []from
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if !beside(name) {
			continue
		}
		step := strings.TrimPrefix(name, mark)
		for _, s := range a.sources(step) {
			if s.Message == u.Message {
				parts = append(parts, from{step, s})
			}
		}
	}
	return parts
}

// correct puts what an edited message says now in the place of what it said.
func (a *asked) correct(u chat.Update) (screenNote, error) {
	var note screenNote
	for _, part := range a.Answers.sourcesOf(u) {
		step, ok := a.f.step(a.Talk, part.step)
		if !ok {
			continue
		}
		a.step = step
		one, err := a.correctPart(u, part)
		if err != nil {
			return note, err
		}
		if one.key != "" {
			note = one
		}
	}
	return note, nil
}

func (a *asked) correctPart(u chat.Update, part from) (screenNote, error) {
	said := Clean(u.Text)
	switch {
	case part.File != "":
		return screenNote{}, a.correctFile(u, part)
	case said == "" || said == part.Said:
		return screenNote{}, nil
	case is[words](a.step):
		return a.correctWords(u, part, said)
	}
	r := a.step.q.said(a, said)
	if r.raw == nil {
		return r.note, nil
	}
	a.s.answer(a.Talk, a.f, a.step, r.raw)
	return screenNote{key: "dialog.corrected"}, a.Answers.setSources(a.step.name, []source{{Message: u.Message, Said: a.Answers.Text(a.step.name)}})
}

// correctWords changes the message's part of what was said in several.
func (a *asked) correctWords(u chat.Update, part from, said string) (screenNote, error) {
	name := a.step.name
	whole := strings.Replace(a.Answers.Text(name), part.Said, said, 1)
	if n := utf8.RuneCountInString(whole); a.step.max > 0 && n > a.step.max {
		return screenNote{key: "dialog.too-long", args: []any{"max", a.step.max, "n", n}}, nil
	}
	raw, err := json.Marshal(whole)
	if err != nil {
		return screenNote{}, err
	}
	sources := a.Answers.sources(name)
	a.s.answer(a.Talk, a.f, a.step, raw)
	for i := range sources {
		if sources[i].Message == u.Message && sources[i].Said == part.Said {
			sources[i].Said = said
		}
	}
	return screenNote{key: "dialog.corrected"}, a.Answers.setSources(name, sources)
}

// correctFile puts the file that the message carries now in the place of the one that it carried.
func (a *asked) correctFile(u chat.Update, part from) error {
	if len(u.Media) != 1 || u.Media[0].FileID == part.File {
		return nil
	}
	name := a.step.name
	files, sources := a.Answers.Media(name), a.Answers.sources(name)
	for i := range files {
		if files[i].FileID == part.File {
			files[i] = u.Media[0]
		}
	}
	for i := range sources {
		if sources[i].Message == u.Message && sources[i].File == part.File {
			sources[i].File = u.Media[0].FileID
		}
	}
	if err := a.Answers.Set(name, files); err != nil {
		return err
	}
	return a.Answers.setSources(name, sources)
}
