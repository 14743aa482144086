package setup

import (
	"slices"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Unlink answers /unlink in a group: it takes the named desks from it, or its only one. What came to the group goes
// to whoever stands in from then on.
func Unlink(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	say := func(key string, args ...any) error { return reply(tx, u, text.Say(who.Language, key, args...)) }
	may, err := people.May(&tx.Reader, u, people.Unlink, people.Subject{})
	if err != nil {
		return err
	}
	if !may.OK {
		return refuse(tx, u, who, may)
	}
	held := tx.DesksIn(u.Chat.ID)
	names, unknown := desks(rest)
	if strings.EqualFold(strings.TrimSpace(rest), "all") || rest == "" && len(held) == 1 {
		names, unknown = held, ""
	}
	stray := slices.IndexFunc(names, func(n desk.Name) bool { return !slices.Contains(held, n) })
	switch here := strings.Join(words(held), ", "); {
	case len(held) == 0:
		return say("setup.none-here")
	case unknown == "" && stray >= 0:
		return say("setup.unlink-wrong", "wrong", names[stray], "desks", here)
	case unknown != "":
		return say("setup.unlink-wrong", "wrong", unknown, "desks", here)
	case len(names) == 0:
		return say("setup.unlink-which", "desk", held[0], "desks", here)
	}
	return unlink(tx, u, may.Role, names)
}

func unlink(tx *storage.Tx, u chat.Update, as people.Role, names []desk.Name) error {
	l := people.ChatLanguage(&tx.Reader, u.Chat.ID)
	for _, n := range names {
		if err := tx.Unlink(n); err != nil {
			return err
		}
		if err := audit(tx, u, as, "unlink "+string(n)); err != nil {
			return err
		}
		if err := tx.Arm(watch.Deal, string(n)+"/", tx.Now()); err != nil {
			return err
		}
	}
	lines := []string{text.Say(l, "setup.unlinked", "desks", text.List(l, labels(l, names)))}
	for _, n := range names {
		where := text.Plain(l, "setup.administrators")
		if in, ok := people.StandIn(&tx.Reader, n); ok {
			where = text.Plain(l, "desk."+string(in))
		}
		lines = append(lines, text.Say(l, "setup.goes-to", "desk", text.Plain(l, "desk."+string(n)), "where", where))
	}
	if err := tx.Vacate(slot(u.Chat.ID), chat.Conversation); err != nil { // what it says of the group is no longer so
		return err
	}
	return reply(tx, u, strings.Join(lines, "\n"))
}

func labels(l desk.Language, names []desk.Name) []string {
	said := make([]string, len(names))
	for i, n := range names {
		said[i] = text.Plain(l, "desk."+string(n))
	}
	return said
}
