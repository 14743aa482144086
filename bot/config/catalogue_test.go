package config_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"frontdesk/bot/config"
	"frontdesk/flows/catalogue"
	"frontdesk/storage/desk"
)

// own is a service of the operator's, with a field that only they ask, on lines of their own.
const own = `catalogue:
  fields:
    paper:
      kind: choice
      label: {en: Paper, zh-Hant: 紙張, zh-Hans: 纸张}
      options:
        - {value: plain, label: {en: Plain, zh-Hant: 白紙, zh-Hans: 白纸}}
        - {value: glossy, label: {en: Glossy, zh-Hant: 光面紙, zh-Hans: 光面纸}}
  "7.1":
    kind: request
    desk: lobby
    group: goods
    icon: 🎁
    name: {en: Posters hung, zh-Hant: 代貼海報, zh-Hans: 代贴海报}
    button: {en: Posters, zh-Hant: 貼海報, zh-Hans: 贴海报}
    targets: complete=1h
    fields: [paper, pieces]
`

func TestAFileAddsAServiceWithAFieldOfItsOwn(t *testing.T) {
	c, err := config.Parse("f.yaml", []byte(own))
	if err != nil {
		t.Fatal(err)
	}
	s, ok := c.Catalogue.Find("7.1")
	if !ok || len(s.Fields) != 2 || len(s.Fields[0].Options) != 2 || s.Fields[0].LabelIn(desk.TraditionalChinese) != "紙張" {
		t.Errorf("%t, %+v", ok, s)
	}
	c, err = config.Parse("f.yaml", []byte("catalogue:\n  fields: {where: {label: {en: In which place}}, heads: {max: 5}}\n"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ = c.Catalogue.Find("5.12")
	heads, _ := s.Field("heads")
	where, _ := s.Field("where")
	if heads.Max != 5 || heads.Min != 1 || where.LabelIn(desk.English) != "In which place" || where.LabelIn(desk.SimplifiedChinese) != "具体位置" {
		t.Errorf("heads %+v, where %+v", heads, where)
	}
}

// Each fault of the services stands with the file, its line and a sentence; no other fault comes with it.
func TestEveryFaultOfTheServicesIsToldWithItsLine(t *testing.T) {
	with := func(old, anew string) string { return strings.Replace(own, old, anew, 1) }
	one := func(service, change string) string { return "catalogue:\n  \"" + service + "\":\n    " + change + "\n" }
	for name, c := range map[string]struct{ file, want string }{
		"negative time":        {one("5.3", "targets: {arrive: -5m}"), `f.yaml:3: parse promise "arrive=-5m": "-5m" is not a time`},
		"no time":              {one("5.3", "targets: {arrive: 0s}"), `f.yaml:3: arrive=0s: nobody can keep that`},
		"time without a unit":  {one("5.3", "targets: {arrive: 5}"), `f.yaml:3: parse promise "arrive=5": "5" is not a time`},
		"clock twice":          {one("5.3", "targets: arrive=15m;arrive=20m"), `f.yaml:3: arrive is promised twice`},
		"nothing promised":     {one("5.3", "targets: ''"), `f.yaml:3: no targets: nothing is promised`},
		"no such clock":        {one("5.3", "targets: {come: 5m}"), `f.yaml:3: come=5m: there is no clock "come"`},
		"no such moment":       {one("5.3", "targets: {fix: 5m@payday}"), `f.yaml:3: fix=5m@payday: no clock starts at "payday"`},
		"no moment":            {one("5.3", "targets: {fix: 5m@}"), `f.yaml:3: parse promise "fix=5m@": want what it starts at after the @`},
		"moment of others":     {one("2.4", "targets: {complete: 5m@cut}"), `f.yaml:3: complete=5m@cut: no clock starts at "cut"`},
		"no working days":      {one("2.4", "targets: {complete: 0wd}"), `f.yaml:3: parse promise "complete=0wd": "0wd" are not 1 to 366 working days`},
		"half a working day":   {one("2.4", "targets: {complete: 1.5wd}"), `f.yaml:3: parse promise "complete=1.5wd": "1.5wd" are not 1 to 366 working days`},
		"spaced working days":  {one("2.4", "targets: {complete: 7 wd}"), `f.yaml:3: parse promise "complete=7 wd": "7 wd" are not 1 to 366 working days`},
		"days and hours":       {one("2.4", "targets: {complete: 2wd3h}"), `f.yaml:3: parse promise "complete=2wd3h": "2wd3h" is not a time`},
		"days in hours":        {one("2.4", "targets: {complete: 2wd in hours}"), `f.yaml:3: parse promise "complete=2wd in hours": only a span of time can count in a desk's hours`},
		"no such desk":         {one("5.3", "desk: plumbing"), `f.yaml:3: desk "plumbing" is not one that does work`},
		"desk without work":    {one("5.3", "desk: managers"), `f.yaml:3: desk "managers" is not one that does work`},
		"desk of the alarm":    {one("3.13", "desk: nowhere"), `f.yaml:3: desk "nowhere" is not one that does work`},
		"no such service":      {one("5.30", "desk: lobby"), `f.yaml:2: there is no service "5.30"; to add one, say its kind, desk, icon, name, button and targets`},
		"no such variant":      {one("5.11 melting", "desk: lobby"), `f.yaml:2: there is no service "5.11 melting"; to add one, say its kind, desk, icon, name, button and targets`},
		"service twice":        {"catalogue:\n  \"5.3\": {desk: lobby}\n  \"5.3 \": {desk: security}\n", `f.yaml:3: service "5.3" stands twice`},
		"key twice":            {"catalogue:\n  \"5.3\": {desk: lobby}\n  \"5.3\": {desk: security}\n", `f.yaml:3: mapping key "5.3" already defined at line 2`},
		"what is said twice":   {one("5.3", "desk: lobby\n    desk: security"), `f.yaml:4: mapping key "desk" already defined at line 3`},
		"empty name":           {one("5.3", "name: {en: ''}"), `f.yaml:3: name in en is empty`},
		"name in no language":  {one("5.3", "name: Tube"), `f.yaml:3: "Tube" is not what belongs here`},
		"name in French":       {one("5.3", "name: {fr: Tube}"), `f.yaml:3: name: "fr" is none of zh-Hant, zh-Hans and en`},
		"price in one":         {one("5.3", "price: {en: $80, zh-Hans: 八十元}"), `f.yaml:3: price in zh-Hant is missing`},
		"price without a word": {one("5.3", "price: 80"), `f.yaml:3: "80" is not what belongs here; want it in each language`},
		"no such group":        {one("5.3", "group: gifts"), `f.yaml:3: there is no group "gifts"`},
		"group of requests":    {one("5.3", "group: money"), `f.yaml:3: service "5.3" is not a request`},
		"no such field":        {one("5.3", "fields: [colour]"), `f.yaml:3: there is no field "colour"`},
		"field twice":          {one("5.3", "fields: [where, where]"), `f.yaml:3: field "where" stands twice`},
		"withdrawn, needed":    {one("4.4", "withdrawn: true"), `f.yaml:3: 4.4 cannot be withdrawn: every repair, or a button of its own, relies on it`},
		"alarm withdrawn":      {one("3.13", "withdrawn: true"), `f.yaml:3: 3.13 cannot be withdrawn: every repair, or a button of its own, relies on it`},
		"visitors withdrawn":   {one("3.3", "withdrawn: true"), `f.yaml:3: 3.3 cannot be withdrawn: every repair, or a button of its own, relies on it`},
		"withdrawn, perhaps":   {one("5.3", "withdrawn: maybe"), `f.yaml:3: "maybe" is not what belongs here`},
		"no such urgency":      {one("5.3", "urgencies: [soon, ordinary]"), `f.yaml:3: urgency "soon" is none of critical, urgent and ordinary`},
		"unknown key":          {one("5.3", "colour: red"), `f.yaml:3: unknown key "colour"`},
		"unknown key, step":    {one("5.3", "steps: [{name: a, colour: x, label: {en: A, zh-Hant: 甲, zh-Hans: 甲}}]"), `f.yaml:3: unknown key "colour"`},
		"unknown key, field":   {with("kind: choice", "kind: choice\n      colour: red"), `f.yaml:5: unknown key "colour"`},
		"unknown key, option":  {with("value: glossy", "value: glossy, colour: red"), `f.yaml:8: unknown key "colour"`},
		"no group":             {with("    group: goods\n", ""), `f.yaml:9: request 7.1 stands in no group`},
		"own without a name":   {with("name: {en: Posters hung, ", "name: {"), `f.yaml:14: name in en is missing`},
		"own kind":             {with("kind: request", "kind: party"), `f.yaml:10: kind "party" is none of repair, request, booking, complaint, emergency, standard, duty and announcement`},
		"own ref taken":        {with(`"7.1"`, `"2.4"`), `f.yaml:10: kind stays as it is for a service that there is`},
		"own case of a row":    {with(`"7.1"`, `"2.4 large"`), `f.yaml:9: variant-by "" is none of: tenant; staff; staff, when found; each of its own`},
		"own ref":              {with(`"7.1"`, `"seven"`), `f.yaml:9: ref "seven" is not a table and a row, such as "5.13"`},
		"no options":           {"catalogue:\n  fields:\n    paper: {kind: choice, label: {en: Paper, zh-Hant: 紙, zh-Hans: 纸}}\n", `f.yaml:3: field paper: a choice has 2 to 8 options, and nothing else has any`},
		"no options left":      {"catalogue:\n  fields:\n    written: {options: []}\n", `f.yaml:3: field written: a choice has 2 to 8 options, and nothing else has any`},
		"option twice":         {with("value: glossy", "value: plain"), `f.yaml:8: field paper: option "plain" stands twice`},
		"option in one":        {with("{en: Glossy, zh-Hant: 光面紙, ", "{en: Glossy, "), `f.yaml:8: label of option glossy in zh-Hant is missing`},
		"field's kind":         {with("kind: choice", "kind: colour"), `f.yaml:3: field paper: kind "colour" is none of`},
		"field without a kind": {"catalogue:\n  fields:\n    paper: {max: 10, label: {en: Paper, zh-Hant: 紙, zh-Hans: 纸}}\n", `f.yaml:3: field paper: kind "" is none of`},
		"field, no bounds":     {"catalogue:\n  fields: {heads: {max: 0}}\n", `f.yaml:2: field heads: from 1 to 0 there is nothing to answer`},
		"field's name":         {with("paper:", "Paper 1:"), `f.yaml:3: field "Paper 1" is not a short word of small letters`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Parse("f.yaml", []byte(c.file))
			faults, ok := errors.AsType[config.Faults](err)
			if !ok || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got\n%v\nwant\n%s", err, c.want)
			}
			for _, one := range faults {
				if one.Line == 0 || goWords.MatchString(one.Error()) {
					t.Errorf("no line, or no sentence: %v", one)
				}
			}
		})
	}
}

