package catalogue

import (
	"strings"
	"testing"

	"frontdesk/storage/desk"
)

// changed is the built-in catalogue with what an operator's file says of it.
func changed(t *testing.T, lines ...string) *Catalogue {
	t.Helper()
	c, err := Default().Changed([]byte("catalogue:\n  "+strings.Join(lines, "\n  ")+"\n"), "f.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// row is what a service promises, and where, as the tables would say it.
func row(t *testing.T, c *Catalogue, key string) string {
	t.Helper()
	s, ok := c.Service(parseKey(key))
	if !ok {
		t.Fatalf("there is no %s", key)
	}
	return s.targets(";") + " " + string(s.Desk) + " " + s.Hours()
}

func TestAnOperatorsFileChangesPromises(t *testing.T) {
	for _, c := range []struct{ change, key, want string }{
		{`"5.3": {targets: {arrive: 20s}}`, "5.3", "fix=15m@arrived;arrive=20s engineering always"},
		{`"5.3": {targets: {fix: null}}`, "5.3", "arrive=30m engineering always"},
		{`"5.3": {targets: {fix: 1h, reply: same day}}`, "5.3", "arrive=30m;fix=1h;reply=same day engineering always"},
		{`"5.3": {targets: fix=2h@arrived}`, "5.3", "fix=2h@arrived engineering always"},
		{`"5.8": {targets: {arrive: null}}`, "5.8", " engineering always"},
		{`"5.11 sagging": {targets: {arrive: 10m}}`, "5.11 sagging", "fix=1h@arrived;arrive=10m engineering always"},
		{`"5.11 sagging": {targets: {arrive: 10m}}`, "5.11 replace", "arrive=1h;fix=15m@arrived engineering always"},
		{`"5.11": {variant: sagging, targets: {arrive: 10m}}`, "5.11 sagging", "fix=1h@arrived;arrive=10m engineering always"},
		{`"5.11": {variant: sagging, targets: {arrive: 10m}}`, "5.11 replace", "arrive=1h;fix=15m@arrived engineering always"},
		{`"5.11": {targets: {arrive: 10m}}`, "5.11 replace", "fix=15m@arrived;arrive=10m engineering always"},
		{`"5.11": {targets: {arrive: 10m}}`, "5.11 sagging", "fix=1h@arrived;arrive=10m engineering always"},
		{`"2.15": {targets: {complete: 2wd@money}, desk: front-desk}`, "2.15", "complete=2wd@money front-desk always"},
		{`"3.6": {hours: desk}`, "3.6", "reply=1h security desk"},
		{`"3.3": {hours: always}`, "3.3", "complete=10m lobby always"},
		{`"4.2": {targets: {count: ">=5 different tenants a month"}}`, "4.2", "count>=5 different tenants a month property always"},
	} {
		if got := row(t, changed(t, c.change), c.key); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.change, c.key, got, c.want)
		}
	}
}

func TestWhatIsSaidOfACaseHoldsAgainstItsRow(t *testing.T) {
	c := changed(t, `"5.11 sagging": {desk: security}`, `"5.11": {desk: cleaning}`)
	if sagging, replace := row(t, c, "5.11 sagging"), row(t, c, "5.11 replace"); !strings.Contains(sagging, "security") || !strings.Contains(replace, "cleaning") {
		t.Errorf("%s; %s", sagging, replace)
	}
}

func TestOwnTimeToTakeReplacesTheUsualOne(t *testing.T) {
	s, _ := changed(t, `"3.6": {targets: {take: 20m}}`).Find("3.6")
	var got []string
	for _, p := range Default().Promises(s, "", nil) {
		got = append(got, p.String())
	}
	if strings.Join(got, " ") != "take=20m reply=1h" {
		t.Errorf("promises %v", got)
	}
}

func TestUrgenciesCanBeSooner(t *testing.T) {
	c := changed(t, `urgencies: {critical: arrive=8m}`)
	s, _ := c.Find("4.4")
	promises := c.Promises(s, desk.Critical, nil)
	if last := promises[len(promises)-1].String(); last != "arrive=8m" {
		t.Errorf("critical promises %s", last)
	}
	if Default().urgencies[desk.Critical].String() != "arrive=10m" {
		t.Error("the built-in urgencies have changed")
	}
}

