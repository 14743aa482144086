package dialog

import (
	"encoding/json"
	"slices"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Media asks for photos, videos, recordings or documents: at most 10 unless Max says otherwise.
func Media(name string) Step { return Step{name: name, q: media{}, max: 10} }

// media is a question that is answered by files.
type media struct{ basic }

func (media) kind() string { return "media" }

func (media) reads(raw json.RawMessage) bool { return readsAs[[]desk.Media](raw) }

func (media) shown(t *Talk, _ Step, raw json.RawMessage) string {
	n := len(Answers{"": raw}.Media(""))
	if n == 0 {
		return ""
	}
	return text.Plain(t.Language, "dialog.files", "n", n)
}

// takeFiles keeps files with the question that wants some, and the words that came with them.
func (a *asked) takeFiles(u chat.Update, files []desk.Media, said string) (screenNote, error) {
	target := a.step
	if !is[media](target) {
		var ok bool
		if target, ok = a.f.first(a.Talk, is[media]); !ok {
			return screenNote{key: "dialog.cannot-use"}, nil
		}
	}
	all := append(slices.Clip(a.Answers.Media(target.name)), files...)
	over := target.max > 0 && len(all) > target.max
	if over { // of an album that does not fit, what does
		files = files[:max(0, len(files)-(len(all)-target.max))]
		all = all[:target.max]
	}
	from := a.Answers.sources(target.name)
	if err := a.Answers.Set(target.name, all); err != nil {
		return screenNote{}, err
	}
	for i, m := range files {
		from = append(from, source{Message: messageOf(u, i), File: m.FileID})
	}
	if err := a.Answers.setSources(target.name, from); err != nil {
		return screenNote{}, err
	}
	a.s.forget(a.Talk, a.f, target.name)
	a.s.Stay = a.s.Stay || is[media](a.step) // more may come
	note, err := a.takeCaption(u, said)
	if over {
		note = screenNote{key: "dialog.too-many", args: []any{"max", target.max}}
	}
	return note, err
}

// takeCaption keeps the words that came with files where the dialog keeps words, or as the answer.
func (a *asked) takeCaption(u chat.Update, said string) (screenNote, error) {
	target, keeps := a.f.first(a.Talk, takesWords)
	keeps = keeps && target.given && !target.strays
	switch {
	case said != "" && is[words](a.step) && !keeps:
		return a.hear(u, said)
	case said != "":
		return a.keepWords(u, said)
	case is[media](a.step):
		return screenNote{}, nil
	case is[words](a.step) && !a.step.optional:
		return screenNote{key: "dialog.files-kept"}, nil
	}
	return screenNote{key: "dialog.files-noted"}, nil
}

// messageOf is the message of an album's n-th file, or the only one.
func messageOf(u chat.Update, n int) desk.MessageID {
	if n < len(u.Messages) {
		return u.Messages[n]
	}
	return u.Message
}

// usable drops what carries no information about a matter.
func usable(files []desk.Media) []desk.Media {
	return slices.DeleteFunc(slices.Clone(files), func(m desk.Media) bool { return m.Kind == desk.Sticker })
}
