package card

import (
	"strings"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// fields are the answers of a ticket's form, a line each, in the reader's language. Telephone numbers are left out:
// whoever needs one asks for it.
func (d Drawing) fields(t *desk.Ticket) []string {
	var lines []string
	for _, f := range t.Fields {
		if f.Kind != desk.FieldPhone && f.Value != "" {
			lines = append(lines, text.Say(d.Language, "card.field", "label", d.label(f.Key), "value", d.Value(f)))
		}
	}
	return lines
}

// label is a field's short name, or else its question; a form that is gone has left the key alone.
func (d Drawing) label(key string) string {
	for _, k := range []string{key + "-name", key} {
		if text.Has(k) {
			return text.Plain(d.Language, k)
		}
	}
	return key
}

// Words are all that a ticket's author said in it, as plain text.
func Words(d Drawing, t *desk.Ticket) string {
	var lines []string
	if t.Description != "" {
		lines = append(lines, t.Description)
	}
	for _, f := range t.Fields {
		if f.Kind != desk.FieldPhone && f.Value != "" {
			lines = append(lines, text.Plain(d.Language, "card.field-plain", "label", d.label(f.Key), "value", d.Value(f)))
		}
	}
	return strings.Join(lines, "\n")
}

// Value is a field's value as a reader understands it. What cannot be read as what it should be stands as it is.
func (d Drawing) Value(f desk.Field) string {
	switch f.Kind {
	case desk.FieldMoment:
		if at, err := time.Parse(time.RFC3339, f.Value); err == nil {
			return text.Plain(d.Language, "card.moment", "day", d.day(at), "time", d.hour(at))
		}
	case desk.FieldDay:
		if day := desk.Day(f.Value); day.Valid() {
			return d.day(d.Estate.Start(day))
		}
	}
	return Shorten(f.Value, shownText)
}

func (d Drawing) day(t time.Time) string { return text.Day(d.Language, t, d.Now, d.Estate.Zone) }
