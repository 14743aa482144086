package card

import (
	"strings"
	"time"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Answered are the answers of a ticket's form, a line each.
func Answered(d Drawing, t *desk.Ticket) string { return strings.Join(d.fields(t), "\n") }

// fields are the answers of a ticket's form, a line each, in the reader's language. Telephone numbers are left out:
// whoever needs one asks for it.
func (d Drawing) fields(t *desk.Ticket) []string {
	var lines []string
	for _, f := range t.Fields {
		if f.Kind != desk.FieldPhone && f.Value != "" {
			lines = append(lines, text.Say(d.Language, "card.field", "label", d.label(f), "value", d.Value(f)))
		}
	}
	return lines
}

// label is a field's name in the form of its service, or a text's short name, or else its question; a form that is
// gone has left the key alone.
func (d Drawing) label(f desk.Field) string {
	key := f.Key
	if kept := f.Labels[d.Language]; kept != "" {
		return kept
	}
	if asked, ok := d.asked(f); ok {
		return asked.LabelIn(d.Language)
	}
	for _, k := range []string{key + "-name", key} {
		if text.Has(k) {
			return text.Plain(d.Language, k)
		}
	}
	return key
}

// asked is the field as its service's form has it now, or else as the forms of others may.
func (d Drawing) asked(f desk.Field) (catalogue.Field, bool) {
	if f.Service.Ref == "" {
		return catalogue.Field{}, false
	}
	if s, ok := d.Services.Service(f.Service); ok {
		if asked, ok := s.Field(f.Key); ok {
			return asked, true
		}
	}
	return d.Services.Field(f.Key)
}

// Words are all that a ticket's author said in it, as plain text.
func Words(d Drawing, t *desk.Ticket) string {
	var lines []string
	if t.Description != "" {
		lines = append(lines, t.Description)
	}
	for _, f := range t.Fields {
		if f.Kind != desk.FieldPhone && f.Value != "" {
			lines = append(lines, text.Plain(d.Language, "card.field-plain", "label", d.label(f), "value", d.Value(f)))
		}
	}
	return strings.Join(lines, "\n")
}

// Value is a field's value as a reader understands it, a day by its date: it is read on other days, too. What cannot be read as what it should be stands as it is.
func (d Drawing) Value(f desk.Field) string {
	switch f.Kind {
	case desk.FieldChoice:
		if kept := f.Values[d.Language]; kept != "" {
			return kept
		}
		if asked, ok := d.asked(f); ok {
			if o, ok := asked.Option(f.Value); ok {
				return o.LabelIn(d.Language)
			}
		}
	case desk.FieldMoment:
		if at, err := time.Parse(time.RFC3339, f.Value); err == nil {
			return text.Plain(d.Language, "card.moment", "day", text.Date(d.Language, at, d.Estate.Zone), "time", d.hour(at))
		}
	case desk.FieldDay:
		if day := desk.Day(f.Value); day.Valid() {
			return text.Date(d.Language, d.Estate.Start(day), d.Estate.Zone)
		}
	}
	return Shorten(f.Value, shownText)
}

func (d Drawing) day(t time.Time) string { return text.Day(d.Language, t, d.Now, d.Estate.Zone) }
