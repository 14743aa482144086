package card

import (
	"time"

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
		if !r.Stopped.IsZero() && !r.Broken {
			continue // it is owed no more
		}
		lines = append(lines, d.promise(t, r))
	}
	return lines
}

func (d Drawing) promise(t *desk.Ticket, r desk.Running) string {
	name := text.Plain(d.Language, "clock."+string(r.Promise.Clock))
	switch {
	case r.Start.IsZero() && r.Met.IsZero():
		return text.Say(d.Language, "card.promise-later", "what", name, "span", text.Allowed(d.Language, r.Promise),
			"moment", text.Plain(d.Language, "moment."+string(r.Promise.From)))
	case !r.Met.IsZero() && r.Broken:
		due, met := d.apart(r.Due, r.Met)
		return text.Say(d.Language, "card.promise-late", "what", name, "due", due, "time", met)
	case !r.Met.IsZero():
		return text.Say(d.Language, "card.promise-kept", "what", name, "time", d.Clock(r.Met))
	case r.Broken && r.Due.After(d.Now): // what was promised has changed since
		return text.Say(d.Language, "card.promise-missed", "what", name, "missed", d.Clock(r.Missed), "due", d.Clock(r.Due))
	case r.Broken && d.renewed(t, r):
		return text.Say(d.Language, "card.promise-renewed", "what", name, "due", d.Clock(r.Due), "next", d.Clock(r.Renewed))
	case r.Broken:
		return text.Say(d.Language, "card.promise-broken", "what", name, "due", d.Clock(r.Due))
	}
	return text.Say(d.Language, "card.promise-open", "what", name, "due", d.Clock(r.Due))
}

// apart shows two moments by the clock, with seconds where the minute does not tell them apart.
func (d Drawing) apart(a, b time.Time) (first, second string) {
	return text.Apart(func(precision string) (string, string) {
		return text.ClockTo(d.Language, a, d.Now, d.Estate.Zone, precision), text.ClockTo(d.Language, b, d.Now, d.Estate.Zone, precision)
	})
}
