// Package home is what a person sees first and comes back to: the emergency numbers, what can be done here, the
// person's matters, the services and their prices, the language. It must never hold a dialog of its own, nor show
// anybody what belongs to another unit.
package home

import (
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
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
	Listed    = Prefix + "services|requests" // the groups of requests
	Requests  = Prefix + "requests"          // ask for something
	Language  = Prefix + "language"
	Household = Prefix + "people" // who else is of the person's unit
	Join      = Prefix + "join"   // a stranger says where they live or work
	Menu      = card.Home
	// Unfinished lists the dialogs that were left.
	Unfinished = Prefix + "unfinished"
)

// What begins the data of the buttons that say which.
const (
	Speak  = Prefix + "speak|"  // a language
	Page   = Status + "|"       // a page of the matters, from 0
	Matter = card.Matter        // a ticket
	Report = Prefix + "report|" // a group of services, to report something of it
	Ask    = Prefix + "ask|"    // a group of requests, to ask for something of it
	Of     = Services + "|of|"  // a group, to see what is promised
)

// Screens draws the first screens.
type Screens struct {
	Services *catalogue.Catalogue
	// Resume offers to go on with what was left unfinished.
	Resume func(r *storage.Reader, who dialog.Who) ([]chat.Button, error)
	// Applied says that the person's request to be enrolled waits, with the button that withdraws it; the sentence is
	// "" where none does. Nil: nobody asks.
	Applied func(r *storage.Reader, who dialog.Who) (said string, withdraws chat.Button, err error)
	// Request is the request that waits, by which a screen that shows it is found when it is decided.
	Request func(r *storage.Reader, who dialog.Who) (chat.About, error)
}

// Show shows the home screen, with a note above it: the key of a sentence, or "".
func (s *Screens) Show(tx *storage.Tx, who dialog.Who, note string) error {
	is, err := s.stand(&tx.Reader, who)
	if err != nil {
		return err
	}
	if note == noUnit {
		return s.showWithoutUnit(tx, who, is)
	}
	if note != "" {
		note = text.Say(who.Language, note)
	}
	return s.under(tx, who, is, note)
}

// noUnit is the key of what somebody is told who wants something for which the desk must know their unit.
const noUnit = "home.not-enrolled"

// showWithoutUnit says that, and what the person can do about it.
func (s *Screens) showWithoutUnit(tx *storage.Tx, who dialog.Who, is standing) error {
	note := text.Say(who.Language, noUnit)
	own, err := s.hasMatters(&tx.Reader, who)
	switch {
	case err != nil:
		return err
	case own:
		note += " " + text.Say(who.Language, "home.not-enrolled-matters")
	case is.atWork() && is.applied == "":
		is.mayJoin = true
		note += " " + text.Say(who.Language, "home.not-enrolled-staff")
	}
	return s.under(tx, who, is, note)
}

// Under shows the home screen under a sentence.
func (s *Screens) Under(tx *storage.Tx, who dialog.Who, note string) error {
	is, err := s.stand(&tx.Reader, who)
	if err != nil {
		return err
	}
	return s.under(tx, who, is, note)
}

// Redraw shows the home screen as it is now, in the message that shows it.
func (s *Screens) Redraw(tx *storage.Tx, who dialog.Who) error {
	is, err := s.stand(&tx.Reader, who)
	if err != nil {
		return err
	}
	screen, err := s.screen(tx, who, is, "")
	if err != nil {
		return err
	}
	return tx.Show(screen)
}

func (s *Screens) under(tx *storage.Tx, who dialog.Who, is standing, note string) error {
	screen, err := s.screen(tx, who, is, note)
	if err != nil {
		return err
	}
	screen.Anew = true
	return tx.Show(screen)
}

// screen is the home screen under a sentence, or without one.
func (s *Screens) screen(tx *storage.Tx, who dialog.Who, is standing, note string) (chat.Outgoing, error) {
	lines, err := greeting(&tx.Reader, who, is)
	if err != nil {
		return chat.Outgoing{}, err
	}
	if note != "" {
		lines = append([]string{note, ""}, lines...)
	}
	rows, err := s.buttons(&tx.Reader, who, is)
	if err != nil {
		return chat.Outgoing{}, err
	}
	about := chat.About{}
	if is.applied != "" {
		if about, err = s.Request(&tx.Reader, who); err != nil {
			return chat.Outgoing{}, err
		}
	}
	return chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, About: about,
		Content: chat.Content{Text: strings.Join(lines, "\n"), Buttons: rows},
	}, nil
}

// greeting says where this is, who the person is here, who answers now, and whom to call in danger.
func greeting(r *storage.Reader, who dialog.Who, is standing) ([]string, error) {
	l, e := who.Language, r.Estate()
	lines := []string{text.Say(l, "home.title", "estate", e.NameIn(l))}
	switch {
	case len(is.homes) > 0:
		lines = append(lines, text.Say(l, "home.enrolled", "name", who.Name, "unit", unitsOf(l, is.homes)))
	case !is.atWork() && is.applied == "":
		lines = append(lines, text.Say(l, "home.stranger"))
	}
	if is.applied != "" {
		lines = append(lines, is.applied)
	}
	atWork, err := duties(r, who, is)
	if err != nil {
		return nil, err
	}
	lines = append(lines, atWork...)
	if is.admin {
		lines = append(lines, "", setUp(r, l))
	}
	if closed := outOfHours(r, l); closed != "" {
		lines = append(lines, "", closed)
	}
	if numbers := card.Numbers(e, l); numbers != "" {
		lines = append(lines, "", text.Say(l, "home.danger"), numbers)
	}
	return lines, nil
}

// namedUnits is how many units are named one by one: a company may have whole floors.
const namedUnits = 6

func unitsOf(l desk.Language, homes []storage.Home) string {
	var labels []string
	for _, h := range homes[:min(len(homes), namedUnits)] {
		labels = append(labels, h.Unit.Label())
	}
	if len(homes) > namedUnits {
		return text.Plain(l, "home.and-more", "list", text.List(l, labels))
	}
	return text.List(l, labels)
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

func show(tx *storage.Tx, who dialog.Who, c chat.Content) error {
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Anew: true, Content: c,
	})
}
