// Package staff is what people at the desks do with a ticket: the buttons on its card and the replies to it. It
// must never trust a button: who pressed it, where, and whether the ticket allows it is looked up at the press.
package staff

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Desk is the staff's side of the desk.
type Desk struct {
	Services *catalogue.Catalogue
	// Dialog opens the dialog of a button that asks for more than a press.
	Dialog func(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, a desk.Action) error
}

// Press answers a press on a ticket's button.
func (s Desk) Press(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	id, action, arg, ok := card.ParseData(u.Data)
	if !ok {
		return toast(tx, u, who, "dialog.forged")
	}
	t, known, err := tx.Ticket(id)
	if err != nil {
		return err
	}
	if !known {
		return toast(tx, u, who, "staff.unknown", "ticket", id)
	}
	answer, err := people.May(&tx.Reader, u, people.DeedOf(t, action), people.Subject{Ticket: t})
	switch {
	case err != nil:
		return err
	case answer.Ask != nil:
		return people.AskFirst(tx, u, answer.Ask)
	case !answer.OK:
		return toast(tx, u, who, answer.Why)
	}
	err = s.do(tx, u, who, t, action, arg)
	if refused, ok := errors.AsType[*desk.Error](err); ok {
		return toast(tx, u, who, "refusal."+string(refused.Code), refused.Args...)
	}
	return err
}

// acts are the actions that a press alone does.
var acts = map[desk.Action]func(t *desk.Ticket, e *desk.Estate, by desk.Actor, now time.Time) error{
	desk.Accept:     func(t *desk.Ticket, _ *desk.Estate, by desk.Actor, now time.Time) error { return t.Accept(by, now) },
	desk.Arrive:     func(t *desk.Ticket, _ *desk.Estate, by desk.Actor, now time.Time) error { return t.Arrive(by, now) },
	desk.HaveCalled: func(t *desk.Ticket, _ *desk.Estate, by desk.Actor, now time.Time) error { return t.Called(by, now) },
	desk.HaveTold:   func(t *desk.Ticket, _ *desk.Estate, by desk.Actor, now time.Time) error { return t.Told(by, now) },
	desk.SeeTo:      func(t *desk.Ticket, e *desk.Estate, by desk.Actor, now time.Time) error { return t.SeeTo(e, by, now) },
	desk.GoOn:       func(t *desk.Ticket, _ *desk.Estate, by desk.Actor, now time.Time) error { return t.GoOn(by, now) },
}

