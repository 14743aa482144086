package people

import (
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Audience is where those are reached whom an escalation names, for a ticket of the desk. Heard tells whether that
// is they themselves: it is false where somebody stands in for a group that is not linked or cannot be written to,
// or where there is nobody. The desk's own work is done by whoever stands in for it, who do count.
func Audience(r *storage.Reader, a desk.Audience, own desk.Name) (chats []desk.ChatID, heard bool, err error) {
	if a == desk.OnDuty {
		duties, err := OnCall(r, own)
		if err != nil {
			return nil, false, err
		}
		for _, d := range duties {
			if inPrivate(r, d.User) {
				chats = append(chats, d.User.Private())
			}
		}
		return chats, len(chats) > 0, nil
	}
	if u, person := a.Person(); person {
		if !inPrivate(r, u) {
			return nil, false, nil
		}
		return []desk.ChatID{u.Private()}, true, nil
	}
	name := desk.Name(a)
	if name == own {
		_, heard = StandIn(r, own)
	} else {
		_, heard = open(r, name)
	}
	return Reach(r, name), heard, nil
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
