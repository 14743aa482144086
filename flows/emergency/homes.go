package emergency

import (
	"fmt"
	"slices"
	"strconv"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// atHome begins the data of a button that says at which of the person's units it is, with the alarm's number and the
// unit's behind it.
const atHome = card.AlarmPrefix + "at|"

// maxHomes is how many units are offered at most; whoever has more writes which.
const maxHomes = 4

// beside are the buttons under each question: the person's other units, where it is asked whether it is at the one, and
// calling it off, for whoever pressed by mistake sees a question first.
func (a Alarm) beside(t *dialog.Talk) [][]chat.Button {
	ticket := alarmOf(t)
	if ticket == nil || !ticket.Out() {
		return nil
	}
	rows := [][]chat.Button{{a.drawing(t).CallOffButton(ticket)}}
	if inLift(t) {
		return rows
	}
	homes, err := t.Tx.HomesOf(t.Person.ID)
	if err != nil { // none is offered that cannot be read
		return rows
	}
	var others []chat.Button
	for _, h := range homes {
		if len(others) == maxHomes || h.Unit.ID == ticket.Place.Unit {
			continue
		}
		others = append(others, chat.Button{
			Text: text.Plain(t.Language, "emergency.at-home", "unit", h.Unit.Label()),
			Data: fmt.Sprintf("%s%s|%d", atHome, ticket.ID, h.Unit.ID),
		})
	}
	return append(slices.Collect(slices.Chunk(others, 2)), rows...)
}

// atHome moves the alarm to one of the person's units, and ends the questions about it. A unit that is theirs no more
// leaves it where it is.
func (a Alarm) atHome(tx *storage.Tx, who dialog.Who, t *desk.Ticket, unit string) error {
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return err
	}
	for _, h := range homes {
		if strconv.FormatUint(uint64(h.Unit.ID), 10) != unit {
			continue
		}
		if p := h.Unit.Place(); p != t.Place {
			t.Amend(desk.AmendedData{Place: &p}, actor(who), tx.Now())
			if err := tx.PutTicket(t); err != nil {
				return err
			}
		}
		return a.Settle(tx, who.User, Name)
	}
	return nil
}
