package catalogue

import (
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

func TestNothingIsWrongWithWhatIsBuiltIn(t *testing.T) {
	if _, err := loadBuiltIn(); err != nil {
		t.Fatal(err)
	}
}

func TestARowsCasesAreToldApartAlike(t *testing.T) {
	for ref, want := range map[string]int{"5.11": 2, "4.13": 3, "3.15": 3, "5.3": 1, "9.9": 0} {
		if got := Default().Variants(ref); len(got) != want {
			t.Errorf("%s has %d cases, want %d", ref, len(got), want)
		}
	}
	for _, s := range Default().Services() {
		if (s.Ref.Variant == "") != (s.VariantBy == "") || (s.VariantBy == "") != (s.LabelIn(desk.English) == "") {
			t.Errorf("%s is told apart by %q and called %q", s.Key(), s.VariantBy, s.LabelIn(desk.English))
		}
	}
}

func TestTenantsCanReachWhatTheyMayOpen(t *testing.T) {
	for key, want := range map[string]string{"4.9": "4.9 estate's line or equipment", "4.11": "4.11 ordinary", "2.12": "2.12 cheque", "4.5": "4.5 signal to the unit"} {
		if s, ok := Default().standsFor(key); !ok || s.Key() != want {
			t.Errorf("for %s stands %s, want %s", key, s.Key(), want)
		}
	}
	for _, groups := range [][]Group{Default().Groups(), Default().RequestGroups()} {
		for _, g := range groups {
			for _, s := range g.Services {
				if s.Opens != ByTenant {
					t.Errorf("group %s offers %s, which %s opens", g.ID, s.Key(), s.Opens)
				}
			}
		}
	}
	if n := len(Default().Requests()); n != 22 {
		t.Errorf("%d requests", n)
	}
}

func TestCompleteDocumentsStartTheApproval(t *testing.T) {
	for _, s := range Default().Variants("4.13") {
		f, _ := s.Field("documents")
		if o, ok := f.Option("complete"); !ok || o.Starts != desk.Documents {
			t.Errorf("%s: %+v", s.Key(), f)
		}
		if o, _ := f.Option("incomplete"); o.Starts != "" {
			t.Errorf("%s: incomplete documents start %q", s.Key(), o.Starts)
		}
	}
}

func TestAMoveInHasItsSteps(t *testing.T) {
	s, _ := Default().Find("1.2")
	var names []string
	for _, step := range s.Steps {
		names = append(names, step.Name)
		if step.Number != (step.Name == "meter") {
			t.Errorf("%s notes a figure: %t", step.Name, step.Number)
		}
	}
	if got := strings.Join(names, " "); got != "registration keys particulars inspection meter" {
		t.Errorf("steps %s", got)
	}
}

// What somebody presses beside others, or reads on a form, is there in every language and fits.
func TestEveryLabelIsThereInEveryLanguage(t *testing.T) {
	fits := func(what string, columns int, texts map[desk.Language]string) {
		for _, l := range desk.Languages {
			if n := width(texts[l]); n == 0 || n > columns {
				t.Errorf("%s in %s takes %d columns of %d: %q", what, l, n, columns, texts[l])
			}
		}
	}
	for _, s := range Default().Services() {
		fits("name of "+s.Key(), nameColumns, s.Names)
		fits("button of "+s.Key(), buttonColumns, s.Buttons)
		for _, f := range s.Fields {
			fits("field "+f.Name, labelColumns, f.Labels)
			for _, o := range f.Options {
				fits("option "+o.Value, optionColumns, o.Labels)
			}
		}
		for _, step := range s.Steps {
			fits("step "+step.Name, labelColumns, step.Labels)
		}
	}
}

func TestUrgencyIsOfferedOnlyWhereItChangesSomething(t *testing.T) {
	c := Default()
	for _, s := range c.Repairs() {
		own, ok := s.Promise(desk.ClockArrive)
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
		for _, all := range [][]Group{Default().Groups(), Default().RequestGroups()} {
			groups := map[string]bool{}
			for _, g := range all {
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
}

func TestKeysFindTheirServices(t *testing.T) {
	for _, s := range Default().services {
		if got, ok := Default().Find(s.Key()); !ok || got.Ref != s.Ref {
			t.Errorf("key %q finds %v", s.Key(), got.Ref)
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