func (s Desk) do(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, a desk.Action, arg string) error {
	act, ok := acts[a]
	if !ok {
		return s.ask(tx, u, who, t, a, arg)
	}
	by, err := people.Acting(&tx.Reader, u, t)
	if err != nil {
		return err
	}
	if err := act(t, tx.Estate(), by, tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, a); err != nil {
		return err
	}
	if err := s.confirm(tx, u, who, t, a); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// confirm says that it is noted, and whether the tenant hears of it here or is to be told by telephone.
func (s Desk) confirm(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, a desk.Action) error {
	key := "staff.did-" + string(a)
	reached, err := people.Reached(&tx.Reader, t)
	if err != nil {
		return err
	}
	if !reached && text.Has(key+"-unreached") {
		key += "-unreached"
	}
	return toast(tx, u, who, key, "ticket", t.ID)
}

// ask does what may take more than a press.
func (s Desk) ask(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, a desk.Action, arg string) error {
	switch a {
	case desk.Finish:
		return s.finish(tx, u, who, t, arg)
	case desk.PutOnHold, desk.Change:
		return s.Dialog(tx, u, who, t, a)
	case desk.ShowNumber:
		return s.showNumber(tx, u, who, t)
	case desk.AddNote:
		return s.prompt(tx, u, t, card.AskNote, noteKey(t))
	case desk.CantDo:
		return s.prompt(tx, u, t, card.AskReason, "staff.ask-reason")
	case desk.Decline:
		return s.prompt(tx, u, t, card.AskDecline, "staff.ask-decline")
	case desk.SendMessage:
		return s.sendNote(tx, u, who, t, arg)
	case desk.NoteMoment:
		return s.came(tx, u, who, t, desk.Moment(arg))
	case desk.Checklist:
		tx.Toast(chat.Toast{PressID: u.PressID})
		return s.showList(tx, u.Chat.ID, u.Thread, t, true)
	case desk.TickStep:
		return s.tick(tx, u, who, t, arg)
	}
	return toast(tx, u, who, "dialog.forged")
}

// noteKey: what is added once the matter is done goes to the tenant; before that it stays inside.
func noteKey(t *desk.Ticket) string {
	if t.Resolved.Held() {
		return "staff.ask-after"
	}
	return "staff.ask-note"
}

// showNumber shows the telephone numbers to the presser alone, and notes that they were shown.
func (s Desk) showNumber(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket) error {
	p, _, err := tx.Person(t.Reporter.Person)
	if err != nil {
		return err
	}
	said, found, err := people.Numbers(&tx.Reader, who.Language, t.Reporter.Name, cmp.Or(given(t), p.Phone), t.Party)
	if err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID, Text: said, Alert: true})
	if !found {
		return nil
	}
	if err := t.NumberShown(people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.ShowNumber); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// given is the telephone number that a form was answered with, "" where it asked for none.
func given(t *desk.Ticket) string {
	i := slices.IndexFunc(t.Fields, func(f desk.Field) bool { return f.Kind == desk.FieldPhone })
	if i < 0 {
		return ""
	}
	return t.Fields[i].Value
}

// prompt asks the presser to reply to a message, which alone counts as the answer: several may be asked at once
// in one group.
func (s Desk) prompt(tx *storage.Tx, u chat.Update, t *desk.Ticket, what chat.What, key string) error {
	switch {
	case what == card.AskReason:
		if err := t.MayGiveUp(people.Actor(u)); err != nil {
			return err
		}
	case what == card.AskDecline && !(t.May(desk.Decline) && t.Decides()), !t.May(desk.AddNote):
		return desk.Refuse(desk.NotNow, "ticket", t.ID)
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplySlot: people.StandAt(&tx.Reader, t, u.Chat.ID).Card(t.ID),
		Content: chat.Content{
			Text:   text.Say(people.ChatLanguage(&tx.Reader, u.Chat.ID), key, "ticket", t.ID, "name", mention(u.From), "place", Addressee(t)),
			Prompt: true,
		},
		About: chat.About{Ticket: t.ID, What: what, User: u.From.User},
	})
}

// mention names somebody so that the chat service knows who is asked: only their box opens for the reply.
func mention(s chat.Sender) text.HTML {
	return text.HTML(`<a href="tg://user?id=`+s.User.String()+`">`) + text.Escape(s.Name) + "</a>"
}

// audit writes down who did what, and in what role they might.
func (s Desk) audit(tx *storage.Tx, u chat.Update, t *desk.Ticket, a desk.Action, detail ...string) error {
	answer, err := people.May(&tx.Reader, u, people.DeedOf(t, a), people.Subject{Ticket: t})
	if err != nil {
		return err
	}
	return tx.Audit(storage.Entry{
		By: people.Actor(u), Role: string(answer.Role), Action: string(a), Ticket: t.ID, Chat: u.Chat.ID, Detail: strings.Join(detail, "; "),
	})
}

func toast(tx *storage.Tx, u chat.Update, who dialog.Who, key string, args ...any) error {
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key, args...)})
	return nil
}

// NoteSlot is the place of the desk's answer to an internal note, which shows whether it was sent on.
func NoteSlot(id desk.TicketID, seq int) chat.Slot {
	return chat.Slot("note:" + string(id) + ":" + strconv.Itoa(seq))
}
