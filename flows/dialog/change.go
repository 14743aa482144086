package dialog

import (
	"slices"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
)

// changeable are the questions that were answered or skipped, and can be asked again from the summary.
func (a *asked) changeable() []Step {
	return slices.DeleteFunc(slices.Clone(a.f.all(a.Talk)), func(s Step) bool {
		return is[confirmation](s) || !a.f.asks(s, a.Talk) || !a.Answers.Has(s.name)
	})
}

// changes is the list of answers, of which one is to be changed.
func (a *asked) changes() chat.Content {
	steps := a.changeable()
	from, until := a.page(len(steps))
	var buttons []chat.Button
	for _, s := range steps[from:until] {
		buttons = append(buttons, a.button(actEdit, token(s.name), Label(a.f.short(a.Talk, s))))
	}
	rows := inRows(buttons, 2)
	if turn := a.turning(len(steps)); turn != nil {
		rows = append(rows, turn)
	}
	return chat.Content{Text: text.Say(a.Language, "dialog.which-change"), Buttons: rows}
}

// edit asks one question again; after it comes the summary, and before that whatever depended on the answer.
func (a *asked) edit(arg string) bool {
	for _, s := range a.changeable() {
		if token(s.name) == arg {
			a.s.goTo(s.name)
			a.s.Stay, a.s.Return = true, true
			return true
		}
	}
	return false
}

// goTo makes the named step the one that is asked.
func (s *session) goTo(step string) {
	s.Step, s.Stay, s.Return, s.Listing, s.View = step, false, false, false, view{}
}
