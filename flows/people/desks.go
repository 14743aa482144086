package people

import (
	"slices"
	"time"

	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// instead is where a desk without a group of its own is reached, in order: never nowhere.
var instead = []desk.Name{desk.FrontDesk, desk.Supervisors, desk.Managers}

// Reach is where the desk is reached: its own group, or whoever stands in for it, or at last the administrators
// in private. It is empty only before there is an administrator.
func Reach(r *storage.Reader, n desk.Name) []desk.ChatID {
	for _, name := range append([]desk.Name{n}, instead...) {
		if c, ok := open(r, name); ok {
			return []desk.ChatID{c}
		}
	}
	var chats []desk.ChatID
	for _, admin := range r.Admins() {
		chats = append(chats, admin.Private())
	}
	return chats
}

// StandIn is the desk whose group is reached in place of one without a group of its own; ok is false where that is
// nobody but the administrators.
func StandIn(r *storage.Reader, n desk.Name) (name desk.Name, ok bool) {
	for _, name := range append([]desk.Name{n}, instead...) {
		if _, ok := open(r, name); ok {
			return name, true
		}
	}
	return "", false
}

// open is the group of a desk that can be written to, and in which nobody reads along.
func open(r *storage.Reader, n desk.Name) (desk.ChatID, bool) {
	c, ok := r.GroupOf(n)
	if !ok {
		return 0, false
	}
	g, known, err := r.Group(c)
	return c, err == nil && known && g.Closed.IsZero() && !g.Public
}

// ReachIn is Reach's first chat with the language that is spoken there; ok is false where nobody can be reached.
func ReachIn(r *storage.Reader, n desk.Name) (c desk.ChatID, l desk.Language, ok bool) {
	chats := Reach(r, n)
	if len(chats) == 0 {
		return 0, "", false
	}
	return chats[0], ChatLanguage(r, chats[0]), true
}

// ChatLanguage is the language of a group, or of the person in a private chat.
func ChatLanguage(r *storage.Reader, c desk.ChatID) desk.Language {
	if c.Private() {
		if p, ok, err := r.PersonOf(desk.UserID(c)); err == nil && ok && p.Language.Valid() {
			return p.Language
		}
		return r.Estate().Default
	}
	if g, ok, err := r.Group(c); err == nil && ok && g.Language.Valid() {
		return g.Language
	}
	return r.Estate().Default
}

// Serves reports whether the chat is where the desk's work is done: its group, or whoever stands in for it.
func Serves(r *storage.Reader, c desk.ChatID, n desk.Name) bool {
	return slices.Contains(Reach(r, n), c)
}

// Standing is what is known of somebody's place at a desk.
type Standing int

// The standings. Unsure asks the chat service before anything is done.
const (
	Outside Standing = iota
	Unsure
	Inside
)

// fresh is how long somebody counts as seen in a group in which the bot is not told who leaves.
const fresh = time.Minute

// At is whether the user belongs to the desk, judged by what was seen in its group. The group's chat comes with
// it, for asking. A group that anybody can join proves nothing.
func At(r *storage.Reader, u desk.UserID, n desk.Name) (Standing, desk.ChatID, error) {
	c, ok := r.GroupOf(n)
	if !ok {
		return Outside, 0, nil
	}
	g, _, err := r.Group(c)
	if err != nil || g.Public {
		return Outside, c, err
	}
	m, known, err := r.Member(c, u)
	switch {
	case err != nil:
		return Outside, c, err
	case known && m.Present() && (g.Admin || r.Now().Sub(m.Seen) < fresh):
		return Inside, c, nil
	case known && !m.Left.IsZero():
		return Outside, c, nil
	}
	return Unsure, c, nil
}

// DesksOf are the desks to which the user belongs, as far as their groups were seen.
func DesksOf(r *storage.Reader, u desk.UserID) ([]desk.Name, error) {
	var names []desk.Name
	for _, n := range desk.Names {
		standing, _, err := At(r, u, n)
		if err != nil {
			return nil, err
		}
		if standing == Inside {
			names = append(names, n)
		}
	}
	return names, nil
}
