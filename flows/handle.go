package flows

import (
	"errors"
	"time"

	"frontdesk/flows/people"
	"frontdesk/flows/setup"
	"frontdesk/flows/talk"
	"frontdesk/flows/text"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Handle takes an update in.
func (d *Desk) Handle(tx *storage.Tx, u chat.Update) error {
	if u.From.Bot && !u.From.Anonymous || u.Kind == chat.Other && u.MigratedTo == 0 {
		return nil
	}
	if u.MigratedTo != 0 {
		return errors.Join(tx.Rekey(u.Chat.ID, u.MigratedTo), watch.DealAnew(tx, u.MigratedTo))
	}
	if u.Chat.Type == "channel" {
		return nil
	}
	if u.Kind == chat.Membership {
		return d.membership(tx, u)
	}
	if u.Chat.ID.Private() {
		return d.private(tx, u)
	}
	return d.group(tx, u)
}

// private takes what happened in a person's private chat.
func (d *Desk) private(tx *storage.Tx, u chat.Update) error {
	who, err := people.Who(&tx.Reader, u)
	if err != nil {
		return err
	}
	if !who.Person.Unreachable.IsZero() { // whoever writes can be written to again
		who.Person.Unreachable = time.Time{}
		if err := errors.Join(tx.PutPerson(&who.Person), d.follow.Retell(tx, who.User)); err != nil {
			return err
		}
	}
	switch u.Kind {
	case chat.Press:
		return d.press(tx, u, who)
	case chat.Edited:
		return tx.Post(chat.Outgoing{
			Chat: u.Chat.ID, Lane: chat.Conversation, ReplyTo: u.Message,
			Content: chat.Content{Text: text.Say(who.Language, "talk.edited")},
		})
	}
	return d.written(tx, u, who)
}

// written takes what a person wrote or sent, and asks what it is about where nothing waited for it.
func (d *Desk) written(tx *storage.Tx, u chat.Update, who whoIs) error {
	if err := tx.Appeared(u.Chat.ID, u.Message); err != nil {
		return err
	}
	if done, err := d.command(tx, u, who); done || err != nil {
		return err
	}
	if isRoster(u) && tx.Admin(u.From.User) {
		return d.readRoster(tx, u, who)
	}
	if done, err := d.standIn(tx, u, who); done || err != nil {
		return err
	}
	if done, err := d.dialogs.Input(tx, who, u); done || err != nil {
		return err
	}
	if done, err := d.talk.Answer(tx, who, u); done || err != nil {
		return err
	}
	return d.ask(tx, u, who)
}

// standIn takes an administrator's reply to a card that came to them because its desk has no group; ok is false
// where it is none.
func (d *Desk) standIn(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	if u.ReplyTo == 0 || !tx.Admin(u.From.User) {
		return false, nil
	}
	ref, known, err := tx.Ref(u.Chat.ID, u.ReplyTo)
	if err != nil || !known {
		return false, err
	}
	if t, known, err := tx.Ticket(ref.Ticket); err != nil || !known || t.Reporter.User == u.From.User {
		return false, err
	}
	return d.staff.Reply(tx, u, who)
}

// ask asks what a message is about. A sticker alone, or nothing that can be used, gets the first screen.
func (d *Desk) ask(tx *storage.Tx, u chat.Update, who whoIs) error {
	if !talk.Says(u) {
		return d.first(tx, who, "")
	}
	stranger, err := d.stranger(tx, who)
	if err != nil {
		return err
	}
	read := talk.Given
	if stranger {
		read = talk.GivenByStranger
	}
	given, err := read(u)
	if err != nil {
		return err
	}
	return d.dialogs.Begin(tx, who, talk.Name, given)
}

// stranger tells whether the desk has nothing to do with the person: no unit, and no matter.
func (d *Desk) stranger(tx *storage.Tx, who whoIs) (bool, error) {
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil || len(homes) > 0 {
		return false, err
	}
	open, err := tx.OpenTicketsOf(who.User, 1)
	if err != nil || len(open) > 0 {
		return false, err
	}
	_, had, err := tx.LastAnswered(who.User)
	return !had, err
}

// group takes what happened in a group.
func (d *Desk) group(tx *storage.Tx, u chat.Update) error {
	if err := d.noteGroup(tx, u); err != nil {
		return err
	}
	who, err := people.Who(&tx.Reader, u)
	if err != nil {
		return err
	}
	if u.Kind == chat.Press {
		return d.press(tx, u, who)
	}
	if u.Kind == chat.Edited {
		return d.editedInGroup(tx, u, who)
	}
	if done, err := d.groupCommand(tx, u, who); done || err != nil {
		return err
	}
	if u.ReplyTo != 0 {
		_, err := d.staff.Reply(tx, u, who)
		return err
	}
	return nil
}

// editedInGroup: what was noted stays as it was; whoever edits a reply to a card is told so.
func (d *Desk) editedInGroup(tx *storage.Tx, u chat.Update, who whoIs) error {
	ref, ok, err := tx.Ref(u.Chat.ID, u.ReplyTo)
	if err != nil || !ok || ref.Ticket == "" {
		return err
	}
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message,
		Content: chat.Content{Text: text.Say(who.Language, "staff.edited")},
	})
}

