package desk

import (
	"cmp"
	"strings"
)

// Unit is a flat, an office or a shop.
type Unit struct {
	ID       UnitID   `json:"id"`
	Estate   EstateID `json:"estate"`
	Building string   `json:"building"`
	Floor    string   `json:"floor"`
	Number   string   `json:"number"`
}

// Label is the unit as people say it: building, floor and number, such as A-1203. A number that already begins
// with its floor, as in floor 12, unit 1203 or 12B, does not repeat it. One more digit does not tell that: floor
// 1, unit 12 is the twelfth there.
func (u Unit) Label() string {
	within, begins := strings.CutPrefix(u.Number, u.Floor)
	if begins && (len(within) > 1 || strings.Trim(within, "0123456789") != "") {
		return u.Building + "-" + u.Number
	}
	return u.Building + "-" + u.Floor + u.Number
}

// Compare orders units as people count: floor G before floor 2, and that before floor 10, whatever letters stand
// around the figures.
func (u Unit) Compare(v Unit) int {
	if c := counted(u.Building, v.Building); c != 0 {
		return c
	}
	if c := counted(u.Floor, v.Floor); c != 0 {
		return c
	}
	return cmp.Or(counted(u.Number, v.Number), cmp.Compare(u.ID, v.ID))
}

// counted compares words with figures in them by the numbers that the figures make.
func counted(a, b string) int {
	if a == b {
		return 0
	}
	for a != "" && b != "" {
		x, restA := piece(a)
		y, restB := piece(b)
		switch {
		case figures(x) && !figures(y):
			return 1
		case figures(y) && !figures(x):
			return -1
		case figures(x) && len(x) != len(y):
			return cmp.Compare(len(x), len(y))
		case x != y:
			return cmp.Compare(x, y)
		}
		a, b = restA, restB
	}
	return cmp.Compare(len(a), len(b))
}

func figure(c byte) bool { return '0' <= c && c <= '9' }

// figures reports whether a piece is one of figures.
func figures(s string) bool { return s == "" || figure(s[0]) }

// piece is the figures, or the words, that s begins with. Zeros before figures do not count.
func piece(s string) (first, rest string) {
	end := 1
	for end < len(s) && figure(s[end]) == figure(s[0]) {
		end++
	}
	first, rest = s[:end], s[end:]
	if figure(s[0]) {
		first = strings.TrimLeft(first, "0")
	}
	return first, rest
}

// Place is where something is: a unit, or a spot that somebody described.
type Place struct {
	Unit     UnitID `json:"unit,omitempty"`
	Building string `json:"building,omitempty"`
	Floor    string `json:"floor,omitempty"`
	// Label is the place in words that staff understand: A-1203, or what the person wrote.
	Label string `json:"label,omitempty"`
}

// Place is the unit seen as a place.
func (u Unit) Place() Place {
	return Place{Unit: u.ID, Building: u.Building, Floor: u.Floor, Label: u.Label()}
}
