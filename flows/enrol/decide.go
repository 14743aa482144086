package enrol

import (
	"errors"

	"frontdesk/flows/card"
	"frontdesk/flows/dialog"
	"frontdesk/flows/people"
	"frontdesk/flows/phone"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Press answers a press on a button about a request, of the asker or of whoever decides. The first decision holds.
func (j *Joins) Press(tx *storage.Tx, u chat.Update, who dialog.Who) error {
	if u.Data == Ask && u.Chat.ID.Private() {
		tx.Toast(chat.Toast{PressID: u.PressID})
		return j.Start(tx, who)
	}
	id, act, party, ok := parseJoinData(u.Data)
	if !ok {
		return toast(tx, u, who, "dialog.forged")
	}
	join, known, err := tx.Join(id)
	if err != nil {
		return err
	}
	if !known {
		return toast(tx, u, who, "dialog.forged")
	}
	if act == withdraw {
		return j.withdraw(tx, u, who, join)
	}
	may, err := people.May(&tx.Reader, u, people.DecideJoin, people.Subject{Desk: desk.FrontDesk})
	switch {
	case err != nil:
		return err
	case may.Ask != nil:
		return people.AskFirst(tx, u, may.Ask)
	case !may.OK:
		return toast(tx, u, who, may.Why)
	}
	return j.decide(tx, u, who, decision{join: join, act: act, party: party, role: string(may.Role)})
}

// decision is what somebody presses on a card.
type decision struct {
	join  desk.Join
	act   joinAct
	party desk.PartyID // that had the unit when the button was drawn
	role  string       // of whoever presses
}

func (j *Joins) decide(tx *storage.Tx, u chat.Update, who dialog.Who, d decision) error {
	if d.join.Verdict != "" {
		return decidedBefore(tx, u, who, d.join)
	}
	if came, err := cameIn(tx, d.join); err != nil || came {
		return alert(tx, u, who, "join.came-in", err, "name", d.join.Name)
	}
	now, _, err := tx.OccupantOf(d.join.Unit)
	if err != nil {
		return err
	}
	if now != d.party && d.act != number && d.act != decline {
		return alert(tx, u, who, "join.changed", draw(tx, d.join, false))
	}
	if d.party == 0 && (d.act == replace || d.act == keep || d.act == sure) { // nobody has left an empty unit
		return toast(tx, u, who, "dialog.forged")
	}
	return j.perform(tx, u, who, d)
}

// perform does what the button says, which may be done.
func (j *Joins) perform(tx *storage.Tx, u chat.Update, who dialog.Who, d decision) error {
	switch d.act {
	case admit:
		return j.admitPressed(tx, u, who, d)
	case replace:
		return answered(tx, u, draw(tx, d.join, unsure))
	case keep:
		return answered(tx, u, draw(tx, d.join, false))
	case sure:
		return j.replacePressed(tx, u, who, d)
	case number:
		return showNumber(tx, u, who, d)
	case decline:
		return askReason(tx, u, d.join)
	}
	return toast(tx, u, who, "dialog.forged")
}

// answered answers a press without words.
func answered(tx *storage.Tx, u chat.Update, err error) error {
	tx.Toast(chat.Toast{PressID: u.PressID})
	return err
}

func decidedBefore(tx *storage.Tx, u chat.Update, who dialog.Who, join desk.Join) error {
	key := "join.was-" + string(join.Verdict)
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key, "who", join.By.Name, "name", join.Name), Alert: true})
	return draw(tx, join, false)
}

// admitPressed lets the asker into the party that has the unit, or into the empty unit.
func (j *Joins) admitPressed(tx *storage.Tx, u chat.Update, who dialog.Who, d decision) error {
	verdict := desk.Admitted
	if d.party == 0 {
		unit, _, err := tx.Unit(d.join.Unit)
		if err != nil {
			return err
		}
		if d.party, err = tenancy.Settle(tx, unit, d.join.Name); err != nil {
			return err
		}
		verdict = desk.MovedIn
	}
	if err := letIn(tx, &d.join, d.party); err != nil {
		return err
	}
	return j.conclude(tx, u, who, d, verdict, "")
}

// replacePressed lets the asker in as a new tenant: whoever had the unit has left.
func (j *Joins) replacePressed(tx *storage.Tx, u chat.Update, who dialog.Who, d decision) error {
	gone, err := tenancy.MoveOut(tx, d.party, d.join.Unit)
	if err != nil {
		return err
	}
	unit, _, err := tx.Unit(d.join.Unit)
	if err != nil {
		return err
	}
	if err := tenancy.TellGone(tx, gone, unit); err != nil {
		return err
	}
	entry := storage.Entry{
		By: people.Actor(u), Role: d.role, Action: "move out", Chat: u.Chat.ID, Detail: unit.Label() + " " + gone.Party.Name,
	}
	if err := tx.Audit(entry); err != nil {
		return err
	}
	party, err := tenancy.Settle(tx, unit, d.join.Name)
	if err != nil {
		return err
	}
	if err := letIn(tx, &d.join, party); err != nil {
		return err
	}
	return j.conclude(tx, u, who, d, desk.MovedIn, "")
}

