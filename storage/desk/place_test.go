package desk

import "testing"

func TestUnitIsLabelledAsPeopleSayIt(t *testing.T) {
	for _, c := range []struct{ building, floor, number, want string }{
		{"A", "12", "03", "A-1203"},
		{"A", "12", "1203", "A-1203"},
		{"A", "3", "301", "A-301"},
		{"A", "3", "01", "A-301"},
		{"A", "1", "12", "A-112"}, // the twelfth on floor 1
		{"A", "1", "1", "A-11"},   // the first
		{"A", "12", "B", "A-12B"}, // floor 12, flat B
		{"A", "12", "12B", "A-12B"},
		{"A", "12", "12", "A-1212"},
		{"A", "G", "05", "A-G05"},
		{"A", "G", "G05", "A-G05"},
		{"A", "G", "G", "A-GG"},
		{"Tower 2", "", "Shop 7", "Tower 2-Shop 7"},
		{"A", "", "7", "A-7"},
		{"B", "12", "甲", "B-12甲"},
	} {
		u := Unit{ID: 7, Building: c.building, Floor: c.floor, Number: c.number}
		if got := u.Label(); got != c.want {
			t.Errorf("building %q, floor %q, unit %q: %s, want %s", c.building, c.floor, c.number, got, c.want)
		}
		if p := u.Place(); p.Unit != u.ID || p.Label != c.want || p.Building != c.building || p.Floor != c.floor {
			t.Errorf("seen as the place %+v", p)
		}
	}
}
