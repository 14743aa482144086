package dialog

import (
	"cmp"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
)

// Option is one answer that a button gives.
type Option struct {
	Value string // kept; callback data carries it, so it is short and holds nothing private
	Label string // on the button
	// Lead, where it is set, stands on the button in the place of the label, on a row of its own: it is what is probably
	// meant. Such options come first.
	Lead string
	// Style sets the button off from the others.
	Style chat.Style
}

// Choice asks to press one of several buttons, in rows of two; its answer is the option's value. More than 8 are
// shown a page at a time.
func Choice(name string, options func(*Talk) []Option) Step {
	return Step{name: name, q: choice{options: options}}
}

// choice is a question that is answered by one of several options.
type choice struct {
	options func(*Talk) []Option
}

func (choice) kind() string { return "choice" }

func (c choice) rows(a *asked) [][]chat.Button {
	all := a.narrowed(c.options(a.Talk), a.s.View.Find)
	kept := a.Answers.Text(a.step.name)
	from, until := a.page(len(all))
	var lead, buttons []chat.Button
	for _, o := range all[from:until] {
		label := Label(cmp.Or(o.Lead, o.Label))
		if kept != "" && o.Value == kept {
			label = chosen + label
		}
		b := a.button(actPick, token(o.Value), label)
		b.Style = o.Style
		if o.Lead != "" {
			lead = append(lead, b)
		} else {
			buttons = append(buttons, b)
		}
	}
	each := 2
	if a.step.wide {
		each = 1
	}
	rows := append(inRows(lead, 1), inRows(buttons, each)...)
	if turn := a.turning(len(all)); turn != nil {
		rows = append(rows, turn)
	}
	if a.s.View.Find != "" {
		rows = append(rows, []chat.Button{a.button(actAll, "", text.Plain(a.Language, "dialog.all"))})
	}
	return rows
}

func (c choice) none(a *asked) bool { return len(c.options(a.Talk)) == 0 }

func (c choice) pressed(a *asked, arg string) reply {
	for _, o := range c.options(a.Talk) {
		if token(o.Value) == arg {
			return answer(o.Value)
		}
	}
	return refuse("dialog.use-buttons")
}

func (c choice) said(a *asked, said string) reply {
	options := c.options(a.Talk)
	for _, o := range options {
		if folded(letters(o.Label)) == folded(letters(said)) {
			return answer(o.Value)
		}
	}
	if !a.step.search {
		return reply{words: true}
	}
	if o, ok := optionAt(options, said); ok {
		return answer(o.Value)
	}
	if spanned(said) {
		return refuse("dialog.one-time")
	}
	switch match := a.narrowed(options, said); len(match) {
	case 0:
		return reply{words: true, note: screenNote{key: "dialog.none-found", args: []any{"text", shorten(said)}}}
	case 1:
		r := answer(match[0].Value)
		r.note = screenNote{key: "dialog.taken", args: []any{"text", shorten(said), "name", match[0].Label}}
		return r
	default:
		return reply{
			view: &view{Find: string(firstRunes(said, maxFind))},
			note: screenNote{key: "dialog.found", args: []any{"text", shorten(said), "n", len(match)}},
		}
	}
}

func (choice) reads(raw json.RawMessage) bool { return readsAs[string](raw) }

func (c choice) shown(t *Talk, _ Step, raw json.RawMessage) string {
	value := Answers{"": raw}.Text("")
	for _, o := range c.options(t) {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// maxFind is how much of what somebody looks for is kept, in characters.
const maxFind = 50

// found are the options whose label holds every word that is looked for.
func found(options []Option, find string) []Option {
	words := strings.Fields(folded(find))
	return slices.DeleteFunc(slices.Clone(options), func(o Option) bool {
		label := folded(o.Label)
		return slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(label, w) })
	})
}

// narrowed are the options in whose label what somebody looks for is found, or else those that it may mean.
func (a *asked) narrowed(options []Option, find string) []Option {
	match := found(options, find)
	if len(match) > 0 || a.step.like == nil {
		return match
	}
	for _, value := range a.step.like(a.Talk, find) {
		for _, o := range options {
			if o.Value == value {
				match = append(match, o)
			}
		}
	}
	return match
}

// folded makes what differs by case or width alone the same.
func folded(s string) string { return strings.TrimSpace(cases.Fold().String(norm.NFKC.String(s))) }

// letters drops what an eye passes over: signs before a label, and spaces.
func letters(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool {
		return r > 0x2000 && r < 0x2E80 || r > 0x1F000 || r == ' ' || unicode.Is(unicode.Variation_Selector, r)
	})
}

// maxToken is how many bytes of a value a button can carry beside what else it does.
const maxToken = 36

// token is what a button carries of a value: itself, or where it is too long, its sum.
func token(value string) string {
	if len(value) <= maxToken && !strings.HasPrefix(value, "#") {
		return value
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(value)) // never fails
	return "#" + strconv.FormatUint(h.Sum64(), 36)
}
