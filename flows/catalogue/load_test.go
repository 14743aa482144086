package catalogue

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

const small = `urgencies:
  critical: arrive=10m
  urgent: arrive=15m
  ordinary: arrive=same day
groups:
  - id: other
    icon: 🔧
    button: {en: Other, zh-Hant: 其他, zh-Hans: 其他}
    services: ["4.4"]
services:
  - ref: "4.4"
    kind: repair
    desk: engineering
    icon: 🔧
    name: {en: Other, zh-Hant: 其他, zh-Hans: 其他}
    button: {en: Other, zh-Hant: 其他, zh-Hans: 其他}
    targets: work_order=3m;reply=15m
    urgencies: [ordinary]
    visits: true
`

func TestFaultsNameTheirLines(t *testing.T) {
	if _, err := Load(strings.NewReader(small), "small.yaml"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, with, want string }{
		{"unknown key", "visits: true", "visit: true", `c.yaml:19: unknown key "visit"`},
		{"wrong type", "visits: true", "visits: often", `c.yaml:19: "often" is not what belongs here`},
		{"list for a text", "desk: engineering", "desk: [engineering]", "c.yaml:13: want a text"},
		{"key twice", "    visits: true", "    visits: true\n    visits: true", `c.yaml:20: mapping key "visits" already defined at line 19`},
		{"negative time", "reply=15m", "reply=-15m", `c.yaml:17: parse promise "reply=-15m": "-15m" is not a time`},
		{"no such clock", "reply=15m", "answer=15m", `c.yaml:17: answer=15m: there is no clock "answer"`},
		{"no such start", "reply=15m", "fix=15m@payday", `c.yaml:17: fix=15m@payday: no clock starts at "payday"`},
		{"impossible start", "reply=15m", "arrive=15m@arrived", "c.yaml:17: arrive=15m@arrived: this cannot start with the arrival"},
		{"agreed fix", "reply=15m", "fix=appointment", "c.yaml:17: fix=appointment: only an arrival can be agreed"},
		{"clock twice", "reply=15m", "work_order=15m", "c.yaml:17: work_order is promised twice"},
		{"no targets", "targets: work_order=3m;reply=15m", "targets:", "c.yaml:11: no targets: nothing is promised"},
		{"no such desk", "desk: engineering", "desk: plumbing", `c.yaml:13: desk "plumbing" is not one that does work`},
		{"audience for a desk", "desk: engineering", "desk: managers", `c.yaml:13: desk "managers" is not one that does work`},
		{"desk missing", "    desk: engineering\n", "", `c.yaml:11: desk "" is not one that does work`},
		{"no such kind", "kind: repair", "kind: favour", `c.yaml:12: kind "favour" is none of repair, request, booking`},
		{"ref", `ref: "4.4"`, `ref: four`, `c.yaml:11: ref "four" is not a table and a row, such as "5.13"`},
		{"icon", "    icon: 🔧\n    name", "    icon: tool\n    name", `c.yaml:14: icon "tool" is not one emoji`},
		{"language missing", "name: {en: Other, ", "name: {", "c.yaml:15: name in en is missing"},
		{"unknown language", "name: {en: Other", "name: {en: Other, fr: Autre", `c.yaml:15: name: "fr" is none of zh-Hant, zh-Hans and en`},
		{"empty text", "name: {en: Other", `name: {en: ""`, "c.yaml:15: name in en is empty"},
		{"long button", "button: {en: Other, zh-Hant: 其他, zh-Hans: 其他}\n    targets", "button: {en: Other, zh-Hant: 其他, zh-Hans: 一二三四五六七八九十一}\n    targets", `c.yaml:16: button "一二三四五六七八九十一" takes 22 columns of 20`},
		{"urgency", "urgencies: [ordinary]", "urgencies: [ordinary, soon]", `c.yaml:18: urgency "soon" is none of critical, urgent and ordinary`},
		{"urgency twice", "urgencies: [ordinary]", "urgencies: [ordinary, ordinary]", "c.yaml:18: urgency ordinary stands twice"},
		{"no urgency", "urgencies: [ordinary]", "urgencies: []", "c.yaml:11: a repair needs at least one urgency"},
		{"visit without ordinary", "urgencies: [ordinary]", "urgencies: [urgent]", "c.yaml:11: visits are for ordinary repairs, which this service does not permit"},
		{"emergency with urgency", "kind: repair", "kind: emergency", "c.yaml:11: an emergency has no urgencies and no visits"},
		{"urgency's promise", "urgent: arrive=15m", "urgent: fix=15m", "c.yaml:3: urgency urgent: want the time in which somebody arrives, not fix=15m"},
		{"urgency missing", "  urgent: arrive=15m\n", "", "c.yaml: urgency urgent is missing"},
		{"urgency unknown", "urgent: arrive=15m", "urgent: arrive=15m\n  soon: arrive=1h", `c.yaml:4: urgency "soon" is none of critical, urgent and ordinary`},
		{"group's service", `services: ["4.4"]`, `services: ["4.4", "4.5"]`, `c.yaml:9: there is no service "4.5"`},
		{"group's service twice", `services: ["4.4"]`, `services: ["4.4", "4.4"]`, `c.yaml:9: service "4.4" stands twice in the group`},
		{"empty group", `services: ["4.4"]`, `services: []`, "c.yaml:6: a group has 1 to 8 services, this one 0\nc.yaml:11: repair 4.4 stands in no group"},
		{"group's id", "id: other", "id: Other!", `c.yaml:6: id "Other!" is not a short word of small letters`},
		{"general missing", `"4.4"`, `"4.5"`, "c.yaml: repair 4.4 is missing, whose promises hold for every repair"},
		{"no such hours", "visits: true", "hours: night", `c.yaml:19: hours "night" are neither always nor desk`},
		{"same day in hours", "targets: work_order=3m;reply=15m", "hours: desk\n    targets: reply=same day", "c.yaml:17: reply=same day: only a span of time can count in a desk's hours"},
		{"emergency in hours", "kind: repair", "kind: emergency\n    hours: desk", "c.yaml:11: an emergency keeps no hours"},
		{"request with urgency", "kind: repair", "kind: request", "c.yaml:11: a request has no urgencies and no visits"},
		{"price in one language", "visits: true", "price: {en: $80}", "c.yaml:19: price in zh-Hant is missing"},
		{"price empty", "visits: true", "price: {en: '', zh-Hant: 八十元, zh-Hans: 八十元}", "c.yaml:19: price in en is empty"},
		{"syntax", "groups:", "groups: [", "c.yaml:5: did not find expected node content"},
		{"two documents", "    visits: true\n", "    visits: true\n---\n{}\n", "c.yaml: a second document follows the first; a catalogue is one"},
	} {
		broken := strings.ReplaceAll(small, c.old, c.with)
		catalogue, err := Load(strings.NewReader(broken), "c.yaml")
		if err == nil || catalogue != nil {
			t.Errorf("%s: loaded", c.name)
			continue
		}
		if !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

func TestEveryFaultIsNamedInTheOrderOfTheFile(t *testing.T) {
	broken := strings.NewReplacer("id: other", "id: 7", "desk: engineering", "desk: plumbing", "visits: true", "visit: true").Replace(small)
	_, err := Load(strings.NewReader(broken), "c.yaml")
	want := `c.yaml:6: id "7" is not a short word of small letters
c.yaml:13: desk "plumbing" is not one that does work
c.yaml:19: unknown key "visit"`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestServiceStandsOnce(t *testing.T) {
	_, service, _ := strings.Cut(small, "services:\n  - ref")
	_, err := Load(strings.NewReader(small+"  - ref"+service), "c.yaml")
	if want := "c.yaml:20: service 4.4 stands twice"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestAnEmptyFileIsNoCatalogue(t *testing.T) {
	for _, s := range []string{"", "# nothing\n", "---\n"} {
		if c, err := Load(strings.NewReader(s), "c.yaml"); err == nil || c != nil {
			t.Errorf("%q loaded", s)
		}
	}
}

func TestReadersOwnFailureIsNoFaultOfTheFile(t *testing.T) {
	_, err := Load(iotest.ErrReader(io.ErrUnexpectedEOF), "c.yaml")
	var faults *Faults
	if !errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &faults) {
		t.Errorf("got %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(small)
	whole, err := os.ReadFile("services/table5.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(whole))
	f.Add("services: [{}]\ngroups: [{}]")
	f.Add("a: &a [*a]")
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := Load(strings.NewReader(s), "c.yaml"); (c == nil) == (err == nil) {
			t.Errorf("catalogue %v beside error %v", c, err)
		}
	})
}

func TestPricesAreTheOperators(t *testing.T) {
	for _, s := range Default().services {
		if s.Prices != nil {
			t.Errorf("the defaults post a price for %s", s.Key())
		}
	}
	posted := strings.Replace(small, "visits: true", "visits: true\n    price: {en: $80, zh-Hant: 八十元, zh-Hans: 八十元}", 1)
	c, err := Load(strings.NewReader(posted), "c.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if s, _ := c.Find("4.4"); s.PriceIn("en") != "$80" || s.PriceIn("zh-Hant") != "八十元" {
		t.Errorf("the posted price is %v", s.Prices)
	}
}