func TestAnOperatorsFileChangesWords(t *testing.T) {
	c := changed(t, `"5.3": {price: {en: $80, zh-Hant: 八十元, zh-Hans: 八十元}, name: {en: "Change a lamp"}, fields: [where], proof: true}`)
	s, _ := c.Find("5.3")
	if s.NameIn(desk.English) != "Change a lamp" || !strings.Contains(s.NameIn(desk.TraditionalChinese), "光管") {
		t.Errorf("names %v", s.Names)
	}
	if s.PriceIn(desk.English) != "$80" || len(s.Fields) != 1 || !s.Proof {
		t.Errorf("%+v", s)
	}
}

func TestAWithdrawnServiceKeepsItsName(t *testing.T) {
	c := changed(t, `"5.3": {withdrawn: true}`, `"4.11 ordinary": {withdrawn: true}`, `"2.3": {withdrawn: true}`, `"4.13": {withdrawn: true}`)
	s, known := c.Service(desk.ServiceRef{Ref: "5.3"})
	if _, offered := c.Find("5.3"); offered || !known || s.NameIn(desk.English) == "" || len(s.Promises) == 0 {
		t.Errorf("found %t, known %t: %+v", offered, known, s)
	}
	power, _ := c.Group("power")
	if power.has(s.Ref) || len(power.Services) != 7 {
		t.Errorf("it stands in its group: %d services", len(power.Services))
	}
	if signal, _ := c.Group("signal"); !signal.has(desk.ServiceRef{Ref: "4.11", Variant: "special"}) {
		t.Error("no other case stands for the row whose first is gone")
	}
	for _, id := range []string{"parking", "fit-out"} {
		if _, ok := c.RequestGroup(id); ok {
			t.Errorf("group %s has nothing to offer and stands there", id)
		}
	}
	if len(c.Variants("4.13")) != 0 || len(c.RequestGroups()) != 6 {
		t.Errorf("%d cases, %d groups", len(c.Variants("4.13")), len(c.RequestGroups()))
	}
	var csv strings.Builder
	if err := c.WriteCSV(&csv); err != nil || strings.Contains(csv.String(), "\n5.3,") {
		t.Errorf("exported all the same, %v", err)
	}
}

const added = `"7.1":
    kind: request
    desk: lobby
    group: goods
    icon: 🎁
    name: {en: Parcel kept, zh-Hant: 代收包裹, zh-Hans: 代收包裹}
    button: {en: Parcel, zh-Hant: 代收包裹, zh-Hans: 代收包裹}
    targets: {complete: 10m}
    fields: [pieces]
    steps: [{name: kept, label: {en: Kept, zh-Hant: 已收, zh-Hans: 已收}}]`

func TestAnOperatorAddsAService(t *testing.T) {
	c := changed(t, added)
	s, ok := c.Find("7.1")
	goods, _ := c.RequestGroup("goods")
	if !ok || !goods.has(s.Ref) || s.Kind != desk.Request || len(s.Fields) != 1 || len(s.Steps) != 1 || s.targets(";") != "complete=10m" {
		t.Errorf("%+v", s)
	}
	c = changed(t, strings.NewReplacer("request", "repair", "goods", "doors", "[pieces]", "[door]\n    urgencies: [ordinary]").Replace(added))
	doors, _ := c.Group("doors")
	if last := doors.Services[len(doors.Services)-1]; last.Ref != General || !doors.has(desk.ServiceRef{Ref: "7.1"}) {
		t.Errorf("the group ends with %s", last.Key())
	}
	if len(Default().Services()) != 84 {
		t.Error("the built-in services have changed")
	}
}

