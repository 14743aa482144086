package follow

import (
	"strconv"

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
			a.Lines = append(a.Lines, n.Line)
		}
	}
	for _, c := range order {
		if err := f.raise(tx, byChat[c]); err != nil {
			return err
		}
	}
	return nil
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

// silenceEarlier deletes the alarms of the same ticket that sounded in the chat before, so that the chat holds
// the newest alone.
func (f Follow) silenceEarlier(tx *storage.Tx, a *storage.Alert) error {
	if len(a.Lines) != 1 || a.Lines[0].Clock != desk.ClockTake || a.Lines[0].Level == 0 {
		return nil
	}
	t, ok, err := tx.Ticket(a.Lines[0].Ticket)
	if err != nil || !ok || t.Kind != desk.Emergency {
		return err
	}
	earlier, err := tx.AlertsOf(t.ID)
	if err != nil {
		return err
	}
	for _, old := range earlier {
		if old.Chat != a.Chat || len(old.Lines) != 1 || old.Silenced {
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

func alertSlot(id storage.AlertID) chat.Slot {
	return chat.Slot("alert:" + strconv.FormatUint(uint64(id), 10))
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
	if len(a.Lines) == 1 {
		o.About = chat.About{Ticket: a.Lines[0].Ticket, What: card.Told}
		if people.Serves(&tx.Reader, a.Chat, lines[0].Ticket.Desk) {
			o.ReplySlot = card.Slot(a.Lines[0].Ticket)
		}
	}
	return tx.Show(o)
}
