package catalogue

import (
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

// found is what staff find on site and nobody chooses beforehand: its promises must be those of the line that
// a tenant opens, or it must be offered too.
var found = desk.ServiceRef{Ref: "4.11", Variant: "special"}

func TestFiguresAreThoseOfTheProcedures(t *testing.T) {
	rows := procedures(t)
	for _, row := range rows {
		ref := desk.ServiceRef{Ref: row["ref"], Variant: row["variant"]}
		if ref == found {
			ref.Variant = "ordinary"
		}
		s, ok := Default().Service(ref)
		if !ok {
			t.Errorf("%v is missing", ref)
			continue
		}
		var targets []string
		for _, p := range s.Promises {
			if p.InHours != (row["hours"] == "desk") {
				t.Errorf("%s: %s does not keep the hours of its row, %s", s.Key(), p, row["hours"])
			}
			p.InHours = false // the table has it in a column of its own
			targets = append(targets, p.String())
		}
		if got := strings.Join(targets, ";"); got != row["targets"] {
			t.Errorf("%s promises %s, its row %s", s.Key(), got, row["targets"])
		}
		if string(s.Desk) != row["desk"] || string(s.Kind) != row["kind"] || row["opens"] != "tenant" {
			t.Errorf("%s is %s of %s, its row says %v", s.Key(), s.Kind, s.Desk, row)
		}
	}
	for _, s := range Default().services {
		if !slices.ContainsFunc(rows, func(row map[string]string) bool {
			return row["ref"] == s.Ref.Ref && row["variant"] == s.Ref.Variant
		}) {
			t.Errorf("%s is in no table", s.Key())
		}
	}
}

// procedures are rows of the procedures' service tables, in the columns in which the catalogue is exported.
func procedures(t *testing.T) []map[string]string {
	t.Helper()
	f, err := os.Open("testdata/procedures.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestUrgencyIsOfferedOnlyWhereItChangesSomething(t *testing.T) {
	c := Default()
	for _, s := range c.Repairs() {
		own, ok := arrival(s.Promises)
		for _, u := range s.Urgencies {
			if ok && u != desk.Ordinary && !shorter(c.urgencies[u], own) {
				t.Errorf("%s offers %s, which is no sooner than %s", s.Key(), u, own)
			}
		}
	}
}

func TestEveryRepairCanBeOrdinary(t *testing.T) {
	for _, s := range Default().Repairs() {
		if !s.Permits(desk.Ordinary) {
			t.Errorf("%s cannot be ordinary", s.Key())
		}
	}
}

func TestEveryGroupHasAWayOut(t *testing.T) {
	for _, g := range Default().Groups() {
		if last := g.Services[len(g.Services)-1]; last.Ref != General {
			t.Errorf("group %s ends with %s", g.ID, last.Key())
		}
	}
}

func TestButtonsOfAScreenDiffer(t *testing.T) {
	for _, l := range desk.Languages {
		groups := map[string]bool{}
		for _, g := range Default().Groups() {
			if groups[g.ButtonIn(l)] {
				t.Errorf("%s: two groups %q", l, g.ButtonIn(l))
			}
			groups[g.ButtonIn(l)] = true
			services := map[string]bool{}
			for _, s := range g.Services {
				if services[s.ButtonIn(l)] {
					t.Errorf("%s: two services %q", l, s.ButtonIn(l))
				}
				services[s.ButtonIn(l)] = true
			}
		}
	}
}

func TestKeysFindTheirServices(t *testing.T) {
	for _, s := range Default().services {
		if got, ok := Default().Find(s.Key()); !ok || got.Ref != s.Ref {
			t.Errorf("key %q finds %v", s.Key(), got.Ref)
		}
		if len(s.Key()) > 24 {
			t.Errorf("key %q is too long for a button's data", s.Key())
		}
	}
	if _, ok := Default().Find("9.9"); ok {
		t.Error("9.9 was found")
	}
}

func TestNamesFallBackToEnglish(t *testing.T) {
	s, _ := Default().Service(Assistance)
	if got := s.NameIn(""); got != "Call for assistance" {
		t.Errorf("got %q", got)
	}
}

func arrival(promises []desk.Promise) (desk.Promise, bool) {
	for _, p := range promises {
		if p.Clock == desk.ClockArrive {
			return p, true
		}
	}
	return desk.Promise{}, false
}