func TestAnOperatorsFaultsNameTheirLines(t *testing.T) {
	for name, c := range map[string]struct{ change, want string }{
		"unknown key":           {`"5.3": {target: x}`, `f.yaml:2: unknown key "target"`},
		"negative time":         {`"5.3": {targets: {arrive: -5m}}`, `f.yaml:2: parse promise "arrive=-5m": "-5m" is not a time`},
		"no time":               {`"5.3": {targets: {arrive: 0s}}`, "f.yaml:2: arrive=0s: nobody can keep that"},
		"endless time":          {`"5.3": {targets: {arrive: 9999h}}`, "f.yaml:2: arrive=9999h: longer than a year"},
		"endless days":          {`"5.3": {targets: {complete: 9999wd}}`, `"9999wd" are not 1 to 366 working days`},
		"no such desk":          {`"5.3": {desk: plumbing}`, `f.yaml:2: desk "plumbing" is not one that does work`},
		"no such clock":         {`"5.3": {targets: {come: 5m}}`, `f.yaml:2: come=5m: there is no clock "come"`},
		"no such clock to go":   {`"5.3": {targets: {come: null}}`, `f.yaml:2: there is no clock "come"`},
		"no such start":         {`"5.3": {targets: {fix: 5m@payday}}`, `no clock starts at "payday"`},
		"kind's clock":          {`"5.3": {targets: {approve: 5m}}`, "f.yaml:2: approve=5m: this makes no sense for a repair"},
		"kind's rule":           {`"5.3": {targets: {count: ">=2 a day"}}`, "f.yaml:2: count>=2 a day: this makes sense for a duty, not for a repair"},
		"clock of a duty":       {`"4.2": {targets: {arrive: 5m}}`, "f.yaml:2: arrive=5m: this makes no sense for a duty"},
		"rule":                  {`"4.2": {targets: {count: ">=2 a blue moon"}}`, `"count>=2 a blue moon" is not written such as "count>=2 a day"`},
		"hours in a target":     {`"3.6": {targets: {reply: 1h in hours}}`, "write hours: desk beside the targets"},
		"appointment, no visit": {`"3.6": {targets: {arrive: appointment}}`, "f.yaml:2: a promise starts at an appointment, and the service takes no visits"},
		"nothing promised":      {`"3.6": {targets: {reply: null}}`, "f.yaml:2: no targets: nothing is promised"},
		"start without promise": {`"3.6": {fields: [documents]}`, `f.yaml:2: field documents: no promise of 3.6 starts at "documents"`},
		"time twice":            {`"5.3": {targets: {arrive: 5m, arrive: 6m}}`, "f.yaml:2: "},
		"list of targets":       {`"5.3": {targets: [arrive=5m]}`, "f.yaml:2: want promises, such as arrive=15m"},
		"nested targets":        {`"5.3": {targets: {arrive: {in: 5m}}}`, `f.yaml:2: want one time for clock "arrive"`},
		"service twice":         {"\"5.3\": {desk: security}\n  \"5.3\": {desk: security}", `f.yaml:3: mapping key "5.3" already defined`},
		"no such service":       {`"5.30": {desk: security}`, `f.yaml:2: there is no service "5.30"; to add one, say its kind`},
		"no such variant":       {`"5.11 melting": {desk: security}`, `f.yaml:2: there is no service "5.11 melting"`},
		"two variants":          {`"5.11 sagging": {variant: replace}`, `f.yaml:2: variant "replace" stands beside "5.11 sagging"`},
		"its ref again":         {`"5.3": {ref: "5.4"}`, "f.yaml:2: a service is named by its key alone"},
		"its kind":              {`"5.3": {kind: request}`, "f.yaml:2: kind stays as it is"},
		"withdrawn general":     {`"4.4": {withdrawn: true}`, "f.yaml:2: 4.4 cannot be withdrawn"},
		"withdrawn alarm":       {`"3.13": {withdrawn: true}`, "f.yaml:2: 3.13 cannot be withdrawn"},
		"withdrawn, perhaps":    {`"5.3": {withdrawn: maybe}`, `f.yaml:2: "maybe" is not what belongs here`},
		"no such group":         {strings.Replace(added, "goods", "gifts", 1), `f.yaml:5: there is no group "gifts"`},
		"no group":              {strings.Replace(added, "    group: goods\n", "", 1), "f.yaml:2: request 7.1 stands in no group"},
		"group of others":       {strings.Replace(added, "goods", "doors", 1), `f.yaml:5: service "7.1" is not a repair`},
		"full group":            {`"5.13": {group: power}`, "f.yaml:2: a group has 1 to 8 services, this one 9"},
		"added without a name":  {strings.Replace(added, "name: {en: Parcel kept", "name: {fr: Colis", 1), "f.yaml:7: name in en is missing"},
		"added without a desk":  {strings.Replace(added, "    desk: lobby\n", "", 1), `f.yaml:2: desk "" is not one that does work`},
		"added without targets": {strings.Replace(added, "    targets: {complete: 10m}\n", "", 1), "f.yaml:2: no targets: nothing is promised"},
		"added and withdrawn":   {added + "\n    withdrawn: true", "f.yaml:12: a service that is added cannot be withdrawn"},
		"added badly named":     {strings.Replace(added, "7.1", "seven", 1), `f.yaml:2: ref "seven" is not a table and a row`},
		"field":                 {strings.Replace(added, "pieces", "colour", 1), `f.yaml:10: there is no field "colour"`},
		"step's kind":           {strings.Replace(added, "name: kept", "name: kept, kind: text", 1), "f.yaml:11: step kept: a step is ticked, or of kind number"},
		"price in one language": {`"5.3": {price: {en: $80}}`, "f.yaml:2: price in zh-Hant is missing"},
		"no value":              {`"5.3": {price: null}`, `f.yaml:2: "price" has no value`},
		"nothing at all":        {`"5.3":`, `f.yaml:2: "5.3" has no value`},
		"urgency":               {`urgencies: {critical: arrive=-8m}`, `f.yaml:2: parse promise "arrive=-8m"`},
		"unknown urgency":       {`urgencies: {soon: arrive=8m}`, `f.yaml:2: urgency "soon" is none of`},
		"long button":           {`"5.3": {button: {en: Twenty-one characters}}`, "takes 21 columns of 20"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Default().Changed([]byte("catalogue:\n  "+c.change+"\n"), "f.yaml")
			if err == nil || got != nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got\n%v\nwant\n%s", err, c.want)
			}
			for line := range strings.Lines(errorText(err)) {
				if !strings.HasPrefix(line, "f.yaml:") || strings.HasPrefix(line, "f.yaml: ") {
					t.Errorf("a fault without a line: %s", line)
				}
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestAFileThatSaysNothingChangesNothing(t *testing.T) {
	for _, content := range []string{"", "# nothing\n", "estate: {zone: UTC}\n", "catalogue: {}\n", "---\n"} {
		c, err := Default().Changed([]byte(content), "f.yaml")
		if err != nil {
			t.Errorf("%q: %v", content, err)
			continue
		}
		var got, want strings.Builder
		if err := c.WriteCSV(&got); err != nil {
			t.Fatal(err)
		}
		if err := Default().WriteCSV(&want); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%q changed something", content)
		}
	}
}

// bomb is a few lines that stand for ten to the ninth.
const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f, *f]
h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g, *g]
`

func TestAFileThatBlowsUpIsRefused(t *testing.T) {
	for _, content := range []string{
		bomb + "catalogue: {\"5.3\": {fields: *h}}\n",
		bomb + "catalogue: *h\n",
		"catalogue: &a {\"5.3\": *a}\n",
		"catalogue:\n  \"5.3\": " + strings.Repeat("[", 20000) + "\n",
	} {
		if c, err := Default().Changed([]byte(content), "f.yaml"); err == nil || c != nil {
			t.Errorf("%.60q … was taken", content[max(0, len(content)-60):])
		}
		if c, err := Load(strings.NewReader(strings.ReplaceAll(content, "catalogue:", "services:")), "f.yaml"); err == nil || c != nil {
			t.Errorf("%.60q … was taken for a catalogue", content[max(0, len(content)-60):])
		}
	}
}

func FuzzChanged(f *testing.F) {
	f.Add("catalogue:\n  " + added)
	f.Add(`catalogue: {"5.11": {variant: sagging, targets: {arrive: null, fix: 1h@arrived}}, urgencies: {urgent: arrive=1m}}`)
	f.Add(`catalogue: {"5.3": {withdrawn: true, price: {en: x}}}`)
	f.Add(`catalogue: &a {"5.3": {targets: &b {fix: *b}}}`)
	f.Fuzz(func(t *testing.T, content string) {
		c, err := Default().Changed([]byte(content), "f.yaml")
		if (c == nil) == (err == nil) {
			t.Fatalf("catalogue %v beside error %v", c, err)
		}
		if err != nil {
			return
		}
		for _, ref := range needed {
			if _, ok := c.Find(key(ref)); !ok {
				t.Errorf("%v is gone", ref)
			}
		}
	})
}

func TestAFieldThatTheOperatorNamesAnewAsksByThatName(t *testing.T) {
	c := changed(t, `fields: {leak: {label: {en: Water, zh-Hant: 水, zh-Hans: 水}}}`)
	if f, _ := c.Field("leak"); f.AskIn(desk.English) != "Water" {
		t.Errorf("asks %q", f.AskIn(desk.English))
	}
}
