package card

import (
	"strings"
	"time"
	"unicode/utf16"

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

// alarmText is how much of a person's words an alarm repeats.
const alarmText = 200

// alertText is how much of the first line of a person's words another alert repeats.
const alertText = 100

// maxAlert is how long an alert may get, in UTF-16 units: what the chat service takes, less what says that there is
// more.
const maxAlert = 3900

// growth is how much of that is left free when an alert is sent: who sees to it, and until when, is added later.
const growth = 300

// MaxLines is how many lines an alert shows one by one; beyond it the rest is counted.
const MaxLines = 25

// Alert tells a desk of breaches, in one message: which ticket, what is owed and how late it was when this was
// sent. Each ticket has a button until somebody sees to it, and an alarm that sounds for somebody to take it another
// where that can be done.
func Alert(d Drawing, sent time.Time, lines []AlertLine) chat.Content {
	body := d.alertLines(sent, lines, maxAlert)
	var rows [][]chat.Button
	offered := map[desk.TicketID]bool{}
	for _, l := range lines[:len(body)] {
		rows = append(rows, d.going(l)...)
		if b, ok := d.seeTo(l); ok && !offered[l.Ticket.ID] && len(rows) < maxButtons {
			offered[l.Ticket.ID] = true
			rows = append(rows, []chat.Button{b})
		}
	}
	if more := len(lines) - len(body); more > 0 {
		body = append(body, text.Say(d.Language, "alert.more", "n", more))
	}
	return chat.Content{Text: strings.Join(body, "\n\n"), Buttons: rows}
}

// Fit is how many of the lines an alert shows one by one when it is sent: whatever is beyond is for another.
func Fit(d Drawing, sent time.Time, lines []AlertLine) int {
	return len(d.alertLines(sent, lines, maxAlert-growth))
}

// alertLines are the lines that fit the room, in UTF-16 units; the first does in any case.
func (d Drawing) alertLines(sent time.Time, lines []AlertLine, room int) []string {
	var body []string
	quoted := map[desk.TicketID]bool{}
	for i, l := range lines {
		line := d.alertLine(sent, l)
		if words := d.words(l.Ticket); words != "" && !quoted[l.Ticket.ID] && !d.settled(l) {
			quoted[l.Ticket.ID] = true
			line += "\n" + words
		}
		if after := d.since(sent, l); after != "" {
			line += "\n" + after
		}
		room -= len(utf16.Encode([]rune(line))) + 2
		if i == MaxLines || i > 0 && room < 0 {
			break
		}
		body = append(body, line)
	}
	return body
}

// alertLine is what one line says. Its times hold on whatever day it is read: those of the day on which it was sent by
// the hour, others with their date.
func (d Drawing) alertLine(sent time.Time, l AlertLine) string {
	a, t := l.Alert, l.Ticket
	key := "alert." + string(a.Clock)
	due, near := d.reminds(sent, l)
	args := []any{"ticket", t.ID, "place", d.PlaceName(t), "service", d.wanted(t), "who", t.Holder.Name, "due", d.dated(due, sent)}
	switch {
	case t.Kind == desk.Emergency && a.Clock == desk.ClockTake:
		key, args = d.alarmKey(sent, l), append(args, "opened", d.dated(t.Opened, sent), "time", d.dated(sent, sent), "name", d.caller(t), "by", t.By.Name)
	case d.settled(l):
		key, args = "alert.was", append(args, "what", text.Plain(d.Language, "clock."+string(a.Clock)), "late", d.late(sent, due))
	case near:
		key += "-near"
	case t.Holder.Name == "":
		key, args = key+"-open", append(args, "late", d.late(sent, due))
	default:
		args = append(args, "late", d.late(sent, due))
	}
	line := text.Say(d.Language, key, args...)
	if t.Kind == desk.Emergency && t.Description != "" {
		line += "\n" + text.Say(d.Language, "card.quote", "text", Shorten(t.Description, alarmText))
	}
	return line + d.dueBy(sent, l)
}

// reminds is when what an alert tells of falls due, and whether that is still to come. A reminder tells of the time that
// holds now, and once it has passed, that it has.
func (d Drawing) reminds(sent time.Time, l AlertLine) (due time.Time, near bool) {
	due = l.Alert.Due
	if !sent.Before(due) {
		return due, false
	}
	if r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate); ok && r.Open() {
		due = r.Due
	}
	return due, d.Now.Before(due)
}

// wanted is what was asked for, and how urgent it is where it is.
func (d Drawing) wanted(t *desk.Ticket) string {
	if t.Urgency != desk.Critical && t.Urgency != desk.Urgent {
		return d.Service(t)
	}
	return d.Service(t) + " · " + text.Plain(d.Language, "urgency.button-"+string(t.Urgency))
}

// words is how the tenant's own words begin: to whoever has not seen the card, the service alone may say nothing.
func (d Drawing) words(t *desk.Ticket) string {
	first, _, more := strings.Cut(strings.TrimSpace(t.Description), "\n")
	if first == "" || t.Kind == desk.Emergency {
		return ""
	}
	if more {
		first += " …"
	}
	return text.Say(d.Language, "card.quote", "text", Shorten(first, alertText))
}

// dated is a moment on the day on which something was sent, by the hour; on any other with its date.
func (d Drawing) dated(t, sent time.Time) string {
	return text.Dated(d.Language, t, sent, d.Estate.Zone, text.Precisions[0])
}

