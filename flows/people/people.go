// Package people says who somebody is to the desk, what they may do, and where a desk can be reached. It must
// never decide what follows from it.
package people

import (
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
