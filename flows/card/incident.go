package card

import (
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Incident is what a card shows of the event that its ticket reports, beside the ticket itself.
type Incident struct {
	// Reports are the first OfOthers of those that the ticket leads, and Total is how many it leads.
	Reports []*desk.Ticket
	Total   int
	// Others tells that there is another alarm out with which it could be one event.
	Others bool
}

// IncidentPrefix begins the callback data of the buttons about which reports are of one event.
const IncidentPrefix = "e|"

// The buttons about which reports are of one event, by what follows the prefix; a ticket's number follows each, and
// another after Same where the other report is chosen already.
const (
	Same  = "same"  // choose the other report
	Out   = "out"   // it is an event of its own
	Into  = "into"  // fold it into the one chosen
	Leave = "leave" // choose none
	All   = "all"   // those of a proposal are one event
	Apart = "apart" // they are not
)

// IncidentData is the callback data of a button about which reports are of one event.
func IncidentData(what string, ids ...desk.TicketID) string {
	parts := []string{IncidentPrefix + what}
	for _, id := range ids {
		parts = append(parts, string(id))
	}
	return strings.Join(parts, "|")
}

// OfOthers is how many further reports a card names one by one.
const OfOthers = 8

// member is the card of a report that another leads: what its reporter says, and what concerns that person alone.
func (d Drawing) member(t *desk.Ticket) chat.Content {
	lines := []string{text.Say(d.Language, "incident.member", "ticket", t.ID, "service", d.Service(t), "lead", t.Folded), d.where(t)}
	if t.By.Name != "" {
		lines = append(lines, d.openedBy(t))
	}
	lines = append(lines, d.fields(t)...)
	if t.Description != "" {
		lines = append(lines, text.Say(d.Language, "card.quote", "text", Shorten(t.Description, shownText)))
	}
	if n := len(t.Media); n > 0 {
		lines = append(lines, text.Say(d.Language, "card.files", "n", n))
	}
	if !t.Out() {
		lines = append(lines, "", d.state(t))
	}
	if !d.Unreached.IsZero() && t.Out() {
		lines = append(lines, text.Say(d.Language, "card.unreached", "name", t.Reporter.Name, "time", d.Clock(d.Unreached)))
	}
	rows := d.buttons(t)
	if t.Out() {
		rows = append(rows, []chat.Button{{Text: text.Plain(d.Language, "incident.out"), Data: IncidentData(Out, t.ID), Style: chat.Danger}})
	}
	return chat.Content{Text: strings.Join(lines, "\n"), Buttons: rows}
}

// reports says how many reported the event of a ticket that leads, and who and where they are.
func (d Drawing) reports() []string {
	n := d.Incident.Total
	if n == 0 {
		return nil
	}
	lines := []string{"", text.Say(d.Language, "incident.reports", "n", n+1)}
	for _, t := range d.Incident.Reports {
		key := "incident.report"
		if t.Withdrawn.Held() {
			key = "incident.report-withdrawn"
		}
		lines = append(lines, text.Say(d.Language, key, "ticket", t.ID, "place", d.PlaceName(t), "name", t.Reporter.Name))
	}
	if more := n - len(d.Incident.Reports); more > 0 {
		lines = append(lines, text.Say(d.Language, "incident.more", "n", more))
	}
	return lines
}

// sameEvent is the button that says that the ticket is of one event with another.
func (d Drawing) sameEvent(t *desk.Ticket) [][]chat.Button {
	if !d.Incident.Others || !t.Out() || t.Folded != "" {
		return nil
	}
	return [][]chat.Button{{{Text: text.Plain(d.Language, "incident.same"), Data: IncidentData(Same, t.ID)}}}
}
