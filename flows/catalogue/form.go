package catalogue

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"frontdesk/storage/desk"
)

// FieldKind is what sort of answer a field takes.
type FieldKind string

// The kinds.
const (
	TextField   FieldKind = "text"
	NumberField FieldKind = "number"
	ChoiceField FieldKind = "choice"
	DateField   FieldKind = "date"
	TimeField   FieldKind = "time" // of a day
	PhoneField  FieldKind = "phone"
	MediaField  FieldKind = "media"
)

var fieldKinds = []FieldKind{TextField, NumberField, ChoiceField, DateField, TimeField, PhoneField, MediaField}

// Field is one thing that a form asks.
type Field struct {
	// Name is the field's name in stored answers, the same in every service that asks it.
	Name string
	Kind FieldKind
	// Labels stand before the answer on a summary and a card.
	Labels map[desk.Language]string
	// Asks are the question, and Hints what helps to answer it; either may be nil.
	Asks, Hints map[desk.Language]string
	// Options are what can be chosen, in the order of display; only a choice has any.
	Options  []Option
	Optional bool
	// Past tells of a date that it is one of the days up to today, and not one to come.
	Past bool
	// Min and Max bound a number; Max is the characters of a text and the files of media. Others have none.
	Min, Max int64
}

// Option is one answer to a choice.
type Option struct {
	Value  string
	Labels map[desk.Language]string
	// Starts is the moment that has come about with this answer, "" for none: complete documents start their clock.
	Starts desk.Moment
}

// Step is a point of the checklist by which staff do the job.
type Step struct {
	Name   string
	Labels map[desk.Language]string
	// Number tells that a figure is noted, such as a meter reading; other steps are ticked.
	Number bool
}

// LabelIn is what stands before the answer, in l.
func (f Field) LabelIn(l desk.Language) string { return in(f.Labels, l) }

// AskIn is the question in l, the label where there is none.
func (f Field) AskIn(l desk.Language) string { return cmp.Or(in(f.Asks, l), f.LabelIn(l)) }

// HintIn is what helps to answer it, in l; "" where nothing is said.
func (f Field) HintIn(l desk.Language) string { return in(f.Hints, l) }

// LabelIn is the option's label in l.
func (o Option) LabelIn(l desk.Language) string { return in(o.Labels, l) }

// LabelIn is the step's name in l.
func (s Step) LabelIn(l desk.Language) string { return in(s.Labels, l) }

// Option is the option with that value, and whether there is one.
func (f Field) Option(value string) (Option, bool) {
	i := slices.IndexFunc(f.Options, func(o Option) bool { return o.Value == value })
	if i < 0 {
		return Option{}, false
	}
	return f.Options[i], true
}

