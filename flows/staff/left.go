package staff

import (
	"slices"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Bounds of what the desk is told when somebody leaves.
const (
	lookedThrough = 200 // tickets in one go
	maxFreed      = 8   // that have a button; the others have their card
)

// Left sets free what somebody held who has left the group in which the desk's work is done, and tells the group in
// one message what there is to take again.
func (s Desk) Left(tx *storage.Tx, c desk.ChatID, user desk.UserID) error {
	var freed []*desk.Ticket
	for _, n := range desk.Names {
		if !people.Serves(&tx.Reader, c, n) {
			continue
		}
		held, err := heldBy(&tx.Reader, n, user)
		if err != nil {
			return err
		}
		freed = append(freed, held...)
	}
	alarms, err := alarmsOf(&tx.Reader, c, user)
	if err != nil {
		return err
	}
	for _, t := range alarms {
		if !slices.ContainsFunc(freed, func(other *desk.Ticket) bool { return other.ID == t.ID }) {
			freed = append(freed, t)
		}
	}
	if freed, err = without(&tx.Reader, freed, c, user); err != nil {
		return err
	}
	if len(freed) == 0 {
		return nil
	}
	name := freed[0].Holder.Name
	for _, t := range freed {
		if err := free(tx, c, t); err != nil {
			return err
		}
	}
	return s.tellFreed(tx, c, name, freed)
}

// alarmsOf are the alarms that the user holds and that are worked on in the group, whichever desk's they are.
func alarmsOf(r *storage.Reader, c desk.ChatID, user desk.UserID) (held []*desk.Ticket, err error) {
	err = r.EachAlarm(func(t *desk.Ticket) bool {
		if t.Holder.User == user && t.May(desk.CantDo) && people.ServesTicket(r, c, t) {
			held = append(held, t)
		}
		return true
	})
	return held, err
}

// without leaves out what the user goes on with in the group of another of its desks.
func without(r *storage.Reader, held []*desk.Ticket, c desk.ChatID, user desk.UserID) (freed []*desk.Ticket, err error) {
	for _, t := range held {
		stays := false
		for _, n := range t.Desks() {
			if people.Serves(r, c, n) {
				continue
			}
			standing, _, err := people.At(r, user, n)
			if err != nil {
				return nil, err
			}
			stays = stays || standing == people.Inside
		}
		if !stays {
			freed = append(freed, t)
		}
	}
	return freed, nil
}

// heldBy are the desk's tickets that the user holds and that are not done.
func heldBy(r *storage.Reader, n desk.Name, user desk.UserID) ([]*desk.Ticket, error) {
	var held []*desk.Ticket
	for after := desk.TicketID(""); ; {
		tickets, err := r.OpenTicketsAt(n, after, lookedThrough)
		if err != nil {
			return nil, err
		}
		for _, t := range tickets {
			if t.Holder.User == user && t.May(desk.CantDo) {
				held = append(held, t)
			}
		}
		if len(tickets) < lookedThrough {
			return held, nil
		}
		after = tickets[len(tickets)-1].ID
	}
}

func free(tx *storage.Tx, c desk.ChatID, t *desk.Ticket) error {
	by := t.Holder
	reason := text.Plain(people.ChatLanguage(&tx.Reader, c), "staff.has-left", "who", by.Name)
	if err := t.Leave(tx.Estate(), reason, tx.Now()); err != nil {
		return err
	}
	entry := storage.Entry{By: by, Action: string(desk.CantDo), Ticket: t.ID, Chat: c, Detail: "left the group"}
	if err := tx.Audit(entry); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// tellFreed names the cards that are free again, each with a button that takes it.
func (s Desk) tellFreed(tx *storage.Tx, c desk.ChatID, name string, freed []*desk.Ticket) error {
	l := people.ChatLanguage(&tx.Reader, c)
	d := card.Drawing{Estate: tx.Estate(), Services: s.Services, Language: l, Now: tx.Now()}
	lines := []string{text.Say(l, "staff.left-free", "who", name)}
	var rows [][]chat.Button
	lane := chat.Notice
	for i, t := range freed {
		if t.Kind == desk.Emergency {
			lane = chat.Alarm
		}
		if i >= maxFreed {
			continue
		}
		lines = append(lines, text.Say(l, "staff.left-line", "ticket", t.ID, "place", d.PlaceName(t), "service", d.Service(t)))
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], chat.Button{
			Text: text.Plain(l, "staff.take", "ticket", t.ID), Data: card.Data(t.ID, desk.Accept, ""), Style: chat.Primary,
		})
	}
	if more := len(freed) - maxFreed; more > 0 {
		lines = append(lines, text.Say(l, "staff.left-more", "n", more))
	}
	o := chat.Outgoing{Chat: c, Lane: lane, Content: chat.Content{Text: strings.Join(lines, "\n"), Buttons: rows}}
	if len(freed) == 1 {
		o.ReplySlot, o.About = people.StandAt(&tx.Reader, freed[0], c).Card(freed[0].ID), chat.About{Ticket: freed[0].ID, What: card.Told}
	}
	return tx.Post(o)
}
