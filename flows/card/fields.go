package card

import (
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// fields are the answers of a ticket's form, a line each, in the reader's language. Telephone numbers are left out:
// whoever needs one asks for it.
func (d Drawing) fields(t *desk.Ticket) []string {
	var lines []string
	for _, f := range t.Fields {
		if f.Kind == desk.FieldPhone || f.Value == "" {
			continue
		}
		label := f.Key
		if text.Has(f.Key) {
			label = text.Plain(d.Language, f.Key)
		}
		lines = append(lines, text.Say(d.Language, "card.field", "label", label, "value", d.Value(f)))
	}
	return lines
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
