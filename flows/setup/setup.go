// Package setup is how groups become desks: the administrator adds the bot and says /link there. It must never
// take a group that anybody can read, or the word of somebody who may not say it.
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

// Link answers /link in a group: it gives the named desks to the group.
func Link(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	say := func(key string, args ...any) error { return reply(tx, u, text.Say(who.Language, key, args...)) }
	may, err := people.May(&tx.Reader, u, people.Link, people.Subject{})
	if err != nil {
		return err
	}
	if !may.OK {
		return refuse(tx, u, who, may)
	}
	g, known, err := tx.Group(u.Chat.ID)
	if err != nil {
		return err
	}
	if !known || !g.Admin {
		return say("setup.no-rights")
	}
	switch names, unknown := desks(rest); {
	case unknown != "":
		return say("setup.which-wrong", "wrong", unknown, "desks", strings.Join(all(), ", "))
	case len(names) == 0:
		return say("setup.which", "desks", strings.Join(all(), ", "))
	default:
		return link(tx, u, who, may.Role, g, names)
	}
}

// desks are the desks named in a text, each once, and the first word that names none.
func desks(rest string) (names []desk.Name, unknown string) {
	for _, word := range strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' }) {
		n := desk.Name(strings.ReplaceAll(word, "_", "-"))
		if !n.Valid() {
			return names, word
		}
		if !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names, ""
}

func all() []string { return words(desk.Names) }

func words(names []desk.Name) []string {
	said := make([]string, len(names))
	for i, n := range names {
		said[i] = string(n)
	}
	return said
}

func link(tx *storage.Tx, u chat.Update, who dialog.Who, as people.Role, g desk.Group, names []desk.Name) error {
	if !g.Language.Valid() {
		g.Language = who.Language
	}
	g.Closed = desk.Group{}.Closed
	if err := tx.PutGroup(g); err != nil {
		return err
	}
	for _, n := range names {
		if err := tx.Link(n, u.Chat.ID); err != nil {
			return err
		}
		if err := audit(tx, u, as, "link "+string(n)); err != nil {
			return err
		}
	}
	if err := watch.DealAnew(tx, u.Chat.ID); err != nil {
		return err
	}
	if err := tx.Vacate(slot(u.Chat.ID), chat.Conversation); err != nil { // an answer far above is seen by nobody
		return err
	}
	return tx.Show(chat.Outgoing{
		Slot: slot(u.Chat.ID), Chat: u.Chat.ID, Lane: chat.Conversation, Content: linked(tx, g),
		ReplyTo: u.Message,
	})
}

// Joined answers the bot's being added to a group, or its rights there having changed.
func Joined(tx *storage.Tx, u chat.Update, before, after desk.Group) error {
	key := ""
	switch {
	case !after.Closed.IsZero():
		return nil
	case after.Public:
		key = "setup.public"
	case after.Admin && !before.Admin:
		key = "setup.ready"
	case !after.Admin:
		key = "setup.no-rights"
	}
	if key == "" {
		return nil
	}
	l := after.Language
	if !l.Valid() {
		who, err := people.Who(&tx.Reader, u)
		if err != nil {
			return err
		}
		l = who.Language
	}
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Lane: chat.Conversation,
		Content: chat.Content{Text: text.Say(l, key, "desks", strings.Join(all(), ", "))},
	})
}

// refuse says why not, or asks the chat service first.
func refuse(tx *storage.Tx, u chat.Update, who dialog.Who, may people.Answer) error {
	switch {
	case may.Ask != nil:
		return people.AskFirst(tx, u, may.Ask)
	case u.Kind == chat.Press:
		tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, may.Why)})
		return nil
	}
	return reply(tx, u, text.Say(who.Language, may.Why))
}

func audit(tx *storage.Tx, u chat.Update, as people.Role, action string) error {
	return tx.Audit(storage.Entry{By: people.Actor(u), Role: string(as), Action: action, Chat: u.Chat.ID})
}

func reply(tx *storage.Tx, u chat.Update, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message, Content: chat.Content{Text: body},
	})
}
