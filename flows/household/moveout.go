package household

import (
	"encoding/json"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// MoveOutName is the name of the dialog in which staff note that a party has left a unit, and of the command.
const MoveOutName = "moveout"

// stayStep holds which unit was chosen and who had it then: the confirmation holds for that alone.
const stayStep = "stay"

// stay is a party in a unit; the party is 0 where nobody is there.
type stay struct {
	Unit  desk.UnitID
	Party desk.PartyID
}

// movers are the desks whose people may note that somebody has moved out.
var movers = []desk.Name{desk.FrontDesk, desk.Property}

// MoveOut is how the office notes that a party has left a unit.
type MoveOut struct {
	// Begin opens a dialog.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
}

// Flow asks which unit it is, shows who is there and what is open, and asks whether that is right.
func (m *MoveOut) Flow() *dialog.Flow {
	return dialog.New(MoveOutName, 1,
		dialog.Unit("unit", allUnits).When(allowed).While(stillTheirs),
		dialog.Confirm("confirm", there).When(lived),
	).Each(keepParty).Done(movedOut).Sample(office)
}

// Command answers /moveout, with a unit such as A-1203 behind it or without.
func (m *MoveOut) Command(tx *storage.Tx, u chat.Update, who dialog.Who, rest string) error {
	may, err := mayMoveOut(&tx.Reader, u)
	switch {
	case err != nil:
		return err
	case may.Ask != nil:
		return people.AskFirst(tx, u, may.Ask)
	case !may.OK:
		return say(tx, u, text.Say(who.Language, may.Why))
	case rest == "":
		return m.Begin(tx, who, MoveOutName, nil)
	}
	unit, found, err := people.UnitSaid(&tx.Reader, rest)
	if err != nil {
		return err
	}
	if !found {
		return say(tx, u, text.Say(who.Language, "moveout.no-unit", "unit", dialog.CleanName(rest, maxUnit)))
	}
	party, lived, err := tx.OccupantOf(unit.ID)
	if err != nil {
		return err
	}
	if !lived {
		return say(tx, u, text.Say(who.Language, "moveout.vacant", "unit", unit.Label()))
	}
	given := dialog.Answers{}
	if err := given.Set("unit", unit.ID); err != nil {
		return err
	}
	if err := given.Set(stayStep, stay{unit.ID, party}); err != nil {
		return err
	}
	return m.Begin(tx, who, MoveOutName, given)
}

// maxUnit is how much of what was typed as a unit is shown again, in characters.
const maxUnit = 64

// mayMoveOut is whether whoever is behind the update may note that, for any of the desks that do.
func mayMoveOut(r *storage.Reader, u chat.Update) (answer people.Answer, err error) {
	for _, n := range movers {
		answer, err = people.May(r, u, people.MoveOut, people.Subject{Desk: n})
		if err != nil || answer.OK || answer.Ask != nil {
			return answer, err
		}
	}
	return answer, nil
}

// allowed is whether the person may do it at this moment, before they are shown who lives where.
func allowed(t *dialog.Talk) bool {
	may, err := mayMoveOut(&t.Tx.Reader, asUpdate(t))
	return err == nil && may.OK
}

func allUnits(t *dialog.Talk) []desk.Unit {
	units, err := t.Tx.Units()
	if err != nil { // records that cannot be read offer no unit
		return nil
	}
	return units
}

// lived is whether there is somebody to move out, which the person may know.
func lived(t *dialog.Talk) bool { return partyOf(t) != 0 && allowed(t) }

// keepParty remembers who has the unit that was chosen.
func keepParty(t *dialog.Talk, step string) error {
	if step != "unit" {
		return nil
	}
	party, _, err := t.Tx.OccupantOf(t.Answers.Unit("unit"))
	if err != nil {
		return err
	}
	return t.Answers.Set(stayStep, stay{t.Answers.Unit("unit"), party})
}

// stillTheirs is whether the unit is as it was when it was chosen: theirs, or empty.
func stillTheirs(t *dialog.Talk) bool {
	party, _, err := t.Tx.OccupantOf(t.Answers.Unit("unit"))
	return err == nil && stayOf(t) == stay{t.Answers.Unit("unit"), party}
}

// partyOf is who had the unit when it was chosen, 0 where nobody did.
func partyOf(t *dialog.Talk) desk.PartyID { return stayOf(t).Party }

func stayOf(t *dialog.Talk) stay {
	var s stay
	if json.Unmarshal(t.Answers[stayStep], &s) != nil { // none was chosen
		return stay{}
	}
	return s
}

// there is who has the unit, and what is open about it.
func there(t *dialog.Talk) []any {
	u, _, err := t.Tx.Unit(t.Answers.Unit("unit"))
	if err != nil { // shown empty; confirming it then fails with the reason
		return nil
	}
	_, all, err := tenancy.Living(&t.Tx.Reader, u.ID)
	if err != nil {
		return nil
	}
	open, err := tenancy.Open(&t.Tx.Reader, all, u.ID)
	if err != nil {
		return nil
	}
	return []any{"unit", u.Label(), "people", tenancy.Names(t.Language, all), "open", openLine(t.Language, open)}
}

// maxOpen is how many open matters are named.
const maxOpen = 10

func openLine(l desk.Language, open []*desk.Ticket) string {
	if len(open) == 0 {
		return text.Plain(l, "moveout.none-open")
	}
	var lines []string
	for i, t := range open {
		if i == maxOpen {
			lines = append(lines, "…")
			break
		}
		lines = append(lines, text.Plain(l, "moveout.open-line", "ticket", t.ID, "desk", text.Plain(l, "desk."+string(t.Desk))))
	}
	return text.Plain(l, "moveout.open", "matters", text.List(l, lines))
}

// movedOut ends the stay, tells the people, and says in the chat that it is noted.
func movedOut(t *dialog.Talk) error {
	tx, u := t.Tx, asUpdate(t)
	may, err := mayMoveOut(&tx.Reader, u)
	if err != nil {
		return err
	}
	if !may.OK {
		return desk.Refuse(desk.NotAllowed)
	}
	unit, _, err := tx.Unit(t.Answers.Unit("unit"))
	if err != nil {
		return err
	}
	if partyOf(t) == 0 {
		return show(t, text.Say(t.Language, "moveout.vacant", "unit", unit.Label()))
	}
	if !stillTheirs(t) {
		return desk.Refuse(desk.NotFound)
	}
	gone, err := tenancy.MoveOut(tx, partyOf(t), unit.ID)
	if err != nil {
		return err
	}
	entry := storage.Entry{
		By: people.Actor(u), Role: string(may.Role), Action: "move out", Chat: t.Chat, Detail: unit.Label() + " " + gone.Party.Name,
	}
	if err := tx.Audit(entry); err != nil {
		return err
	}
	if err := tenancy.TellGone(tx, gone, unit); err != nil {
		return err
	}
	l := t.Language
	if t.Group() { // which keeps it as its record
		l = people.ChatLanguage(&tx.Reader, t.Chat)
	}
	return show(t, text.Say(l, "moveout.done", "unit", unit.Label(), "people", tenancy.Names(l, gone.Residents), "who", t.Name))
}

// show says what came of it where the dialog stood.
func show(t *dialog.Talk, body string) error {
	c := chat.Content{Text: body}
	if !t.Group() {
		c.Buttons = [][]chat.Button{{{Text: text.Plain(t.Language, "home.back"), Data: card.Home}}}
	}
	return t.Tx.Show(chat.Outgoing{
		Slot: t.Screen(), Chat: t.Chat, Thread: t.Thread, Lane: chat.Conversation, Anew: true, Content: c,
	})
}

func say(tx *storage.Tx, u chat.Update, body string) error {
	return tx.Post(chat.Outgoing{
		Chat: u.Chat.ID, Thread: u.Thread, Lane: chat.Conversation, ReplyTo: u.Message, Content: chat.Content{Text: body},
	})
}
