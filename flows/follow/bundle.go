package follow

import (
	"slices"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// bundle is what is told in one message.
type bundle struct {
	chat desk.ChatID
	// alarm stands by itself, so that the next time it sounds can take its place; "" for everything else.
	alarm desk.TicketID
}

// tellDue tells what came due in this transaction, in one message for each chat and one for each alarm.
func (f Follow) tellDue(tx *storage.Tx) error {
	var order []bundle
	alerts := map[bundle]*storage.Alert{}
	for _, n := range tx.Notices() {
		alarm, err := alarmOf(&tx.Reader, n.Line)
		if err != nil {
			return err
		}
		for _, c := range people.Reach(&tx.Reader, n.To) {
			b := bundle{c, alarm}
			if alerts[b] == nil {
				alerts[b], order = &storage.Alert{To: n.To, Chat: c, At: tx.Now()}, append(order, b)
			}
			a := alerts[b]
			if !slices.ContainsFunc(a.Lines, func(l desk.Alert) bool { return sameAlert(l, n.Line) }) { // two desks may be reached in one chat
				a.Lines = append(a.Lines, n.Line)
			}
		}
	}
	for _, b := range order {
		if err := f.raise(tx, b, alerts[b]); err != nil {
			return err
		}
	}
	return nil
}

// alarmOf is the ticket of an alert that sounds until somebody hears it, "" for any other alert.
func alarmOf(r *storage.Reader, line desk.Alert) (desk.TicketID, error) {
	if line.Clock != desk.ClockTake {
		return "", nil
	}
	t, ok, err := r.Ticket(line.Ticket)
	if err != nil || !ok || t.Kind != desk.Emergency {
		return "", err
	}
	return t.ID, nil
}

func sameAlert(a, b desk.Alert) bool {
	return a.Ticket == b.Ticket && a.Clock == b.Clock && a.Cycle == b.Cycle && a.Level == b.Level
}

// raise sends an alert. An alarm that sounds again replaces the one before it.
func (f Follow) raise(tx *storage.Tx, b bundle, a *storage.Alert) error {
	if b.alarm != "" {
		if err := f.silenceEarlier(tx, b); err != nil {
			return err
		}
	}
	if err := tx.PutAlert(a); err != nil {
		return err
	}
	return f.showAlert(tx, a, chat.Show)
}

// silenceEarlier deletes the alarms of the same ticket that sounded in the chat before, so that the chat holds
// the newest alone.
func (f Follow) silenceEarlier(tx *storage.Tx, b bundle) error {
	earlier, err := tx.AlertsOf(b.alarm)
	if err != nil {
		return err
	}
	for _, old := range earlier {
		if old.Chat != b.chat || old.Silenced || old.Lines[0].Clock != desk.ClockTake {
			continue
		}
		old.Silenced = true
		if err := tx.PutAlert(old); err != nil {
			return err
		}
		if err := tx.Vacate(alertSlot(old.ID), chat.Alarm); err != nil {
			return err
		}
	}
	return nil
}

// alerts brings the messages that told of the ticket's breaches up to date: who sees to it, or that it is met.
func (f Follow) alerts(tx *storage.Tx, touch *storage.Touch) error {
	if len(touch.New.Climbed) == 0 {
		return nil
	}
	alerts, err := tx.AlertsOf(touch.New.ID)
	if err != nil {
		return err
	}
	for _, a := range alerts {
		if a.Silenced {
			continue
		}
		if err := f.showAlert(tx, a, chat.Refresh); err != nil {
			return err
		}
	}
	return nil
}

func (f Follow) showAlert(tx *storage.Tx, a *storage.Alert, op chat.Op) error {
	lines := make([]card.AlertLine, 0, len(a.Lines))
	urgent := chat.Notice
	for _, line := range a.Lines {
		t, ok, err := tx.Ticket(line.Ticket)
		if err != nil {
			return err
		}
		if ok {
			lines = append(lines, card.AlertLine{Alert: line, Ticket: t})
			urgent = min(urgent, lane(t, chat.Notice))
		}
	}
	d := f.drawing(tx, people.ChatLanguage(&tx.Reader, a.Chat))
	o := chat.Outgoing{
		Op: op, Slot: alertSlot(a.ID), Chat: a.Chat, Lane: urgent, Pace: card.Pace, Content: card.Alert(d, a.At, lines),
	}
	if len(a.Lines) == 1 && len(lines) == 1 {
		o.About = chat.About{Ticket: a.Lines[0].Ticket, What: card.Told}
		if people.Serves(&tx.Reader, a.Chat, lines[0].Ticket.Desk) {
			o.ReplySlot = card.Slot(a.Lines[0].Ticket)
		}
	}
	return tx.Show(o)
}
