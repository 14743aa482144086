package dialog

import (
	"slices"
	"strconv"
	"time"

	"frontdesk/storage/desk"
)

// FieldKind is how a field of a form is answered.
type FieldKind string

// The kinds of field: each asks as the step of its name does.
const (
	FieldText     FieldKind = ""
	FieldNumber   FieldKind = "number"
	FieldPhone    FieldKind = "phone"
	FieldDate     FieldKind = "date" // any day to come
	FieldPastDay  FieldKind = "past-day"
	FieldTime     FieldKind = "time" // one of Moments
	FieldChoice   FieldKind = "choice"
	FieldRating   FieldKind = "rating"
	FieldLocation FieldKind = "location"
	FieldMedia    FieldKind = "media"
)

// Field is one question of a form that is declared as data.
type Field struct {
	// Name is its answer's, after the form's and a dot: see FieldStep.
	Name string
	Kind FieldKind
	// Label is the text key of the question; the same key with -name is its short name, unless Short gives one.
	Label string
	// Args fill in the question's placeholders, as pairs of name and value.
	Args []any
	// Short is what the question is called in a word or two, in the person's language.
	Short    string
	Optional bool
	Options  []Option    // of a choice
	Moments  []time.Time // of a time
	// Day lets any time of that day be typed that is still to come, "" the moments of a time alone.
	Day desk.Day
	// After are the fields of the same form with whose answers this one goes.
	After    []string
	Min, Max int64 // of a number; Max is also the most characters of a text, or files, 0 for the usual
}

// Form asks the questions that fields declares, one after another. Which they are may depend on the answers.
func Form(name string, fields func(*Talk) []Field) Step {
	return Step{name: name, q: form{}, fields: fields}
}

// FieldStep is the name under which a form's field is answered.
func FieldStep(form, field string) string { return form + "." + field }

// form stands for the questions that are asked in its place; it is never asked itself.
type form struct{ words }

func (form) kind() string { return "form" }

// expand gives the form's questions as steps, which are asked when the form is.
func (s Step) expand(t *Talk) []Step {
	if s.when != nil && !s.when(t) {
		return nil
	}
	var steps []Step
	for _, field := range s.fields(t) {
		one := field.step(FieldStep(s.name, field.Name))
		one.key, one.optional, one.after = field.Label, field.Optional || s.optional, slices.Clone(s.after)
		for _, other := range field.After {
			one.after = append(one.after, FieldStep(s.name, other))
		}
		one.when, one.short = s.when, field.Short
		if len(field.Args) > 0 {
			one.with = func(*Talk) []any { return field.Args }
		}
		steps = append(steps, one)
	}
	return steps
}

func (f Field) step(name string) Step {
	var s Step
	switch f.Kind {
	case FieldNumber:
		s = Number(name, f.Min, f.Max)
	case FieldPhone:
		s = Phone(name)
	case FieldDate:
		s = Date(name, func(*Talk, desk.Day) bool { return true })
	case FieldPastDay:
		s = PastDay(name)
	case FieldTime:
		s = Time(name, func(*Talk) []time.Time { return f.Moments })
		if f.Day != "" {
			s = s.Anytime(func(*Talk) desk.Day { return f.Day })
		}
	case FieldChoice:
		s = Choice(name, func(*Talk) []Option { return f.Options }).Search()
	case FieldRating:
		s = Rating(name)
	case FieldLocation:
		s = Location(name)
	case FieldMedia:
		s = Media(name)
	default:
		s = Text(name).Max(maxField)
	}
	if (f.Kind == FieldText || f.Kind == FieldMedia) && f.Max > 0 {
		s.max = int(f.Max)
	}
	return s
}

// maxField is the longest answer to a field in words, in characters, unless it says otherwise.
const maxField = 1000

// Fields are a form's answers as a ticket keeps them. Those that were skipped are left out, and files, which a
// ticket keeps apart.
func (t *Talk) Fields(form string) []desk.Field {
	s, ok := t.flow.declared(form)
	if !ok {
		return nil
	}
	var fields []desk.Field
	for _, f := range s.fields(t) {
		name := FieldStep(form, f.Name)
		if kind, value := t.field(f, name); value != "" && t.Answers.Given(name) {
			fields = append(fields, desk.Field{Key: f.Label, Kind: kind, Value: value})
		}
	}
	return fields
}

func (t *Talk) field(f Field, name string) (desk.FieldKind, string) {
	switch f.Kind {
	case FieldNumber, FieldRating:
		n, _ := t.Answers.Number(name)
		return desk.FieldNumber, strconv.FormatInt(n, 10)
	case FieldDate, FieldPastDay:
		return desk.FieldDay, string(t.Answers.Day(name))
	case FieldTime:
		at, _ := t.Answers.Time(name)
		return desk.FieldMoment, at.Format(time.RFC3339)
	case FieldPhone:
		return desk.FieldPhone, t.Answers.Text(name)
	case FieldChoice:
		return desk.FieldWords, t.Shown(name)
	case FieldMedia:
		return desk.FieldWords, ""
	}
	return desk.FieldWords, t.Answers.Text(name)
}
