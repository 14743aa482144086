// Package people says who somebody is to the desk, what they may do, and where a desk can be reached. It must
// never decide what follows from it.
package people

import (
	"slices"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Who is the person behind an update, in the chat where it happened.
func Who(r *storage.Reader, u chat.Update) (dialog.Who, error) {
	who := dialog.Who{
		SessionKey: storage.SessionKey{Chat: u.Chat.ID, Thread: u.Thread, User: u.From.User},
		Name:       u.From.Name,
	}
	p, known, err := r.PersonOf(u.From.User)
	if err != nil {
		return who, err
	}
	who.Person = p
	if known && p.Name != "" {
		who.Name = p.Name
	}
	who.Language = p.Language
	if !who.Language.Valid() {
		who.Language = text.Match(u.From.Language, r.Estate().Default)
	}
	return who, nil
}

// Actor is somebody on the staff, as a ticket remembers them.
func Actor(u chat.Update) desk.Actor {
	return desk.Actor{As: desk.AsStaff, User: u.From.User, Name: u.From.Name}
}

// Acting is who presses about a ticket, and of an alarm, for which desk: in a group, for the desk whose group it is,
// and in private, for one of the ticket's desks, or of those in charge, to which they belong. Whoever belongs to none of
// them goes by their name alone.
func Acting(r *storage.Reader, u chat.Update, t *desk.Ticket) (desk.Actor, error) {
	by := Actor(u)
	if t.Kind != desk.Emergency {
		return by, nil
	}
	names := append(slices.Clone(t.Desks()), desk.Supervisors, desk.Managers)
	for _, n := range slices.Concat(names, desk.Names) {
		if c, ok := open(r, n); ok && c == u.Chat.ID {
			by.Desk = n
			return by, nil
		}
	}
	for _, n := range names {
		standing, _, err := At(r, u.From.User, n)
		if err != nil {
			return by, err
		}
		if standing == Inside {
			by.Desk = n
			return by, nil
		}
	}
	return by, nil
}

// Language is what a person is spoken to in, as far as the desk knows.
func Language(r *storage.Reader, p desk.Reporter) desk.Language {
	if known, ok, err := r.PersonOf(p.User); err == nil && ok && known.Language.Valid() {
		return known.Language
	}
	if p.Language.Valid() {
		return p.Language
	}
	return r.Estate().Default
}
