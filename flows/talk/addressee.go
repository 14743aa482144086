package talk

import (
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// answering is how long after staff wrote to a tenant their words count as an answer.
const answering = 24 * time.Hour

// Answer passes a message on where it answers staff; ok is false where it answers nobody.
func (k Talk) Answer(tx *storage.Tx, who dialog.Who, u chat.Update) (ok bool, err error) {
	m := Read(u)
	if m.Words == "" && len(m.Files) == 0 {
		return false, nil
	}
	t, answers, err := k.addressee(tx, who, u)
	if err != nil || t == nil {
		return false, err
	}
	m.answers = answers
	return true, k.pass(tx, who, t, m)
}

// addressee is the ticket whose message was replied to, with the event that it carried; the alarm that is out; or
// the ticket about which staff wrote last.
func (k Talk) addressee(tx *storage.Tx, who dialog.Who, u chat.Update) (t *desk.Ticket, answers int, err error) {
	if u.ReplyTo != 0 {
		ref, ok, err := tx.Ref(u.Chat.ID, u.ReplyTo)
		if err != nil {
			return nil, 0, err
		}
		if ok {
			t, err = k.own(tx, who, ref.Ticket)
			return t, ref.Event, err
		}
	}
	if t, err = tx.AlarmOf(who.User); err != nil || t != nil { // whatever is written while an alarm is out is about it
		return t, 0, err
	}
	tickets, err := tx.OpenTicketsOf(who.User, maxMatters)
	if err != nil {
		return nil, 0, err
	}
	for _, open := range tickets {
		if tx.Now().Sub(open.Talked) < answering && (t == nil || open.Talked.After(t.Talked)) {
			t = open
		}
	}
	return t, 0, nil
}

// own is the ticket where the person may write about it: their own, and one that they share.
func (k Talk) own(tx *storage.Tx, who dialog.Who, id desk.TicketID) (*desk.Ticket, error) {
	t, ok, err := tx.Ticket(id)
	if err != nil || !ok {
		return nil, err
	}
	if t.Reporter.User == who.User {
		return t, nil
	}
	parties, err := tx.ContactOf(who.Person.ID)
	if err != nil || !t.MaySee(who.Person, parties) {
		return nil, err
	}
	return t, nil
}

// afterwards is how long after its answer a matter can still be written about without naming it.
const afterwards = 7 * 24 * time.Hour

// recent are the person's open matters, those that they share, and last those that were answered lately, in which
// it may be that something is not right yet.
func recent(t *dialog.Talk) ([]*desk.Ticket, error) {
	tickets, err := t.Tx.OpenTicketsOf(t.User, maxOffered)
	if err != nil {
		return nil, err
	}
	shared, err := t.Tx.OpenTicketsFor(t.Person.ID, t.User, maxMatters)
	if err != nil {
		return nil, err
	}
	for _, other := range shared {
		if other.Reporter.User != t.User && len(tickets) < maxOffered {
			tickets = append(tickets, other)
		}
	}
	answered, err := t.Tx.AnsweredOf(t.User)
	for i, last := range answered {
		if i < maxAnswered && t.Tx.Now().Sub(last.Ended()) <= afterwards {
			tickets = append(tickets, last)
		}
	}
	return tickets, err
}

// maxMatters is how many open matters are looked at.
const maxMatters = 50

// maxOffered is how many open matters a message is offered to be added to.
const maxOffered = 5

// maxAnswered is how many that were answered lately it is offered to be added to.
const maxAnswered = 2