// seenEvery is how often somebody's presence in a group is noted anew.
const seenEvery = time.Hour

// noteGroup keeps what an update tells of its group and of who is there.
func (d *Desk) noteGroup(tx *storage.Tx, u chat.Update) error {
	g, known, err := tx.Group(u.Chat.ID)
	if err != nil {
		return err
	}
	if now := described(g, u.Chat); !known || now != g {
		if err := errors.Join(tx.PutGroup(now), d.exposed(tx, g, now)); err != nil {
			return err
		}
	}
	if u.From.Anonymous || u.From.User == 0 {
		return nil
	}
	m, _, err := tx.Member(u.Chat.ID, u.From.User)
	if err != nil || m.Present() && m.Name == u.From.Name && tx.Now().Sub(m.Seen) < seenEvery {
		return err
	}
	m.Chat, m.User, m.Name, m.Seen = u.Chat.ID, u.From.User, u.From.Name, tx.Now()
	if !m.Left.Before(m.Seen) {
		m.Left = time.Time{}
	}
	return tx.PutMember(m)
}

// exposed tells that a group has become public: until it is private again, nothing about tenants goes there.
func (d *Desk) exposed(tx *storage.Tx, before, after desk.Group) error {
	if before.Public || !after.Public {
		return nil
	}
	return d.tellShut(tx, after, "report.public")
}

func described(g desk.Group, r chat.Room) desk.Group {
	g.Chat, g.Title, g.Type, g.Public, g.Forum = r.ID, r.Title, r.Type, r.Public, r.Forum
	return g
}

// membership keeps who is where: the bot itself, in groups and in private chats, and everybody else in groups.
func (d *Desk) membership(tx *storage.Tx, u chat.Update) error {
	switch {
	case u.Member == nil:
		return nil
	case u.Member.Self && u.Chat.ID.Private():
		return d.blocked(tx, u)
	case u.Member.Self:
		return d.placed(tx, u)
	case u.Chat.ID.Private():
		return nil
	}
	m, _, err := tx.Member(u.Chat.ID, u.Member.User)
	if err != nil {
		return err
	}
	m.Chat, m.User, m.Name = u.Chat.ID, u.Member.User, u.Member.Name
	if u.Member.Present {
		m.Seen, m.Left = tx.Now(), time.Time{}
	} else {
		m.Seen, m.Left = time.Time{}, tx.Now() // a clock set back must not have them leave before they were seen
	}
	return tx.PutMember(m)
}

// blocked notes that a person stopped the bot, or let it write again.
func (d *Desk) blocked(tx *storage.Tx, u chat.Update) error {
	p, ok, err := tx.PersonOf(desk.UserID(u.Chat.ID))
	if err != nil || !ok {
		return err
	}
	if !u.Member.Present {
		p.Unreachable = tx.Now()
		return tx.PutPerson(&p)
	}
	p.Unreachable = time.Time{}
	return errors.Join(tx.PutPerson(&p), d.follow.Retell(tx, p.User))
}

// placed notes what the bot may do in a group.
func (d *Desk) placed(tx *storage.Tx, u chat.Update) error {
	before, _, err := tx.Group(u.Chat.ID)
	if err != nil {
		return err
	}
	after := described(before, u.Chat)
	after.Admin, after.Closed = u.Member.Admin, time.Time{}
	if !u.Member.Present {
		after.Closed = tx.Now()
	}
	if err := errors.Join(tx.PutGroup(after), d.exposed(tx, before, after)); err != nil {
		return err
	}
	if !u.Member.Present && before.Closed.IsZero() {
		return d.tellShut(tx, after, "report.closed")
	}
	if !before.Closed.IsZero() && u.Member.Present {
		if err := watch.DealAnew(tx, after.Chat); err != nil {
			return err
		}
	}
	return setup.Joined(tx, u, before, after)
}
