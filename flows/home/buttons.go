package home

import (
	"strings"

	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// most is how many buttons a screen has at most: what a phone shows without scrolling.
const most = 8

// buttons are what the person can do: the alarm first and alone, what was left unfinished, then two a row, what
// most people come for before the rest.
func (s *Screens) buttons(r *storage.Reader, who dialog.Who, is standing) ([][]chat.Button, error) {
	l := who.Language
	rest, err := s.offered(r, who, is)
	if err != nil {
		return nil, err
	}
	resume, err := s.Resume(r, who)
	if err != nil {
		return nil, err
	}
	rows := [][]chat.Button{{{Text: text.Plain(l, "home.emergency"), Data: Emergency, Style: chat.Danger}}}
	if len(resume) > 0 { // what was begun comes before what is least used
		rest = rest[:min(len(rest), most-2)]
	}
	switch {
	case len(resume) == 1:
		rows = append(rows, resume)
	case len(resume) > 1:
		label := text.Plain(l, "home.unfinished", "n", len(resume))
		rows = append(rows, []chat.Button{{Text: label, Data: Unfinished}})
	}
	return append(rows, folded(rest)...), nil
}

// unfinished offers to go on with everything that was left, the newest first.
func (s *Screens) unfinished(tx *storage.Tx, who dialog.Who) error {
	resume, err := s.Resume(&tx.Reader, who)
	if err != nil {
		return err
	}
	if len(resume) == 0 {
		return s.Show(tx, who, "")
	}
	var rows [][]chat.Button
	for _, b := range resume[:min(len(resume), most-1)] {
		rows = append(rows, []chat.Button{b})
	}
	return show(tx, who, chat.Content{
		Text: text.Say(who.Language, "home.choose-unfinished"), Buttons: append(rows, []chat.Button{back(who.Language)}),
	})
}

// offered are the buttons beside the alarm, in order of use.
func (s *Screens) offered(r *storage.Reader, who dialog.Who, is standing) ([]chat.Button, error) {
	button := func(key, data string, style chat.Style) chat.Button {
		return chat.Button{Text: text.Plain(who.Language, key), Data: data, Style: style}
	}
	status := button("home.status", Status, chat.Plain)
	services := button("home.services", Services, chat.Plain)
	language := button("home.language", Language, chat.Plain)
	var coming []chat.Button // of somebody who may yet have a unit
	switch {
	case is.applied != "":
		coming = append(coming, is.withdraws)
	case is.mayJoin:
		coming = append(coming, button("home.join", Join, chat.Plain))
	}
	switch {
	case len(is.homes) > 0:
		all := []chat.Button{
			button("home.repair", Repair, chat.Primary), button("home.visitor", Visitor, chat.Plain),
			button("home.requests", Requests, chat.Plain), status,
		}
		if all = append(append(all, coming...), button("home.people", Household, chat.Plain), language); len(coming) == 0 {
			all = append(all, services) // it is the first for which there may be no room, and has a command
		}
		return all, nil
	case is.atWork():
		return append([]chat.Button{status, language}, coming...), nil
	}
	all := coming
	if is.applied == "" {
		all = []chat.Button{button("home.join", Join, chat.Primary)}
	}
	has, err := s.hasMatters(r, who)
	if err != nil {
		return nil, err
	}
	if has { // somebody who raised an alarm, or has moved out while something was open
		all = append(all, status)
	}
	return append(all, language), nil
}

// folded lays buttons out two a row.
func folded(buttons []chat.Button) [][]chat.Button {
	var rows [][]chat.Button
	for i, b := range buttons {
		if i%2 == 0 {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	return rows
}

func back(l desk.Language) chat.Button {
	return chat.Button{Text: text.Plain(l, "home.back"), Data: Menu}
}

// Press shows the screen that a button leads to: those that begin a dialog, or change something, are the
// register's.
func (s *Screens) Press(tx *storage.Tx, who dialog.Who, data string) error {
	switch {
	case data == Status:
		return s.Matters(tx, who)
	case strings.HasPrefix(data, Page):
		return s.mattersOn(tx, who, turned(data), "")
	case strings.HasPrefix(data, Matter):
		return s.Matter(tx, who, desk.TicketID(strings.TrimPrefix(data, Matter)))
	case data == Services:
		return s.Prices(tx, who)
	case data == Listed:
		return s.RequestPrices(tx, who)
	case strings.HasPrefix(data, Of):
		return s.GroupPrices(tx, who, strings.TrimPrefix(data, Of))
	case data == Language:
		return s.Languages(tx, who)
	case data == Unfinished:
		return s.unfinished(tx, who)
	}
	return s.Show(tx, who, "")
}
