package catalogue

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// The shape of a catalogue's file. Texts remember their lines, so that what they mean can be faulted where they stand;
// lines are 0 in what an operator's file goes over.
type (
	fileYAML struct {
		Urgencies map[string]scalar    `yaml:"urgencies"`
		Tables    map[string]texts     `yaml:"tables"`
		Groups    []groupYAML          `yaml:"groups"`
		Requests  []groupYAML          `yaml:"requests"`
		Fields    map[string]fieldYAML `yaml:"fields"`
		Services  []serviceYAML        `yaml:"services"`
		// Synonyms are by service, or by row for all its cases, and then by language.
		Synonyms map[string]synonymsYAML `yaml:"synonyms"`
	}
	synonymsYAML map[string][]scalar
	groupYAML    struct {
		ID       scalar   `yaml:"id"`
		Icon     scalar   `yaml:"icon"`
		Button   texts    `yaml:"button"`
		Services []scalar `yaml:"services"`
	}
	serviceYAML struct {
		Ref       scalar      `yaml:"ref"`
		Variant   scalar      `yaml:"variant"`
		VariantBy scalar      `yaml:"variant-by"`
		Label     texts       `yaml:"label"`
		Kind      scalar      `yaml:"kind"`
		Opens     scalar      `yaml:"opens"`
		Desk      scalar      `yaml:"desk"`
		Hours     scalar      `yaml:"hours"`
		Icon      scalar      `yaml:"icon"`
		Name      texts       `yaml:"name"`
		Button    texts       `yaml:"button"`
		Targets   targetsYAML `yaml:"targets"`
		Urgencies []scalar    `yaml:"urgencies"`
		Visits    flag        `yaml:"visits"`
		Fields    []scalar    `yaml:"fields"`
		Steps     []stepYAML  `yaml:"steps"`
		Proof     flag        `yaml:"proof"`
		Price     texts       `yaml:"price"`

		withdrawn bool // an operator's file says so
	}
	fieldYAML struct {
		Kind     scalar       `yaml:"kind"`
		Label    texts        `yaml:"label"`
		Ask      texts        `yaml:"ask"`
		Hint     texts        `yaml:"hint"`
		Options  []optionYAML `yaml:"options"`
		Optional flag         `yaml:"optional"`
		Past     flag         `yaml:"past"`
		Min      scalar       `yaml:"min"`
		Max      scalar       `yaml:"max"`
	}
	optionYAML struct {
		Value  scalar `yaml:"value"`
		Label  texts  `yaml:"label"`
		Starts scalar `yaml:"starts"`
	}
	stepYAML struct {
		Name  scalar `yaml:"name"`
		Kind  scalar `yaml:"kind"`
		Label texts  `yaml:"label"`
	}
	// texts are a text in each language.
	texts  map[string]scalar
	scalar struct {
		value string
		line  int
	}
	// flag is true or false, and line 0 where the file says neither.
	flag struct {
		value bool
		line  int
	}
)

// UnmarshalYAML keeps the text with its line.
func (t *scalar) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: want a text", n.Line)}}
	}
	t.value, t.line = strings.TrimSpace(n.Value), n.Line
	return nil
}

// UnmarshalYAML reads a text in each language.
func (t *texts) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		return &yaml.TypeError{Errors: []string{fmt.Sprintf(
			"line %d: %q is not what belongs here; want it in each language, such as {en: \"…\", zh-Hant: \"…\", zh-Hans: \"…\"}", n.Line, n.Value)}}
	}
	return n.Decode((*map[string]scalar)(t))
}

// UnmarshalYAML keeps whether it is so with its line.
func (f *flag) UnmarshalYAML(n *yaml.Node) error {
	f.line = n.Line
	return n.Decode(&f.value)
}

// targetsYAML are promises: all of them in the notation of the service tables, or by their clocks those that change.
type targetsYAML struct {
	line  int
	list  []targetYAML
	merge bool
}

// targetYAML is one promise, or only its clock where it is taken away.
type targetYAML struct {
	scalar
	clock string
	gone  bool
}

// UnmarshalYAML reads arrive=15m;fix=1h@arrived, or {arrive: 15m, fix: null}.
func (t *targetsYAML) UnmarshalYAML(n *yaml.Node) error {
	t.line = n.Line
	switch n.Kind {
	case yaml.ScalarNode:
		for part := range strings.SplitSeq(n.Value, ";") {
			t.list = append(t.list, targetYAML{scalar{strings.TrimSpace(part), n.Line}, clockOf(part), false})
		}
		return nil
	case yaml.MappingNode:
		t.merge = true
		return t.byClock(n)
	}
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: want promises, such as arrive=15m or {arrive: 15m}", n.Line)}}
}

func (t *targetsYAML) byClock(n *yaml.Node) error {
	var wrong yaml.TypeError
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		clock := strings.TrimSpace(name.Value)
		if value.Kind != yaml.ScalarNode || seen[clock] {
			wrong.Errors = append(wrong.Errors, fmt.Sprintf("line %d: want one time for clock %q", name.Line, clock))
			continue
		}
		seen[clock] = true
		said := strings.TrimSpace(value.Value)
		if !strings.HasPrefix(said, ">=") {
			said = "=" + said
		}
		t.list = append(t.list, targetYAML{scalar{clock + said, name.Line}, clock, value.Tag == "!!null"})
	}
	if len(wrong.Errors) > 0 {
		return &wrong
	}
	return nil
}
