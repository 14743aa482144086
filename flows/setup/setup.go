// Package setup is how groups become desks: the administrator adds the bot and says /link there. It must never
// take a group that anybody can read, or the word of somebody who is not the administrator.
package setup

import (
	"errors"
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/flows/watch"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Prefix begins the callback data of the buttons that choose a group's language.
const Prefix = "g|"

// Link answers /link in a group: it gives the named desks to the group.
func Link(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	say := func(key string, args ...any) error { return reply(tx, u, text.Say(who.Language, key, args...)) }
	switch {
	case u.Chat.ID.Private():
		return say("setup.in-group")
	case u.From.Anonymous:
		return say("setup.anonymous")
	case !tx.Admin(u.From.User):
		return say("setup.not-admin")
	case u.Chat.Public:
		return say("setup.public")
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
		return link(tx, u, who, g, names)
	}
}

// desks are the desks named in a text, and the first word that names none.
func desks(rest string) (names []desk.Name, unknown string) {
	for _, word := range strings.FieldsFunc(strings.ToLower(rest), func(r rune) bool { return r == ' ' || r == ',' || r == '\n' }) {
		n := desk.Name(strings.ReplaceAll(word, "_", "-"))
		if !n.Valid() {
			return names, word
		}
		names = append(names, n)
	}
	return names, ""
}

func all() []string {
	names := make([]string, len(desk.Names))
	for i, n := range desk.Names {
		names[i] = string(n)
	}
	return names
}

func link(tx *storage.Tx, u chat.Update, who dialog.Who, g desk.Group, names []desk.Name) error {
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
		by := desk.Actor{As: desk.AsStaff, User: u.From.User, Name: u.From.Name}
		entry := storage.Entry{By: by, Role: "administrator", Action: "link " + string(n), Chat: u.Chat.ID}
		if err := tx.Audit(entry); err != nil {
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

func slot(c desk.ChatID) chat.Slot { return chat.Slot("linked:" + c.String()) }

// linked says which desks the group holds, in its language, and offers the others.
func linked(tx *storage.Tx, g desk.Group) chat.Content {
	var labels []string
	for _, n := range tx.DesksIn(g.Chat) {
		labels = append(labels, text.Plain(g.Language, "desk."+string(n)))
	}
	var row []chat.Button
	for _, l := range desk.Languages {
		label := text.Plain(l, "language.name")
		if l == g.Language {
			label = "✓ " + label
		}
		row = append(row, chat.Button{Text: label, Data: Prefix + string(l)})
	}
	return chat.Content{
		Text:    text.Say(g.Language, "setup.linked", "desks", text.List(g.Language, labels)),
		Buttons: [][]chat.Button{row[:2], row[2:]},
	}
}

// Speak answers a press on a language in a group: cards use it from now on. Administrators alone may choose it.
func Speak(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	l := desk.Language(strings.TrimPrefix(u.Data, Prefix))
	g, known, err := tx.Group(u.Chat.ID)
	if err != nil {
		return err
	}
	if !known || !l.Valid() || !tx.Admin(u.From.User) {
		tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, "setup.not-admin")})
		return nil
	}
	g.Language = l
	if err := errors.Join(tx.PutGroup(g), watch.DealAnew(tx, g.Chat)); err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(l, "setup.spoken")})
	return tx.Show(chat.Outgoing{Slot: slot(g.Chat), Chat: g.Chat, Lane: chat.Conversation, Content: linked(tx, g)})
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

func reply(tx *storage.Tx, u chat.Update, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Lane: chat.Conversation, ReplyTo: u.Message, Content: chat.Content{Text: body},
	})
}
