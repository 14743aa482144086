package catalogue

import (
	"encoding/csv"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// The file holds the procedures' service tables: every row, every promised time.
func TestFiguresAreThoseOfTheProcedures(t *testing.T) {
	want, err := os.ReadFile("testdata/services.csv")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	if err := Default().WriteCSV(&got); err != nil {
		t.Fatal(err)
	}
	if got.String() == string(want) {
		return
	}
	wanted, written := strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")
	if len(wanted) != len(written) {
		t.Errorf("%d lines, want %d", len(written), len(wanted))
	}
	for i := range min(len(wanted), len(written)) {
		if wanted[i] != written[i] {
			t.Errorf("line %d is %s\nwant %s", i+1, written[i], wanted[i])
		}
	}
}

func TestATableWithNamesHasThemInItsLastColumn(t *testing.T) {
	for _, l := range desk.Languages {
		var plain, named strings.Builder
		if err := errors.Join(Default().WriteCSV(&plain), Default().WriteNamedCSV(&named, l)); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(named.String())).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		tube := slices.IndexFunc(rows, func(r []string) bool { return r[0] == "5.3" })
		s, _ := Default().Find("5.3")
		if rows[0][8] != "name" || rows[tube][8] != s.NameIn(l) || len(rows) != strings.Count(plain.String(), "\n") {
			t.Errorf("%s: %v, %v", l, rows[0], rows[tube])
		}
	}
}

func TestServicesOfTheOperatorsOwnHaveAHeading(t *testing.T) {
	c, err := Default().Changed([]byte(`catalogue: {"7.1": {kind: request, desk: lobby, group: goods, icon: 🎁, targets: complete=10m,
  name: {en: Parcel, zh-Hant: Parcel, zh-Hans: Parcel}, button: {en: Parcel, zh-Hant: Parcel, zh-Hans: Parcel}}}`), "f.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range desk.Languages {
		var out strings.Builder
		if err := c.Print(&out, l); err != nil || !strings.Contains(out.String(), "\n7  "+text.Plain(l, "catalogue.own")+"\n") {
			t.Errorf("%s: %v\n%s", l, err, out.String())
		}
	}
}

func TestTheWholeOfTheTablesIsThere(t *testing.T) {
	rows := map[string]bool{}
	for _, s := range Default().Services() {
		rows[s.Ref.Ref] = true
	}
	if lines := len(Default().Services()); len(rows) != 70 || lines != 84 {
		t.Errorf("%d rows in %d lines, want 70 in 84", len(rows), lines)
	}
}

func TestThePrintedCatalogueIsAligned(t *testing.T) {
	for _, l := range desk.Languages {
		var out strings.Builder
		if err := Default().Print(&out, l); err != nil {
			t.Fatal(err)
		}
		tables, column := 0, -1
		table, _, explained := strings.Cut(out.String(), "\n"+text.Plain(l, "catalogue.legend")+"\n")
		if !explained {
			t.Errorf("%s: nothing says how to read it", l)
		}
		for line := range strings.Lines(table) {
			line = strings.TrimSuffix(line, "\n")
			switch {
			case line == "":
			case !strings.HasPrefix(line, " "):
				tables++
			default:
				s, ok := serviceOn(line, l)
				if !ok {
					t.Fatalf("%s: no service on %q", l, line)
				}
				if at := width(strings.TrimSuffix(line, s.cells(l)[6])); column >= 0 && at != column {
					t.Errorf("%s: targets at column %d rather than %d: %q", l, at, column, line)
				} else {
					column = at
				}
			}
		}
		if tables != 6 {
			t.Errorf("%s: %d tables", l, tables)
		}
	}
}

// serviceOn is the service whose ref and targets a printed line has.
func serviceOn(line string, l desk.Language) (Service, bool) {
	for _, s := range Default().Services() {
		if strings.HasPrefix(line, "  "+s.Ref.Ref+" ") && strings.HasSuffix(line, "  "+s.cells(l)[6]) {
			return s, true
		}
	}
	return Service{}, false
}

// Every word of the notation that stands in the catalogue is explained at its end, in each language.
func TestTheNotationIsExplained(t *testing.T) {
	for _, l := range desk.Languages {
		said := legend(l)
		if strings.Contains(said, "[") {
			t.Errorf("%s: a sentence is missing:\n%s", l, said)
		}
		for _, s := range Default().Services() {
			words := []string{string(s.Kind)}
			for _, target := range s.Targets {
				words = append(words, clockOf(target.String()))
				if _, start, has := strings.Cut(target.String(), "@"); has {
					words = append(words, "@"+start)
				}
			}
			for _, w := range words {
				if !strings.Contains(said, w) {
					t.Errorf("%s: %q of %s is not explained", l, w, s.Key())
				}
			}
		}
	}
}
