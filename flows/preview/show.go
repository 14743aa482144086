package preview

import (
	"fmt"
	"regexp"
	"strings"

	"frontdesk/storage/chat"
)

// screens are the tour's screens as text, under the question that is asked and the way there: each where it asks or
// offers something that none before it did.
func (t *tour) screens() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", t.flow.Title(t.lang))
	for i, v := range t.visits {
		if !t.fresh[i] {
			continue
		}
		fmt.Fprintf(&b, "\n== %s — %s\n%s%s", t.name(v), v.from.name, t.way(v), v.shown())
	}
	return b.String()
}

func (t *tour) name(v visit) string {
	switch {
	case v.at == nil:
		return "the end"
	case !t.asks(v):
		return "the end, and " + v.at.Flow + "." + v.at.Step
	}
	return v.at.Step
}

// maxShown is how many screens of one question are shown: further ones are pages of the same.
const maxShown = 8

// fresh tells which visits are worth showing: the same in every language.
func fresh(visits []visit) []bool {
	worth := make([]bool, len(visits))
	shown, of := map[string]bool{}, map[string]int{}
	for i, v := range visits {
		what := v.key()
		if v.at != nil {
			what = fmt.Sprint(v.at.Flow, v.at.Step, len(v.posted)) + v.offer()
		}
		step := v.state()
		if v.at != nil {
			step = v.at.Flow + "." + v.at.Step
		}
		worth[i] = !shown[what] && of[step] < maxShown
		if worth[i] {
			of[step]++
		}
		shown[what] = true
	}
	return worth
}

// way is how the person came to a screen, as they pressed and wrote.
func (t *tour) way(v visit) string {
	if v.parent < 0 {
		return ""
	}
	var labels []string
	for v.parent >= 0 {
		last := v.move
		v = t.visits[v.parent]
		labels = append([]string{v.label(last)}, labels...)
	}
	return "(" + strings.Join(labels, " › ") + ")\n"
}

// label is the move as it stands on this screen.
func (v visit) label(m Move) string {
	for _, row := range v.screen.Buttons {
		for _, b := range row {
			if m.Press != "" && b.Data == m.Press {
				return "[" + strings.TrimPrefix(b.Text, "✓ ") + "]"
			}
		}
	}
	return m.Label
}

func (v visit) shown() string {
	var b strings.Builder
	for _, c := range v.posted {
		b.WriteString("(beside the screen)\n" + Text(c))
	}
	return b.String() + Text(v.screen)
}

// code is what a link carries, which differs every time.
var code = regexp.MustCompile(`(start(?:group)?=)[A-Za-z0-9_-]+`)

// Text is a message as text: what it says, what comes with it, and its buttons by rows.
func Text(c chat.Content) string {
	var b strings.Builder
	if c.Text != "" {
		b.WriteString(code.ReplaceAllString(c.Text, "${1}CODE") + "\n")
	}
	for _, file := range c.Media {
		fmt.Fprintf(&b, "(%s)\n", file.Kind)
	}
	if c.File != nil {
		fmt.Fprintf(&b, "(document %s)\n", c.File.Name)
	}
	if c.Card != nil {
		fmt.Fprintf(&b, "(contact %s %s)\n", c.Card.Name, c.Card.Phone)
	}
	if c.Location != nil {
		b.WriteString("(location)\n")
	}
	if c.Prompt {
		b.WriteString("(asks for a reply)\n")
	}
	for _, row := range c.Buttons {
		line := make([]string, len(row))
		for i, button := range row {
			line[i] = "[" + button.Text + "]"
		}
		b.WriteString(strings.Join(line, "  ") + "\n")
	}
	for _, row := range c.Keys {
		line := make([]string, len(row))
		for i, key := range row {
			line[i] = "⌨ " + key.Text
		}
		b.WriteString(strings.Join(line, "  ") + "\n")
	}
	return b.String()
}
