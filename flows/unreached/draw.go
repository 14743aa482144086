package unreached

import (
	"strings"

	"frontdesk/flows/card"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Prefix begins the callback data of the card's buttons.
const Prefix = "u|"

// The buttons.
const (
	number = "number" // shows the telephone number to the presser alone
	told   = "told"   // the answers were given by telephone, or in person
)

func data(p desk.PersonID, what string) string { return Prefix + p.String() + "|" + what }

// draw is the card: who, where, since when, and which matters wait.
func draw(r *storage.Reader, d card.Drawing, p desk.Person, owed []*desk.Ticket) (chat.Content, error) {
	where, err := home(r, d.Language, p, owed)
	if err != nil {
		return chat.Content{}, err
	}
	lines := []string{text.Say(d.Language, "unreached.head", "name", p.Name, "place", where, "time", d.Clock(p.Unreachable)), ""}
	answers := 0
	for _, t := range owed {
		key := "unreached.open"
		if t.State == desk.StateDone {
			key = "unreached.answer"
			answers++
		}
		lines = append(lines, text.Say(d.Language, key, "ticket", t.ID, "service", card.Shorten(d.Service(t), 60),
			"desk", text.Plain(d.Language, "desk."+string(t.Desk)), "time", d.Clock(t.Opened)))
	}
	lines = append(lines, "", text.Say(d.Language, "unreached.ask"))
	row := []chat.Button{{Text: text.Plain(d.Language, "unreached.number"), Data: data(p.ID, number)}}
	if answers > 0 {
		row = append(row, chat.Button{Text: text.Plain(d.Language, "unreached.told"), Data: data(p.ID, told), Style: chat.Primary})
	}
	return chat.Content{Text: strings.Join(lines, "\n"), Buttons: [][]chat.Button{row}}, nil
}

// home is where the person lives or works, in words, or at least where their first matter is.
func home(r *storage.Reader, l desk.Language, p desk.Person, owed []*desk.Ticket) (string, error) {
	homes, err := r.HomesOf(p.ID)
	if err != nil {
		return "", err
	}
	var labels []string
	for _, h := range homes {
		labels = append(labels, h.Unit.Label())
	}
	if len(labels) == 0 && len(owed) > 0 && owed[0].Place.Label != "" {
		return card.Shorten(owed[0].Place.Label, 60), nil
	}
	if len(labels) == 0 {
		return text.Plain(l, "unreached.no-unit"), nil
	}
	return text.List(l, labels), nil
}
