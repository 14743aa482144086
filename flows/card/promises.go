package card

import (
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// promises are the ticket's clocks, a line each: what, by when, and how it stands.
func (d Drawing) promises(t *desk.Ticket) []string {
	var lines []string
	for _, r := range t.Clocks(d.Estate) {
		if t.Kind == desk.Emergency && r.Promise.Clock == desk.ClockTake {
			continue // an alarm is to be taken at once: its repeats say so
		}
		lines = append(lines, d.promise(r))
	}
	return lines
}

func (d Drawing) promise(r desk.Running) string {
	name := text.Plain(d.Language, "clock."+string(r.Promise.Clock))
	switch {
	case r.Start.IsZero() && r.Met.IsZero():
		return text.Say(d.Language, "card.promise-later", "what", name, "span", text.Span(d.Language, r.Promise.Within))
	case !r.Met.IsZero() && r.Broken:
		return text.Say(d.Language, "card.promise-late", "what", name, "due", d.Clock(r.Due), "time", d.Clock(r.Met))
	case !r.Met.IsZero():
		return text.Say(d.Language, "card.promise-kept", "what", name, "time", d.Clock(r.Met))
	case r.Broken && r.Due.After(d.Now): // what was promised has changed since
		return text.Say(d.Language, "card.promise-missed", "what", name, "missed", d.Clock(r.Missed), "due", d.Clock(r.Due))
	case r.Broken:
		return text.Say(d.Language, "card.promise-broken", "what", name, "due", d.Clock(r.Due))
	}
	return text.Say(d.Language, "card.promise-open", "what", name, "due", d.Clock(r.Due))
}
