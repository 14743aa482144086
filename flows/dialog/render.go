package dialog

import (
	"cmp"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// render draws the question: a note, the question, the buttons, and the way back and out.
func (a *asked) render(note screenNote) chat.Content {
	c := chat.Content{}
	if a.s.Listing {
		c = a.changes()
	} else {
		c.Text, c.Buttons = a.question(), append(a.step.q.rows(a), a.going()...)
	}
	if lines := note.say(a.Language); lines != "" {
		c.Text = lines + "\n\n" + c.Text
	}
	if a.Group() {
		c.Text = a.addressed(c.Text)
	}
	if a.f.beside != nil {
		c.Buttons = append(c.Buttons, a.f.beside(a.Talk)...)
	}
	c.Buttons = append(c.Buttons, a.navigation(note)...)
	return c
}

func (n *screenNote) say(l desk.Language) string {
	switch {
	case n == nil:
		return ""
	case n.key == "":
		return n.said
	}
	return strings.TrimSpace(text.Say(l, n.key, n.args...) + "\n" + n.and.say(l))
}

// question is what is asked, and the answer that there is.
func (a *asked) question() string {
	var args []any
	if a.step.with != nil {
		args = a.step.with(a.Talk)
	}
	if is[confirmation](a.step) {
		args = append(args, "answers", a.summary())
	}
	body := text.Say(a.Language, a.f.key(a.step), args...)
	if q, ok := a.step.q.(runsOut); ok && q.none(a) {
		body += "\n\n" + text.Say(a.Language, "dialog.none-free")
	}
	if kept := a.kept(); kept != "" {
		body += "\n\n" + kept
	}
	return body
}

func (a *asked) kept() string {
	if !a.Answers.Given(a.step.name) {
		return ""
	}
	switch a.step.q.(type) {
	case words:
		if said := a.Answers.Text(a.step.name); said != "" {
			return text.Say(a.Language, "dialog.kept-text", "text", shorten(said))
		}
	case media:
		if n := len(a.Answers.Media(a.step.name)); n > 0 {
			return text.Say(a.Language, "dialog.kept-media", "n", n)
		}
	case choice, rating, confirmation, pastDay: // a tick stands at the answer
	default:
		if shown := a.step.q.shown(a.Talk, a.step, a.Answers[a.step.name]); shown != "" {
			return text.Say(a.Language, "dialog.kept", "answer", shown)
		}
	}
	return ""
}

// going are the buttons that go on with the answer that there is, or without one.
func (a *asked) going() [][]chat.Button {
	next := func(key string, style chat.Style) [][]chat.Button {
		b := a.button(actNext, "", text.Plain(a.Language, key))
		b.Style = style
		return [][]chat.Button{{b}}
	}
	switch {
	case a.kept() != "":
		return next("dialog.next", chat.Primary)
	case a.step.optional:
		return next(cmp.Or(a.step.skip, "dialog.skip"), chat.Plain)
	}
	return nil
}

// navigation is the way back and out, on every screen. What leaving does not undo is not cancelled by it.
func (a *asked) navigation(note screenNote) [][]chat.Button {
	out := "dialog.cancel"
	if a.f.left != nil {
		out = "dialog.leave"
	}
	row := []chat.Button{
		a.button(actBack, "", text.Plain(a.Language, "dialog.back")),
		a.button(actCancel, "", text.Plain(a.Language, out)),
	}
	if note.anew {
		return [][]chat.Button{{a.button(actAnew, "", text.Plain(a.Language, "dialog.anew"))}, row}
	}
	return [][]chat.Button{row}
}

func resumeButton(l desk.Language, f *Flow, s *session) chat.Button {
	return chat.Button{Text: text.Plain(l, "dialog.resume", "title", f.Title(l)), Data: s.press(actResume, "")}
}
