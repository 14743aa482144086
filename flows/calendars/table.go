package calendars

import (
	"bytes"
	"embed"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"frontdesk/storage/desk"
)

//go:embed *.yaml
var files embed.FS

// words are a text in each language.
type words map[desk.Language]string

// about is the text with the day's name in it.
func (w words) about(day words) words {
	made := words{}
	for l, text := range w {
		made[l] = strings.ReplaceAll(text, "{day}", day[l])
	}
	return made
}

// How it is known which days of a year are holidays.
const (
	byGazette = "gazette" // they were published
	byRule    = "rule"    // they are worked out
)

// table is a file of holidays, a name for each day: a key of Names, or "instead of" one.
type table struct {
	Names   map[string]words `yaml:"names"`
	Instead words            `yaml:"instead"`
	MakeUp  words            `yaml:"make-up"`
	Years   map[int]year     `yaml:"years"`
}

type year struct {
	By       string              `yaml:"by"`
	Holidays map[desk.Day]string `yaml:"holidays"`
	MakeUp   map[desk.Day]string `yaml:"make-up"`
	HalfDays map[desk.Day]string `yaml:"half-days"`
}

func readTable(name string) (table, error) {
	content, err := files.ReadFile(name)
	if err != nil {
		return table{}, err
	}
	var t table
	d := yaml.NewDecoder(bytes.NewReader(content))
	d.KnownFields(true)
	return t, d.Decode(&t)
}

// fromTable makes a calendar of a file. Rule works out the years that the file only names.
func fromTable(name string, rule func(int) year) (*desk.Calendar, error) {
	t, err := readTable(name)
	if err != nil {
		return nil, err
	}
	made := &desk.Calendar{Week: desk.WorkingWeek, Days: map[desk.Day]desk.SpecialDay{}, Years: map[int]bool{}}
	for number, y := range t.Years {
		if y.By == byRule {
			y = rule(number)
		}
		made.Years[number] = true
		for kind, days := range map[desk.DayKind]map[desk.Day]string{
			desk.Holiday: y.Holidays, desk.MakeUp: y.MakeUp, desk.HalfDay: y.HalfDays,
		} {
			for d, name := range days {
				said, err := t.said(kind, name)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", d, err)
				}
				made.Days[d] = desk.SpecialDay{Kind: kind, Name: said}
			}
		}
	}
	return made, nil
}

// insteadOf stands ahead of the name of a day that fell on another day off.
const insteadOf = "instead of "

func (t table) said(kind desk.DayKind, name string) (words, error) {
	key, instead := strings.CutPrefix(name, insteadOf)
	said, ok := t.Names[key]
	switch {
	case !ok:
		return nil, fmt.Errorf("%q has no name", key)
	case instead:
		return t.Instead.about(said), nil
	case kind == desk.MakeUp:
		return t.MakeUp.about(said), nil
	}
	return said, nil
}
