package follow

import (
	"encoding/json"
	"fmt"
	"slices"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// lapsed tells whoever said that they see to something, and whose word has expired, that it is still owed: in private,
// or by name in a group that they are in. What expired at once is told at once.
func (f Follow) lapsed(tx *storage.Tx, touch *storage.Touch) error {
	if touch.New.Folded != "" { // the one that leads is told of
		return nil
	}
	words := map[desk.UserID][]desk.LapsedData{}
	var order []desk.UserID
	for _, e := range touch.Events {
		if e.Type != desk.EvLapsed {
			continue
		}
		var l desk.LapsedData
		if err := json.Unmarshal(e.Data, &l); err != nil {
			return fmt.Errorf("read lapse of %s: %w", touch.New.ID, err)
		}
		if words[l.User] == nil {
			order = append(order, l.User)
		}
		words[l.User] = append(words[l.User], l)
	}
	for _, u := range order {
		if err := f.remindOf(tx, touch.New, u, words[u]); err != nil {
			return err
		}
	}
	return nil
}

// remindOf reminds somebody of what they said that they see to.
func (f Follow) remindOf(tx *storage.Tx, t *desk.Ticket, u desk.UserID, words []desk.LapsedData) error {
	own, _, err := people.Audience(&tx.Reader, desk.ToPerson(u), t)
	if err != nil {
		return err
	}
	if len(own) == 0 {
		c, ok, err := amongColleagues(&tx.Reader, t, u)
		if err != nil || !ok {
			return err
		}
		own = append(own, c)
	}
	c := own[0]
	l := people.ChatLanguage(&tx.Reader, c)
	d := f.drawing(tx, l)
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = text.Plain(l, "clock."+string(w.Clock))
	}
	o := chat.Outgoing{
		Chat: c, Lane: lane(t, chat.Notice), About: chat.About{Ticket: t.ID, What: card.Told},
		Content: chat.Content{Text: text.Say(l, "desk-news.lapsed", "ticket", t.ID, "place", d.PlaceName(t), "service", d.Service(t),
			"who", words[0].Who, "what", text.List(l, names))},
	}
	if people.ServesTicket(&tx.Reader, c, t) {
		o.ReplySlot = people.StandAt(&tx.Reader, t, c).Card(t.ID)
	}
	return tx.Post(o)
}

// amongColleagues is the group in which somebody reads what they are told by name: that of one of the ticket's desks, or
// of those in charge, in which they are, and where they are in none, the ticket's desk's; ok is false where that is
// nowhere.
func amongColleagues(r *storage.Reader, t *desk.Ticket, u desk.UserID) (c desk.ChatID, ok bool, err error) {
	for _, n := range append(slices.Clone(t.Desks()), desk.Supervisors, desk.Managers) {
		c, _, ok := people.ReachIn(r, n)
		if !ok || c.Private() {
			continue
		}
		m, known, err := r.Member(c, u)
		if err != nil || known && m.Present() {
			return c, err == nil, err
		}
	}
	c, _, ok = people.ReachIn(r, t.Desk)
	return c, ok, nil
}
