package staff

import (
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// ticketNumber finds the number of a ticket in a message.
var ticketNumber = regexp.MustCompile(`\b[A-Z]-[0-9]{4,}\b`)

// Reply takes a reply to one of the desk's messages in a group, or one to a colleague's that is to go to the tenant;
// ok is false where it is about no ticket, or between colleagues.
func (s Desk) Reply(tx *storage.Tx, u chat.Update, who dialog.Who) (ok bool, err error) {
	ref, known, err := tx.Ref(u.Chat.ID, u.ReplyTo)
	if err != nil || known && origin.Is(ref) && !origin.IsAtOnce(u.Text) {
		return false, err
	}
	if !known { // sent just before the power went, and never noted: it names its ticket all the same
		ref.Ticket = desk.TicketID(ticketNumber.FindString(u.Quoted))
	}
	t, known, err := tx.Ticket(ref.Ticket)
	if err != nil || !known || !people.ServesTicket(&tx.Reader, u.Chat.ID, t) {
		return false, err
	}
	may, err := s.may(tx, u, who, t)
	if err != nil || !may {
		return true, err
	}
	if err := s.take(tx, u, who, t, ref); err != nil {
		return true, s.refuse(tx, u, who, t, err)
	}
	return true, nil
}

// may reports whether the writer may work on the ticket here, and tells them where not.
func (s Desk) may(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket) (bool, error) {
	if u.From.Anonymous {
		return false, s.say(tx, u, t, text.Say(who.Language, "staff.anonymous"))
	}
	if m, known, err := tx.Member(u.Chat.ID, u.From.User); err != nil || known && !m.Present() && !m.Left.IsZero() {
		return false, errors.Join(err, s.say(tx, u, t, text.Say(who.Language, "staff.left")))
	}
	answer, err := people.May(&tx.Reader, u, people.Work, people.Subject{Ticket: t})
	switch {
	case err != nil || answer.OK:
		return answer.OK, err
	case answer.Ask != nil:
		return false, people.AskFirst(tx, u, answer.Ask)
	}
	return false, s.say(tx, u, t, text.Say(who.Language, answer.Why))
}

func (s Desk) take(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, ref storage.Ref) error {
	said, files := origin.Said(u)
	if said == "" && len(files) == 0 {
		return s.say(tx, u, t, text.Say(who.Language, "staff.nothing"))
	}
	if answer := s.asked(t, ref); answer != nil {
		if ref.User != u.From.User {
			return s.say(tx, u, t, text.Say(who.Language, "staff.not-asked"))
		}
		return answer(tx, u, who, t, said)
	}
	album, err := follows(tx, t, u)
	if err != nil {
		return err
	}
	onward := said == "" && album || len(files) > 0 && chat.What(ref.What) == card.AskPhoto && t.Reporter.User != 0
	switch {
	case origin.IsAtOnce(said):
		return s.send(tx, u, t, origin.AtOnce(said), ref.Event)
	case chat.What(ref.What) == card.AskNote && t.Resolved.Held(), onward:
		return s.send(tx, u, t, said, ref.Event)
	}
	return s.keep(tx, u, t, said, ref.Event)
}

// asked is what takes the answer to something that one person was asked; nil where nobody was, or it is answered.
func (s Desk) asked(t *desk.Ticket, ref storage.Ref) func(*storage.Tx, chat.Update, dialog.Who, *desk.Ticket, string) error {
	what := chat.What(ref.What)
	if name, figure := strings.CutPrefix(ref.What, string(card.AskFigure)); figure {
		return func(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, said string) error {
			return s.figure(tx, u, who, t, name, said)
		}
	}
	switch {
	case what == card.AskReason:
		return s.cant
	case what == card.AskDecline && t.May(desk.Decline):
		return s.decline
	case what == card.AskPhoto && t.May(desk.Finish):
		return s.prove
	}
	return nil
}

// follows tells whether the message belongs to an album of which another part was sent to the tenant: only one of
// them carries the words.
func follows(tx *storage.Tx, t *desk.Ticket, u chat.Update) (bool, error) {
	for seq := t.Events; u.Album != "" && seq > 0; seq-- {
		e, ok, err := tx.Event(t.ID, seq)
		if err != nil || !ok || tx.Now().Sub(e.At) > time.Minute {
			return false, err
		}
		var d desk.SaidData
		if e.Type == desk.EvSaid && e.By.User == u.From.User && json.Unmarshal(e.Data, &d) == nil && d.Album == u.Album {
			return true, nil
		}
	}
	return false, nil
}

func (s Desk) cant(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, reason string) error {
	if reason == "" {
		return s.say(tx, u, t, text.Say(who.Language, "staff.reason-in-words"))
	}
	by, err := people.Acting(&tx.Reader, u, t)
	if err != nil {
		return err
	}
	if err := t.Cant(tx.Estate(), card.Shorten(reason, maxReason), by, tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.CantDo); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// keep keeps a reply as an internal note and offers to send it on.
func (s Desk) keep(tx *storage.Tx, u chat.Update, t *desk.Ticket, said string, answers int) error {
	note := desk.NotedData{Text: said, Media: u.Media, Origin: origin.Spot(u)}
	if err := t.Note(note, people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	if err := origin.Keep(tx, u.Chat.ID, origin.Messages(u), t.ID, t.Events); err != nil {
		return err
	}
	return s.showKept(tx, u, t, t.Events, answers, "staff.kept")
}

// showKept says that a note stays inside, and offers to send it on.
func (s Desk) showKept(tx *storage.Tx, u chat.Update, t *desk.Ticket, note, answers int, key string) error {
	l := people.ChatLanguage(&tx.Reader, u.Chat.ID)
	arg := strconv.Itoa(note)
	if answers > 0 {
		arg += answering + strconv.Itoa(answers)
	}
	send := chat.Button{
		Text: text.Plain(l, "staff.send", "place", Addressee(t)), Data: card.Data(t.ID, desk.SendMessage, arg),
		Style: chat.Primary,
	}
	return tx.Show(chat.Outgoing{
		Slot: NoteSlot(t.ID, note), Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{
			Text:    text.Say(l, key, "ticket", t.ID, "time", text.Clock(l, tx.Now(), tx.Now(), tx.Estate().Zone)),
			Buttons: [][]chat.Button{{send}},
		},
		About: chat.About{Ticket: t.ID, What: card.KeptNote, Event: answers},
	})
}

// send sends a message on to the tenant. Whether it arrived is shown under it.
func (s Desk) send(tx *storage.Tx, u chat.Update, t *desk.Ticket, said string, answers int) error {
	if said == "" && len(u.Media) == 0 {
		return s.say(tx, u, t, text.Say(people.ChatLanguage(&tx.Reader, u.Chat.ID), "staff.nothing"))
	}
	err := t.Say(desk.SaidData{
		Text: said, Media: u.Media, ToTenant: true, Album: u.Album, Origin: origin.Spot(u), Answers: answers,
	}, people.Actor(u), tx.Now())
	if err != nil {
		return err
	}
	if err := s.audit(tx, u, t, desk.SendMessage); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	if err := origin.Keep(tx, u.Chat.ID, origin.Messages(u), t.ID, t.Events); err != nil {
		return err
	}
	return s.showSending(tx, u.Chat.ID, u.Thread, t, t.Events, u.Message)
}

func (s Desk) showSending(tx *storage.Tx, c desk.ChatID, th desk.ThreadID, t *desk.Ticket, seq int, replyTo desk.MessageID) error {
	l := people.ChatLanguage(&tx.Reader, c)
	return tx.Show(chat.Outgoing{
		Slot: NoteSlot(t.ID, seq), Chat: c, Thread: th, Lane: chat.Conversation, ReplyTo: replyTo,
		Content: chat.Content{Text: text.Say(l, "staff.sending", "place", Addressee(t))},
		About:   chat.About{Ticket: t.ID, What: card.KeptNote},
	})
}

func (s Desk) say(tx *storage.Tx, u chat.Update, t *desk.Ticket, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{Text: body}, About: chat.About{Ticket: t.ID, What: card.KeptNote},
	})
}

// Addressee is how staff call the tenant to whom something is sent: by the unit, or by name.
func Addressee(t *desk.Ticket) string {
	if t.Place.Unit != 0 && t.Place.Label != "" {
		return t.Place.Label
	}
	return t.Reporter.Name
}
