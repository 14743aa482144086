package card

import (
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// closed says by which holiday, or day of the estate's own, what is still promised comes on a later day; "" where none
// is in the way.
func (d Drawing) closed(t *desk.Ticket, promised []desk.Running) string {
	for _, r := range promised {
		by := t.Desk
		if r.Promise.Days > 0 {
			by = "" // working days are the office's
		}
		if r.Start.IsZero() || !r.Promise.InHours && r.Promise.Days == 0 || d.passed(r) {
			continue
		}
		c, ok := d.Estate.Closure(by, d.Now, r.Due)
		if !ok {
			continue
		}
		key, holiday := "receipt.closed-day", ""
		if c.Holiday {
			holiday = d.Estate.Days.Name(c.Day, d.Language)
		}
		if holiday != "" {
			key = "receipt.closed-holiday"
		}
		return text.Say(d.Language, key, "desk", d.keeper(by), "holiday", holiday, "day", d.day(d.Estate.Start(c.Day)), "time", d.Clock(c.Opens))
	}
	return ""
}

// keeper is whose hours they are: the desk's own, or the office's.
func (d Drawing) keeper(n desk.Name) string {
	if _, own := d.Estate.Desks[n]; own {
		return text.Plain(d.Language, "desk."+string(n))
	}
	return text.Plain(d.Language, "receipt.office")
}
