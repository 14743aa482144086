// Package form makes the questions of a dialog from the fields that the catalogue gives a service, and what a ticket
// keeps from their answers. It must never know one service from another.
package form

import (
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Fields are the questions of the service's form, in the language of the dialog's person. name is the step that asks
// them.
func Fields(t *dialog.Talk, s catalogue.Service, name string) []dialog.Field {
	var all []dialog.Field
	day := "" // the date that was asked for last
	for _, f := range s.Fields {
		field := field(t, f)
		switch {
		case f.Kind == catalogue.DateField && !f.Past:
			day = f.Name
		case f.Kind == catalogue.TimeField:
			field.Day = dayOf(t, name, day)
			field.Moments = usual(t, field.Day)
			if day != "" {
				field.After = []string{day}
			}
		}
		all = append(all, field)
	}
	return all
}

// kinds are how the dialog asks each kind of field.
var kinds = map[catalogue.FieldKind]dialog.FieldKind{
	catalogue.TextField: dialog.FieldText, catalogue.NumberField: dialog.FieldNumber, catalogue.ChoiceField: dialog.FieldChoice,
	catalogue.DateField: dialog.FieldDate, catalogue.TimeField: dialog.FieldTime, catalogue.PhoneField: dialog.FieldPhone,
	catalogue.MediaField: dialog.FieldMedia,
}

func field(t *dialog.Talk, f catalogue.Field) dialog.Field {
	hint := f.HintIn(t.Language)
	if hint == "" && f.Kind == catalogue.TextField {
		hint = text.Plain(t.Language, "form.write")
	}
	if hint != "" {
		hint = "\n" + hint
	}
	field := dialog.Field{
		Name: f.Name, Kind: kinds[f.Kind], Label: "form." + string(f.Kind), Short: f.LabelIn(t.Language), Optional: f.Optional,
		Args: []any{"label", f.AskIn(t.Language), "hint", hint, "min", f.Min, "max", f.Max}, Min: f.Min, Max: f.Max,
	}
	for _, o := range f.Options {
		field.Options = append(field.Options, dialog.Option{Value: o.Value, Label: o.LabelIn(t.Language)})
	}
	if f.Kind == catalogue.MediaField && f.Optional {
		field.Label = "form.media-skip"
	}
	if f.Past {
		field.Kind, field.Label = dialog.FieldPastDay, "form.past"
	}
	return field
}

// dayOf is the day to which a time belongs: the one that was chosen, or today.
func dayOf(t *dialog.Talk, name, day string) desk.Day {
	if chosen := t.Answers.Day(dialog.FieldStep(name, day)); chosen.Valid() {
		return chosen
	}
	return t.Tx.Estate().DayOf(t.Now())
}

// The half hours that are offered; any other time is typed.
const (
	usualFrom  = 7 * time.Hour
	usualUntil = 23 * time.Hour
)

func usual(t *dialog.Talk, day desk.Day) []time.Time {
	var all []time.Time
	for clock := usualFrom; clock < usualUntil; clock += 30 * time.Minute {
		all = append(all, t.Tx.Estate().At(day, clock))
	}
	return all
}
