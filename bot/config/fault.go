package config

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"frontdesk/flows/catalogue"
)

// Fault is one thing wrong with the file.
type Fault struct {
	File string
	Line int // counted from 1; 0 where it is the whole file's
	What string
}

func (f Fault) Error() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s", f.File, f.What)
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.What)
}

// Faults is all that is wrong with the file, in order of lines, one a line.
type Faults []Fault

func (f Faults) Error() string {
	lines := make([]string, len(f))
	for i, one := range f {
		lines[i] = one.Error()
	}
	return strings.Join(lines, "\n")
}

// fault is something wrong with the content of n. The decoder gathers errors of this type, so that one reading
// finds them all.
func fault(n *yaml.Node, format string, args ...any) error {
	return &yaml.TypeError{Errors: []string{fmt.Sprintf("line %d: ", n.Line) + fmt.Sprintf(format, args...)}}
}

// together makes one error of several that fault made; nil of none. Any other error stands alone.
func together(errs []error) error {
	var all yaml.TypeError
	for _, err := range errs {
		if err == nil {
			continue
		}
		var one *yaml.TypeError
		if !errors.As(err, &one) {
			return err
		}
		all.Errors = append(all.Errors, one.Errors...)
	}
	if len(all.Errors) == 0 {
		return nil
	}
	return &all
}

var (
	lineOf  = regexp.MustCompile(`^(?:yaml: )?line (\d+): `)
	unknown = regexp.MustCompile(`^field (.+) not found in type .*$`)
	noMatch = regexp.MustCompile("^cannot unmarshal \\S+ (?:`(.*)` )?into .*$")
)

// faultsOf tells the decoder's errors in the operator's words.
func faultsOf(name string, err error) Faults {
	all := []string{err.Error()}
	if gathered, ok := errors.AsType[*yaml.TypeError](err); ok {
		all = gathered.Errors
	}
	faults := make(Faults, 0, len(all))
	for _, text := range all {
		f := Fault{File: name}
		if at := lineOf.FindStringSubmatch(text); at != nil {
			if n, err := strconv.Atoi(at[1]); err == nil {
				f.Line = n
			}
			text = text[len(at[0]):]
		}
		text = unknown.ReplaceAllStringFunc(text, misplaced)
		f.What = noMatch.ReplaceAllString(strings.TrimPrefix(text, "yaml: "), `"$1" is not what belongs here`)
		faults = append(faults, f)
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return slices.Compact(faults)
}

// belongs is under which key something stands that is often written at the beginning of a line.
var belongs = map[string]string{
	"urgencies": "catalogue", "fields": "catalogue", "night": "escalation", "alarms": "escalation", "critical": "escalation",
	"urgent": "escalation", "ordinary": "escalation", "name": "estate", "zone": "estate", "calendar": "estate", "language": "estate",
	"ordinary-until": "estate", "hours": "estate", "numbers": "estate", "closed": "estate: hours",
}

// service is the key of a service.
var service = regexp.MustCompile(`^[0-9]+\.[0-9]+`)

// misplaced says of a key that there is none such, and where it belongs where that is known.
func misplaced(said string) string {
	key, in := unknown.ReplaceAllString(said, "$1"), ""
	if strings.HasSuffix(said, " in type config.file") {
		if in = belongs[key]; service.MatchString(key) {
			in = "catalogue"
		}
	}
	if in != "" {
		return fmt.Sprintf("%q is no known key here: it stands under %s, indented", key, in)
	}
	return fmt.Sprintf("%q is no known key", key)
}

// with are the faults and those that were found in the services, in order of lines. What both parsers found is told
// once.
func (f Faults) with(err error) Faults {
	found, ok := errors.AsType[*catalogue.Faults](err)
	if !ok {
		return f
	}
	all := slices.Clone(f)
	for _, one := range found.List {
		told := slices.ContainsFunc(f, func(other Fault) bool { return other.Line == one.Line && alike(other.What, one.Text) })
		if !told {
			all = append(all, Fault{File: found.File, Line: one.Line, What: one.Text})
		}
	}
	slices.SortStableFunc(all, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	return all
}

// alike tells whether both are the parser's words for one thing.
func alike(a, b string) bool {
	return strings.TrimPrefix(a, "yaml: ") == strings.TrimPrefix(b, "yaml: ")
}

// readElsewhere are the keys whose mappings have readers of their own.
var readElsewhere = []string{"catalogue", "escalation"}

// valueless finds keys with nothing after them, which the decoder would take for zero. The readers of services and of
// escalations look through their own.
func valueless(n *yaml.Node) []error {
	var found []error
	for i, child := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 1 && n.Column == 1 && slices.Contains(readElsewhere, n.Content[i-1].Value) && child.Kind == yaml.MappingNode {
			continue
		}
		if n.Kind == yaml.MappingNode && i%2 == 1 && child.Tag == "!!null" {
			found = append(found, fault(n.Content[i-1], "%q has no value", n.Content[i-1].Value))
		}
		found = append(found, valueless(child)...)
	}
	return found
}

// keys are the keys of a mapping.
func keys(n *yaml.Node) []*yaml.Node {
	var found []*yaml.Node
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			found = append(found, n.Content[i])
		}
	}
	return found
}

// keyOf is where the key stands in the mapping, or the mapping itself.
func keyOf(n *yaml.Node, name string) *yaml.Node {
	for _, key := range keys(n) {
		if key.Value == name {
			return key
		}
	}
	return n
}

// valueOf is what stands under the key in the mapping; nil where nothing does.
func valueOf(n *yaml.Node, name string) *yaml.Node {
	for i, key := range keys(n) {
		if key.Value == name {
			return n.Content[2*i+1]
		}
	}
	return nil
}
