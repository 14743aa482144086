package follow

import (
	"encoding/json"
	"fmt"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// news is a new message that an event brings the tenant: its sentence and what the message is to the ticket.
type news struct {
	key  string
	what chat.What
}

// told are the events that bring the tenant a new message, for each kind of ticket under its own area.
var told = map[desk.EventType]news{
	desk.EvAccepted: {"accepted", card.Told},
	desk.EvArrived:  {"arrived", card.Told},
	desk.EvRefused:  {"refused", card.Told},
	desk.EvDone:     {"done", card.Answer},
	// Whoever sees to an alarm without having taken it is named, too.
	desk.EvAcknowledged: {"seen", card.Told},
}

// tenantNews tells the tenant what the events mean for them, in messages of their own.
func (f Follow) tenantNews(tx *storage.Tx, touch *storage.Touch) error {
	t := touch.New
	if t.Reporter.User == 0 {
		return nil
	}
	d := f.drawing(tx, people.Language(&tx.Reader, t.Reporter))
	var renewed []desk.RenewedData
	held := touch.Old != nil && touch.Old.Holder.Name != ""
	for _, e := range touch.Events {
		wasHeld := held
		held = held && e.Type != desk.EvRefused || e.Type == desk.EvAccepted
		switch e.Type {
		case desk.EvRenewed:
			var r desk.RenewedData
			if err := json.Unmarshal(e.Data, &r); err != nil {
				return fmt.Errorf("read renewal of %s: %w", t.ID, err)
			}
			renewed = append(renewed, r)
		case desk.EvSaid:
			if err := f.passOn(tx, t, e); err != nil {
				return err
			}
		case desk.EvEdited:
			if err := f.edited(tx, t, e); err != nil {
				return err
			}
		default:
			if e.Type == desk.EvRefused && !wasHeld {
				continue // a card that nobody had taken is the desk's affair
			}
			if err := f.tellOf(tx, t, d, e); err != nil {
				return err
			}
		}
	}
	return f.tellBroken(tx, t, d, renewed)
}

// tellOf tells of an event that there is a sentence for.
func (f Follow) tellOf(tx *storage.Tx, t *desk.Ticket, d card.Drawing, e desk.Event) error {
	n, ok := told[e.Type]
	if !ok || !text.Has("news."+string(t.Kind)+"-"+n.key) {
		return nil
	}
	return f.tell(tx, t, f.sentence(d, t, n.key, e), n.what)
}

func (f Follow) sentence(d card.Drawing, t *desk.Ticket, key string, e desk.Event) string {
	owed := strings.Join(d.Owed(t), "\n")
	take, _ := t.Clock(desk.ClockTake, d.Estate)
	body := text.Say(d.Language, "news."+string(t.Kind)+"-"+key,
		"ticket", t.ID, "service", d.Service(t), "who", e.By.Name, "time", d.Clock(e.At), "next", d.Clock(take.Due))
	if owed != "" && key != "done" {
		body += "\n" + owed
	}
	return body
}

// Retell gives the tenant the answers that could not be delivered, now that they can be written to again.
func (f Follow) Retell(tx *storage.Tx, u desk.UserID) error {
	tickets, err := tx.OpenTicketsOf(u, retold)
	if err != nil {
		return err
	}
	for _, t := range tickets {
		if t.State != desk.StateDone || t.Undelivered.IsZero() {
			continue
		}
		d := f.drawing(tx, people.Language(&tx.Reader, t.Reporter))
		done := desk.Event{Type: desk.EvDone, By: t.Resolved.By, At: t.Resolved.At}
		if err := f.tell(tx, t, f.sentence(d, t, told[desk.EvDone].key, done), card.Answer); err != nil {
			return err
		}
	}
	return nil
}

// retold bounds how many matters are looked through for answers to give again.
const retold = 20

func (f Follow) tell(tx *storage.Tx, t *desk.Ticket, body string, what chat.What) error {
	return tx.Post(chat.Outgoing{
		Chat: t.Reporter.User.Private(), Lane: lane(t, chat.Conversation), Content: chat.Content{Text: body},
		About: chat.About{Ticket: t.ID, What: what},
	})
}

// tellBroken owns up to promises that were not kept, in one message, with what is promised in their place, and says
// who sees to it. What can wait makes no sound at night.
func (f Follow) tellBroken(tx *storage.Tx, t *desk.Ticket, d card.Drawing, renewed []desk.RenewedData) error {
	var lines []string
	for _, n := range renewed {
		r, ok := t.ClockOf(n.Clock, n.Cycle, d.Estate)
		if !ok || !r.Met.IsZero() || !text.Has("news.broken-"+string(n.Clock)) {
			continue
		}
		lines = append(lines, text.Say(d.Language, "news.broken-"+string(n.Clock), "time", d.Clock(n.Due), "next", d.Clock(n.Until)))
	}
	if len(lines) == 0 {
		return nil
	}
	lines = append([]string{text.Say(d.Language, "news.broken", "ticket", t.ID, "service", d.Service(t))}, lines...)
	lines = append(lines, seesTo(d, t, renewed))
	if t.Kind == desk.Emergency {
		lines = append(lines, "", card.Numbers(d.Estate, d.Language))
	}
	return tx.Post(chat.Outgoing{
		Chat: t.Reporter.User.Private(), Lane: lane(t, chat.Conversation),
		Content: chat.Content{Text: strings.Join(lines, "\n"), Silent: t.Asleep(d.Estate, d.Now)},
		About:   chat.About{Ticket: t.ID, What: card.Told},
	})
}

// seesTo says who sees to what was not kept: whoever said so, whoever has it, or else those who are told until
// somebody does.
func seesTo(d card.Drawing, t *desk.Ticket, renewed []desk.RenewedData) string {
	for _, n := range renewed {
		if r, ok := t.ClockOf(n.Clock, n.Cycle, d.Estate); ok && r.Acked.Name != "" {
			return text.Say(d.Language, "news.broken-seen", "who", r.Acked.Name)
		}
	}
	if t.Holder.Name != "" {
		return text.Say(d.Language, "news.broken-held", "who", t.Holder.Name)
	}
	return text.Say(d.Language, "news.broken-told")
}
