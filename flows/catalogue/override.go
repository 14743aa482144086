package catalogue

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

// The shape of the key catalogue in an operator's file.
type (
	operatorYAML struct {
		Catalogue changesYAML          `yaml:"catalogue"`
		Others    map[string]yaml.Node `yaml:",inline"` // are somebody else's to read
	}
	changesYAML struct {
		Urgencies map[string]scalar     `yaml:"urgencies"`
		Fields    map[string]fieldYAML  `yaml:"fields"`
		Services  map[string]changeYAML `yaml:",inline"`
	}
	changeYAML struct {
		serviceYAML `yaml:",inline"`

		Group     scalar `yaml:"group"`
		Withdrawn flag   `yaml:"withdrawn"`
		// Synonyms are said beside those that the service has.
		Synonyms synonymsYAML `yaml:"synonyms"`
	}
)

// Changed is the catalogue as an operator's file has it: what stands there under the key catalogue changes a service,
// adds one or withdraws it, and may change how soon somebody comes by urgency and what forms can ask. A service is named by its ref and its
// variant; a ref alone names every case of its row. The other keys are not looked at. What is wrong is in the *Faults
// that come back, and then there is no catalogue.
func (c *Catalogue) Changed(content []byte, name string) (*Catalogue, error) {
	faults := &Faults{File: name}
	var said operatorYAML
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	err := decoder.Decode(&said)
	if errors.Is(err, io.EOF) {
		return c, nil
	}
	if err != nil {
		faults.addYAML(err)
	}
	root := contentOf(content)
	if root == nil {
		return nil, faults
	}
	node := valueOf(root, "catalogue")
	faults.addValueless(node)
	changed := &source{file: c.source.clone(), faults: faults, readable: true}
	changed.lines.services = make([]int, len(changed.file.Services))
	changed.lines.groups = make([]int, len(changed.file.Groups))
	changed.lines.requests = make([]int, len(changed.file.Requests))
	maps.Copy(changed.file.Urgencies, said.Catalogue.Urgencies)
	changed.ask(said.Catalogue.Fields, valueOf(node, "fields"))
	named := map[string]bool{}
	for _, key := range inOrder(node) {
		if name := strings.TrimSpace(key.Value); named[name] {
			faults.add(key.Line, "service %q stands twice", name)
		} else {
			named[name] = true
		}
		if change, ok := said.Catalogue.Services[key.Value]; ok {
			changed.apply(key, change)
		}
	}
	changed.unplaced = changed.file
	made := build([]*source{changed})
	made.source = changed.file
	if err := faultsIn([]*source{changed}); err != nil {
		return nil, err
	}
	return made, nil
}

// inOrder are the keys of the mapping, those that name a whole row first: what is said of one case holds against it.
func inOrder(mapping *yaml.Node) []*yaml.Node {
	var keys []*yaml.Node
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		keys = append(keys, mapping.Content[i])
	}
	slices.SortStableFunc(keys, func(a, b *yaml.Node) int {
		return cmp.Compare(strings.Count(a.Value, " "), strings.Count(b.Value, " "))
	})
	return keys
}

// ask adds what forms can ask, or changes it.
func (f *source) ask(fields map[string]fieldYAML, mapping *yaml.Node) {
	f.lines.fields = map[string]int{}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		name := mapping.Content[i]
		y := f.file.Fields[name.Value]
		y.take(fields[name.Value])
		f.file.Fields[name.Value] = y
		f.lines.fields[name.Value] = name.Line
	}
}

// apply makes one change.
func (f *source) apply(key *yaml.Node, change changeYAML) {
	ref := parseKey(strings.TrimSpace(key.Value))
	if change.Ref.line > 0 {
		f.faults.add(change.Ref.line, "a service is named by its key alone")
	}
	if v := change.Variant; v.line > 0 {
		if ref.Variant != "" && ref.Variant != v.value {
			f.faults.add(v.line, "variant %q stands beside %q", v.value, key.Value)
		}
		ref.Variant = v.value
	}
	meant := f.meant(ref)
	switch {
	case len(meant) > 0:
		for _, i := range meant {
			f.change(i, key.Line, change)
		}
	case change.Kind.line == 0:
		f.faults.add(key.Line, "there is no service %q; to add one, say its kind, desk, icon, name, button and targets", strings.TrimSpace(key.Value))
		return
	default:
		f.addService(ref, key.Line, change)
	}
	f.join(ref, change.Group)
	f.addSynonyms(key.Value, change.Synonyms)
}

// meant are the services that a reference stands for: itself, or every case of the row.
func (f *source) meant(ref desk.ServiceRef) []int {
	var row []int
	for i, y := range f.file.Services {
		switch {
		case y.Ref.value != ref.Ref:
		case y.Variant.value == ref.Variant:
			return []int{i}
		case ref.Variant == "":
			row = append(row, i)
		}
	}
	return row
}

// needed are the services that the program names itself.
var needed = []desk.ServiceRef{General, Assistance, Visitors}

// change writes what the operator says over a service.
func (f *source) change(i, line int, change changeYAML) {
	for _, t := range []struct {
		what string
		said scalar
	}{{"kind", change.Kind}, {"variant-by", change.VariantBy}, {"opens", change.Opens}} {
		if t.said.line > 0 {
			f.faults.add(t.said.line, "%s stays as it is for a service that there is", t.what)
		}
	}
	y := &f.file.Services[i]
	ref := desk.ServiceRef{Ref: y.Ref.value, Variant: y.Variant.value}
	if change.Withdrawn.value && slices.Contains(needed, ref) {
		f.faults.add(change.Withdrawn.line, "%s cannot be withdrawn: every repair, or a button of its own, relies on it", ref.Ref)
		change.Withdrawn = flag{}
	}
	y.take(change.serviceYAML)
	if change.Withdrawn.line > 0 {
		y.withdrawn = change.Withdrawn.value
	}
	f.lines.services[i] = line
}

