package catalogue

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Fault is something wrong in a catalogue's file.
type Fault struct {
	Line int // counted from 1; 0 where it is the whole file's
	Text string
}

// Faults are all that is wrong in a file.
type Faults struct {
	File string
	List []Fault
}

// Error lists every fault on a line of its own, as file:line: fault.
func (f *Faults) Error() string {
	lines := make([]string, len(f.List))
	for i, fault := range f.List {
		lines[i] = f.File + ": " + fault.Text
		if fault.Line > 0 {
			lines[i] = fmt.Sprintf("%s:%d: %s", f.File, fault.Line, fault.Text)
		}
	}
	return strings.Join(lines, "\n")
}

func (f *Faults) add(line int, format string, args ...any) {
	f.List = append(f.List, Fault{Line: line, Text: fmt.Sprintf(format, args...)})
}

// The file's shape. Texts remember their lines, so that what they mean can be faulted where they stand.
type (
	fileYAML struct {
		Urgencies map[string]scalar `yaml:"urgencies"`
		Groups    []groupYAML       `yaml:"groups"`
		Services  []serviceYAML     `yaml:"services"`
	}
	groupYAML struct {
		ID       scalar            `yaml:"id"`
		Icon     scalar            `yaml:"icon"`
		Button   map[string]scalar `yaml:"button"`
		Services []scalar          `yaml:"services"`
	}
	serviceYAML struct {
		Ref       scalar            `yaml:"ref"`
		Variant   scalar            `yaml:"variant"`
		Kind      scalar            `yaml:"kind"`
		Desk      scalar            `yaml:"desk"`
		Hours     scalar            `yaml:"hours"`
		Icon      scalar            `yaml:"icon"`
		Name      map[string]scalar `yaml:"name"`
		Button    map[string]scalar `yaml:"button"`
		Targets   scalar            `yaml:"targets"`
		Urgencies []scalar          `yaml:"urgencies"`
		Visits    bool              `yaml:"visits"`
		Price     map[string]scalar `yaml:"price"`
	}
	scalar struct {
		value string
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

// Load reads a catalogue. Whatever is wrong in it is in the *Faults that come back, each with its line in the
// file of that name; a reader's own failure comes back as it is. With any error there is no catalogue.
func Load(r io.Reader, name string) (*Catalogue, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read catalogue %s: %w", name, err)
	}
	faults := &Faults{File: name}
	file, lines, readable := decode(raw, faults)
	if !readable {
		return nil, faults
	}
	c := build(file, lines, faults)
	if len(faults.List) > 0 {
		slices.SortStableFunc(faults.List, func(a, b Fault) int { return a.Line - b.Line })
		return nil, faults
	}
	return c, nil
}

// itemLines are the lines on which the items of the file's lists begin.
type itemLines struct{ groups, services []int }

// decode reads the file's shape. What is no YAML at all is not readable; unknown keys and wrong types are faults
// beside which the rest is still checked.
func decode(raw []byte, faults *Faults) (file fileYAML, lines itemLines, readable bool) {
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	switch err := decoder.Decode(&file); {
	case errors.Is(err, io.EOF):
		faults.add(0, "the file is empty")
	case err != nil:
		faults.addYAML(err)
	default:
		if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
			faults.add(0, "a second document follows the first; a catalogue is one")
		}
	}
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil || len(root.Content) == 0 {
		return file, lines, false // faulted above, by the same parser
	}
	return file, itemLines{linesOf(root.Content[0], "groups"), linesOf(root.Content[0], "services")}, true
}

func linesOf(mapping *yaml.Node, key string) []int {
	var lines []int
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			for _, item := range mapping.Content[i+1].Content {
				lines = append(lines, item.Line)
			}
		}
	}
	return lines
}

var (
	yamlLine    = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)
	yamlUnknown = regexp.MustCompile(`field (\S+) not found in type \S+`)
	yamlType    = regexp.MustCompile(` into \S+$`)
)

// addYAML takes the faults that the parser found, without its names for our types.
func (f *Faults) addYAML(err error) {
	found := []string{err.Error()}
	if types := (*yaml.TypeError)(nil); errors.As(err, &types) {
		found = types.Errors
	}
	for _, s := range found {
		line := 0
		if m := yamlLine.FindStringSubmatch(s); m != nil {
			s = strings.TrimPrefix(s, m[0])
			if n, err := strconv.Atoi(m[1]); err == nil {
				line = n
			}
		}
		s = yamlUnknown.ReplaceAllString(s, `unknown key "$1"`)
		f.add(line, "%s", yamlType.ReplaceAllString(s, " here"))
	}
}
