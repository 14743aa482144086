package enrol

import (
	"cmp"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/phone"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// JoinName is the name of the dialog in which somebody without an invitation asks to be enrolled.
const JoinName = "join"

// JoinWithin is how soon such a request is answered, counted in the front desk's hours.
const JoinWithin = time.Hour

// Joins is how somebody comes in without an invitation: they say where they live or work and who they are, and the
// front desk decides. It must never show the asker who lives there.
type Joins struct {
	// Home shows the person's first screen, with a note above it: the key of a sentence, or "".
	Home func(tx *storage.Tx, who dialog.Who, note string) error
	// Redraw shows the person's first screen as it is now, in the message that shows it.
	Redraw func(tx *storage.Tx, who dialog.Who) error
	// Begin opens a dialog.
	Begin func(tx *storage.Tx, who dialog.Who, flow string, given dialog.Answers) error
}

// Flow asks where somebody lives or works, for their name and for their number.
func (j *Joins) Flow() *dialog.Flow {
	return dialog.New(JoinName, 1,
		dialog.Unit("unit", allUnits),
		dialog.Text("name").Max(maxName).When(unknown),
		dialog.Phone("phone").When(unknown),
		dialog.Confirm("confirm", summary),
	).Done(j.asked)
}

// maxName is the longest name in characters.
const maxName = 200

func allUnits(t *dialog.Talk) []desk.Unit {
	units, err := t.Tx.Units()
	if err != nil { // records that cannot be read offer no unit
		return nil
	}
	return units
}

// unknown is whether the office does not know the person's name and number yet.
func unknown(t *dialog.Talk) bool {
	homes, err := t.Tx.HomesOf(t.Person.ID)
	return err != nil || len(homes) == 0 || t.Person.Phone == ""
}

// phoneOf is the number that was given, or that the office knows.
func phoneOf(t *dialog.Talk) string { return cmp.Or(t.Answers.Text("phone"), t.Person.Phone) }

// nameOf is the name that was given, as it can be shown; one of which nothing can be seen is that of the account.
func nameOf(t *dialog.Talk) string {
	return cmp.Or(dialog.CleanName(t.Answers.Text("name"), maxName), dialog.CleanName(t.Who.Name, maxName), "?")
}

func summary(t *dialog.Talk) []any {
	u, _, err := t.Tx.Unit(t.Answers.Unit("unit"))
	if err != nil { // shown empty; asking then fails with the reason
		return nil
	}
	number := phone.Format(phoneOf(t), phone.Region(t.Tx.Estate()))
	return []any{"unit", u.Label(), "name", nameOf(t), "phone", number, "due", due(t)}
}

// due is by when the request will be answered, were it made now.
func due(t *dialog.Talk) string {
	return text.Clock(t.Language, dueFrom(t.Tx.Estate(), t.Tx.Now()), t.Tx.Now(), t.Tx.Estate().Zone)
}

func dueFrom(e *desk.Estate, now time.Time) time.Time {
	return e.HoursOf(desk.FrontDesk).Add(now, JoinWithin, e.Zone)
}

// Start begins the dialog, or shows how far the request is that the person has made already.
func (j *Joins) Start(tx *storage.Tx, who dialog.Who) error {
	open, ok, err := tx.JoinOf(who.User)
	if err != nil {
		return err
	}
	if ok {
		return pending(tx, who, open)
	}
	if Throttled(&tx.Reader, who.User) {
		return j.Home(tx, who, "join.too-often")
	}
	units, err := tx.Units()
	if err != nil {
		return err
	}
	if len(units) == 0 {
		return j.Home(tx, who, "join.no-units")
	}
	return j.Begin(tx, who, JoinName, nil)
}

// asked keeps the request, puts it before the front desk, and says by when it is answered.
func (j *Joins) asked(t *dialog.Talk) error {
	tx, who := t.Tx, t.Who
	open, ok, err := tx.JoinOf(who.User)
	if err != nil {
		return err
	}
	if ok { // asked meanwhile, from elsewhere
		return pending(tx, who, open)
	}
	u, known, err := tx.Unit(t.Answers.Unit("unit"))
	if err != nil {
		return err
	}
	lives, err := tenancy.Lives(&tx.Reader, who.Person.ID, u.ID)
	switch {
	case err != nil:
		return err
	case !known:
		return j.Home(tx, who, "join.no-unit")
	case lives:
		return j.Home(tx, who, "join.there-already")
	}
	if err := Guessed(tx, who.User); err != nil { // whoever asks again and again waits as a guesser does
		return err
	}
	join := desk.Join{
		User: who.User, Name: nameOf(t), Phone: phoneOf(t), Language: who.Language,
		Unit: u.ID, Asked: tx.Now(), Due: dueFrom(tx.Estate(), tx.Now()),
	}
	if err := tx.PutJoin(&join); err != nil {
		return err
	}
	if err := tx.Arm(JoinTimer, joinNumber(join.ID), join.Due); err != nil {
		return err
	}
	if err := redrawUnit(tx, join.Unit); err != nil {
		return err
	}
	return pending(tx, who, join)
}

// pending shows the person how far their request is, on their screen.
func pending(tx *storage.Tx, who dialog.Who, join desk.Join) error {
	u, _, err := tx.Unit(join.Unit)
	if err != nil {
		return err
	}
	e, now, l := tx.Estate(), tx.Now(), who.Language
	key, hours := "join.pending", e.HoursOf(desk.FrontDesk)
	opening, opens := hours.Next(now, e.Zone)
	switch {
	case now.After(join.Due):
		key = "join.pending-late"
	case opens && opening.After(now):
		key = "join.pending-closed"
	}
	body := text.Say(l, key, "number", joinNumber(join.ID), "unit", u.Label(), "asked", text.Clock(l, join.Asked, now, e.Zone),
		"due", text.Clock(l, join.Due, now, e.Zone), "opens", text.Clock(l, opening, now, e.Zone))
	return tx.Show(chat.Outgoing{
		Slot: dialog.Screen(who.Chat), Chat: who.Chat, Lane: chat.Conversation, Anew: true,
		Content: chat.Content{Text: body, Buttons: [][]chat.Button{{
			withdrawButton(l, join),
			{Text: text.Plain(l, "home.back"), Data: card.Home},
		}}},
		About: chat.About{Ticket: desk.TicketID(joinNumber(join.ID)), What: joinScreen},
	})
}
