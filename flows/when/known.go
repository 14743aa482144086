package when

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"frontdesk/flows/scripts"
)

// words/*.yaml hold the words. A key is a kind and, after a space, which of its kind the words are; with + each word is
// the next. Under "= words" stand words that mean the same as those, under "cue name" words that tell of the sentence
// (mood.go). Of two words that fit at one place the longer counts, so that a greeting hides the morning in it. Words are
// written as fold writes them: small and simplified.
//
//go:embed words/*.yaml folds.yaml
var files embed.FS

// cue is what a word tells of the sentence that it stands in.
type cue byte

const (
	asks   cue = iota + 1 // something is wanted
	visits                // somebody is to come, or to do something
	was                   // it tells of what has been
	seen                  // it tells of what somebody came upon
	chats                 // it is small talk
	drops                 // what was agreed is not wanted any more
)

var cues = map[string]cue{"ask": asks, "visit": visits, "was": was, "seen": seen, "chat": chats, "drop": drops}

// entry is a word that is known.
type entry struct {
	word   string
	tokens []token
}

// dictionary is every word that is known.
type dictionary struct {
	byFirst   map[rune][]entry // the longest first
	typed     map[rune]rune
	numerals  map[rune]int
	cantonese []string
}

var known = mustLoad()

// mustLoad reads the words that are built in; a test proves that they can be read.
func mustLoad() *dictionary {
	d, err := load()
	if err != nil {
		panic(err)
	}
	return d
}

func load() (*dictionary, error) {
	d := &dictionary{byFirst: map[rune][]entry{}, numerals: map[rune]int{}}
	if err := d.loadFolds(); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "words/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list words: %w", err)
	}
	all := map[string]token{}
	same := map[string]string{}
	for _, name := range names {
		if err := readWords(name, all, same); err != nil {
			return nil, fmt.Errorf("read words %s: %w", name, err)
		}
	}
	for word, t := range all {
		d.add(entry{word, []token{t}})
	}
	d.sort()
	for word, meaning := range same { // in words that are known by now
		d.add(entry{word, d.cut(meaning)})
	}
	d.sort()
	return d, nil
}

func (d *dictionary) loadFolds() error {
	var folds struct {
		Typed     string         `yaml:"typed"`
		Cantonese string         `yaml:"cantonese"`
		Numerals  map[string]int `yaml:"numerals"`
	}
	raw, err := files.ReadFile("folds.yaml")
	if err != nil {
		return fmt.Errorf("read folds: %w", err)
	}
	if err := yaml.Unmarshal(raw, &folds); err != nil {
		return fmt.Errorf("read folds: %w", err)
	}
	d.typed = scripts.Pairs(folds.Typed)
	for numeral, n := range folds.Numerals {
		r, _ := utf8.DecodeRuneInString(numeral)
		d.numerals[r] = n
	}
	d.cantonese = strings.Split(folds.Cantonese, ", ")
	return nil
}

// readWords adds the words of a file: what they are, and what those are the same as that are said in other words.
func readWords(name string, all map[string]token, same map[string]string) error {
	raw, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read file: %w", err)
	}
	var lists map[string]string
	if err := yaml.Unmarshal(raw, &lists); err != nil {
		return fmt.Errorf("read file: %w", err)
	}
	for _, key := range slices.Sorted(maps.Keys(lists)) {
		what, which, _ := strings.Cut(key, " ")
		for i, word := range strings.Split(lists[key], ", ") {
			if what == "=" {
				same[word] = which
				continue
			}
			t, err := tokenOf(what, which, i)
			if err != nil {
				return fmt.Errorf("%q: %w", key, err)
			}
			if all[word], err = merged(all[word], t); err != nil {
				return fmt.Errorf("%q: %w", word, err)
			}
		}
	}
	return nil
}

// tokenOf is what the ith word under a key is.
func tokenOf(what, which string, i int) (token, error) {
	if what == "cue" {
		c, ok := cues[which]
		if !ok {
			return token{}, fmt.Errorf("find cue %q", which)
		}
		return token{kind: cuewordKind, cue: c}, nil
	}
	k, ok := kinds[what]
	if !ok {
		return token{}, fmt.Errorf("find kind %q", what)
	}
	first, each := strings.CutSuffix(which, "+")
	n := 0
	if first != "" {
		var err error
		if n, err = strconv.Atoi(first); err != nil {
			return token{}, fmt.Errorf("read number: %w", err)
		}
	}
	if each {
		n += i
	}
	return token{kind: k, n: n}, nil
}

// merged is a word that is of a kind and a cue besides.
func merged(a, b token) (token, error) {
	switch {
	case a.kind == 0:
		return b, nil
	case a.kind == cuewordKind && b.kind != cuewordKind:
		b.cue = a.cue
		return b, nil
	case b.kind == cuewordKind && a.cue == 0:
		a.cue = b.cue
		return a, nil
	}
	return token{}, fmt.Errorf("read word: it stands twice")
}

func (d *dictionary) add(e entry) {
	first, _ := utf8.DecodeRuneInString(e.word)
	d.byFirst[first] = append(d.byFirst[first], e)
}

func (d *dictionary) sort() {
	for _, entries := range d.byFirst {
		slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(len(b.word), len(a.word)) })
	}
}
