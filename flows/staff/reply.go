package staff

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// ticketNumber finds the number of a ticket in a message.
var ticketNumber = regexp.MustCompile(`\b[A-Z]-[0-9]{4,}\b`)

// Reply takes a reply to one of the bot's messages in a group; ok is false where it is about no ticket.
func (s Desk) Reply(tx *storage.Tx, u chat.Update, who dialog.Who) (ok bool, err error) {
	ref, known, err := tx.Ref(u.Chat.ID, u.ReplyTo)
	if err != nil {
		return false, err
	}
	if !known { // sent just before the power went, and never noted: it names its ticket all the same
		ref.Ticket = desk.TicketID(ticketNumber.FindString(u.Quoted))
	}
	t, known, err := tx.Ticket(ref.Ticket)
	if err != nil || !known || !people.Serves(&tx.Reader, u.Chat.ID, t.Desk) {
		return false, err
	}
	err = s.take(tx, u, who, t, ref)
	if refused, ok := errors.AsType[*desk.Error](err); ok {
		return true, s.say(tx, u, t, text.Say(who.Language, "refusal."+string(refused.Code), refused.Args...))
	}
	return true, err
}

func (s Desk) take(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, ref storage.Ref) error {
	said := strings.TrimSpace(u.Text)
	if said == "" && len(u.Media) == 0 {
		return s.say(tx, u, t, text.Say(who.Language, "staff.nothing"))
	}
	if u.From.Anonymous {
		return s.say(tx, u, t, text.Say(who.Language, "staff.anonymous"))
	}
	album, err := follows(tx, t, u)
	if err != nil {
		return err
	}
	switch {
	case chat.What(ref.What) == card.AskReason:
		if ref.User != u.From.User {
			return s.say(tx, u, t, text.Say(who.Language, "staff.not-asked"))
		}
		return s.cant(tx, u, who, t, said)
	case strings.HasPrefix(said, ">") || strings.HasPrefix(said, "＞"):
		said = strings.TrimSpace(strings.TrimLeft(said, ">＞"))
		return s.send(tx, u, t, said)
	case chat.What(ref.What) == card.AskNote && t.Resolved.Held(), said == "" && album:
		return s.send(tx, u, t, said)
	}
	return s.keep(tx, u, t, said)
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
	if err := t.Cant(tx.Estate(), card.Shorten(reason, 500), people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, string(desk.CantDo)); err != nil {
		return err
	}
	return tx.PutTicket(t)
}

// keep keeps a reply as an internal note and offers to send it on.
func (s Desk) keep(tx *storage.Tx, u chat.Update, t *desk.Ticket, said string) error {
	if err := t.Note(desk.NotedData{Text: said, Media: u.Media}, people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	l := people.ChatLanguage(&tx.Reader, u.Chat.ID)
	send := chat.Button{
		Text: text.Plain(l, "staff.send", "place", Addressee(t)), Data: card.Data(t.ID, desk.SendMessage, strconv.Itoa(t.Events)),
		Style: chat.Primary,
	}
	return tx.Show(chat.Outgoing{
		Slot: NoteSlot(t.ID, t.Events), Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{Text: text.Say(l, "staff.kept", "ticket", t.ID), Buttons: [][]chat.Button{{send}}},
		About:   chat.About{Ticket: t.ID, What: card.KeptNote},
	})
}

// send sends a message on to the tenant. Whether it arrived is shown under it.
func (s Desk) send(tx *storage.Tx, u chat.Update, t *desk.Ticket, said string) error {
	if said == "" && len(u.Media) == 0 {
		return s.say(tx, u, t, text.Say(people.ChatLanguage(&tx.Reader, u.Chat.ID), "staff.nothing"))
	}
	err := t.Say(desk.SaidData{Text: said, Media: u.Media, ToTenant: true, Album: u.Album}, people.Actor(u), tx.Now())
	if err != nil {
		return err
	}
	if err := s.audit(tx, u, t, string(desk.SendMessage)); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
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

// sendNote sends an internal note on, at its author's press.
func (s Desk) sendNote(tx *storage.Tx, u chat.Update, who dialog.Who, t *desk.Ticket, arg string) error {
	seq, err := strconv.Atoi(arg)
	if err != nil {
		return toast(tx, u, who, "dialog.forged")
	}
	e, ok, err := tx.Event(t.ID, seq)
	if err != nil {
		return err
	}
	if !ok || e.Type != desk.EvNoted {
		return toast(tx, u, who, "dialog.forged")
	}
	if e.By.User != u.From.User {
		return toast(tx, u, who, "staff.author-only", "who", e.By.Name)
	}
	if sent, err := alreadySent(tx, t.ID, seq); err != nil || sent {
		return errors.Join(err, toast(tx, u, who, "staff.sent-before"))
	}
	var note desk.NotedData
	if err := json.Unmarshal(e.Data, &note); err != nil {
		return fmt.Errorf("read note %d of %s: %w", seq, t.ID, err)
	}
	data := desk.SaidData{Text: note.Text, Media: note.Media, ToTenant: true, Note: seq}
	if err := t.Say(data, people.Actor(u), tx.Now()); err != nil {
		return err
	}
	if err := s.audit(tx, u, t, string(desk.SendMessage)); err != nil {
		return err
	}
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return s.showSending(tx, u.Chat.ID, u.Thread, t, seq, 0)
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
