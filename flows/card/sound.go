package card

import (
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// caller is who pressed the alarm, and whether the office knows them.
func (d Drawing) caller(t *desk.Ticket) string {
	if t.Reporter.Enrolled {
		return t.Reporter.Name
	}
	return text.Plain(d.Language, "alert.not-enrolled", "name", t.Reporter.Name)
}

// alarmKey is the sentence of an alarm: at once, again, or heard.
func (d Drawing) alarmKey(sent time.Time, l AlertLine) string {
	switch called := l.Ticket.By.Name != ""; {
	case called && d.heard(l):
		return "alert.alarm-called-heard"
	case called && sent.Sub(l.Ticket.Opened) < time.Minute:
		return "alert.alarm-called-now"
	case called:
		return "alert.alarm-called"
	case d.heard(l):
		return "alert.alarm-heard"
	case sent.Sub(l.Ticket.Opened) < 5*time.Second:
		return "alert.alarm-now"
	}
	return "alert.alarm"
}

// dueBy is the line of the time by which somebody must be there, while nobody has taken the alarm; where no time is
// promised for that, the one by which it must be over.
func (d Drawing) dueBy(sent time.Time, l AlertLine) string {
	r, ok := l.Ticket.Clock(desk.ClockArrive, d.Estate)
	key := "alert.alarm-by"
	if !ok {
		r, ok = l.Ticket.Clock(desk.ClockComplete, d.Estate)
		key = "alert.alarm-over"
	}
	if !ok || !r.Open() || r.Due.IsZero() || !d.sounds(l) {
		return ""
	}
	if own := key + "-" + l.Ticket.Service.Ref; text.Has(own) { // what completes it has a name of its own
		key = own
	}
	if !sent.Before(r.Due) {
		key += "-past"
	}
	return "\n" + text.Say(d.Language, key, "due", d.dated(r.Due, sent))
}

// sounds reports whether the line is of an alarm that somebody has to take yet.
func (d Drawing) sounds(l AlertLine) bool {
	r, ok := l.Ticket.ClockOf(l.Alert.Clock, l.Alert.Cycle, d.Estate)
	return l.Ticket.Kind == desk.Emergency && l.Alert.Clock == desk.ClockTake && ok && r.Open() && l.Ticket.May(desk.Accept)
}

// going is the button with which somebody takes an alarm, where it is read by those who may.
func (d Drawing) going(l AlertLine) [][]chat.Button {
	if !d.Going || !d.sounds(l) {
		return nil
	}
	return [][]chat.Button{{{
		Text: text.Plain(d.Language, "action.going"), Data: Data(l.Ticket.ID, desk.Accept, ""), Style: chat.Danger,
	}}}
}
