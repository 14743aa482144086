// Package home is what a person sees first and comes back to: the emergency numbers, what can be done here, the
// open matters, the language. It must never hold a dialog of its own.
package home

import (
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Prefix begins the callback data of the home screen's buttons.
const Prefix = "m|"

// The home screen's buttons.
const (
	Repair    = Prefix + "repair"
	Visitor   = Prefix + "visitor"
	Emergency = Prefix + "emergency"
	Status    = card.Matters
	Services  = Prefix + "services"
	Language  = Prefix + "language"
	Join      = Prefix + "join" // a stranger says where they live or work
	Menu      = card.Home
)

// What begins the data of the buttons that say which.
const (
	Speak  = Prefix + "speak|"  // a language
	Page   = Status + "|"       // a page of the matters, from 0
	Matter = card.Matter        // a ticket
	Report = Prefix + "report|" // a group of services, to report something of it
)

// Screens draws the first screens.
type Screens struct {
	Services *catalogue.Catalogue
	// Resume offers to go on with what was left unfinished.
	Resume func(r *storage.Reader, who dialog.Who) ([]chat.Button, error)
}

// Show shows the home screen, with a note above it: the key of a sentence, or "".
func (s *Screens) Show(tx *storage.Tx, who dialog.Who, note string) error {
	lines, err := s.greeting(tx, who)
	if err != nil {
		return err
	}
	if note != "" {
		lines = append([]string{text.Say(who.Language, note), ""}, lines...)
	}
	rows, err := s.buttons(tx, who)
	if err != nil {
		return err
	}
	return show(tx, who, chat.Content{Text: strings.Join(lines, "\n"), Buttons: rows})
}

func (s *Screens) greeting(tx *storage.Tx, who dialog.Who) ([]string, error) {
	l, e := who.Language, tx.Estate()
	lines := []string{text.Say(l, "home.title", "estate", e.NameIn(l))}
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return nil, err
	}
	switch {
	case len(homes) > 0:
		labels := make([]string, len(homes))
		for i, h := range homes {
			labels[i] = h.Unit.Label()
		}
		lines = append(lines, text.Say(l, "home.enrolled", "name", who.Name, "unit", text.List(l, labels)))
	case !tx.Admin(who.User):
		line, err := outsider(tx, who)
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	if tx.Admin(who.User) {
		lines = append(lines, "", setUp(&tx.Reader, l))
	}
	if numbers := card.Numbers(e, l); numbers != "" {
		lines = append(lines, "", text.Say(l, "home.danger"), numbers)
	}
	return lines, nil
}

// outsider is for somebody without a unit here: staff are told where their work is, others how to come in.
func outsider(tx *storage.Tx, who dialog.Who) (string, error) {
	names, err := people.DesksOf(&tx.Reader, who.User)
	if err != nil || len(names) == 0 {
		return text.Say(who.Language, "home.stranger"), err
	}
	labels := make([]string, len(names))
	for i, n := range names {
		labels[i] = text.Plain(who.Language, "desk."+string(n))
	}
	return text.Say(who.Language, "home.staff", "name", who.Name, "desks", text.List(who.Language, labels)), nil
}

// setUp tells an administrator which desks have a group and which have none yet.
func setUp(r *storage.Reader, l desk.Language) string {
	var linked, missing []string
	for _, n := range desk.Names {
		name := text.Plain(l, "desk."+string(n))
		if _, ok := r.GroupOf(n); ok {
			linked = append(linked, name)
		} else {
			missing = append(missing, string(n))
		}
	}
	if len(missing) == 0 {
		return text.Say(l, "home.admin-ready")
	}
	if len(linked) == 0 {
		return text.Say(l, "home.admin-first", "missing", strings.Join(missing, ", "))
	}
	return text.Say(l, "home.admin", "linked", text.List(l, linked), "missing", strings.Join(missing, ", "))
}

func (s *Screens) buttons(tx *storage.Tx, who dialog.Who) ([][]chat.Button, error) {
	l := who.Language
	rows := [][]chat.Button{{{Text: text.Plain(l, "home.emergency"), Data: Emergency, Style: chat.Danger}}}
	resume, err := s.Resume(&tx.Reader, who)
	if err != nil {
		return nil, err
	}
	for _, b := range resume {
		rows = append(rows, []chat.Button{b})
	}
	language := chat.Button{Text: text.Plain(l, "home.language"), Data: Language}
	status := chat.Button{Text: text.Plain(l, "home.status"), Data: Status}
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return nil, err
	}
	if len(homes) > 0 {
		repair := chat.Button{Text: text.Plain(l, "home.repair"), Data: Repair, Style: chat.Primary}
		return append(rows, []chat.Button{repair, status}, []chat.Button{language}), nil
	}
	return append(rows, []chat.Button{status, language}), nil
}

// maxListed is how many matters a list shows.
const maxListed = 10

// Matters lists what the person has open.
func (s *Screens) Matters(tx *storage.Tx, who dialog.Who) error {
	tickets, err := tx.OpenTicketsOf(who.User, maxListed+1)
	if err != nil {
		return err
	}
	d := card.Drawing{Estate: tx.Estate(), Services: s.Services, Language: who.Language, Now: tx.Now()}
	lines := []string{text.Say(who.Language, "home.matters")}
	if len(tickets) == 0 {
		lines = []string{text.Say(who.Language, "home.no-matters")}
	}
	for i, t := range tickets {
		if i == maxListed {
			lines = append(lines, text.Say(who.Language, "home.more-matters"))
			break
		}
		lines = append(lines, "", card.Line(d, t))
	}
	return show(tx, who, chat.Content{Text: strings.Join(lines, "\n"), Buttons: [][]chat.Button{{back(who.Language)}}})
}

// Help says in a few lines what can be done here.
func (s *Screens) Help(tx *storage.Tx, who dialog.Who) error {
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return err
	}
	key := "home.help-stranger"
	if len(homes) > 0 {
		key = "home.help"
	}
	body := text.Say(who.Language, key)
	if tx.Admin(who.User) {
		body += "\n\n" + text.Say(who.Language, "home.help-admin")
	}
	return show(tx, who, chat.Content{Text: body, Buttons: [][]chat.Button{{back(who.Language)}}})
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

func back(l desk.Language) chat.Button {
	return chat.Button{Text: text.Plain(l, "home.back"), Data: Menu}
}

func show(tx *storage.Tx, who dialog.Who, c chat.Content) error {
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Anew: true, Content: c,
	})
}
