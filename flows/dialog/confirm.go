package dialog

import (
	"encoding/json"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
)

// confirmation is a question whether what was gathered is right.
type confirmation struct{ basic }

func (confirmation) kind() string { return "confirm" }

func (confirmation) rows(a *asked) [][]chat.Button {
	yes := a.button(actPick, "yes", text.Plain(a.Language, "dialog.confirm"))
	yes.Style = chat.Primary
	rows := [][]chat.Button{{yes}}
	if len(a.changeable()) > 0 {
		rows = append(rows, []chat.Button{a.button(actChange, "", text.Plain(a.Language, "dialog.change"))})
	}
	return rows
}

func (confirmation) pressed(_ *asked, arg string) reply {
	if arg != "yes" {
		return refuse("dialog.use-buttons")
	}
	return answer(true)
}

func (confirmation) reads(raw json.RawMessage) bool { return readsAs[bool](raw) }

// summary lists the answers, each under its short name.
func (a *asked) summary() text.HTML {
	var lines []string
	for _, s := range a.changeable() {
		if s.unlisted {
			continue
		}
		shown := text.Plain(a.Language, "dialog.skipped")
		if a.Answers.Given(s.name) {
			shown = s.q.shown(a.Talk, s, a.Answers[s.name])
		}
		lines = append(lines, text.Say(a.Language, "dialog.answer", "name", a.f.short(a.Talk, s), "answer", shown))
	}
	return text.HTML(strings.Join(lines, "\n"))
}
