package catalogue

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed services/*.yaml synonyms/*.yaml
var builtIn embed.FS

var builtInOnce = sync.OnceValue(func() *Catalogue {
	c, err := loadBuiltIn()
	if err != nil {
		panic(err) // the files are part of the program, and a test loads them
	}
	return c
})

// Default is the catalogue that is built into the program.
func Default() *Catalogue { return builtInOnce() }

func loadBuiltIn() (*Catalogue, error) {
	var files []*source
	for _, folder := range []string{"services", "synonyms"} {
		entries, err := builtIn.ReadDir(folder)
		if err != nil {
			return nil, fmt.Errorf("read built-in catalogue: %w", err)
		}
		for _, e := range entries { // in the order of their names, which is that of the tables
			raw, err := builtIn.ReadFile(folder + "/" + e.Name())
			if err != nil {
				return nil, fmt.Errorf("read built-in catalogue: %w", err)
			}
			files = append(files, read(raw, folder+"/"+e.Name()))
		}
	}
	return load(files)
}

// Load reads a catalogue of one file. Whatever is wrong in it is in the *Faults that come back, each with its line in
// the file of that name; a reader's own failure comes back as it is. With any error there is no catalogue.
func Load(r io.Reader, name string) (*Catalogue, error) {
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read catalogue %s: %w", name, err)
	}
	return load([]*source{read(raw, name)})
}

func load(files []*source) (*Catalogue, error) {
	if slices.ContainsFunc(files, func(f *source) bool { return !f.readable }) {
		return nil, faultsIn(files)
	}
	c := build(files)
	if err := faultsIn(files); err != nil {
		return nil, err
	}
	c.source = gathered(files)
	return c, nil
}

// faultsIn is all that is wrong with the files, nil where nothing is.
func faultsIn(files []*source) error {
	var all []error
	for _, f := range files {
		if len(f.faults.List) > 0 {
			slices.SortStableFunc(f.faults.List, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
			all = append(all, f.faults)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return errors.Join(all...)
}

// source is one file, as it was read.
type source struct {
	file     fileYAML
	unplaced fileYAML // without its lines
	lines    itemLines
	faults   *Faults
	readable bool
}

// itemLines are the lines on which the items of the file's lists begin.
type itemLines struct {
	groups, requests, services []int
	fields                     map[string]int // by their names
}

// read takes the file's shape. What is no YAML at all is not readable; unknown keys and wrong types are faults beside
// which the rest is still checked.
func read(raw []byte, name string) *source {
	f := &source{faults: &Faults{File: name}}
	decoder := yaml.NewDecoder(bytes.NewReader(raw))
	decoder.KnownFields(true)
	switch err := decoder.Decode(&f.file); {
	case errors.Is(err, io.EOF):
		f.faults.add(0, "the file is empty")
	case err != nil:
		f.faults.addYAML(err)
	default:
		if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
			f.faults.add(0, "a second document follows the first; a catalogue is one")
		}
	}
	root := contentOf(raw)
	if root == nil { // faulted above, by the same parser
		return f
	}
	f.readable = true
	f.lines = itemLines{linesOf(root, "groups"), linesOf(root, "requests"), linesOf(root, "services"), nil}
	forgetLines(root)
	if err := root.Decode(&f.unplaced); err != nil && len(f.faults.List) == 0 {
		f.faults.addYAML(err)
	}
	return f
}

// contentOf is the first document's content, nil where it cannot be read.
func contentOf(raw []byte) *yaml.Node {
	var root yaml.Node
	if err := yaml.Unmarshal(raw, &root); err != nil || len(root.Content) == 0 {
		return nil
	}
	return root.Content[0]
}

// forgetLines makes of a document one that stands nowhere.
func forgetLines(n *yaml.Node) {
	n.Line = 0
	for _, child := range n.Content {
		forgetLines(child)
	}
}

func linesOf(mapping *yaml.Node, key string) []int {
	var lines []int
	for _, item := range valueOf(mapping, key).Content {
		lines = append(lines, item.Line)
	}
	return lines
}

// valueOf is what the mapping has for the key, an empty node where it has nothing.
func valueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return new(yaml.Node)
}

// gathered is what several files say together.
func gathered(files []*source) fileYAML {
	all := fileYAML{Urgencies: map[string]scalar{}, Tables: map[string]texts{}, Fields: map[string]fieldYAML{}, Synonyms: map[string]synonymsYAML{}}
	for _, f := range files {
		maps.Copy(all.Urgencies, f.unplaced.Urgencies)
		maps.Copy(all.Tables, f.unplaced.Tables)
		maps.Copy(all.Fields, f.unplaced.Fields)
		maps.Copy(all.Synonyms, f.unplaced.Synonyms)
		all.Groups = append(all.Groups, f.unplaced.Groups...)
		all.Requests = append(all.Requests, f.unplaced.Requests...)
		all.Services = append(all.Services, f.unplaced.Services...)
	}
	return all
}
