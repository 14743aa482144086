// Package oncall keeps who is on call at each desk: what people say of themselves, the weekly rota, and who covers
// for whom. It must never decide what somebody on call is told, or who gets a ticket.
package oncall

import (
	"errors"
	"slices"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Prefix begins the callback data of this package's buttons: o|verb|desk|argument.
const Prefix = "o|"

// Timer fires for a desk, by name, when who is on call there changes.
const Timer desk.TimerKind = "oncall"

// Payload is what a link to the private chat carries for staff who press Start.
const Payload = "staff"

// Desk is the desks' on-call side.
type Desk struct {
	// Bot is the bot's name, as in links to it.
	Bot string
	// Begin opens one of the dialogs that Flows declares.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
}

// Staff answers /staff: the board, in a desk's group; what staff should know of themselves, in private.
func (d *Desk) Staff(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	if u.Chat.ID.Private() {
		return d.self(tx, u, who)
	}
	if _, ok, err := may(tx, u, who, people.StaffList, ""); !ok || err != nil {
		return err
	}
	return d.showBoard(tx, u)
}

// Fire does what the timer is for: the desk's board is brought up to date.
func (d *Desk) Fire(tx *storage.Tx, id string) error { return d.Refresh(tx, desk.Name(id)) }

// Refresh brings the boards that show the desk up to date, where they stand, and sets the moment of the next
// change. Nothing is sent anew.
func (d *Desk) Refresh(tx *storage.Tx, n desk.Name) error {
	r, err := readRoll(&tx.Reader, n)
	if err != nil {
		return err
	}
	if err := tx.Arm(Timer, string(n), r.nextLook()); err != nil {
		return err
	}
	c, ok := tx.GroupOf(n)
	if !ok {
		return nil
	}
	return d.Redraw(tx, c)
}

// Redraw brings what stands in a group up to date: its language or its desks have changed. A group that is no
// longer any desk's keeps nothing.
func (d *Desk) Redraw(tx *storage.Tx, c desk.ChatID) error {
	if len(tx.DesksIn(c)) == 0 {
		return errors.Join(tx.Vacate(boardSlot(c), chat.Notice), tx.Vacate(rotaSlot(c), chat.Notice))
	}
	board, err := d.board(&tx.Reader, c)
	if err != nil {
		return err
	}
	rota, err := rotaScreen(&tx.Reader, c)
	if err != nil {
		return err
	}
	return errors.Join(
		tx.Show(chat.Outgoing{Op: chat.Refresh, Slot: boardSlot(c), Chat: c, Lane: chat.Notice, Content: board}),
		tx.Show(chat.Outgoing{Op: chat.Refresh, Slot: rotaSlot(c), Chat: c, Lane: chat.Notice, Content: rota}),
	)
}

// Left takes somebody who left a group off call at its desks at once. A shift of theirs stands in the rota until
// somebody takes it out, and counts again should they come back.
func (d *Desk) Left(tx *storage.Tx, c desk.ChatID, user desk.UserID) error {
	for _, n := range tx.DesksIn(c) {
		if err := tx.DropWord(n, user); err != nil {
			return err
		}
		if err := d.Refresh(tx, n); err != nil {
			return err
		}
	}
	return nil
}

// Reached notes on the boards that somebody has opened the private chat, or closed it.
func (d *Desk) Reached(tx *storage.Tx, user desk.UserID) error {
	var done []desk.ChatID
	for _, n := range desk.Names {
		c, ok := tx.GroupOf(n)
		if !ok || slices.Contains(done, c) {
			continue
		}
		m, _, err := tx.Member(c, user)
		if err != nil {
			return err
		}
		if !m.Present() {
			continue
		}
		done = append(done, c)
		if err := d.Redraw(tx, c); err != nil {
			return err
		}
	}
	return nil
}

// may is in what role the person may do it at the desk; where ok is false, the reason has been said.
func may(tx *storage.Tx, u chat.Update, who dialog.Who, deed people.Deed, n desk.Name) (as people.Role, ok bool, err error) {
	answer, err := people.May(&tx.Reader, u, deed, people.Subject{Desk: n})
	switch {
	case err != nil || answer.OK:
		return answer.Role, answer.OK, err
	case answer.Ask != nil:
		return "", false, people.AskFirst(tx, u, answer.Ask)
	}
	return "", false, tell(tx, u, text.Plain(who.Language, answer.Why))
}

// tell answers a press by a line that floats over the chat, and anything else by a message. What is said is plain.
func tell(tx *storage.Tx, u chat.Update, said string) error {
	if u.Kind == chat.Press {
		tx.Toast(chat.Toast{PressID: u.PressID, Text: said})
		return nil
	}
	return post(tx, u, chat.Content{Text: text.Escaped(said)})
}

// post answers where somebody wrote or pressed, without a sound.
func post(tx *storage.Tx, u chat.Update, c chat.Content) error {
	c.Silent = true
	o := chat.Outgoing{Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, Content: c}
	if u.Kind == chat.Message {
		o.ReplyTo = u.Message
	}
	return tx.Post(o)
}

func audit(tx *storage.Tx, u chat.Update, as people.Role, action string, n desk.Name, detail string) error {
	return tx.Audit(storage.Entry{
		By: people.Actor(u), Role: string(as), Action: action + " " + string(n), Chat: u.Chat.ID, Detail: detail,
	})
}

// clock is a moment as people at the desk read it.
func clock(r *storage.Reader, l desk.Language, t time.Time) string {
	return text.Clock(l, t, r.Now(), r.Estate().Zone)
}
