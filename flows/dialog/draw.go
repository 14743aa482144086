package dialog

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Question is what a dialog declares of one step.
type Question struct {
	Name, Kind string
	// Key is the text that asks it.
	Key string
	// After are the steps with whose answers its own goes.
	After []string
	// Conditional is asked where something holds, Passing asked anew once its answer no longer holds, and Given
	// never asked.
	Conditional, Passing, Optional, Given bool
}

// Questions are the steps as they are declared.
func (f *Flow) Questions() []Question {
	all := make([]Question, 0, len(f.steps))
	for _, s := range f.steps {
		all = append(all, Question{
			Name: s.name, Kind: s.q.kind(), Key: f.key(s), After: s.after,
			Conditional: s.when != nil, Passing: s.holds != nil, Optional: s.optional, Given: s.given,
		})
	}
	return all
}

// Draw is the dialog as a Mermaid flowchart: its steps in order, labelled in English. A step in a hexagon is asked
// where something holds; a dotted arrow leads to what is forgotten when an answer changes.
func (f *Flow) Draw() string {
	var b strings.Builder
	fmt.Fprintf(&b, "flowchart TD\n    begin([%s])\n", quoted(text.Plain(desk.English, f.name+".title")))
	before := "begin"
	questions := f.Questions()
	for i, q := range questions {
		node := fmt.Sprintf("s%d", i)
		fmt.Fprintf(&b, "    %s%s\n", node, q.shape())
		if !q.Given {
			fmt.Fprintf(&b, "    %s --> %s\n", before, node)
			before = node
		}
		for _, name := range q.After {
			for j, other := range questions[:i] {
				if other.Name == name {
					fmt.Fprintf(&b, "    s%d -. changed .-> %s\n", j, node)
				}
			}
		}
	}
	fmt.Fprintf(&b, "    %s --> done([done])\n", before)
	return b.String()
}

func (q Question) shape() string {
	marks := []string{q.Name, q.Kind}
	for _, m := range []struct {
		holds bool
		word  string
	}{{q.Conditional, "if it applies"}, {q.Optional, "can be skipped"}, {q.Passing, "while it holds"}, {q.Given, "never asked"}} {
		if m.holds {
			marks = append(marks, m.word)
		}
	}
	label := strings.Join(marks, " · ")
	if title := titleOf(q.Key); title != "" {
		label += "<br>" + title
	}
	switch {
	case q.Given:
		return "[/" + quoted(label) + "/]"
	case q.Conditional:
		return "{{" + quoted(label) + "}}"
	case q.Kind == "confirm":
		return "[[" + quoted(label) + "]]"
	}
	return "[" + quoted(label) + "]"
}

// maxTitle is how much of a question stands in a diagram, in characters.
const maxTitle = 60

// titleOf is the line that asks, in English: the first with a question mark, else the first.
func titleOf(key string) string {
	if !text.Has(key) {
		return ""
	}
	lines := strings.Split(html.UnescapeString(tags.ReplaceAllString(text.Plain(desk.English, key), "")), "\n")
	line := lines[max(0, slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "?") }))]
	if r := []rune(line); len(r) > maxTitle {
		line = string(r[:maxTitle]) + "…"
	}
	return line
}

// quoted is a label as Mermaid takes it.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, "#quot;", "<br>", "<br>", "<", "#lt;", ">", "#gt;").Replace(s) + `"`
}

// ReachedBy reports whether the question is among the steps that were reached; a form is where one of its
// questions is.
func (q Question) ReachedBy(steps map[string]bool) bool {
	if q.Kind != (form{}).kind() {
		return steps[q.Name]
	}
	for name := range steps {
		if strings.HasPrefix(name, FieldStep(q.Name, "")) {
			return true
		}
	}
	return false
}
