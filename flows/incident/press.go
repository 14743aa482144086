package incident

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// pressed is a press on a button about which reports are of one event, by somebody who may.
type pressed struct {
	chat.Update
	who   dialog.Who
	role  people.Role
	t     *desk.Ticket
	other desk.TicketID
}

// Press answers a press on a button about which reports are of one event. Whether they still can be, and who may say
// so, is looked up at the press.
func (d Desk) Press(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	parts := strings.Split(strings.TrimPrefix(u.Data, card.IncidentPrefix), "|")
	do, known := d.deeds()[parts[0]]
	if !known || len(parts) < 2 || parts[0] == card.Into && len(parts) < 3 {
		return toast(tx, u, who, "dialog.forged")
	}
	t, known, err := tx.Ticket(desk.TicketID(parts[1]))
	if err != nil {
		return err
	}
	if !known {
		return toast(tx, u, who, "staff.unknown", "ticket", parts[1])
	}
	answer, err := people.May(&tx.Reader, u, people.Work, people.Subject{Ticket: t})
	switch {
	case err != nil:
		return err
	case answer.Ask != nil:
		return people.AskFirst(tx, u, answer.Ask)
	case !answer.OK:
		return toast(tx, u, who, answer.Why)
	}
	p := pressed{Update: u, who: who, role: answer.Role, t: t}
	if len(parts) > 2 {
		p.other = desk.TicketID(parts[2])
	}
	err = do(tx, p)
	if refused, ok := errors.AsType[*desk.Error](err); ok {
		return toast(tx, u, who, "refusal."+string(refused.Code), refused.Args...)
	}
	return err
}

func (d Desk) deeds() map[string]func(*storage.Tx, pressed) error {
	return map[string]func(*storage.Tx, pressed) error{
		card.Same: d.ask, card.Into: d.into, card.Leave: leave, card.Out: d.takeOut, card.All: d.foldAll, card.Apart: d.keepApart,
	}
}

const (
	// offered is how many other alarms are offered, and looked how many are looked through for them.
	offered = 7
	looked  = 200
	// label is how long the name of an alarm on a button may get, in characters.
	label = 60
)

// askSlot is the place of the question with which other report a ticket is one event.
func askSlot(p pressed) chat.Slot {
	return chat.Slot("same:" + string(p.t.ID) + ":" + p.Chat.ID.String())
}

// ask asks which other alarm is the same event, those of the same building first.
func (d Desk) ask(tx *storage.Tx, p pressed) error {
	if !p.t.Out() || p.t.Folded != "" {
		return notNow(p.t)
	}
	others, err := out(&tx.Reader, looked, func(o *desk.Ticket) bool { return o.ID != p.t.ID })
	if err != nil {
		return err
	}
	if len(others) == 0 {
		return toast(tx, p.Update, p.who, "incident.alone")
	}
	slices.SortStableFunc(others, func(a, b *desk.Ticket) int {
		return cmp.Or(cmp.Compare(unlike(p.t, a), unlike(p.t, b)), b.Opened.Compare(a.Opened))
	})
	l := people.ChatLanguage(&tx.Reader, p.Chat.ID)
	drawing := d.drawing(&tx.Reader, l)
	var rows [][]chat.Button
	for _, o := range others[:min(len(others), offered)] {
		name := text.Plain(l, "incident.choice", "ticket", o.ID, "place", drawing.PlaceName(o), "service", drawing.Service(o), "time", drawing.Clock(o.Opened))
		rows = append(rows, []chat.Button{{Text: card.Shorten(name, label), Data: card.IncidentData(card.Into, p.t.ID, o.ID)}})
	}
	rows = append(rows, []chat.Button{{Text: text.Plain(l, "incident.leave"), Data: card.IncidentData(card.Leave, p.t.ID)}})
	tx.Toast(chat.Toast{PressID: p.PressID})
	return tx.Show(chat.Outgoing{
		Slot: askSlot(p), Chat: p.Chat.ID, Thread: p.Thread, Lane: chat.Conversation, ReplyTo: p.Message, Anew: true,
		Content: chat.Content{Silent: true, Buttons: rows, Text: text.Say(l, "incident.which",
			"ticket", p.t.ID, "place", drawing.PlaceName(p.t), "service", drawing.Service(p.t))},
		About: chat.About{Ticket: p.t.ID, What: card.Told},
	})
}

// unlike is how little an alarm is like another: 0 for the same danger in the same building.
func unlike(t, other *desk.Ticket) int {
	n := 0
	if t.Place.Building == "" || t.Place.Building != other.Place.Building {
		n += 2
	}
	if t.Danger != other.Danger {
		n++
	}
	return n
}

func leave(tx *storage.Tx, p pressed) error {
	tx.Toast(chat.Toast{PressID: p.PressID})
	return tx.Vacate(askSlot(p), chat.Conversation)
}

// into folds the ticket and the one chosen into one event.
func (d Desk) into(tx *storage.Tx, p pressed) error {
	other, known, err := tx.Ticket(p.other)
	if err != nil {
		return err
	}
	if !known {
		return toast(tx, p.Update, p.who, "staff.unknown", "ticket", p.other)
	}
	if other.ID == p.t.ID {
		return notNow(p.t)
	}
	lead, err := d.fold(tx, people.Actor(p.Update), p.t, other)
	if err != nil {
		return err
	}
	if err := errors.Join(p.audit(tx, "fold", string(other.ID)), tx.Vacate(askSlot(p), chat.Conversation)); err != nil {
		return err
	}
	return toast(tx, p.Update, p.who, "incident.folded", "ticket", lead.ID, "n", len(lead.Members)+1)
}

// takeOut makes a report an event of its own again.
func (d Desk) takeOut(tx *storage.Tx, p pressed) error {
	lead, known, err := tx.Ticket(p.t.Folded)
	if err != nil {
		return err
	}
	if !known {
		return notNow(p.t)
	}
	if err := p.t.Unfold(lead, tx.Estate(), people.Actor(p.Update), tx.Now()); err != nil {
		return err
	}
	if err := errors.Join(put(tx, p.t, lead), d.givenBack(tx, p.t), p.audit(tx, "unfold", string(lead.ID))); err != nil {
		return err
	}
	return toast(tx, p.Update, p.who, "incident.taken-out", "ticket", p.t.ID, "lead", lead.ID)
}

func (p pressed) audit(tx *storage.Tx, action, detail string) error {
	return tx.Audit(storage.Entry{
		By: people.Actor(p.Update), Role: string(p.role), Action: action, Ticket: p.t.ID, Chat: p.Chat.ID, Detail: detail,
	})
}

// notNow refuses what the ticket does not allow, and says where it is done.
func notNow(t *desk.Ticket) error {
	if t.Folded != "" {
		return desk.Refuse(desk.Folded, "ticket", t.ID, "lead", t.Folded)
	}
	return desk.Refuse(desk.NotNow, "ticket", t.ID)
}

func toast(tx *storage.Tx, u chat.Update, who dialog.Who, key string, args ...any) error {
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key, args...)})
	return nil
}
