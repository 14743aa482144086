package roster

import (
	"strings"
	"testing"
	"unicode/utf8"

	"frontdesk/storage/desk"
)

func FuzzParse(f *testing.F) {
	f.Add([]byte(plain))
	f.Add([]byte(utf16File(plain, false)))
	f.Add([]byte(separated(plain, "\t")))
	for _, b := range broken {
		if len(b.file) < 10_000 {
			f.Add([]byte(b.file))
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		rows, faults := Parse(file)
		if (len(rows) == 0) == (len(faults) == 0) {
			t.Fatalf("%d rows beside %d faults", len(rows), len(faults))
		}
		for _, r := range rows {
			holds(t, r)
		}
		for _, fault := range faults {
			for _, l := range desk.Languages {
				if said := fault.In(l); strings.Contains(said, "[roster.") || strings.ContainsFunc(said, unprintable) || !utf8.ValidString(said) {
					t.Errorf("%v is said as %q", fault, said)
				}
			}
		}
	})
}

// holds checks what whoever takes the row relies on.
func holds(t *testing.T, r Row) {
	t.Helper()
	for _, cell := range []string{r.Building, r.Floor, r.Unit, r.Name} {
		if cell == "" || strings.TrimSpace(cell) != cell || !utf8.ValidString(cell) || strings.ContainsFunc(cell, unprintable) {
			t.Errorf("line %d has the cell %q", r.Line, cell)
		}
	}
	if r.Phone != "" && r.Phone[0] != '+' {
		t.Errorf("line %d has the phone %q", r.Line, r.Phone)
	}
	if r.Role != "" && r.Role != desk.RoleContact && r.Role != desk.RoleMember {
		t.Errorf("line %d has the role %q", r.Line, r.Role)
	}
	if r.Language != "" && !r.Language.Valid() {
		t.Errorf("line %d has the language %q", r.Line, r.Language)
	}
}
