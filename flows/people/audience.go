package people

import (
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Audience is where those are reached whom an escalation names, for a ticket: whoever is on call is so at any of its
// desks. Heard tells whether that is they themselves: it is false where somebody stands in for a group that is not
// linked or cannot be written to, or where there is nobody. The work of the ticket's desks is done by whoever stands in
// for them, who do count.
func Audience(r *storage.Reader, a desk.Audience, t *desk.Ticket) (chats []desk.ChatID, heard bool, err error) {
	if a == desk.OnDuty {
		chats, err = onCall(r, t)
		return chats, len(chats) > 0, err
	}
	if u, person := a.Person(); person {
		if !inPrivate(r, u) {
			return nil, false, nil
		}
		return []desk.ChatID{u.Private()}, true, nil
	}
	name := desk.Name(a)
	if slices.Contains(t.Desks(), name) {
		_, heard = StandIn(r, name)
	} else {
		_, heard = open(r, name)
	}
	return Reach(r, name), heard, nil
}

// onCall are the private chats of whoever is on call at one of the ticket's desks and can be written to, each once.
func onCall(r *storage.Reader, t *desk.Ticket) ([]desk.ChatID, error) {
	var chats []desk.ChatID
	for _, n := range t.Desks() {
		duties, err := OnCall(r, n)
		if err != nil {
			return nil, err
		}
		for _, d := range duties {
			if c := d.User.Private(); inPrivate(r, d.User) && !slices.Contains(chats, c) {
				chats = append(chats, c)
			}
		}
	}
	return chats, nil
}

// inPrivate reports whether somebody can be written to in private, as far as is known.
func inPrivate(r *storage.Reader, u desk.UserID) bool {
	p, known, err := r.PersonOf(u)
	return err == nil && known && !p.Started.IsZero() && p.Unreachable.IsZero()
}

// Takes reports whether a chat can be told of a desk's matters: a private chat, or a group that can be written to and
// that nobody else reads.
func Takes(r *storage.Reader, c desk.ChatID) bool {
	if c.Private() {
		return inPrivate(r, desk.UserID(c)) || r.Admin(desk.UserID(c))
	}
	g, known, err := r.Group(c)
	return err == nil && known && g.Closed.IsZero() && !g.Public
}
