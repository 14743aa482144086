package desk

import (
	"cmp"
	"testing"
)

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

func TestUnitsAreOrderedAsPeopleCount(t *testing.T) {
	unit := func(building, floor, number string) Unit {
		return Unit{Building: building, Floor: floor, Number: number}
	}
	ordered := []Unit{
		unit("A", "B1", "1"), unit("A", "B2", "1"), unit("A", "G", "Shop 2"), unit("A", "G", "Shop 10"), unit("A", "G", "1"), unit("A", "1", "1"), unit("A", "2", "01"), unit("A", "2", "2"), unit("A", "2", "10"), unit("A", "2", "10A"), unit("A", "2", "10B"),
		unit("A", "10", "1"), unit("B", "1", "1"), unit("Tower 2", "1", "1"), unit("Tower 10", "1", "1"),
	}
	for i, u := range ordered {
		for j, v := range ordered {
			if got, want := u.Compare(v), cmp.Compare(i, j); got != want {
				t.Errorf("%v beside %v is %d, want %d", u, v, got, want)
			}
		}
	}
	if (Unit{ID: 1, Number: "1"}).Compare(Unit{ID: 2, Number: "01"}) != -1 {
		t.Error("two units of the same number have no order")
	}
}