// goWords are those of the parser that an operator should not have to read.
var goWords = regexp.MustCompile(`!!|unmarshal|catalogue\.|YAML`)

func FuzzCatalogue(f *testing.F) {
	f.Add(strings.TrimPrefix(own, "catalogue:\n"))
	f.Add("  \"5.3\": {targets: {arrive: 20s, fix: null}, price: {en: x, zh-Hant: x, zh-Hans: x}}\n")
	f.Add("  fields: {where: {kind: choice, options: [{value: a, starts: cut}]}}\n  \"4.9\": {withdrawn: true}\n")
	f.Fuzz(func(t *testing.T, content string) {
		c, err := config.Parse("f.yaml", []byte("catalogue:\n"+content))
		if err == nil && (c.Catalogue == nil || len(c.Catalogue.Services()) == 0) {
			t.Error("taken without a fault, and without services")
		}
	})
}

func TestUrgenciesAreTimesInWhichSomebodyComes(t *testing.T) {
	c, err := config.Parse("f.yaml", []byte("catalogue:\n  urgencies: {critical: 8m, urgent: arrive=20m}\n"))
	if err != nil {
		t.Fatal(err)
	}
	for u, want := range map[desk.Urgency]time.Duration{desk.Critical: 8 * time.Minute, desk.Urgent: 20 * time.Minute} {
		promises := c.Catalogue.Promises(general(t, c.Catalogue), u, nil)
		i := slices.IndexFunc(promises, func(p desk.Promise) bool { return p.Clock == desk.ClockArrive })
		if i < 0 || promises[i].Within != want {
			t.Errorf("%s: somebody comes as %v", u, promises)
		}
	}
}

func general(t *testing.T, c *catalogue.Catalogue) catalogue.Service {
	t.Helper()
	s, ok := c.Service(catalogue.General)
	if !ok {
		t.Fatal("there is no general repair")
	}
	return s
}
