package follow

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

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
	held, seen := touch.Old != nil && touch.Old.Holder.Name != "", false
	for _, e := range touch.Events {
		wasHeld, wasSeen := held, seen
		held, seen = heldAfter(held, e.Type), seen || e.Type == desk.EvAcknowledged
		switch {
		case e.Type == desk.EvRenewed:
			r, err := renewal(t, e)
			if err != nil {
				return err
			}
			renewed = append(renewed, r)
		case inside(t, e, wasHeld, wasSeen):
		default:
			if err := f.tellEvent(tx, touch, d, e); err != nil {
				return err
			}
		}
	}
	if tells(touch.Events) {
		return nil
	}
	return f.tellBroken(tx, t, d, renewed)
}

// inside tells whether an event is the desk's affair alone, after others: somebody had the ticket, or sees to it.
func inside(t *desk.Ticket, e desk.Event, held, seen bool) bool {
	switch e.Type {
	case desk.EvAcknowledged: // one press sees to all that is late
		return seen
	case desk.EvRefused: // a card that nobody had taken
		return !held
	case desk.EvAccepted: // whoever took it was there already
		return t.Lent.Reached && t.Taken.Equal(t.Reached)
	}
	return false
}

// tellEvent tells what one event means for the tenant.
func (f Follow) tellEvent(tx *storage.Tx, touch *storage.Touch, d card.Drawing, e desk.Event) error {
	switch e.Type {
	case desk.EvMoment:
		return f.came(tx, touch, d, e)
	case desk.EvSaid:
		return f.passOn(tx, touch.New, e)
	case desk.EvEdited:
		return f.edited(tx, touch.New, e)
	}
	return f.tellOf(tx, touch.New, d, e)
}

// renewal is what an event promises anew.
func renewal(t *desk.Ticket, e desk.Event) (r desk.RenewedData, err error) {
	if err := json.Unmarshal(e.Data, &r); err != nil {
		return r, fmt.Errorf("read renewal of %s: %w", t.ID, err)
	}
	return r, nil
}

// came tells that something came about from which a clock starts, unless it did when the matter was opened, which the
// receipt tells of.
func (f Follow) came(tx *storage.Tx, touch *storage.Touch, d card.Drawing, e desk.Event) error {
	var m desk.MomentData
	if err := json.Unmarshal(e.Data, &m); err != nil {
		return fmt.Errorf("read moment of %s: %w", touch.New.ID, err)
	}
	if touch.Old == nil {
		return nil
	}
	t := touch.New
	body := text.Say(d.Language, "news.moment", "ticket", t.ID, "service", d.Service(t),
		"moment", text.Plain(d.Language, "moment.came-"+string(m.Moment)), "time", d.Clock(e.At))
	return f.tell(tx, t, strings.TrimSpace(body+"\n"+strings.Join(d.Owed(t), "\n")), card.Told)
}

// heldAfter is whether somebody has the ticket once this has happened to it.
func heldAfter(held bool, e desk.EventType) bool {
	return held && e != desk.EvRefused || e == desk.EvAccepted
}

// tellOf tells of an event that there is a sentence for.
func (f Follow) tellOf(tx *storage.Tx, t *desk.Ticket, d card.Drawing, e desk.Event) error {
	if ok, err := f.waited(tx, t, d, e); ok || err != nil {
		return err
	}
	n, ok := told[e.Type]
	if !ok || !text.Has("news."+string(t.Kind)+"-"+n.key) {
		return nil
	}
	if decided := card.Decided(t); e.Type == desk.EvDone && decided != "" {
		n.key += "-" + decided
	}
	key, err := wording(&tx.Reader, t, n.key)
	if err != nil {
		return err
	}
	return f.tell(tx, t, f.sentence(d, t, key, e), n.what)
}

// wording is the key of what fits somebody who has moved out since and can report nothing any more, where there is one.
func wording(r *storage.Reader, t *desk.Ticket, key string) (string, error) {
	homes, err := r.HomesOf(t.Reporter.Person)
	if err != nil || len(homes) > 0 || !text.Has("news."+string(t.Kind)+"-"+key+"-left") {
		return key, err
	}
	return key + "-left", nil
}

func (f Follow) sentence(d card.Drawing, t *desk.Ticket, key string, e desk.Event) string {
	owed := strings.Join(d.Owed(t), "\n")
	take, _ := t.Clock(desk.ClockTake, d.Estate)
	body := text.Say(d.Language, "news."+string(t.Kind)+"-"+key,
		"ticket", t.ID, "service", d.Service(t), "who", d.Known(e.By), "time", d.Clock(e.At), "next", d.Clock(take.Due), "reason", t.Declined,
		"numbers", text.HTML(card.NumbersFor(d.Estate, d.Language, t.Danger)))
	if owed != "" && !strings.HasPrefix(key, "done") {
		body += "\n" + owed
	}
	return body
}

