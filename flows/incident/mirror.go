package incident

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

// mirror does to the reports what was done to the one that leads them. A report leads none, so that nothing follows from
// that in turn.
func (d Desk) mirror(tx *storage.Tx, touch *storage.Touch) error {
	lead := touch.New
	if len(lead.Members) == 0 {
		return nil
	}
	members, err := reports(&tx.Reader, lead)
	if err != nil {
		return err
	}
	came := cameAt(touch.Events)
	for _, m := range members {
		if m.Folded != lead.ID { // it was taken out since
			continue
		}
		if err := mirrorTo(tx, lead, m, touch.Events[came[m.ID]:]); err != nil {
			return err
		}
	}
	if lead.Withdrawn.Held() {
		return d.succeed(tx, lead.ID)
	}
	return nil
}

// cameAt counts, for each report that came to its lead among the events, those up to where it did: that brought it to
// where the lead was.
func cameAt(events []desk.Event) map[desk.TicketID]int {
	came := map[desk.TicketID]int{}
	for i, e := range events {
		var g desk.GatheredData
		if e.Type == desk.EvGathered && json.Unmarshal(e.Data, &g) == nil {
			came[g.Member] = i + 1
		}
	}
	return came
}

func mirrorTo(tx *storage.Tx, lead, m *desk.Ticket, events []desk.Event) error {
	for _, e := range events {
		if e.Type == desk.EvEdited {
			if err := editCopy(tx, lead, m, e); err != nil {
				return err
			}
			continue
		}
		if err := m.Mirror(lead, e, tx.Estate()); err != nil {
			return fmt.Errorf("follow %s in %s: %w", lead.ID, m.ID, err)
		}
	}
	return tx.PutTicket(m)
}

// editCopy corrects what this reporter was told of a message that was corrected since.
func editCopy(tx *storage.Tx, lead, m *desk.Ticket, e desk.Event) error {
	var d desk.EditedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read correction of %s: %w", lead.ID, err)
	}
	events, err := tx.Events(m.ID)
	if err != nil || e.By.As != desk.AsStaff {
		return err
	}
	for _, copied := range events {
		var said desk.SaidData
		if copied.Type == desk.EvSaid && json.Unmarshal(copied.Data, &said) == nil && said.Copy == (desk.CopyOf{Ticket: lead.ID, Event: d.Event}) {
			m.Edit(desk.EditedData{Event: copied.Seq, Text: d.Text, Media: d.Media}, e.By, tx.Now())
		}
	}
	return nil
}

// succeed has the oldest of the other reports lead where the one that led was called off: the event goes on, and what staff
// are asked to add to it is to be added there.
func (d Desk) succeed(tx *storage.Tx, id desk.TicketID) error {
	was, ok, err := tx.Ticket(id)
	if err != nil || !ok {
		return err
	}
	members, err := reports(&tx.Reader, was)
	if err != nil {
		return err
	}
	next := was.Succeed(members, tx.Now())
	if next == nil {
		return nil
	}
	pending, err := askedInto(&tx.Reader, was.ID)
	if err != nil {
		return err
	}
	for _, k := range pending {
		k.Propose(desk.Proposal{Question: k.Proposed.Question, Into: next.ID}, tx.Now())
	}
	if err := put(tx, slices.Concat(members, []*desk.Ticket{was}, pending)...); err != nil {
		return err
	}
	return d.tellDesks(tx, next, func(l desk.Language) string {
		return text.Say(l, "incident.succeeded", "was", was.ID, "who", was.Withdrawn.By.Name, "ticket", next.ID,
			"place", d.drawing(&tx.Reader, l).PlaceName(next), "n", len(next.Members)+1)
	})
}

// tellDesks says something below the cards of a ticket.
func (d Desk) tellDesks(tx *storage.Tx, t *desk.Ticket, say func(desk.Language) string) error {
	for _, at := range people.Stands(&tx.Reader, t) {
		if err := tx.Post(chat.Outgoing{
			Chat: at.Chat, Lane: chat.Alarm, ReplySlot: at.Card(t.ID), About: chat.About{Ticket: t.ID, What: card.Told},
			Content: chat.Content{Text: say(at.Language)},
		}); err != nil {
			return err
		}
	}
	return nil
}

// chats are where the desks are reached that work on the tickets, each once.
func chats(r *storage.Reader, tickets ...*desk.Ticket) []desk.ChatID {
	var all []desk.ChatID
	for _, t := range tickets {
		for _, at := range people.Stands(r, t) {
			if !slices.Contains(all, at.Chat) {
				all = append(all, at.Chat)
			}
		}
	}
	return all
}
