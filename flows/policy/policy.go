// Package policy reads who hears of promises that are not kept: the policies that are built in, and the operator's
// over them. Its sentences are for the operator's terminal. It must never decide when anything is raised.
package policy

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

//go:embed policy.yaml
var builtIn []byte

// Default are the policies without a file.
func Default() *desk.Policies {
	var document yaml.Node
	if err := yaml.Unmarshal(builtIn, &document); err != nil {
		panic(fmt.Errorf("read built-in policies: %w", err)) // a test reads them
	}
	p := &desk.Policies{Estate: map[desk.Matter]desk.Policy{}, Desks: map[desk.Name]map[desk.Matter]desk.Policy{}}
	r := reader{made: p}
	r.policies(document.Content[0])
	if err := r.err(); err != nil {
		panic(fmt.Errorf("read built-in policies: %w", err))
	}
	return p
}

// Read reads the operator's policies over the built-in ones; a node without content changes nothing. What is wrong
// is a *yaml.TypeError whose errors begin with their line, as in "line 12: ".
func Read(n yaml.Node) (*desk.Policies, error) {
	p := Default()
	if n.IsZero() || n.Tag == "!!null" {
		return p, nil
	}
	r := reader{made: p}
	r.policies(&n)
	return p, r.err()
}

// reader reads policies over those that it has made so far, and gathers what is wrong.
type reader struct {
	made  *desk.Policies
	wrong []string
}

func (r *reader) fault(n *yaml.Node, format string, args ...any) {
	r.wrong = append(r.wrong, fmt.Sprintf("line %d: ", n.Line)+fmt.Sprintf(format, args...))
}

func (r *reader) err() error {
	if len(r.wrong) == 0 {
		return nil
	}
	return &yaml.TypeError{Errors: r.wrong}
}

// pairs calls fn for each key of a mapping with its value, and finds what stands there twice.
func (r *reader) pairs(n *yaml.Node, what string, fn func(key, value *yaml.Node)) {
	if n = followed(n); n.Kind != yaml.MappingNode {
		r.fault(n, "%s is not what belongs here; want %s", shown(n), what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], followed(n.Content[i+1])
		if seen[key.Value] {
			r.fault(key, "%q stands here a second time", key.Value)
			continue
		}
		seen[key.Value] = true
		if value.Tag == "!!null" {
			r.fault(key, "%q has no value", key.Value)
			continue
		}
		fn(key, value)
	}
}

// shown is how the operator finds a value again.
func shown(n *yaml.Node) string {
	switch n.Kind {
	case yaml.SequenceNode:
		return "a list"
	case yaml.MappingNode:
		return "a mapping"
	}
	return strconv.Quote(n.Value)
}

// maxAliases bounds how long a chain of aliases is followed.
const maxAliases = 10

func followed(n *yaml.Node) *yaml.Node {
	for range maxAliases {
		if n.Kind != yaml.AliasNode {
			return n
		}
		n = n.Alias
	}
	return n
}

func (r *reader) policies(n *yaml.Node) {
	var desks, night *yaml.Node
	matters := map[desk.Matter]*yaml.Node{}
	r.pairs(n, "matters, such as {urgent: {seen-to: 10m}}", func(key, value *yaml.Node) {
		switch {
		case key.Value == "desks":
			desks = value
		case key.Value == "night":
			night = value
		case !matter(key.Value):
			r.fault(key, "%q is no known key; there are night, alarms, critical, urgent, ordinary and desks", key.Value)
		default:
			matters[desk.Matter(key.Value)] = value
		}
	})
	for _, m := range desk.Matters {
		if value := matters[m]; value != nil {
			r.made.Estate[m] = r.policy(value, m, r.made.Estate[m])
		}
	}
	if desks != nil {
		r.pairs(desks, "desks, such as {security: {urgent: {seen-to: 10m}}}", r.desk)
	}
	if night != nil {
		r.nights(night)
	}
}

func matter(name string) bool { return slices.Contains(desk.Matters, desk.Matter(name)) }

// desk reads what one desk does otherwise than the estate.
func (r *reader) desk(key, value *yaml.Node) {
	name := desk.Name(key.Value)
	if !name.Valid() {
		r.fault(key, "%q is no desk; there are %s", key.Value, known())
		return
	}
	own := maps.Clone(r.made.Desks[name])
	if own == nil {
		own = map[desk.Matter]desk.Policy{}
	}
	r.pairs(value, "matters, such as {urgent: {seen-to: 10m}}", func(key, value *yaml.Node) {
		m := desk.Matter(key.Value)
		if !matter(key.Value) {
			r.fault(key, "%q is no known key; there are alarms, critical, urgent and ordinary", key.Value)
			return
		}
		own[m] = r.policy(value, m, r.made.Estate[m])
	})
	r.made.Desks[name] = own
}

// known are the desks that there are.
func known() string {
	names := make([]string, len(desk.Names))
	for i, n := range desk.Names {
		names[i] = string(n)
	}
	return strings.Join(names, ", ")
}

// nights sets the night of every policy.
func (r *reader) nights(n *yaml.Node) {
	night, ok := nightOf(n.Value)
	if !ok {
		r.fault(n, "%s is no night; want one such as \"22:00-08:00\", in quotes, or never", shown(n))
		return
	}
	set := func(policies map[desk.Matter]desk.Policy) {
		for m, p := range policies {
			p.Night = night
			policies[m] = p
		}
	}
	set(r.made.Estate)
	for _, policies := range r.made.Desks {
		set(policies)
	}
}
