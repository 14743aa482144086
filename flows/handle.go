package flows

import (
	"errors"
	"time"

	"frontdesk/flows/board"
	"frontdesk/flows/people"
	"frontdesk/flows/setup"
	"frontdesk/flows/talk"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Handle takes an update in. What belongs together is handled together, once it is all there.
func (d *Desk) Handle(tx *storage.Tx, u chat.Update) error {
	if u.From.Bot && !u.From.Anonymous || u.Kind == chat.Other && u.MigratedTo == 0 {
		return nil
	}
	ready, err := d.gather.Take(tx, u)
	if err != nil {
		return err
	}
	return d.takeEach(tx, ready)
}

func (d *Desk) takeEach(tx *storage.Tx, ready []chat.Update) error {
	for _, u := range ready {
		if err := d.take(tx, u); err != nil {
			return err
		}
	}
	return nil
}

// take takes an update to where it happened.
func (d *Desk) take(tx *storage.Tx, u chat.Update) error {
	if u.MigratedTo != 0 {
		return d.moved(tx, u.Chat.ID, u.MigratedTo)
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

// moved takes everything of a group along to its new identity.
func (d *Desk) moved(tx *storage.Tx, from, to desk.ChatID) error {
	if err := d.dialogs.Moved(tx, from, to); err != nil {
		return err
	}
	return errors.Join(tx.Rekey(from, to), watch.DealAnew(tx, to))
}

// private takes what happened in a person's private chat.
func (d *Desk) private(tx *storage.Tx, u chat.Update) error {
	who, err := people.Who(&tx.Reader, u)
	if err != nil {
		return err
	}
	if err := d.reached(tx, &who); err != nil {
		return err
	}
	switch u.Kind {
	case chat.Press:
		return d.press(tx, u, who)
	case chat.Edited:
		return d.edited(tx, u, who)
	}
	return d.written(tx, u, who)
}

// reached notes that the person can be written to: whoever says something in private can.
func (d *Desk) reached(tx *storage.Tx, who *whoIs) error {
	p := who.Person
	if !p.Started.IsZero() && p.Unreachable.IsZero() {
		return nil
	}
	back := !p.Unreachable.IsZero()
	if p.ID == 0 {
		names, err := people.DesksOf(&tx.Reader, who.User)
		if err != nil || len(names) == 0 { // nobody writes to a stranger first
			return err
		}
		p = desk.Person{Name: who.Name, User: who.User, Language: who.Language}
	}
	p.Started, p.Unreachable = tx.Now(), time.Time{}
	if err := tx.PutPerson(&p); err != nil {
		return err
	}
	who.Person = p
	if err := d.oncall.Reached(tx, who.User); err != nil || !back {
		return err
	}
	return errors.Join(d.follow.Retell(tx, who.User), d.follow.Unreached(tx, p))
}

// edited corrects what a message said, wherever that went. One that went nowhere needs no correction.
func (d *Desk) edited(tx *storage.Tx, u chat.Update, who whoIs) error {
	done, err := d.dialogs.Edited(tx, who, u)
	if err != nil {
		return err
	}
	if u.Chat.ID.Private() { // what was passed on may stand in a dialog besides
		passed, err := d.talk.Edited(tx, who, u)
		if err != nil {
			return err
		}
		done = done || passed
	}
	if done {
		return nil
	}
	_, err = d.staff.Edited(tx, u, who)
	return err
}

// written takes what a person wrote or sent, and asks what it is about where nothing waited for it.
func (d *Desk) written(tx *storage.Tx, u chat.Update, who whoIs) error {
	if err := tx.Appeared(u.Chat.ID, u.Message); err != nil {
		return err
	}
	for _, take := range []func(*storage.Tx, chat.Update, whoIs) (bool, error){
		d.command, d.pasted, d.tenantsFile, d.joins.Reply, d.standIn, d.warn,
	} {
		if done, err := take(tx, u, who); done || err != nil {
			return err
		}
	}
	if done, err := d.dialogs.Input(tx, who, u); done || err != nil {
		return err
	}
	if done, err := d.talk.Answer(tx, who, u); done || err != nil {
		return err
	}
	return d.ask(tx, u, who)
}

// tenantsFile takes an administrator's file of the tenants; ok is false where it is none.
func (d *Desk) tenantsFile(tx *storage.Tx, u chat.Update, who whoIs) (ok bool, err error) {
	if !isRoster(u) || !tx.Admin(u.From.User) {
		return false, nil
	}
	return true, d.readRoster(tx, u, who)
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
	return d.talk.Ask(tx, who, u)
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
		return d.edited(tx, u, who)
	}
	if done, err := d.groupCommand(tx, u, who); done || err != nil {
		return err
	}
	if done, err := d.dialogs.Input(tx, who, u); done || err != nil || u.ReplyTo == 0 {
		return err
	}
	if done, err := d.joins.Reply(tx, u, who); done || err != nil {
		return err
	}
	_, err = d.staff.Reply(tx, u, who)
	return err
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
	if g.Admin && !m.Left.IsZero() && !m.Present() {
		return nil // the chat service said that they left, and would say that they came back
	}
	m.Chat, m.User, m.Name, m.Seen = u.Chat.ID, u.From.User, u.From.Name, tx.Now()
	if !m.Left.Before(m.Seen) {
		m.Left = time.Time{}
	}
	return errors.Join(tx.PutMember(m), d.oncall.Reached(tx, m.User))
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
		return errors.Join(tx.PutMember(m), d.oncall.Reached(tx, m.User))
	}
	m.Seen, m.Left = time.Time{}, tx.Now() // a clock set back must not have them leave before they were seen
	return errors.Join(tx.PutMember(m), d.oncall.Left(tx, u.Chat.ID, u.Member.User), d.staff.Left(tx, u.Chat.ID, u.Member.User))
}

// blocked notes that a person stopped the bot, or let it write again.
func (d *Desk) blocked(tx *storage.Tx, u chat.Update) error {
	p, ok, err := tx.PersonOf(desk.UserID(u.Chat.ID))
	if err != nil || !ok {
		return err
	}
	if !u.Member.Present {
		return d.shut(tx, p)
	}
	p.Unreachable = time.Time{}
	return errors.Join(tx.PutPerson(&p), d.oncall.Reached(tx, p.User), d.follow.Retell(tx, p.User), d.follow.Unreached(tx, p))
}

// shut notes that a person cannot be written to; what they are owed becomes a task.
func (d *Desk) shut(tx *storage.Tx, p desk.Person) error {
	if p.Unreachable.IsZero() {
		p.Unreachable = tx.Now()
	}
	return errors.Join(tx.PutPerson(&p), d.oncall.Reached(tx, p.User), d.follow.Unreached(tx, p))
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
		if err := errors.Join(watch.DealAnew(tx, after.Chat), d.redeal(tx), board.Everywhere(tx)); err != nil {
			return err
		}
	}
	return errors.Join(board.PinAgain(tx, after), setup.Joined(tx, u, before, after))
}