// conclude notes a decision, and tells everybody whom it concerns.
func (j *Joins) conclude(tx *storage.Tx, u chat.Update, who dialog.Who, d decision, v desk.Verdict, reason string) error {
	join := d.join
	join.Verdict, join.Decided, join.By, join.Reason = v, tx.Now(), people.Actor(u), reason
	entry := storage.Entry{By: join.By, Role: d.role, Action: "join " + string(v), Chat: u.Chat.ID, Detail: joinNumber(join.ID)}
	if err := tx.Audit(entry); err != nil {
		return err
	}
	shown := tx.Showing(dialog.Screen(join.User.Private())) == desk.TicketID(joinNumber(join.ID))
	if err := closeJoin(tx, join); err != nil {
		return err
	}
	if u.PressID != "" {
		if err := toast(tx, u, who, "join.did-"+string(v), "name", join.Name); err != nil {
			return err
		}
	}
	return j.tellAsker(tx, join, shown)
}

// closeJoin keeps a request that is over, draws its card, and those of whoever asks for the same unit.
func closeJoin(tx *storage.Tx, join desk.Join) error {
	if err := tx.PutJoin(&join); err != nil {
		return err
	}
	if err := tx.Disarm(JoinTimer, joinNumber(join.ID)); err != nil {
		return err
	}
	if err := tx.Vacate(reminderSlot(join.ID), chat.Notice); err != nil {
		return err
	}
	if err := errors.Join(draw(tx, join, false), unask(tx, join), tellAbove(tx, join)); err != nil {
		return err
	}
	return redrawUnit(tx, join.Unit)
}

// tellAsker writes to the asker what was decided, and what they can do next. Where their screen shows the request
// that was granted, it is drawn anew where it stands: nothing can be withdrawn any more.
func (j *Joins) tellAsker(tx *storage.Tx, join desk.Join, shown bool) error {
	asker, err := askerOf(tx, join)
	if err != nil {
		return err
	}
	unit, _, err := tx.Unit(join.Unit)
	if err != nil {
		return err
	}
	l := asker.Language
	key, buttons := "join.told-in", []chat.Button{{Text: text.Plain(l, "join.button-home"), Data: card.Home, Style: chat.Primary}}
	if join.Verdict != desk.Declined && shown {
		if err := j.Redraw(tx, asker); err != nil {
			return err
		}
	}
	if join.Verdict == desk.Declined {
		key = "join.told-declined"
		buttons = []chat.Button{{Text: text.Plain(l, "join.button-again"), Data: Ask}, {Text: text.Plain(l, "home.back"), Data: card.Home}}
	}
	return tx.Post(chat.Outgoing{
		Chat: asker.Chat, Lane: chat.Conversation,
		Content: chat.Content{
			Text:    text.Say(l, key, "unit", unit.Label(), "reason", join.Reason),
			Buttons: [][]chat.Button{buttons},
		},
	})
}

// withdraw takes a request back, at the asker's press.
func (j *Joins) withdraw(tx *storage.Tx, u chat.Update, who dialog.Who, join desk.Join) error {
	switch {
	case u.From.User != join.User || !u.Chat.ID.Private():
		return toast(tx, u, who, "dialog.forged")
	case join.Verdict != "":
		if err := toast(tx, u, who, "join.over"); err != nil {
			return err
		}
		return j.Home(tx, who, "")
	}
	join.Verdict, join.Decided = desk.Withdrawn, tx.Now()
	join.By = desk.Actor{As: desk.AsTenant, User: join.User, Name: join.Name}
	if err := closeJoin(tx, join); err != nil {
		return err
	}
	tx.Toast(chat.Toast{PressID: u.PressID})
	return j.Home(tx, who, "join.withdrawn")
}

// showNumber shows the asker's number to the presser alone, and notes that it was shown.
func showNumber(tx *storage.Tx, u chat.Update, who dialog.Who, d decision) error {
	entry := storage.Entry{By: people.Actor(u), Role: d.role, Action: "number", Chat: u.Chat.ID, Detail: joinNumber(d.join.ID)}
	if err := tx.Audit(entry); err != nil {
		return err
	}
	return alert(tx, u, who, "join.number", nil, "name", d.join.Name, "phone", phone.Format(d.join.Phone, phone.Region(tx.Estate())))
}

func toast(tx *storage.Tx, u chat.Update, who dialog.Who, key string, args ...any) error {
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key, args...)})
	return nil
}

// alert answers a press with words that stay until they are closed, unless something went wrong.
func alert(tx *storage.Tx, u chat.Update, who dialog.Who, key string, err error, args ...any) error {
	tx.Toast(chat.Toast{PressID: u.PressID, Text: text.Plain(who.Language, key, args...), Alert: true})
	return err
}