// Retell gives the tenant what could not be delivered, now that they can be written to again: the screen as it is
// now, what staff wrote, and the answers.
func (f Follow) Retell(tx *storage.Tx, u desk.UserID) error {
	p, _, err := tx.PersonOf(u)
	if err != nil {
		return err
	}
	tickets, err := tx.OpenTicketsFor(p.ID, u, retold)
	if err != nil {
		return err
	}
	if err := f.refreshScreen(tx, u); err != nil {
		return err
	}
	for _, t := range tickets {
		d := f.drawing(tx, people.ChatLanguage(&tx.Reader, u.Private()))
		if err := errors.Join(refreshed(tx, u.Private(), d, t, chat.Conversation), f.sayAgain(tx, t, u)); err != nil {
			return err
		}
		if t.Reporter.User != u || t.State != desk.StateDone || t.Undelivered.IsZero() {
			continue
		}
		d = f.drawing(tx, people.Language(&tx.Reader, t.Reporter))
		done := desk.Event{Type: desk.EvDone, By: t.Resolved.By, At: t.Resolved.At}
		key := told[desk.EvDone].key
		if decided := card.Decided(t); decided != "" {
			key += "-" + decided
		}
		key, err := wording(&tx.Reader, t, key)
		if err != nil {
			return err
		}
		if err := f.tell(tx, t, f.sentence(d, t, key, done), card.Answer); err != nil {
			return err
		}
	}
	return nil
}

// refreshScreen brings the matter up to date that the person has before them.
func (f Follow) refreshScreen(tx *storage.Tx, u desk.UserID) error {
	t, ok, err := tx.Ticket(tx.Showing(storage.ScreenSlot(u.Private())))
	if err != nil || !ok {
		return err
	}
	same := &storage.Touch{Old: t, New: t}
	return errors.Join(f.tenantScreen(tx, same), f.contactScreens(tx, same))
}

// sayAgain sends the person what staff wrote to them and what did not arrive, in the order in which it was written: also
// why the matter waits, while it does, and what was found.
func (f Follow) sayAgain(tx *storage.Tx, t *desk.Ticket, u desk.UserID) error {
	if len(t.Unsaid) == 0 {
		return nil
	}
	events, err := tx.Events(t.ID)
	if err != nil {
		return err
	}
	for _, e := range events {
		if again := t.Reporter.User == u && slices.Contains(t.Unsaid, e.Seq) && holdsStill(t, e, tx.Now()); again {
			if _, err := f.waited(tx, t, f.drawing(tx, people.Language(&tx.Reader, t.Reporter)), e); err != nil {
				return err
			}
		}
		var said desk.SaidData
		if e.Type != desk.EvSaid || json.Unmarshal(e.Data, &said) != nil || !slices.Contains(t.Unsaid, cmp.Or(said.Note, e.Seq)) {
			continue
		}
		to, err := asker(&tx.Reader, t, said.Answers)
		if err == nil && to == u {
			err = f.passOn(tx, t, e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// holdsStill reports whether an event is a hold in which the ticket waits yet, or what was found.
func holdsStill(t *desk.Ticket, e desk.Event, now time.Time) bool {
	h := t.Held(now)
	return e.Type == desk.EvReclassified || e.Type == desk.EvHeld && h != nil && h.From.Equal(e.At)
}

// retold bounds how many matters are looked through for what is to be said again.
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
		key := "news.broken-" + string(n.Clock)
		if !n.Before.IsZero() {
			key += "-again"
		}
		lines = append(lines, text.Say(d.Language, key, "time", d.Clock(n.Due), "before", d.Clock(n.Before), "next", d.Clock(n.Until)))
	}
	if len(lines) == 0 {
		return nil
	}
	if t.Unconfirmed() {
		return f.tellUnconfirmed(tx, t, d)
	}
	lines = append([]string{text.Say(d.Language, "news.broken", "ticket", t.ID, "service", d.Service(t))}, lines...)
	lines = append(lines, seesTo(d, t, renewed))
	if t.Kind == desk.Emergency {
		lines = append(lines, "", card.NumbersFor(d.Estate, d.Language, t.Danger))
	}
	return tx.Post(chat.Outgoing{
		Chat: t.Reporter.User.Private(), Lane: lane(t, chat.Conversation),
		Content: chat.Content{Text: strings.Join(lines, "\n"), Silent: t.Asleep(d.Estate, d.Now)},
		About:   chat.About{Ticket: t.ID, What: card.Told},
	})
}

// seesTo says who sees to what was not kept: whoever said so, whoever has it, or else those who are told until
// somebody does. Of what can wait, nobody is told before somebody is awake.
func seesTo(d card.Drawing, t *desk.Ticket, renewed []desk.RenewedData) string {
	for _, n := range renewed {
		if r, ok := t.ClockOf(n.Clock, n.Cycle, d.Estate); ok && r.Acked.Name != "" {
			return text.Say(d.Language, "news.broken-seen", "who", r.Acked.Name)
		}
	}
	when := "told"
	if t.Asleep(d.Estate, d.Now) {
		when = "asleep"
	}
	if t.Holder.Name != "" {
		return text.Say(d.Language, "news.broken-held-"+when, "who", t.Holder.Name, "time", d.Clock(t.Wakes(d.Estate, d.Now)))
	}
	return text.Say(d.Language, "news.broken-"+when, "time", d.Clock(t.Wakes(d.Estate, d.Now)))
}