// Field is the service's field of that name, and whether its form has one.
func (s Service) Field(name string) (Field, bool) {
	i := slices.IndexFunc(s.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return s.Fields[i], true
}

// Bounds of a form.
const (
	labelColumns = 40
	askColumns   = 80
	hintColumns  = 160
	maxOptions   = Screenful
	maxFields    = 12
	maxSteps     = 12
	maxFigure    = 1_000_000_000_000
)

// buildFields makes the fields that services name.
func buildFields(y map[string]fieldYAML, lines map[string]int, faults *Faults) map[string]Field {
	fields := map[string]Field{}
	for _, name := range slices.Sorted(maps.Keys(y)) {
		fields[name] = buildField(name, y[name], or(lines[name], y[name].Kind.line), faults)
	}
	return fields
}

func buildField(name string, y fieldYAML, line int, faults *Faults) Field {
	f := Field{
		Name: name, Kind: FieldKind(y.Kind.value), Optional: y.Optional.value, Past: y.Past.value,
		Labels: buildTexts("label of field "+name, y.Label, labelColumns, line, faults),
		Min:    buildFigure(y.Min, line, faults), Max: buildFigure(y.Max, line, faults),
	}
	if y.Ask != nil {
		f.Asks = buildTexts("question of field "+name, y.Ask, askColumns, line, faults)
	}
	if y.Hint != nil {
		f.Hints = buildTexts("hint of field "+name, y.Hint, hintColumns, line, faults)
	}
	if !idPattern.MatchString(name) {
		faults.add(line, "field %q is not a short word of small letters", name)
	}
	if !slices.Contains(fieldKinds, f.Kind) {
		faults.add(line, "field %s: kind %q is none of %v", name, f.Kind, fieldKinds)
	}
	checkBounds(f, line, faults)
	if f.Past && f.Kind != DateField {
		faults.add(or(y.Past.line, line), "field %s: a %s has no days that have passed", name, f.Kind)
	}
	if n := len(y.Options); f.Kind == ChoiceField && (n < 2 || n > maxOptions) || f.Kind != ChoiceField && n > 0 {
		faults.add(line, "field %s: a choice has 2 to %d options, and nothing else has any", name, maxOptions)
	}
	for _, o := range y.Options {
		f.Options = append(f.Options, buildOption(f, o, line, faults))
	}
	return f
}

// checkBounds finds bounds between which there is nothing, and those that the kind cannot have.
func checkBounds(f Field, line int, faults *Faults) {
	switch f.Kind {
	case NumberField, TextField, MediaField:
		if f.Max < 1 || f.Min > f.Max {
			faults.add(line, "field %s: from %d to %d there is nothing to answer", f.Name, f.Min, f.Max)
		}
	default:
		if f.Max != 0 {
			faults.add(line, "field %s: a %s has no such bounds", f.Name, f.Kind)
		}
	}
	if f.Min != 0 && f.Kind != NumberField {
		faults.add(line, "field %s: a %s has no such bounds", f.Name, f.Kind)
	}
}

func buildOption(f Field, y optionYAML, line int, faults *Faults) Option {
	line = or(y.Value.line, line)
	o := Option{
		Value: y.Value.value, Starts: desk.Moment(y.Starts.value),
		Labels: buildTexts("label of option "+y.Value.value, y.Label, optionColumns, line, faults),
	}
	if _, twice := f.Option(o.Value); twice {
		faults.add(line, "field %s: option %q stands twice", f.Name, o.Value)
	}
	if !idPattern.MatchString(o.Value) {
		faults.add(line, "field %s: option %q is not a short word of small letters", f.Name, o.Value)
	}
	if o.Starts != "" && !slices.Contains(desk.Moments, o.Starts) {
		faults.add(line, "field %s: no clock starts at %q", f.Name, o.Starts)
	}
	return o
}

func buildFigure(y scalar, line int, faults *Faults) int64 {
	if y.value == "" {
		return 0
	}
	n, err := strconv.ParseInt(y.value, 10, 64)
	if err != nil || n < 0 || n > maxFigure {
		faults.add(or(y.line, line), "%q is not a number from 0 to %d", y.value, maxFigure)
	}
	return n
}

// asked are the fields that a service names.
func asked(s Service, names []scalar, fields map[string]Field, line int, faults *Faults) []Field {
	var form []Field
	for _, t := range names {
		f, ok := fields[t.value]
		switch line := or(t.line, line); {
		case !ok:
			faults.add(line, "there is no field %q", t.value)
		case slices.ContainsFunc(form, func(other Field) bool { return other.Name == f.Name }):
			faults.add(line, "field %q stands twice", t.value)
		default:
			checkStarts(s, f, line, faults)
			form = append(form, f)
		}
	}
	if len(form) > maxFields {
		faults.add(line, "a form of %d fields is longer than anybody fills in; %d at most", len(form), maxFields)
	}
	return form
}

// checkStarts finds answers that would start a clock that the service does not run.
func checkStarts(s Service, f Field, line int, faults *Faults) {
	for _, o := range f.Options {
		if o.Starts != "" && !slices.ContainsFunc(s.Promises, func(p desk.Promise) bool { return p.From == o.Starts }) {
			faults.add(line, "field %s: no promise of %s starts at %q", f.Name, s.Key(), o.Starts)
		}
	}
}

func buildSteps(y []stepYAML, line int, faults *Faults) []Step {
	var steps []Step
	for _, one := range y {
		line := or(one.Name.line, line)
		s := Step{
			Name: one.Name.value, Number: one.Kind.value == string(NumberField),
			Labels: buildTexts(fmt.Sprintf("label of step %q", one.Name.value), one.Label, labelColumns, line, faults),
		}
		if !idPattern.MatchString(s.Name) {
			faults.add(line, "step %q is not a short word of small letters", s.Name)
		}
		if slices.ContainsFunc(steps, func(other Step) bool { return other.Name == s.Name }) {
			faults.add(line, "step %q stands twice", s.Name)
		}
		if one.Kind.value != "" && !s.Number {
			faults.add(or(one.Kind.line, line), "step %s: a step is ticked, or of kind number", s.Name)
		}
		steps = append(steps, s)
	}
	if len(steps) > maxSteps {
		faults.add(line, "%d steps are more than a checklist of %d", len(steps), maxSteps)
	}
	return steps
}
