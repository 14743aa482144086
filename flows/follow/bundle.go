package follow

import (
	"slices"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// bundle tells what came due in this transaction, in one message for each chat.
func (f Follow) bundle(tx *storage.Tx) error {
	var order []desk.ChatID
	byChat := map[desk.ChatID]*storage.Alert{}
	for _, n := range tx.Notices() {
		for _, c := range people.Reach(&tx.Reader, n.To) {
			a, begun := byChat[c]
			if !begun {
				a = &storage.Alert{To: n.To, Chat: c, At: tx.Now()}
				byChat[c], order = a, append(order, c)
			}
			if !slices.ContainsFunc(a.Lines, func(l desk.Alert) bool { return sameAlert(l, n.Line) }) { // two desks may be reached in one chat
				a.Lines = append(a.Lines, n.Line)
			}
		}
	}
	for _, c := range order {
		if err := f.raise(tx, byChat[c]); err != nil {
			return err
		}
	}
	return nil
}

func sameAlert(a, b desk.Alert) bool {
	return a.Ticket == b.Ticket && a.Clock == b.Clock && a.Cycle == b.Cycle && a.Level == b.Level
}

// raise sends an alert. An alarm that sounds again replaces the one before it.
func (f Follow) raise(tx *storage.Tx, a *storage.Alert) error {
	if err := f.silenceEarlier(tx, a); err != nil {
		return err
	}
	if err := tx.PutAlert(a); err != nil {
		return err
	}
	return f.showAlert(tx, a, chat.Show)
}

// silenceEarlier deletes the alarms that sounded in the chat before and say nothing that this one does not, so
// that the chat holds the newest alone.
func (f Follow) silenceEarlier(tx *storage.Tx, a *storage.Alert) error {
	for _, line := range a.Lines {
		alarm, err := isAlarm(&tx.Reader, line)
		if err != nil {
			return err
		}
		if !alarm {
			continue
		}
		earlier, err := tx.AlertsOf(line.Ticket)
		if err != nil {
			return err
		}
		for _, old := range earlier {
			if old.Chat != a.Chat || old.Silenced || !repeated(old, a) {
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
	}
	return nil
}

func isAlarm(r *storage.Reader, line desk.Alert) (bool, error) {
	if line.Clock != desk.ClockTake {
		return false, nil
	}
	t, ok, err := r.Ticket(line.Ticket)
	return ok && t.Kind == desk.Emergency, err
}

// repeated reports whether the newer alert tells everything that the older one told.
func repeated(older, newer *storage.Alert) bool {
	for _, told := range older.Lines {
		if !slices.ContainsFunc(newer.Lines, func(l desk.Alert) bool { return l.Ticket == told.Ticket && l.Clock == told.Clock }) {
			return false
		}
	}
	return true
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
