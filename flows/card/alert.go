package card

import (
	"strings"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// AlertLine is one breach, or one that is near, with the ticket as it stands now.
type AlertLine struct {
	Alert  desk.Alert
	Ticket *desk.Ticket
}

// maxButtons is the most buttons that a screen has.
const maxButtons = 8

// maxLines is how many lines an alert shows one by one; beyond it the rest is counted.
const maxLines = 25

// Alert tells a desk of breaches, in one message: which ticket, what is owed and how late it was when this was
// sent. Each has a button until somebody sees to it.
func Alert(d Drawing, sent time.Time, lines []AlertLine) chat.Content {
	var body []string
	var rows [][]chat.Button
	for i, l := range lines {
		if i == maxLines {
			body = append(body, text.Say(d.Language, "alert.more", "n", len(lines)-maxLines))
			break
		}
		body = append(body, d.alertLine(sent, l))
		if b, ok := d.seeTo(l); ok && len(rows) < maxButtons {
			rows = append(rows, []chat.Button{b})
		}
	}
	return chat.Content{Text: strings.Join(body, "\n\n"), Buttons: rows}
}

func (d Drawing) alertLine(sent time.Time, l AlertLine) string {
	a, t := l.Alert, l.Ticket
	key := "alert." + string(a.Clock)
	args := []any{"ticket", t.ID, "place", d.placeName(t), "service", d.Service(t), "who", t.Holder.Name, "due", d.Clock(a.Due)}
	switch {
	case t.Kind == desk.Emergency && a.Clock == desk.ClockTake:
		key, args = "alert.alarm", append(args, "span", text.Span(d.Language, sent.Sub(t.Opened)), "name", t.Reporter.Name)
	case sent.Before(a.Due):
		key, args = key+"-near", append(args, "span", text.Span(d.Language, a.Due.Sub(sent).Round(time.Second)))
	case t.Holder.Name == "":
		key, args = key+"-open", append(args, "span", text.Span(d.Language, sent.Sub(a.Due)))
	default:
		args = append(args, "span", text.Span(d.Language, sent.Sub(a.Due)))
	}
	line := text.Say(d.Language, key, args...)
	if after := d.since(l); after != "" {
		line += "\n" + after
	}
	return line
}

func (d Drawing) placeName(t *desk.Ticket) string {
	if t.Place.Label == "" {
		return text.Plain(d.Language, "card.place-unknown")
	}
	return t.Place.Label
}

// since says what has become of the breach since it was told.
func (d Drawing) since(l AlertLine) string {
	r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate)
	switch {
	case !ok || !r.Met.IsZero():
		return text.Say(d.Language, "alert.met", "time", d.Clock(r.Met), "who", l.Ticket.Holder.Name)
	case r.Acked.Name != "":
		return text.Say(d.Language, "alert.acked", "who", r.Acked.Name)
	}
	return ""
}

func (d Drawing) seeTo(l AlertLine) (chat.Button, bool) {
	r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate)
	if !ok || !r.Open() || r.Acked.Name != "" {
		return chat.Button{}, false
	}
	return chat.Button{
		Text: text.Plain(d.Language, "action.seeto", "ticket", l.Ticket.ID),
		Data: Data(l.Ticket.ID, desk.SeeTo, ""), Style: chat.Primary,
	}, true
}
