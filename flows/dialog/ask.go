package dialog

import (
	"errors"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// screenNote is a line above the question: what was not understood, or what was kept.
type screenNote struct {
	key  string
	args []any
	anew bool // offer to begin from the start
}

// ask shows the question that is open now, keeps the session, and ends the dialog where nothing is open.
func (e *Engine) ask(tx *storage.Tx, who Who, b *book, f *Flow, note screenNote) error {
	s := b.Active
	t := &Talk{Who: who, Tx: tx, Answers: s.Answers}
	if s.refresh(t, f) && note.key == "" {
		note = screenNote{key: "dialog.no-longer"}
	}
	step, open := f.step(s.Step)
	if !open || !s.Stay || !f.asks(step, t) {
		step, open = f.open(t)
	}
	if !open {
		return e.finish(tx, who, b, f)
	}
	s.unconfirm(f)
	s.Step, s.Version = step.name, f.version
	s.Revision++
	if err := b.save(tx, who.SessionKey); err != nil {
		return err
	}
	return tx.Show(chat.Outgoing{
		Slot: Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Anew: true,
		Content: render(t, f, s, step, note),
	})
}

// finish ends the dialog and does what it was for. The dialog is gone when that is done, in one transaction.
// Where it cannot be done any more, the person is told why, on the first screen.
func (e *Engine) finish(tx *storage.Tx, who Who, b *book, f *Flow) error {
	t := &Talk{Who: who, Tx: tx, Answers: b.Active.Answers}
	b.Active = nil
	if err := b.save(tx, who.SessionKey); err != nil {
		return err
	}
	err := f.done(t)
	if refused, ok := errors.AsType[*desk.Error](err); ok {
		return e.home(tx, who, "refusal."+string(refused.Code))
	}
	return err
}

// render draws the question: a note, the question, the buttons, and the way back and out.
func render(t *Talk, f *Flow, s *session, step Step, note screenNote) chat.Content {
	var args []any
	if step.with != nil {
		args = step.with(t)
	}
	body := text.Say(t.Language, f.key(step), args...)
	if note.key != "" {
		body = text.Say(t.Language, note.key, note.args...) + "\n\n" + body
	}
	if kept := keptLine(t, step); kept != "" {
		body += "\n\n" + kept
	}
	return chat.Content{Text: body, Buttons: append(stepButtons(t, s, step), f.navigation(t.Language, s, note)...)}
}

func keptLine(t *Talk, step Step) string {
	switch {
	case step.kind == words && t.Answers.Text(step.name) != "":
		return text.Say(t.Language, "dialog.kept-text", "text", shorten(t.Answers.Text(step.name)))
	case step.kind == media && len(t.Answers.Media(step.name)) > 0:
		return text.Say(t.Language, "dialog.kept-media", "n", len(t.Answers.Media(step.name)))
	}
	return ""
}

// shownText is how much of what a person wrote a screen shows again, in characters.
const shownText = 500

func shorten(s string) string {
	if r := []rune(s); len(r) > shownText {
		return string(r[:shownText]) + " …"
	}
	return s
}

func stepButtons(t *Talk, s *session, step Step) [][]chat.Button {
	button := func(a act, arg, label string, style chat.Style) chat.Button {
		return chat.Button{Text: label, Data: s.press(a, arg), Style: style}
	}
	switch step.kind {
	case choice:
		return choiceButtons(t, s, step)
	case confirm:
		return [][]chat.Button{{button(actPick, "yes", text.Plain(t.Language, "dialog.confirm"), chat.Primary)}}
	case words, media:
		switch {
		case t.Answers.Text(step.name) != "" || len(t.Answers.Media(step.name)) > 0:
			return [][]chat.Button{{button(actNext, "", text.Plain(t.Language, "dialog.next"), chat.Primary)}}
		case step.optional:
			return [][]chat.Button{{button(actNext, "", text.Plain(t.Language, "dialog.skip"), chat.Plain)}}
		}
	}
	return nil
}

func choiceButtons(t *Talk, s *session, step Step) [][]chat.Button {
	var rows [][]chat.Button
	chosen := t.Answers.Text(step.name)
	for i, o := range step.options(t) {
		label := o.Label
		if chosen != "" && o.Value == chosen {
			label = "✓ " + label
		}
		b := chat.Button{Text: label, Data: s.press(actPick, o.Value)}
		if i%2 == 0 || step.wide {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	if step.optional {
		rows = append(rows, []chat.Button{{Text: text.Plain(t.Language, "dialog.skip"), Data: s.press(actNext, "")}})
	}
	return rows
}

// navigation is the way back and out, on every screen. What leaving does not undo is not cancelled by it.
func (f *Flow) navigation(l desk.Language, s *session, note screenNote) [][]chat.Button {
	out := "dialog.cancel"
	if f.left != nil {
		out = "dialog.leave"
	}
	row := []chat.Button{
		{Text: text.Plain(l, "dialog.back"), Data: s.press(actBack, "")},
		{Text: text.Plain(l, out), Data: s.press(actCancel, "")},
	}
	if note.anew {
		return [][]chat.Button{{{Text: text.Plain(l, "dialog.anew"), Data: s.press(actAnew, "")}}, row}
	}
	return [][]chat.Button{row}
}

func resumeButton(l desk.Language, s *session) chat.Button {
	title := text.Plain(l, s.Flow+".title")
	return chat.Button{Text: text.Plain(l, "dialog.resume", "title", title), Data: s.press(actResume, "")}
}

func (s *session) press(a act, arg string) string {
	return press{instance: s.Instance, revision: s.Revision, act: a, arg: arg}.String()
}
