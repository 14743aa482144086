package enrol

import (
	"strconv"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// JoinTimer is the kind of the timers that bring requests to notice which nobody has decided; their ids are the
// requests' numbers.
const JoinTimer desk.TimerKind = "join"

// daily is how often a request is brought to notice again where the front desk never closes.
const daily = 24 * time.Hour

func reminderSlot(id desk.JoinID) chat.Slot {
	return chat.Slot("join-due:" + strconv.FormatUint(uint64(id), 10))
}

// aboveSlot is where the supervisors are told, and lateSlot where the asker is.
func aboveSlot(id desk.JoinID) chat.Slot {
	return chat.Slot("join-above:" + strconv.FormatUint(uint64(id), 10))
}

func lateSlot(id desk.JoinID) chat.Slot {
	return chat.Slot("join-late:" + strconv.FormatUint(uint64(id), 10))
}

// Fire brings a request to notice that should have been decided: at the desk, to the supervisors, and the first
// time to the asker, who is told that it is late. It comes back at each opening until somebody decides.
func (j *Joins) Fire(tx *storage.Tx, timer string) error {
	id, ok := joinOfNumber(timer)
	if !ok {
		return nil // no timer of ours has such an id
	}
	join, known, err := tx.Join(id)
	if err != nil || !known || join.Verdict != "" {
		return err
	}
	if came, err := cameIn(tx, join); err != nil || came {
		return err
	}
	if now := tx.Now(); now.Before(join.Due) { // the clock was put back
		return tx.Arm(JoinTimer, timer, join.Due)
	}
	first := join.Reminded == 0
	join.Reminded++
	if err := tx.PutJoin(&join); err != nil {
		return err
	}
	if err := tx.Arm(JoinTimer, timer, nextOpening(tx.Estate(), tx.Now())); err != nil {
		return err
	}
	if err := remind(tx, join); err != nil || !first {
		return err
	}
	return tellLate(tx, join)
}

// nextOpening is when the front desk opens next after now.
func nextOpening(e *desk.Estate, now time.Time) time.Time {
	hours := e.HoursOf(desk.FrontDesk)
	closing, closes := hours.Until(now, e.Zone)
	if !closes {
		return now.Add(daily)
	}
	next, opens := hours.Next(closing, e.Zone)
	if !opens || !next.After(now) {
		return now.Add(daily)
	}
	return next
}

// remind writes to the front desk, below the card, and to the supervisors where they are elsewhere.
func remind(tx *storage.Tx, join desk.Join) error {
	if err := draw(tx, join, false); err != nil {
		return err
	}
	unit, _, err := tx.Unit(join.Unit)
	if err != nil {
		return err
	}
	if err := tx.Vacate(reminderSlot(join.ID), chat.Notice); err != nil { // one that stands far above is seen by nobody
		return err
	}
	words := func(l desk.Language, key string) chat.Content {
		return chat.Content{Text: text.Say(l, key, "number", joinNumber(join.ID), "unit", unit.Label(), "name", join.Name,
			"asked", text.Clock(l, join.Asked, tx.Now(), tx.Estate().Zone), "due", text.Clock(l, join.Due, tx.Now(), tx.Estate().Zone))}
	}
	c, l, ok := people.ReachIn(&tx.Reader, desk.FrontDesk)
	if ok {
		err := tx.Show(chat.Outgoing{
			Slot: reminderSlot(join.ID), Chat: c, Lane: chat.Notice, ReplySlot: joinSlot(join.ID), Content: words(l, "join.remind"),
			About: chat.About{Ticket: desk.TicketID(joinNumber(join.ID)), What: joinCard},
		})
		if err != nil {
			return err
		}
	}
	above, l, ok := people.ReachIn(&tx.Reader, desk.Supervisors)
	if !ok || above == c {
		return nil
	}
	if err := tx.Vacate(aboveSlot(join.ID), chat.Notice); err != nil {
		return err
	}
	said := words(l, "join.remind-above")
	if g, known, err := tx.Group(c); err != nil {
		return err
	} else if known && g.Title != "" {
		said.Text += "\n" + text.Say(l, "join.card-where", "group", g.Title)
	}
	return tx.Show(chat.Outgoing{
		Slot: aboveSlot(join.ID), Chat: above, Lane: chat.Notice, Content: said,
		About: chat.About{Ticket: desk.TicketID(joinNumber(join.ID)), What: joinCard},
	})
}

// tellAbove tells the supervisors, where they were told that nobody had decided, what became of it.
func tellAbove(tx *storage.Tx, join desk.Join) error {
	place, told, err := tx.Place(aboveSlot(join.ID))
	if err != nil || !told {
		return err
	}
	unit, _, err := tx.Unit(join.Unit)
	if err != nil {
		return err
	}
	l := people.ChatLanguage(&tx.Reader, place.Chat)
	return tx.Show(chat.Outgoing{
		Op: chat.Refresh, Slot: aboveSlot(join.ID), Chat: place.Chat, Lane: chat.Notice,
		Content: chat.Content{Text: text.Say(l, "join.card-head", "number", joinNumber(join.ID), "unit", unit.Label()) + "\n" +
			text.Say(l, "join.card-who", "name", join.Name, "language", text.Plain(join.Language, "language.name")) + "\n\n" + verdictLine(&tx.Reader, l, join)},
		About: chat.About{Ticket: desk.TicketID(joinNumber(join.ID)), What: joinCard},
	})
}

// tellLate tells the asker that the answer is late, and what happens about it.
func tellLate(tx *storage.Tx, join desk.Join) error {
	asker, err := askerOf(tx, join)
	if err != nil {
		return err
	}
	unit, _, err := tx.Unit(join.Unit)
	if err != nil {
		return err
	}
	l := asker.Language
	return tx.Show(chat.Outgoing{
		Slot: lateSlot(join.ID), Chat: asker.Chat, Lane: chat.Conversation,
		Content: chat.Content{
			Text: text.Say(l, "join.told-late", "unit", unit.Label()),
			Buttons: [][]chat.Button{{
				withdrawButton(l, join),
				{Text: text.Plain(l, "home.back"), Data: card.Home},
			}},
		},
	})
}
