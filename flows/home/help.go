package home

import (
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Help says in five lines what the person can do here.
func (s *Screens) Help(tx *storage.Tx, who dialog.Who) error {
	is, err := stand(&tx.Reader, who)
	if err != nil {
		return err
	}
	return show(tx, who, chat.Content{
		Text:    text.Say(who.Language, "home.help-"+string(is.role())),
		Buttons: [][]chat.Button{{back(who.Language)}},
	})
}

// GroupHelp says in five lines what can be done in a group that holds the desks.
func GroupHelp(l desk.Language, desks []desk.Name, bot string) string {
	var more []string
	for _, c := range GroupCommandsFor(desks, l) {
		if key := "home.group-" + c.Name; text.Has(key) {
			more = append(more, text.Say(l, key))
		}
	}
	return strings.Join([]string{
		text.Say(l, "home.group-cards"), text.Say(l, "home.group-reply"), text.Say(l, "home.group-call"),
		strings.Join(more, " · "), text.Say(l, "home.group-own", "how", text.HTML(text.Say(l, "home.in-private", "bot", bot))),
	}, "\n")
}

// Languages offers the languages, each in its own words.
func (s *Screens) Languages(tx *storage.Tx, who dialog.Who) error {
	var row []chat.Button
	for _, l := range desk.Languages {
		label := text.Plain(l, "language.name")
		if l == who.Language {
			label = "✓ " + label
		}
		row = append(row, chat.Button{Text: label, Data: Speak + string(l)})
	}
	return show(tx, who, chat.Content{
		Text:    text.Say(who.Language, "home.choose-language"),
		Buttons: [][]chat.Button{row[:2], row[2:], {back(who.Language)}},
	})
}
