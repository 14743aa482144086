package form

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/storage/desk"
)

// Answers are what the form of a service was answered.
type Answers struct {
	// Fields are kept with the ticket, without those that were skipped.
	Fields []desk.Field
	// Files are those of all its questions together.
	Files []desk.Media
	// Starts are the moments that have come about by what was answered.
	Starts []desk.Moment
}

// Read is what the questions that Fields gave were answered.
func Read(t *dialog.Talk, s catalogue.Service, name string) Answers {
	var a Answers
	for _, f := range s.Fields {
		step := dialog.FieldStep(name, f.Name)
		if !t.Answers.Given(step) {
			continue
		}
		if f.Kind == catalogue.MediaField {
			a.Files = append(a.Files, t.Answers.Media(step)...)
			continue
		}
		kind, value := value(t, f, step)
		if value == "" {
			continue
		}
		a.Fields = append(a.Fields, kept(f, desk.Field{Key: f.Name, Kind: kind, Value: value, Service: s.Ref}))
		if o, ok := f.Option(value); ok && o.Starts != "" && !slices.Contains(a.Starts, o.Starts) {
			a.Starts = append(a.Starts, o.Starts)
		}
	}
	return a
}

// kept is the answer with the words that nobody would know any more if the operator's file lost them.
func kept(f catalogue.Field, answer desk.Field) desk.Field {
	builtIn, known := catalogue.Default().Field(f.Name)
	if !known {
		answer.Labels = f.Labels
	}
	if o, chosen := f.Option(answer.Value); chosen {
		if _, known := builtIn.Option(answer.Value); !known {
			answer.Values = o.Labels
		}
	}
	return answer
}

func value(t *dialog.Talk, f catalogue.Field, step string) (desk.FieldKind, string) {
	switch f.Kind {
	case catalogue.NumberField:
		n, ok := t.Answers.Number(step)
		if !ok {
			return desk.FieldNumber, ""
		}
		return desk.FieldNumber, strconv.FormatInt(n, 10)
	case catalogue.DateField:
		return desk.FieldDay, cmp.Or(string(t.Answers.Day(step)), t.Answers.Text(step))
	case catalogue.TimeField:
		at, ok := t.Answers.Time(step)
		if !ok {
			return desk.FieldMoment, ""
		}
		return desk.FieldMoment, at.Format(time.RFC3339)
	case catalogue.PhoneField:
		return desk.FieldPhone, t.Answers.Text(step)
	case catalogue.ChoiceField:
		return desk.FieldChoice, t.Answers.Text(step)
	}
	return desk.FieldWords, t.Answers.Text(step)
}

// Case is the case of the service's row that an answer names: a cheque, of a row that tells cheques from cash. It is
// the service itself where none does.
func Case(c *catalogue.Catalogue, s catalogue.Service, fields []desk.Field) catalogue.Service {
	for _, other := range c.Variants(s.Ref.Ref) {
		names := func(f desk.Field) bool { return f.Kind == desk.FieldChoice && f.Value == other.Ref.Variant }
		if other.Ref.Variant != "" && other.Opens == s.Opens && slices.ContainsFunc(fields, names) {
			return other
		}
	}
	return s
}