// heard reports whether somebody takes care of what the alert told.
func (d Drawing) heard(l AlertLine) bool {
	if l.Ticket.Folded != "" {
		return true
	}
	r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate)
	return !ok || !r.Met.IsZero() || r.Acked.Name != ""
}

// late says how late it was; in the first minute the time that was due says all.
func (d Drawing) late(sent, due time.Time) string {
	by := sent.Sub(due)
	if by < time.Minute {
		return ""
	}
	return text.Plain(d.Language, "alert.late", "span", text.Late(d.Language, by), "time", d.hour(sent))
}

// settled reports whether nothing is owed any more of what the alert told.
func (d Drawing) settled(l AlertLine) bool {
	r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate)
	return !ok || !r.Met.IsZero() || !r.Stopped.IsZero()
}

// past says what has become of what is owed no more: of a round that is over, or of a promise that gave way to another.
func (d Drawing) past(sent time.Time, l AlertLine) string {
	t := l.Ticket
	move, moved := t.MovedIn(l.Alert.Cycle)
	switch {
	case l.Alert.Clock == desk.ClockTake && moved:
		return text.Say(d.Language, "alert.moved", "desk", text.Plain(d.Language, "desk."+string(move.To)), "time", d.dated(move.At, sent))
	case t.CalledOff():
		return d.withdrawn(t, sent)
	case l.Alert.Clock == desk.ClockTake && !t.Taken.IsZero():
		return text.Say(d.Language, "alert.met-take", "time", d.dated(t.Taken, sent), "who", t.TakenBy.Name)
	case t.Withdrawn.Held():
		return d.withdrawn(t, sent)
	case t.Resolved.Held():
		return text.Say(d.Language, "alert.met", "time", d.dated(t.Resolved.At, sent), "who", t.Resolved.By.Name)
	case l.Alert.Clock != desk.ClockTake:
		return text.Say(d.Language, "alert.changed")
	}
	return text.Say(d.Language, "alert.past")
}

// withdrawn says that it is not wanted any more, or that the alarm was called off.
func (d Drawing) withdrawn(t *desk.Ticket, sent time.Time) string {
	key := "alert.withdrawn"
	if t.CalledOff() {
		key = "alert.called-off"
	}
	return text.Say(d.Language, key, "time", d.dated(t.Withdrawn.At, sent), "who", t.Withdrawn.By.Name)
}

// since says what has become of the breach since it was told.
func (d Drawing) since(sent time.Time, l AlertLine) string {
	r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate)
	switch {
	case l.Ticket.Folded != "" && l.Ticket.Out():
		return text.Say(d.Language, "alert.folded", "lead", l.Ticket.Folded)
	case !ok:
		return d.past(sent, l)
	case !r.Stopped.IsZero():
		return d.withdrawn(l.Ticket, sent)
	case !r.Met.IsZero() && MetBy(l.Ticket, l.Alert.Clock) == "":
		return text.Say(d.Language, "alert.met-alone", "time", d.dated(r.Met, sent))
	case !r.Met.IsZero() && l.Alert.Clock == desk.ClockTake:
		return text.Say(d.Language, "alert.met-take", "time", d.met(r, sent), "who", MetBy(l.Ticket, l.Alert.Clock))
	case !r.Met.IsZero():
		return text.Say(d.Language, "alert.met", "time", d.dated(r.Met, sent), "who", MetBy(l.Ticket, l.Alert.Clock))
	case r.Acked.Name != "":
		return text.Say(d.Language, "alert.acked", "who", r.Acked.Name)
	}
	if lapsed, was := l.Ticket.LapsedOf(l.Alert); was && lapsed.Who != "" {
		return text.Say(d.Language, "alert.lapsed", "who", lapsed.Who, "time", d.dated(lapsed.At, sent))
	}
	return ""
}

// met is when the promise was kept, with seconds where it was late within the minute.
func (d Drawing) met(r desk.Running, sent time.Time) string {
	if !r.Broken {
		return d.dated(r.Met, sent)
	}
	_, met := text.Apart(func(precision string) (due, met string) {
		return text.Dated(d.Language, r.Due, sent, d.Estate.Zone, precision), text.Dated(d.Language, r.Met, sent, d.Estate.Zone, precision)
	})
	return met
}

// MetBy is who kept the promise, "" where nobody in particular did.
func MetBy(t *desk.Ticket, c desk.Clock) string {
	switch {
	case c == desk.ClockWorkOrder:
		return ""
	case c == desk.ClockTake:
		return t.TakenBy.Name
	case c == desk.ClockReply:
		return t.Responded.By.Name
	case t.Resolved.Held() && c != desk.ClockTake && c != desk.ClockArrive:
		return t.Resolved.By.Name
	}
	return t.Holder.Name
}

func (d Drawing) seeTo(l AlertLine) (chat.Button, bool) {
	r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate)
	if !ok || !r.Open() || r.Acked.Name != "" || l.Ticket.Folded != "" {
		return chat.Button{}, false
	}
	return chat.Button{
		Text: text.Plain(d.Language, "action.seeto", "ticket", l.Ticket.ID),
		Data: Data(l.Ticket.ID, desk.SeeTo, ""), Style: chat.Primary,
	}, true
}
