// Package emergency is the alarm: one press says what it is and sounds it, where and who follow. It must never ask
// anything but what it is before the alarm is out, and never sound a second one beside it.
package emergency

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/origin"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Assistance is the service that an alarm without a name of its own runs as: table 3, row 13.
var Assistance = catalogue.Assistance

// ticketStep holds the alarm's number among the answers; no question has that name.
const ticketStep = "ticket"

// Alarm sounds alarms over the services of a catalogue.
type Alarm struct {
	Services *catalogue.Catalogue
	// Guess is what words sound like, "" for nothing in particular. Nil: nobody guesses.
	Guess func(words string) desk.Danger
	// Begin opens a dialog, and Settle ends the person's that holds no more.
	Begin  func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
	Settle func(tx *storage.Tx, u desk.UserID, flow string) error
}

// Press sounds the alarm and gives the answers with which the dialog that asks where begins. What was written or sent
// already goes with it. Somebody whose alarm is still out adds to that one: what they say, and another danger by its
// name. Without a danger, it is what the words sound like.
func (a Alarm) Press(tx *storage.Tx, who dialog.Who, danger desk.Danger, said string, files []desk.Media, from ...desk.MessageID) (dialog.Answers, error) {
	if danger == "" {
		danger = a.guess(said)
	}
	out, err := Out(&tx.Reader, who)
	if err != nil {
		return nil, err
	}
	if out != nil {
		if err := errors.Join(also(tx, who, out, danger), hear(tx, who, out.ID, said, files, from)); err != nil {
			return nil, err
		}
		return known(out)
	}
	id, err := a.sound(tx, who, danger, desk.OpenedData{Description: said, Media: files})
	if err != nil {
		return nil, err
	}
	given := dialog.Answers{}
	return given, errors.Join(given.Set(ticketStep, id), origin.Keep(tx, who.Chat, from, id, opening))
}

// opening is the event with which every ticket begins.
const opening = 1

// known are the answers with which the questions begin about an alarm that was out already: which one it is, and what
// need not be asked again.
func known(t *desk.Ticket) (dialog.Answers, error) {
	given := dialog.Answers{}
	if err := given.Set(ticketStep, t.ID); err != nil || t.Place.Label == "" {
		return given, err
	}
	skipped := []string{placeStep, elsewhereStep, nameStep, phoneStep}
	if !t.Reporter.Enrolled || strings.Contains(t.Place.Label, arrow) { // where they live says nothing of which lift
		skipped = append(skipped, liftStep)
	}
	var err error
	for _, step := range skipped {
		err = errors.Join(err, given.Set(step, nil))
	}
	return given, err
}

func (a Alarm) guess(said string) desk.Danger {
	if a.Guess != nil && said != "" {
		if danger := a.Guess(said); danger.Valid() {
			return danger
		}
	}
	return desk.DangerHelp
}

// Out is the person's alarm that is not over yet, nil where there is none.
func Out(r *storage.Reader, who dialog.Who) (*desk.Ticket, error) {
	return r.AlarmOf(who.User)
}

// sound opens the alarm, with what is told of it already: where it is and by whom, what was said, the files and the
// fields.
func (a Alarm) sound(tx *storage.Tx, who dialog.Who, danger desk.Danger, told desk.OpenedData) (desk.TicketID, error) {
	s, ok := Service(a.Services, danger)
	if !ok {
		return "", fmt.Errorf("sound alarm: no service %s", ServiceOf(danger).Ref)
	}
	id, err := tx.NextNumber(desk.Emergency)
	if err != nil {
		return "", err
	}
	o := desk.OpenedData{
		Kind: desk.Emergency, Estate: tx.Estate().ID, Desk: s.Desk, Danger: danger, Service: s.Ref, Names: s.Names, Prices: s.Prices,
		Reporter:    desk.Reporter{Person: who.Person.ID, User: who.User, Name: cmp.Or(told.Reporter.Name, who.Name), Language: who.Language},
		Description: told.Description, Media: told.Media, Fields: told.Fields,
		Promises: a.Services.Promises(s, "", nil), Policy: tx.Estate().PolicyFor(s.Desk, desk.Emergency, ""),
	}
	homes, err := tx.HomesOf(who.Person.ID)
	if err != nil {
		return "", err
	}
	if len(homes) > 0 {
		o.Place, o.Party, o.Reporter.Enrolled = homes[0].Unit.Place(), homes[0].Party, true
	}
	o.Place = cmp.Or(told.Place, o.Place)
	return id, tx.PutTicket(desk.Open(id, o, actor(who), tx.Now()))
}

func actor(who dialog.Who) desk.Actor {
	return desk.Actor{As: desk.AsTenant, User: who.User, Person: who.Person.ID, Name: who.Name}
}

// also says with an alarm that is out that there is another danger, too, in the language of those who hear it; once.
func also(tx *storage.Tx, who dialog.Who, out *desk.Ticket, danger desk.Danger) error {
	if danger == desk.DangerHelp || danger == out.Danger {
		return nil
	}
	_, l, ok := people.ReachIn(&tx.Reader, out.Desk)
	if !ok {
		l = tx.Estate().Default
	}
	said := text.Plain(l, "emergency.also", "danger", NameIn(l, danger))
	if slices.Contains(strings.Split(out.Description, "\n"), said) {
		return nil
	}
	return hear(tx, who, out.ID, said, nil, nil)
}

// hear puts words and files on the alarm's card, by which the desks hear of them, and follows when the messages that
// said them are edited.
func hear(tx *storage.Tx, who dialog.Who, id desk.TicketID, said string, files []desk.Media, from []desk.MessageID) error {
	t, ok, err := tx.Ticket(id)
	if err != nil || !ok || said == "" && len(files) == 0 {
		return err
	}
	t.Amend(desk.AmendedData{Description: said, Media: files}, actor(who), tx.Now())
	if err := tx.PutTicket(t); err != nil {
		return err
	}
	return origin.Keep(tx, who.Chat, from, t.ID, t.Events)
}
