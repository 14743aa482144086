package emergency

import (
	"errors"
	"slices"
	"strings"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// lately is for how long what was said of an alarm that was called off is still taken to be so.
const lately = time.Hour

// again sounds an alarm that was called off, with all that was known, and asks what was not. What was known long ago, or
// in a home that is theirs no more, is not so now: it is asked anew what it is. One that is out by now is shown.
func (a Alarm) again(tx *storage.Tx, who dialog.Who, before *desk.Ticket) error {
	out, err := Out(&tx.Reader, who)
	if err != nil {
		return err
	}
	if out != nil {
		return a.show(tx, who, out)
	}
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return err
	}
	if tx.Now().Sub(before.Withdrawn.At) > lately || movedOut(homes, before) {
		return a.Ask(tx, who, "", nil)
	}
	danger := before.Danger
	if !danger.Valid() {
		danger = desk.DangerHelp
	}
	id, err := a.sound(tx, who, danger, desk.OpenedData{
		Place: stillAt(homes, before.Place), Reporter: before.Reporter, Description: before.Description, Media: before.Media, Fields: before.Fields,
	})
	if err != nil {
		return err
	}
	t, _, err := tx.Ticket(id)
	if err != nil {
		return err
	}
	given, err := untold(t, who)
	if err != nil {
		return err
	}
	return a.Begin(tx, who, Name, given)
}

// movedOut reports whether whoever sounded an alarm at home has left the party since.
func movedOut(homes []storage.Home, t *desk.Ticket) bool {
	return t.Party != 0 && !slices.ContainsFunc(homes, func(h storage.Home) bool { return h.Party == t.Party })
}

// stillAt is a place that is no unit, or a unit that is still one of the homes; no place where it is another.
func stillAt(homes []storage.Home, p desk.Place) desk.Place {
	if p.Unit == 0 || slices.ContainsFunc(homes, func(h storage.Home) bool { return h.Unit.ID == p.Unit }) {
		return p
	}
	return desk.Place{}
}

// untold are the answers with which the questions begin about an alarm that takes over what was told of another: it leaves
// out what was told. That they live there does not tell that they are there.
func untold(t *desk.Ticket, who dialog.Who) (dialog.Answers, error) {
	given := dialog.Answers{}
	err := given.Set(ticketStep, t.ID)
	for step, told := range map[string]bool{
		liftStep:      t.Place.Label != "" && (!t.Reporter.Enrolled || strings.Contains(t.Place.Label, arrow)),
		placeStep:     t.Place.Label != "",
		elsewhereStep: strings.Contains(t.Place.Label, arrow),
		nameStep:      t.Reporter.Name != who.Name,
		phoneStep:     slices.ContainsFunc(t.Fields, func(f desk.Field) bool { return f.Key == phoneField }),
	} {
		if told {
			err = errors.Join(err, given.Set(step, nil))
		}
	}
	return given, err
}
