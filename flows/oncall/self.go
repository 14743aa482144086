package oncall

import (
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Started answers staff who pressed Start: they can be written to now, at which desks they are, and what comes
// next. That they have started is the caller's to note.
func (d *Desk) Started(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	if err := d.Reached(tx, u.From.User); err != nil {
		return err
	}
	return d.self(tx, u, who)
}

// mine are the desks to which the person belongs; wait is true where the chat service is asked first.
func mine(tx *storage.Tx, u chat.Update) (names []desk.Name, wait bool, err error) {
	all, err := candidates(&tx.Reader, u)
	if err != nil {
		return nil, false, err
	}
	for _, n := range all {
		answer, err := people.May(&tx.Reader, u, people.StaffList, people.Subject{Desk: n})
		switch {
		case err != nil:
			return nil, false, err
		case answer.Ask != nil:
			return nil, true, people.AskFirst(tx, u, answer.Ask)
		case answer.OK:
			names = append(names, n)
		}
	}
	return names, false, nil
}

// self says what staff should know of themselves, on their screen.
func (d *Desk) self(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	names, wait, err := mine(tx, u)
	if wait || err != nil {
		return err
	}
	l := who.Language
	lines := []string{text.Say(l, "oncall.reachable", "name", dialog.CleanName(who.Name, shownName))}
	if len(names) == 0 {
		lines = []string{text.Say(l, "oncall.no-desk")}
	}
	var rows [][]chat.Button
	for _, n := range names {
		said, err := standing(&tx.Reader, l, n, u.From.User)
		if err != nil {
			return err
		}
		lines = append(lines, "", text.Escaped(said))
		label := text.Plain(l, "desk."+string(n))
		rows = append(rows, []chat.Button{
			{Text: text.Plain(l, "oncall.im-on-at", "desk", label), Data: data(verbOn, n, "")},
			{Text: text.Plain(l, "oncall.im-off-at", "desk", label), Data: data(verbOff, n, "")},
		})
	}
	rows = append(rows, []chat.Button{{Text: text.Plain(l, "home.back"), Data: card.Home}})
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(u.Chat.ID), Chat: u.Chat.ID, Lane: chat.Conversation, Anew: true,
		Content: chat.Content{Text: strings.Join(lines, "\n"), Buttons: rows},
	})
}
