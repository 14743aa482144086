package config_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
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
    - {number: "110", public: true, label: {zh-Hant: 警察}, for: [robbery, theft]}
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
	if for110 := e.Numbers[0].For; !slices.Equal(for110, []desk.Danger{desk.DangerRobbery, desk.DangerTheft}) {
		t.Errorf("110 is for %v", for110)
	}
}

func TestEveryFaultIsToldWithItsLine(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want []string
	}{
		"unknown keys":         {"estat: {}\nestate:\n  nam: x\n", []string{`f.yaml:1: "estat" is no known key`, `f.yaml:3: "nam" is no known key`}},
		"unknown zone":         {"estate:\n  zone: Asia/Atlantis\n", []string{`f.yaml:2: "Asia/Atlantis" is no time zone; want a name such as Asia/Hong_Kong`}},
		"machine zone":         {"estate:\n  zone: Local\n", []string{`f.yaml:2: "Local" is no time zone`}},
		"calendar":             {"estate:\n\n  calendar: mars\n", []string{`f.yaml:3: "mars" is no known calendar`}},
		"language":             {"estate: {language: fr}\n", []string{`f.yaml:1: "fr" is no language spoken here`}},
		"name language":        {"estate:\n  name:\n    en: A\n    fr: B\n", []string{`f.yaml:4: "fr" is no language`}},
		"empty name":           {"estate:\n  name:\n    en: ''\n", []string{"f.yaml:3: a text is empty"}},
		"empty number":         {"estate:\n  numbers:\n  - label: x\n    number: ''\n", []string{"f.yaml:4: a number is empty"}},
		"no number":            {"estate:\n  numbers:\n  - label: x\n", []string{"f.yaml:3: a number is empty"}},
		"odd number":           {"estate:\n  numbers:\n  - {label: x, number: call me 1}\n", []string{`f.yaml:3: "call me 1" is no telephone number`}},
		"number's danger":      {"estate:\n  numbers:\n  - label: x\n    number: 1\n    for: [fire, bears]\n", []string{`f.yaml:5: "bears" is no danger; there are lift, fire`}},
		"number's dangers":     {"estate:\n  numbers:\n  - {label: x, number: 1, for: {fire: 1}}\n", []string{`f.yaml:3: `}},
		"number's key":         {"estate:\n  numbers:\n  - {label: x, number: 1, colour: red}\n", []string{`f.yaml:3: "colour" is no known key`}},
		"hour":                 {"estate:\n  ordinary-until: 25:00\n", []string{"f.yaml:2: ", "is no time of day"}},
		"key of the catalogue": {"urgencies: {critical: 20m}\n", []string{`f.yaml:1: "urgencies" is no known key here: it stands under catalogue`}},
		"service":              {"\"5.3\": {withdrawn: true}\n", []string{`f.yaml:1: "5.3" is no known key here: it stands under catalogue`}},
		"key of the estate":    {"zone: UTC\n", []string{`f.yaml:1: "zone" is no known key here: it stands under estate`}},
		"unclosed":             {"schedules:\n  morning: \"0 8 * * *\" # {\nestate:\n  name: {en: \"a } b\"\n  zone: UTC\n", []string{`f.yaml:4: '{' is not closed: a '}' is missing`}},
		"unclosed within":      {"catalogue: {\n  \"5.3\": {price: {en: it's}\n}\n", []string{`f.yaml:1: '{' is not closed`}},
		"unclosed list":        {"estate:\n  hours:\n    closed: [2026-11-20\n  language: en\n", []string{`f.yaml:3: '[' is not closed: a ']' is missing`}},
		"wrong shape":          {"estate: 7\n", []string{`f.yaml:1: "7" is not what belongs here`}},
		"twice":                {"estate:\n  zone: UTC\n  zone: UTC\n", []string{"f.yaml:3: ", "already defined"}},
		"syntax":               {"estate:\n  zone: [\n", []string{"f.yaml:"}},
		"two documents":        {"estate: {}\n---\nestate: {}\n", []string{"f.yaml:2: a second document"}},
		"no value":             {"estate:\n  name:\n  zone: UTC\n", []string{`f.yaml:2: "name" has no value`}},
		"hours":                {"estate:\n  hours: always\n", []string{`f.yaml:2: "always" is not what belongs here`}},
		"office's hours":       {"estate:\n  hours:\n    office: nine to five\n", []string{`f.yaml:3: "nine to five" is no opening time`}},
		"office as office":     {"estate:\n  hours: {office: office}\n", []string{"f.yaml:2: the office's hours are not said"}},
		"never open":           {"estate:\n  hours:\n    office: {}\n", []string{"f.yaml:3: it never opens"}},
		"opening day":          {"estate:\n  hours:\n    office:\n      mon-fry: 09:00-18:00\n", []string{`f.yaml:4: "mon-fry" is no day of the week`}},
		"opening day twice":    {"estate:\n  hours:\n    office:\n      mon-fri: 09:00-18:00\n      wed: 09:00-13:00\n", []string{`f.yaml:5: "wed" names a day a second time`}},
		"opening time":         {"estate:\n  hours:\n    office:\n      mon: 9 to 5\n", []string{`f.yaml:4: "9 to 5" is no opening time`}},
		"opening number":       {"estate:\n  hours:\n    office:\n      mon: 9\n", []string{`f.yaml:4: "9" is no opening time`}},
		"opening list":         {"estate:\n  hours:\n    office:\n      mon: [9, 17]\n", []string{"f.yaml:4: ", "is not what belongs here"}},
		"opening at the end":   {"estate:\n  hours:\n    office:\n      mon: 24:00-24:00\n", []string{"f.yaml:4: ", "is no opening time"}},
		"past midnight":        {"estate:\n  hours:\n    office:\n      {mon: '22:00-06:00', tue: '05:00-06:00'}\n", []string{"f.yaml:4: mon goes on past midnight until after tue opens"}},
		"open for no time":     {"estate:\n  hours:\n    office:\n      mon: 09:00-09:00\n", []string{`f.yaml:4: "09:00-09:00" ends when it begins`}},
		"periods":              {"estate:\n  hours:\n    office:\n      mon: 09:00-13:00, 12:00-18:00\n", []string{`f.yaml:4: " 12:00-18:00" begins before`}},
		"unknown desk":         {"estate:\n  hours:\n    desks:\n      kitchen: always\n", []string{`f.yaml:4: "kitchen" is no desk; there are engineering`}},
		"desk twice":           {"estate:\n  hours:\n    desks:\n      lobby: always\n      lobby: office\n", []string{`f.yaml:5: "lobby" stands here a second time`}},
		"desks":                {"estate:\n  hours:\n    desks: [lobby]\n", []string{"f.yaml:3: ", "want desks"}},
		"closed day":           {"estate:\n  hours:\n    closed: [2026-12-25,\n      2026-02-30]\n", []string{`f.yaml:4: "2026-02-30" is no day`}},
		"closed":               {"estate:\n  hours:\n    closed: 2026-12-25\n", []string{`f.yaml:3: "2026-12-25" is not what belongs here`}},
		"hours' key":           {"estate:\n  hours:\n    shut: []\n", []string{`f.yaml:3: "shut" is no known key`}},
		"several": {"estate:\n  zone: Nowhere\n  calendar: moon\n  colour: red\n",
			[]string{"f.yaml:2: ", "\nf.yaml:3: ", "\nf.yaml:4: "}},
		"services":         {"estate:\n  zone: Nowhere\ncatalogue:\n  \"5.3\": {desk: plumbing}\n  \"5.4\": {colour: red}\n", []string{"f.yaml:2: ", `f.yaml:4: desk "plumbing"`, `f.yaml:5: unknown key "colour"`}},
		"services' shape":  {"catalogue: 7\n", []string{"f.yaml:1: "}},
		"services nowhere": {"catalogue:\n", []string{`f.yaml:1: "catalogue" has no value`}},
		"too large":        {strings.Repeat("#", 1<<20+1), []string{"f.yaml: it is larger"}},
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

func TestAFileChangesServices(t *testing.T) {
	c, err := config.Parse("x.yaml", []byte("estate: {zone: UTC}\ncatalogue:\n  \"5.3\": {targets: {arrive: 20s, fix: null}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := c.Catalogue.Find("5.3"); len(s.Promises) != 1 || s.Promises[0].Within != 20*time.Second {
		t.Errorf("it promises %v", s.Promises)
	}
	if c, err = config.Default(); err != nil || len(c.Catalogue.Services()) != 84 {
		t.Errorf("the default has %d services, %v", len(c.Catalogue.Services()), err)
	}
}

func TestAFaultIsToldOnce(t *testing.T) {
	for _, file := range []string{"catalogue: 7\n", "estate: [\n", "catalogue: {}\ncatalogue: {}\n", "estate: {}\n---\nestate: {}\n", "a: 1\n"} {
		_, err := config.Parse("f.yaml", []byte(file))
		if lines := strings.Count(fmt.Sprint(err), "\n") + 1; err == nil || lines != 1 {
			t.Errorf("%q: %v", file, err)
		}
	}
}

const hour = time.Hour

func always(e *desk.Estate, names ...desk.Name) bool {
	return !slices.ContainsFunc(names, func(n desk.Name) bool { return !e.HoursOf(n).Always })
}

func TestTheDefaultHoursAreThoseOfAnOffice(t *testing.T) {
	c, err := config.Default()
	if err != nil {
		t.Fatal(err)
	}
	e := c.Estate
	weekday, saturday := []desk.Period{{From: 9 * hour, Until: 18 * hour}}, []desk.Period{{From: 9 * hour, Until: 13 * hour}}
	if want := [7][]desk.Period{nil, weekday, weekday, weekday, weekday, weekday, saturday}; !reflect.DeepEqual(e.Office.Week, want) {
		t.Errorf("office %v, want %v", e.Office.Week, want)
	}
	if !always(e, desk.Security, desk.Engineering, desk.Cleaning, desk.Supervisors, desk.Managers) {
		t.Error("a desk closes that works round the clock")
	}
	for d, periods := range e.HoursOf(desk.Lobby).Week {
		if !reflect.DeepEqual(periods, []desk.Period{{From: 7 * hour, Until: 23 * hour}}) {
			t.Errorf("the lobby is open %v on day %d", periods, d)
		}
	}
	for _, n := range []desk.Name{desk.FrontDesk, desk.Accounts, desk.Property, desk.Leasing, desk.Grounds} {
		if office := e.HoursOf(n); office.Days != e.Days || !reflect.DeepEqual(office.Week, e.Office.Week) {
			t.Errorf("%s does not keep the office's hours", n)
		}
	}
}

func TestAFileSetsHours(t *testing.T) {
	c, err := config.Parse("x.yaml", []byte(`
estate:
  hours:
    office: {sat-sun: "00:00-24:00", "mon, wed": "09:00-13:00,14:00 - 18:00"}
    desks:
      lobby: office
      cleaning: {fri-mon: "7:30-8:00"}
      grounds: always
    closed: [2026-12-25]
`))
	if err != nil {
		t.Fatal(err)
	}
	e := c.Estate
	whole, split := []desk.Period{{Until: 24 * hour}}, []desk.Period{{From: 9 * hour, Until: 13 * hour}, {From: 14 * hour, Until: 18 * hour}}
	office := desk.Hours{Week: [7][]desk.Period{whole, split, nil, split, nil, nil, whole}, Closed: map[desk.Day]bool{"2026-12-25": true}, Days: e.Days}
	if e.Days == nil || !reflect.DeepEqual(e.HoursOf(desk.FrontDesk), office) || !reflect.DeepEqual(e.HoursOf(desk.Lobby), office) {
		t.Errorf("office %v, lobby %v; want %v", e.Office, e.HoursOf(desk.Lobby), office)
	}
	early := []desk.Period{{From: 7*hour + 30*time.Minute, Until: 8 * hour}}
	cleaning := desk.Hours{Week: [7][]desk.Period{0: early, 1: early, 5: early, 6: early}, Closed: office.Closed, Days: e.Days}
	if got := e.HoursOf(desk.Cleaning); !reflect.DeepEqual(got, cleaning) {
		t.Errorf("cleaning %v, want %v", got, cleaning)
	}
	if !always(e, desk.Grounds, desk.Security, desk.Engineering) {
		t.Error("what the file says, or leaves out, does not hold")
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
	f.Add([]byte("estate:\n  hours:\n    office: {mon-fri: &x '09:00-13:00, 14:00-24:00', sat: *x}\n    desks: {lobby: always}\n    closed: [2026-12-25]\n"))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, err := config.Parse("f.yaml", content)
		if err == nil && (c.Estate.Zone == nil || c.Estate.NameIn(desk.English) == "" || !c.Estate.Default.Valid()) {
			t.Errorf("taken without a fault: %+v", c.Estate)
		}
		if err != nil {
			return
		}
		for _, n := range desk.Names {
			for _, periods := range c.Estate.HoursOf(n).Week {
				last := time.Duration(0)
				for _, p := range periods {
					if p.From < last || p.From >= 24*hour || p.Until <= p.From || p.Until > p.From+24*hour {
						t.Errorf("%s is open %v", n, periods)
					}
					last = p.Until
				}
			}
		}
	})
}
