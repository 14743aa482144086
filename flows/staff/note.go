package staff

import (
	"cmp"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// answering divides a note's number from that of the event which it answers, in a button.
const answering = "<"

// sendNote sends an internal note on, at its author's press.
func (s Desk) sendNote(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, arg string) error {
	number, answered, _ := strings.Cut(arg, answering)
	note, err := strconv.Atoi(number)
	answers, wrong := strconv.Atoi(cmp.Or(answered, "0"))
	if err != nil || wrong != nil {
		return toast(tx, u, who, "dialog.forged")
	}
	e, ok, err := tx.Event(t.ID, note)
	if err != nil {
		return err
	}
	if !ok || e.Type != desk.EvNoted {
		return toast(tx, u, who, "dialog.forged")
	}
	if e.By.User != u.From.User {
		return toast(tx, u, who, "staff.author-only", "who", e.By.Name)
	}
	if sent, err := alreadySent(tx, t.ID, note); err != nil || sent {
		return errors.Join(err, toast(tx, u, who, "staff.sent-before"))
	}
	if err := s.sendOn(tx, u, t, note, answers); err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return s.showSending(tx, u.Chat.ID, u.Thread, t, note, 0)
}

// sendOn passes a note on as it reads now.
func (s Desk) sendOn(tx *storage.Tx, u chat.Update, t *desk.Ticket, note, answers int) error {
	now, err := origin.Now(&tx.Reader, t, note, note)
	if err != nil {
		return err
	}
	data := desk.SaidData{Text: now.Words, Media: now.Files, ToTenant: true, Note: note, Answers: answers}
	if err := t.Say(data, people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.SendMessage); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// alreadySent tells whether the note has been sent on before.
func alreadySent(tx *storage.Tx, id desk.TicketID, seq int) (bool, error) {
	events, err := tx.Events(id)
	if err != nil {
		return false, err
	}
	for _, e := range events {
		var d desk.SaidData
		if e.Type == desk.EvSaid && json.Unmarshal(e.Data, &d) == nil && d.Note == seq {
			return true, nil
		}
	}
	return false, nil
}

// Edited takes a change to a note or a message over; ok is false where the message is neither, or says what it
// said before. What was sent to the tenant follows by itself. A note that has been given the sign for it goes to
// the tenant now.
func (s Desk) Edited(tx *storage.Tx, u chat.Update, who dialog.Who) (ok bool, err error) {
	t, e, ok, err := origin.Find(&tx.Reader, u, desk.AsStaff)
	if err != nil || !ok {
		return false, err
	}
	may, err := s.may(tx, u, who, t)
	if err != nil || !may {
		return true, err
	}
	changed, err := origin.Correct(tx, u, t, e)
	if err != nil || e.Type != desk.EvNoted {
		return changed, err
	}
	sent, err := alreadySent(tx, t.ID, e.Seq)
	switch {
	case err != nil || sent:
		return changed, err
	case origin.IsAtOnce(strings.TrimSpace(u.Text)):
		if err := s.sendOn(tx, u, t, e.Seq, s.answered(tx, u)); err != nil {
			return true, s.refuse(tx, u, who, t, err)
		}
		return true, s.showSending(tx, u.Chat.ID, u.Thread, t, e.Seq, u.Message)
	case !changed:
		return false, nil
	}
	return true, s.showKept(tx, u, t, e.Seq, s.answered(tx, u), "staff.kept-edited")
}

// answered is the event that a message answers, 0 for none. What cannot be read is answered by nothing.
func (s Desk) answered(tx *storage.Tx, u chat.Update) int {
	ref, _, err := tx.Ref(u.Chat.ID, u.ReplyTo)
	if err != nil {
		return 0
	}
	return ref.Event
}

// refuse tells the writer why the ticket does not allow it.
func (s Desk) refuse(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, err error) error {
	if refused, ok := errors.AsType[*desk.Error](err); ok {
		return s.say(tx, u, t, text.Say(who.Language, "refusal."+string(refused.Code), refused.Args...))
	}
	return err
}