func (f *source) addService(ref desk.ServiceRef, line int, change changeYAML) {
	y := change.serviceYAML
	y.Ref, y.Variant = scalar{ref.Ref, line}, scalar{ref.Variant, line}
	if change.Withdrawn.value {
		f.faults.add(change.Withdrawn.line, "a service that is added cannot be withdrawn")
	}
	f.file.Services = append(f.file.Services, y)
	f.lines.services = append(f.lines.services, line)
}

// join puts the service into a group of buttons, ahead of the one for whatever is not listed.
func (f *source) join(ref desk.ServiceRef, group scalar) {
	if group.line == 0 {
		return
	}
	for i := range f.file.Groups {
		if g := &f.file.Groups[i]; g.ID.value == group.value {
			f.lines.groups[i] = group.line
			last := slices.IndexFunc(g.Services, func(t scalar) bool { return t.value == key(General) })
			if last < 0 {
				last = len(g.Services)
			}
			g.Services = slices.Insert(slices.Clone(g.Services), last, scalar{key(ref), group.line})
			return
		}
	}
	for i := range f.file.Requests {
		if g := &f.file.Requests[i]; g.ID.value == group.value {
			f.lines.requests[i] = group.line
			g.Services = append(slices.Clone(g.Services), scalar{key(ref), group.line})
			return
		}
	}
	f.faults.add(group.line, "there is no group %q", group.value)
}

// take writes over y whatever o says.
func (y *serviceYAML) take(o serviceYAML) {
	for _, t := range []struct{ to, from *scalar }{{&y.Desk, &o.Desk}, {&y.Hours, &o.Hours}, {&y.Icon, &o.Icon}} {
		if t.from.line > 0 {
			*t.to = *t.from
		}
	}
	for _, t := range []struct{ to, from *texts }{{&y.Label, &o.Label}, {&y.Name, &o.Name}, {&y.Button, &o.Button}, {&y.Price, &o.Price}} {
		*t.to = t.to.with(*t.from)
	}
	for _, t := range []struct{ to, from *[]scalar }{{&y.Urgencies, &o.Urgencies}, {&y.Fields, &o.Fields}} {
		if *t.from != nil {
			*t.to = *t.from
		}
	}
	for _, t := range []struct{ to, from *flag }{{&y.Visits, &o.Visits}, {&y.Proof, &o.Proof}} {
		if t.from.line > 0 {
			*t.to = *t.from
		}
	}
	if o.Steps != nil {
		y.Steps = o.Steps
	}
	if o.Targets.line > 0 {
		y.Targets = y.Targets.with(o.Targets)
	}
}

// take writes over y whatever o says.
func (y *fieldYAML) take(o fieldYAML) {
	for _, t := range []struct{ to, from *scalar }{{&y.Kind, &o.Kind}, {&y.Min, &o.Min}, {&y.Max, &o.Max}} {
		if t.from.line > 0 {
			*t.to = *t.from
		}
	}
	for _, t := range []struct{ to, from *flag }{{&y.Optional, &o.Optional}, {&y.Past, &o.Past}} {
		if t.from.line > 0 {
			*t.to = *t.from
		}
	}
	if o.Options != nil {
		y.Options = o.Options
	}
	if o.Label != nil { // the question was for another label
		y.Ask = nil
	}
	y.Label, y.Ask, y.Hint = y.Label.with(o.Label), y.Ask.with(o.Ask), y.Hint.with(o.Hint)
}

// with are the texts with others in place of those of the same languages.
func (t texts) with(o texts) texts {
	if o == nil {
		return t
	}
	all := texts{}
	maps.Copy(all, t)
	maps.Copy(all, o)
	return all
}

// with are the targets with others in place of those of the same clocks, or of all.
func (t targetsYAML) with(o targetsYAML) targetsYAML {
	if !o.merge {
		return o
	}
	made := targetsYAML{line: o.line}
	for _, old := range t.list {
		if !slices.ContainsFunc(o.list, func(n targetYAML) bool { return n.clock == old.clock }) {
			made.list = append(made.list, old)
		}
	}
	made.list = append(made.list, o.list...)
	return made
}

// clone can be changed without changing f.
func (f fileYAML) clone() fileYAML {
	f.Urgencies, f.Fields, f.Synonyms = maps.Clone(f.Urgencies), maps.Clone(f.Fields), maps.Clone(f.Synonyms)
	f.Groups, f.Requests, f.Services = slices.Clone(f.Groups), slices.Clone(f.Requests), slices.Clone(f.Services)
	return f
}

// addValueless finds keys with nothing after them, which would be taken for nothing said. Only a promise is taken away
// so.
func (f *Faults) addValueless(n *yaml.Node) {
	for i, child := range n.Content {
		if n.Kind != yaml.MappingNode || i%2 == 0 {
			f.addValueless(child)
			continue
		}
		switch name := n.Content[i-1]; {
		case child.Tag == "!!null":
			f.add(name.Line, "%q has no value", name.Value)
		case name.Value != "targets":
			f.addValueless(child)
		}
	}
}
