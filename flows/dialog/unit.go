package dialog

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Unit asks for one of the units: by building, floor and unit where there are many, or typed as A-1203; its
// answer is a desk.UnitID.
func Unit(name string, units func(*Talk) []desk.Unit) Step {
	return Step{name: name, q: unit{units: units}}
}

// unit is a question that is answered by a unit.
type unit struct {
	units func(*Talk) []desk.Unit
}

func (unit) kind() string { return "unit" }

// within are the units at the place that the person has come to, "" for the estate, and the level below it.
func (u unit) within(a *asked) (here []desk.Unit, level level) {
	all := u.units(a.Talk)
	if find := a.s.View.Find; find != "" {
		return slices.DeleteFunc(all, func(u desk.Unit) bool { return !strings.Contains(spelt(u.Label()), spelt(find)) }), levelUnit
	}
	building, floor, inBuilding, onFloor := a.place()
	here = slices.DeleteFunc(slices.Clone(all), func(u desk.Unit) bool {
		return inBuilding && u.Building != building || onFloor && u.Floor != floor
	})
	switch {
	case len(here) <= maxAnswers || onFloor:
		return here, levelUnit
	case !inBuilding && several(here, levelBuilding):
		return here, levelBuilding
	case several(here, levelFloor):
		return here, levelFloor
	}
	return here, levelUnit
}

// level is what the buttons of a screen stand for.
type level int

const (
	levelUnit level = iota
	levelFloor
	levelBuilding
)

func (l level) of(u desk.Unit) string {
	switch l {
	case levelBuilding:
		return u.Building
	case levelFloor:
		return u.Floor
	}
	return u.Label()
}

func several(units []desk.Unit, l level) bool {
	return slices.ContainsFunc(units, func(u desk.Unit) bool { return l.of(u) != l.of(units[0]) })
}

// place is where the person has come to, as the view keeps it: a building, and a floor of it.
func (a *asked) place() (building, floor string, inBuilding, onFloor bool) {
	at := a.s.View.At
	if at == "" {
		return "", "", false, false
	}
	building, floor, onFloor = strings.Cut(at[1:], "\x00")
	return building, floor, at[0] == 'b', onFloor
}

func (u unit) rows(a *asked) [][]chat.Button {
	here, l := u.within(a)
	type entry struct{ label, arg string }
	var entries []entry
	for _, one := range here {
		e := entry{label: l.of(one), arg: strconv.FormatUint(uint64(one.ID), 36)}
		if l != levelUnit {
			e.arg = token("/" + l.of(one))
		}
		entries = append(entries, e)
	}
	slices.SortStableFunc(entries, func(x, y entry) int { return naturally(x.label, y.label) })
	entries = slices.CompactFunc(entries, func(x, y entry) bool { return x.arg == y.arg })
	from, until := a.page(len(entries))
	var buttons []chat.Button
	for _, e := range entries[from:until] {
		buttons = append(buttons, a.button(actPick, e.arg, Label(u.label(a, l, e.label, e.arg))))
	}
	rows := inRows(buttons, 2)
	if turn := a.turning(len(entries)); turn != nil {
		rows = append(rows, turn)
	}
	if a.s.View.At != "" || a.s.View.Find != "" {
		rows = append(rows, []chat.Button{a.button(actAll, "", text.Plain(a.Language, "dialog.all"))})
	}
	return rows
}

func (unit) label(a *asked, l level, label, arg string) string {
	switch l {
	case levelBuilding:
		return text.Plain(a.Language, "dialog.building", "building", label)
	case levelFloor:
		return text.Plain(a.Language, "dialog.floor", "floor", label)
	}
	if kept := a.Answers.Unit(a.step.name); kept != 0 && strconv.FormatUint(uint64(kept), 36) == arg {
		return chosen + label
	}
	return label
}

func (u unit) none(a *asked) bool { return len(u.units(a.Talk)) == 0 }

func (u unit) pressed(a *asked, arg string) reply {
	here, l := u.within(a)
	for _, one := range here {
		switch {
		case l == levelUnit && strconv.FormatUint(uint64(one.ID), 36) == arg:
			return answer(one.ID)
		case l == levelBuilding && token("/"+one.Building) == arg:
			return reply{view: &view{At: "b" + one.Building}}
		case l == levelFloor && token("/"+one.Floor) == arg:
			return reply{view: &view{At: "b" + one.Building + "\x00" + one.Floor}}
		}
	}
	return refuse("dialog.use-buttons")
}

func (u unit) said(a *asked, said string) reply {
	all := u.units(a.Talk)
	var exact, like []desk.Unit
	for _, one := range all {
		switch label := spelt(one.Label()); {
		case label == spelt(said) || spelt(one.Building+one.Number) == spelt(said):
			exact = append(exact, one)
		case spelt(said) != "" && strings.Contains(label, spelt(said)):
			like = append(like, one)
		}
	}
	if len(exact) == 1 {
		return answer(exact[0].ID)
	}
	switch match := slices.Concat(exact, like); len(match) {
	case 0:
		return refuse("dialog.no-unit", "text", shorten(said))
	case 1:
		return answer(match[0].ID)
	default:
		return reply{
			view: &view{Find: string(firstRunes(said, maxFind))},
			note: screenNote{key: "dialog.found", args: []any{"text", shorten(said), "n", len(match)}},
		}
	}
}

// spelt is a unit's name without what people leave out: case, width, spaces and dashes.
func spelt(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, folded(s))
}

func (unit) reads(raw json.RawMessage) bool { return readsAs[desk.UnitID](raw) }

func (u unit) shown(t *Talk, _ Step, raw json.RawMessage) string {
	id := Answers{"": raw}.Unit("")
	for _, one := range u.units(t) {
		if one.ID == id {
			return one.Label()
		}
	}
	return ""
}

// above is the building of a floor, and the estate of a building.
func (u unit) above(a *asked) view {
	building, _, inBuilding, onFloor := a.place()
	if a.s.View.Find == "" && inBuilding && onFloor && several(u.units(a.Talk), levelBuilding) {
		return view{At: "b" + building}
	}
	return view{}
}

// naturally orders names as people do: 2 before 10.
func naturally(a, b string) int {
	trim := func(s string) (string, int) {
		head := strings.TrimRight(s, "0123456789")
		n, err := strconv.Atoi(s[len(head):])
		if err != nil { // no digits, or more than any floor has
			return s, -1
		}
		return head, n
	}
	headA, numA := trim(a)
	headB, numB := trim(b)
	return cmp.Or(cmp.Compare(headA, headB), cmp.Compare(numA, numB), cmp.Compare(a, b))
}
