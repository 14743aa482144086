package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/storage/desk"
)

func TestTheDefaultWorksAsItIs(t *testing.T) {
	c, err := config.Load("")
	if err != nil {
		t.Fatal(err)
	}
	e := c.Estate
	if e.ID == "" || e.Zone.String() != "Asia/Hong_Kong" || e.Calendar != "hong-kong" || e.Default != desk.TraditionalChinese {
		t.Errorf("default estate %+v", e)
	}
	if e.OrdinaryUntil != 18*time.Hour {
		t.Errorf("ordinary until %s", e.OrdinaryUntil)
	}
	if len(e.Numbers) != 1 || e.Numbers[0].Number != "999" || !e.Numbers[0].Public {
		t.Errorf("numbers %+v, want the public one alone", e.Numbers)
	}
	for _, l := range desk.Languages {
		if e.Name[l] == "" || e.Numbers[0].Label[l] == "" {
			t.Errorf("no name or label in %s", l)
		}
	}
}

func TestAFileSetsWhatDiffers(t *testing.T) {
	c, err := config.Parse("x.yaml", []byte(`
estate:
  name: {en: Harbour Court}
  zone: Asia/Taipei
  numbers:
    - {number: "110", public: true, label: {zh-Hant: 警察}}
    - {number: +886 2 1234 5678, label: Control room}
`))
	if err != nil {
		t.Fatal(err)
	}
	e := c.Estate
	if e.NameIn(desk.TraditionalChinese) != "Harbour Court" {
		t.Errorf("name %v: the default one must not stand beside it", e.Name)
	}
	if e.Zone.String() != "Asia/Taipei" || e.Calendar != "hong-kong" {
		t.Errorf("estate %+v", e)
	}
	if len(e.Numbers) != 2 || e.Numbers[1].LabelIn(desk.English) != "Control room" || e.Numbers[1].Public {
		t.Errorf("numbers %+v", e.Numbers)
	}
}

func TestEveryFaultIsToldWithItsLine(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"unknown keys":  {"estat: {}\nestate:\n  nam: x\n", []string{`f.yaml:1: "estat" is no known key`, `f.yaml:3: "nam" is no known key`}},
		"unknown zone":  {"estate:\n  zone: Asia/Atlantis\n", []string{`f.yaml:2: "Asia/Atlantis" is no time zone; want a name such as Asia/Hong_Kong`}},
		"machine zone":  {"estate:\n  zone: Local\n", []string{`f.yaml:2: "Local" is no time zone`}},
		"calendar":      {"estate:\n\n  calendar: mars\n", []string{`f.yaml:3: "mars" is no known calendar`}},
		"language":      {"estate: {language: fr}\n", []string{`f.yaml:1: "fr" is no language spoken here`}},
		"name language": {"estate:\n  name:\n    en: A\n    fr: B\n", []string{`f.yaml:4: "fr" is no language`}},
		"empty name":    {"estate:\n  name:\n    en: ''\n", []string{"f.yaml:3: a text is empty"}},
		"empty number":  {"estate:\n  numbers:\n  - label: x\n    number: ''\n", []string{"f.yaml:4: a number is empty"}},
		"no number":     {"estate:\n  numbers:\n  - label: x\n", []string{"f.yaml:3: a number is empty"}},
		"odd number":    {"estate:\n  numbers:\n  - {label: x, number: call me 1}\n", []string{`f.yaml:3: "call me 1" is no telephone number`}},
		"number's key":  {"estate:\n  numbers:\n  - {label: x, number: 1, colour: red}\n", []string{`f.yaml:3: "colour" is no known key`}},
		"hour":          {"estate:\n  ordinary-until: 25:00\n", []string{"f.yaml:2: ", "is no time of day"}},
		"wrong shape":   {"estate: 7\n", []string{`f.yaml:1: "7" is not what belongs here`}},
		"twice":         {"estate:\n  zone: UTC\n  zone: UTC\n", []string{"f.yaml:3: ", "already defined"}},
		"syntax":        {"estate:\n  zone: [\n", []string{"f.yaml:"}},
		"two documents": {"estate: {}\n---\nestate: {}\n", []string{"f.yaml:2: a second document"}},
		"no value":      {"estate:\n  name:\n  zone: UTC\n", []string{`f.yaml:2: "name" has no value`}},
		"several": {"estate:\n  zone: Nowhere\n  calendar: none\n  colour: red\n",
			[]string{"f.yaml:2: ", "\nf.yaml:3: ", "\nf.yaml:4: "}},
		"too large": {strings.Repeat("#", 1<<20+1), []string{"f.yaml: it is larger"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Parse("f.yaml", []byte(c.file))
			if _, ok := errors.AsType[config.Faults](err); !ok {
				t.Fatalf("error %v, want faults", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("faults:\n%v\nwant %q in them", err, want)
				}
			}
			if strings.Contains(err.Error(), "config.") {
				t.Errorf("the operator is told of Go types: %v", err)
			}
		})
	}
}

func TestAFileIsReadFromDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c.yaml")
	if err := os.WriteFile(path, []byte("estate: {zone: UTC}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := config.Load(path); err != nil || c.Estate.Zone.String() != "UTC" {
		t.Errorf("%+v, %v", c, err)
	}
	if _, err := config.Load(path + "x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("error %v, want that it is not there", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("estate:\n  numbers:\n  - {label: {en: x}, number: 1}\n"))
	f.Add([]byte("estate: &a {name: *a}\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, err := config.Parse("f.yaml", content)
		if err == nil && (c.Estate.Zone == nil || c.Estate.NameIn(desk.English) == "" || !c.Estate.Default.Valid()) {
			t.Errorf("taken without a fault: %+v", c.Estate)
		}
	})
}
