package understand

import (
	"embed"
	"fmt"

	"go.yaml.in/yaml/v3"
)

//go:embed words/*.yaml emergencies.yaml
var data embed.FS

// The shape of the files.
type (
	readingYAML struct {
		Typed     string            `yaml:"typed"`
		Particles string            `yaml:"particles"`
		Fillers   []string          `yaml:"fillers"`
		Floors    []string          `yaml:"floors"`
		Rooms     []string          `yaml:"rooms"`
		Numerals  string            `yaml:"numerals"`
		Ordinary  []string          `yaml:"ordinary"`
		Shorthand map[string]string `yaml:"shorthand"`
		Symbols   map[string]string `yaml:"symbols"`
	}
	wordsYAML struct {
		Words map[string][]string `yaml:"words"`
	}
	talkYAML struct {
		Talk [][]string `yaml:"talk"`
	}
	emergenciesYAML struct {
		Calm    []string   `yaml:"calm"`
		Now     []string   `yaml:"now"`
		Elapsed []string   `yaml:"elapsed"`
		Past    string     `yaml:"past"`
		Denied  []string   `yaml:"denied"`
		Likely  []string   `yaml:"likely"`
		Rules   []ruleYAML `yaml:"rules"`
	}
	ruleYAML struct {
		Ref     string   `yaml:"ref"`
		Danger  string   `yaml:"danger"`
		All     []string `yaml:"all"`
		Without []string `yaml:"without"`
		Despite []string `yaml:"despite"`
		Alone   bool     `yaml:"alone"`
		Within  int      `yaml:"within"`
	}
)

// mustRead reads a file that is part of the program, and which tests read.
func mustRead[T any](name string) T {
	var t T
	raw, err := data.ReadFile(name)
	if err == nil {
		err = yaml.Unmarshal(raw, &t)
	}
	if err != nil {
		panic(fmt.Errorf("read built-in words: %s: %w", name, err))
	}
	return t
}
