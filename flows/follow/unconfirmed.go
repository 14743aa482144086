package follow

import (
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// tellUnconfirmed tells whoever sounded an alarm that a promised time has passed and nobody has taken it: whom to call,
// and who is being called. No other time is promised, for nobody has given their word.
func (f Follow) tellUnconfirmed(tx *storage.Tx, t *desk.Ticket, d card.Drawing) error {
	lines := append([]string{d.Unconfirmed("news.unconfirmed", t)}, d.Owed(t)...)
	take, _ := t.Clock(desk.ClockTake, d.Estate)
	if who := take.Acked; who.Name != "" {
		lines = append(lines, text.Say(d.Language, "news.unconfirmed-seen", "who", d.Known(who)))
	} else {
		lines = append(lines, text.Say(d.Language, "news.unconfirmed-called", "since", d.Since(t)))
	}
	lines = append(lines, "", card.NumbersFor(d.Estate, d.Language, t.Danger))
	return f.tell(tx, t, strings.TrimSpace(strings.Join(lines, "\n")), card.Told)
}
