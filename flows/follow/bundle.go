package follow

import (
	"slices"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// bundle is what is told in one message.
type bundle struct {
	chat desk.ChatID
	// alarm stands by itself, a message for each of its clocks, so that the next time it sounds can take its place.
	alarm desk.TicketID
	clock desk.Clock
}

// tellDue tells what came due in this transaction. Each alarm goes out at once, in a message of its own; everything
// else waits its turn in its chat, the most urgent first.
func (f Follow) tellDue(tx *storage.Tx) error {
	var alarms []bundle
	alerts := map[bundle]*storage.Alert{}
	for notices := tx.Notices(); len(notices) > 0; notices = tx.Notices() {
		for _, n := range notices {
			t, known, err := tx.Ticket(n.Line.Ticket)
			if err != nil || !known {
				return err
			}
			to, _, err := people.Audience(&tx.Reader, n.To, t)
			if err != nil {
				return err
			}
			for _, c := range to {
				if t.Kind != desk.Emergency {
					if err := tx.AwaitAlert(c, t.Rank(), storage.Waiting(n)); err != nil {
						return err
					}
					continue
				}
				b := bundle{c, t.ID, n.Line.Clock}
				if alerts[b] == nil {
					alerts[b], alarms = &storage.Alert{To: n.To, Chat: c, At: tx.Now()}, append(alarms, b)
				}
				a := alerts[b]
				a.Lines = append(slices.DeleteFunc(a.Lines, func(l desk.Alert) bool { return sameClock(l, n.Line) }), n.Line)
			}
		}
	}
	for _, b := range alarms {
		if err := f.raise(tx, b, alerts, alerts[b]); err != nil {
			return err
		}
	}
	if next, due := tx.NextTimer(); due && !next.After(tx.Now()) {
		return nil // what is more urgent may be among those that are still to fire, as after an outage
	}
	return f.Resume(tx)
}

func sameClock(a, b desk.Alert) bool {
	return a.Ticket == b.Ticket && a.Clock == b.Clock && a.Cycle == b.Cycle
}

// raise sends an alarm. One that sounds again takes the place of the one before it; while one sounds in the chat for
// somebody to take it, nothing else of the ticket does.
func (f Follow) raise(tx *storage.Tx, b bundle, together map[bundle]*storage.Alert, a *storage.Alert) error {
	if b.clock != desk.ClockTake {
		sounds, err := f.sounds(tx, b, together)
		if err != nil || sounds {
			return err
		}
	}
	if err := f.silenceEarlier(tx, b); err != nil {
		return err
	}
	if err := tx.PutAlert(a); err != nil {
		return err
	}
	return f.showAlert(tx, a, chat.Show)
}

// sounds reports whether the ticket's alarm sounds in the chat for somebody to take it: nobody has, nor sees to it.
func (f Follow) sounds(tx *storage.Tx, b bundle, together map[bundle]*storage.Alert) (bool, error) {
	t, known, err := tx.Ticket(b.alarm)
	if err != nil || !known {
		return false, err
	}
	if take, ok := t.Clock(desk.ClockTake, tx.Estate()); !ok || !take.Open() || take.Acked.Name != "" {
		return false, nil
	}
	if together[bundle{b.chat, b.alarm, desk.ClockTake}] != nil {
		return true, nil
	}
	earlier, err := tx.AlertsOf(b.alarm)
	return slices.ContainsFunc(earlier, func(a *storage.Alert) bool {
		return a.Chat == b.chat && !a.Silenced && a.Lines[0].Clock == desk.ClockTake
	}), err
}

// pump tells a chat of what waits for it, in one message, unless another is under way there.
func (f Follow) pump(tx *storage.Tx, c desk.ChatID) error {
	if last, ok := tx.LastAlert(c); ok && tx.Awaits(alertSlot(last)) {
		return nil
	}
	waiting, err := f.next(tx, c)
	if err != nil || len(waiting) == 0 {
		return err
	}
	a := &storage.Alert{To: waiting[0].To, Chat: c, At: tx.Now()}
	mixed := false
	for _, w := range waiting {
		mixed = mixed || w.To != a.To
		a.Lines, a.Each = append(a.Lines, w.Line), append(a.Each, w.To)
	}
	if !mixed {
		a.Each = nil
	}
	if err := tx.PutAlert(a); err != nil {
		return err
	}
	if err := tx.SetLastAlert(c, a.ID); err != nil {
		return err
	}
	return f.showAlert(tx, a, chat.Show)
}

// next takes what is to be told in a chat's next message, as much as fits it; the rest goes on waiting.
func (f Follow) next(tx *storage.Tx, c desk.ChatID) ([]storage.Waiting, error) {
	taken, err := tx.TakeAlerts(c, card.MaxLines)
	if err != nil {
		return nil, err
	}
	waiting := byTicket(taken)
	lines := make([]card.AlertLine, 0, len(waiting))
	for _, w := range waiting {
		t, known, err := tx.Ticket(w.Line.Ticket)
		if err != nil {
			return nil, err
		}
		if !known { // nothing is drawn of it
			return waiting, nil
		}
		lines = append(lines, card.AlertLine{Alert: w.Line, Ticket: t})
	}
	fit := card.Fit(f.drawing(tx, people.ChatLanguage(&tx.Reader, c)), tx.Now(), lines)
	for i, w := range waiting[fit:] {
		if err := tx.AwaitAlert(c, lines[fit+i].Ticket.Rank(), w); err != nil {
			return nil, err
		}
	}
	return waiting[:fit], nil
}

// byTicket puts what belongs to one ticket together, where its first stands.
func byTicket(waiting []storage.Waiting) []storage.Waiting {
	at := map[desk.TicketID]int{}
	for i, w := range waiting {
		if _, seen := at[w.Line.Ticket]; !seen {
			at[w.Line.Ticket] = i
		}
	}
	slices.SortStableFunc(waiting, func(a, b storage.Waiting) int { return at[a.Line.Ticket] - at[b.Line.Ticket] })
	return waiting
}

// IsAlert reports whether a row of the outbox is an alert.
func IsAlert(row chat.Outgoing) bool { return strings.HasPrefix(string(row.Slot), alertPrefix) }

// Told goes on with what waits for a chat, now that what became of an alert there is known.
func (f Follow) Told(tx *storage.Tx, row chat.Outgoing) error {
	if !IsAlert(row) {
		return nil
	}
	if !people.Takes(&tx.Reader, row.Chat) {
		return f.reroute(tx, row.Chat)
	}
	return f.pump(tx, row.Chat)
}

// Resume tells every chat of what waits for it, unless something is under way there.
func (f Follow) Resume(tx *storage.Tx) error {
	for _, c := range tx.ChatsAwaiting() {
		if err := f.pump(tx, c); err != nil {
			return err
		}
	}
	return nil
}

// reroute has what waits for a chat that takes nothing any more told wherever it goes now.
func (f Follow) reroute(tx *storage.Tx, c desk.ChatID) error {
	for {
		waiting, err := tx.TakeAlerts(c, card.MaxLines)
		if err != nil || len(waiting) == 0 {
			return err
		}
		for _, w := range waiting {
			tx.Notify(w.To, w.Line)
			if err := watch.Unheard(tx, w.Line); err != nil {
				return err
			}
		}
	}
}

// silenceEarlier deletes the alarms of the same ticket that sounded in the chat before, so that the chat holds
// the newest alone. One for somebody to take it says all that others said.
func (f Follow) silenceEarlier(tx *storage.Tx, b bundle) error {
	earlier, err := tx.AlertsOf(b.alarm)
	if err != nil {
		return err
	}
	for _, old := range earlier {
		if old.Chat != b.chat || old.Silenced || b.clock != desk.ClockTake && old.Lines[0].Clock != b.clock {
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
	if len(lines) > 0 { // all lines of an alarm are of one ticket
		going, err := mayGo(&tx.Reader, a.Chat, lines[0].Ticket)
		if err != nil {
			return err
		}
		d.Going = going
	}
	o := chat.Outgoing{
		Op: op, Slot: alertSlot(a.ID), Chat: a.Chat, Lane: urgent, Pace: card.Pace, Content: card.Alert(d, a.At, lines),
	}
	if len(a.Lines) == 1 && len(lines) == 1 {
		o.About = chat.About{Ticket: a.Lines[0].Ticket, What: card.Told}
		if people.ServesTicket(&tx.Reader, a.Chat, lines[0].Ticket) {
			o.ReplySlot = people.StandAt(&tx.Reader, lines[0].Ticket, a.Chat).Card(a.Lines[0].Ticket)
		}
	}
	return tx.Show(o)
}

// mayGo reports whether an alarm can be taken in the chat: in the groups of its desks, and in private by their people.
func mayGo(r *storage.Reader, c desk.ChatID, t *desk.Ticket) (bool, error) {
	if t.Kind != desk.Emergency {
		return false, nil
	}
	if !c.Private() {
		return people.ServesTicket(r, c, t), nil
	}
	u := chat.Update{Chat: chat.Room{ID: c}, From: chat.Sender{User: desk.UserID(c)}}
	may, err := people.May(r, u, people.Going, people.Subject{Ticket: t})
	return may.OK || may.Ask != nil, err
}
