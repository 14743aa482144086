package card

import (
	"slices"
	"strings"

	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Prefix begins the callback data of a ticket's buttons.
const Prefix = "t|"

// Data is the callback data of a ticket's button: the ticket's number, the action, an argument. It holds
// nothing private and is trusted in nothing.
func Data(id desk.TicketID, a desk.Action, arg string) string {
	return Prefix + strings.Join([]string{string(id), string(a), arg}, "|")
}

// ParseData reads what Data wrote; ok is false where it is something else.
func ParseData(data string) (id desk.TicketID, a desk.Action, arg string, ok bool) {
	parts := strings.SplitN(strings.TrimPrefix(data, Prefix), "|", 3)
	if len(parts) != 3 || !strings.HasPrefix(data, Prefix) {
		return "", "", "", false
	}
	return desk.TicketID(parts[0]), desk.Action(parts[1]), parts[2], true
}

// shown are the actions that have a button on the card, and how it looks.
var shown = map[desk.Action]chat.Style{
	desk.Accept: chat.Primary, desk.Arrive: chat.Primary, desk.Finish: chat.Success, desk.HaveTold: chat.Primary,
	desk.ShowNumber: chat.Plain, desk.HaveCalled: chat.Plain, desk.AddNote: chat.Plain, desk.CantDo: chat.Danger, desk.Decline: chat.Danger,
	desk.GoOn: chat.Primary, desk.PutOnHold: chat.Plain, desk.Change: chat.Plain,
}

// order is how the buttons stand on the card.
var order = []desk.Action{
	desk.Accept, desk.Arrive, desk.Finish, desk.Decline, desk.HaveTold, desk.GoOn, desk.ShowNumber, desk.HaveCalled, desk.AddNote, desk.CantDo,
	desk.PutOnHold, desk.Change,
}

// comes tells whether somebody goes there: most requests are dealt with at the desk.
func comes(t *desk.Ticket) bool {
	return t.Kind != desk.Request || slices.ContainsFunc(t.Promises, func(p desk.Promise) bool {
		return p.Clock == desk.ClockArrive || p.From == desk.Arrived
	})
}

// buttons are what staff can do in the ticket's state, two a row.
func (d Drawing) buttons(t *desk.Ticket) [][]chat.Button {
	var rows [][]chat.Button
	n := 0
	for _, a := range order {
		if !t.May(a) || !t.Offers(a) || a == desk.Arrive && !comes(t) {
			continue
		}
		if t.Kind == desk.Emergency && (a == desk.PutOnHold || a == desk.Change) { // an alarm waits for nobody
			continue
		}
		if n%2 == 0 {
			rows = append(rows, nil)
		}
		n++
		label := "action." + string(a)
		switch {
		case a == desk.Finish && t.Decides():
			label = "action.approve"
		case a == desk.Accept && t.Kind == desk.Emergency:
			label = "action.going"
		}
		b := chat.Button{Text: text.Plain(d.Language, label), Data: Data(t.ID, a, ""), Style: shown[a]}
		rows[len(rows)-1] = append(rows[len(rows)-1], b)
	}
	if t.Folded != "" {
		return rows
	}
	return append(rows, d.progress(t)...)
}

// Onward are the buttons below the word that a hold has run out: what is done next, and to hold it again. What nobody
// has taken is taken on its card.
func Onward(d Drawing, t *desk.Ticket) [][]chat.Button {
	var row []chat.Button
	add := func(a desk.Action, key string) {
		row = append(row, chat.Button{Text: text.Plain(d.Language, key), Data: Data(t.ID, a, ""), Style: shown[a]})
	}
	switch {
	case t.May(desk.Arrive) && t.Offers(desk.Arrive) && comes(t):
		add(desk.Arrive, "action."+string(desk.Arrive))
	case t.May(desk.Finish) && t.Offers(desk.Finish):
		add(desk.Finish, "action."+string(desk.Finish))
	}
	if t.May(desk.PutOnHold) {
		add(desk.PutOnHold, "desk-news.hold-again")
	}
	if len(row) == 0 {
		return nil
	}
	return [][]chat.Button{row}
}
