package desk

import "strings"

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
