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

func slot(c desk.ChatID) chat.Slot { return chat.Slot("linked:" + c.String()) }

// linked says which desks the group holds, in its language, what is to be done next, and offers the other languages.
func linked(tx *storage.Tx, g desk.Group) chat.Content {
	var row []chat.Button
	for _, l := range desk.Languages {
		label := text.Plain(l, "language.name")
		if l == g.Language {
			label = "✓ " + label
		}
		row = append(row, chat.Button{Text: label, Data: Prefix + string(l)})
	}
	l := g.Language
	lines := []string{
		text.Say(l, "setup.linked", "desks", text.List(l, labels(l, tx.DesksIn(g.Chat)))), "", text.Say(l, "setup.next-staff"),
	}
	if left := missing(&tx.Reader); len(left) > 0 {
		lines = append(lines, text.Say(l, "setup.next-link", "desk", left[0], "desks", text.List(l, labels(l, left))))
	}
	return chat.Content{Text: strings.Join(lines, "\n"), Buttons: [][]chat.Button{row[:2], row[2:]}}
}

// missing are the desks without a group.
func missing(r *storage.Reader) []desk.Name {
	var left []desk.Name
	for _, n := range desk.Names {
		if _, ok := r.GroupOf(n); !ok {
			left = append(left, n)
		}
	}
	return left
}

// Speak answers a press on a language in a group: everything there is said in it from now on.
func Speak(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	l := desk.Language(strings.TrimPrefix(u.Data, Prefix))
	may, err := people.May(&tx.Reader, u, people.Speak, people.Subject{})
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
	if !known || !l.Valid() {
		tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, "dialog.forged")})
		return nil
	}
	g.Language = l
	if err := errors.Join(tx.PutGroup(g), audit(tx, u, may.Role, "language "+string(l)), watch.DealAnew(tx, g.Chat)); err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(l, "setup.spoken")})
	return tx.Show(chat.Outgoing{Slot: slot(g.Chat), Chat: g.Chat, Lane: chat.Conversation, Content: linked(tx, g)})
}
