package desk

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Open begins a ticket. Its number and promises are the caller's to give; the promises stay as they are
// whatever becomes of the catalogue.
func Open(id TicketID, o OpenedData, by Actor, now time.Time) *Ticket {
	t := &Ticket{ID: id}
	t.record(EvOpened, by, now, o)
	return t
}

// Amend adds what the reporter said after opening.
func (t *Ticket) Amend(d AmendedData, by Actor, now time.Time) { t.record(EvAmended, by, now, d) }

// Edit corrects what an earlier event says. One that the ticket does not have is corrected to no effect.
func (t *Ticket) Edit(d EditedData, by Actor, now time.Time) { t.record(EvEdited, by, now, d) }

// NoteCarded notes that the chat service took the card. A later card changes nothing.
func (t *Ticket) NoteCarded(now time.Time) {
	if t.Carded.IsZero() {
		t.record(EvCarded, System, now, nil)
	}
}

// Accept takes the ticket. Whoever comes second is told who was first.
func (t *Ticket) Accept(by Actor, now time.Time) error {
	return t.act(Accept, EvAccepted, by, now, nil)
}

// Arrive notes that somebody is on site.
func (t *Ticket) Arrive(by Actor, now time.Time) error { return t.act(Arrive, EvArrived, by, now, nil) }

// Finish notes that staff say it is done.
func (t *Ticket) Finish(by Actor, now time.Time) error { return t.act(Finish, EvDone, by, now, nil) }

// FinishWithout is Finish with what staff did without.
func (t *Ticket) FinishWithout(d DoneData, by Actor, now time.Time) error {
	return t.act(Finish, EvDone, by, now, d)
}

// Cant sets the card free again, with the reason. A round that ends late leaves its breach behind, even where
// the timer that was to note it has not fired yet.
func (t *Ticket) Cant(e *Estate, reason string, by Actor, now time.Time) error {
	if err := t.MayGiveUp(by); err != nil {
		return err
	}
	t.endRound(e, now)
	return t.act(CantDo, EvRefused, by, now, RefusedData{Reason: reason})
}

// Leave sets the card free of whoever holds it and has left the desk's group, as Cant does.
func (t *Ticket) Leave(e *Estate, reason string, now time.Time) error {
	by := t.Holder
	if err := t.MayGiveUp(by); err != nil {
		return err
	}
	t.endRound(e, now)
	return t.act(CantDo, EvRefused, by, now, RefusedData{Reason: reason, Left: true})
}

// MayGiveUp tells why somebody may not say that it can't be done: a ticket that somebody holds is theirs.
func (t *Ticket) MayGiveUp(by Actor) error {
	switch {
	case !t.May(CantDo):
		return t.notNow()
	case t.Holder.User != 0 && t.Holder.User != by.User:
		return Refuse(NotYours, "who", t.Holder.Name, "ticket", t.ID)
	}
	return nil
}

func (t *Ticket) endRound(e *Estate, now time.Time) {
	for _, p := range t.Promises {
		if p.Clock != ClockTake {
			continue
		}
		if b, ok := t.newBreach(t.clock(p, e), now); ok {
			t.Breach(b, now)
		}
	}
}

// Called notes that staff telephoned the tenant.
func (t *Ticket) Called(by Actor, now time.Time) error {
	return t.act(HaveCalled, EvCalled, by, now, nil)
}

// NumberShown notes that staff looked at the telephone number.
func (t *Ticket) NumberShown(by Actor, now time.Time) error {
	return t.act(ShowNumber, EvNumberShown, by, now, nil)
}

// Note keeps an internal note.
func (t *Ticket) Note(n NotedData, by Actor, now time.Time) error {
	return t.act(AddNote, EvNoted, by, now, n)
}

// Say keeps a message that goes to the tenant or came from there. What the tenant says is taken in any state.
func (t *Ticket) Say(s SaidData, by Actor, now time.Time) error {
	if !s.ToTenant {
		t.record(EvSaid, by, now, s)
		return nil
	}
	return t.act(SendMessage, EvSaid, by, now, s)
}

// Told notes that staff gave the answer in person or by telephone.
func (t *Ticket) Told(by Actor, now time.Time) error {
	return t.act(HaveTold, EvAnswered, by, now, AnsweredData{How: InPerson})
}

// Delivered notes that the chat service took the answer that the finish caused.
func (t *Ticket) Delivered(now time.Time) {
	if t.State == StateDone {
		t.record(EvAnswered, System, now, AnsweredData{How: ByMessage})
	}
}

// NoteUndelivered notes that the tenant could not be given the answer.
func (t *Ticket) NoteUndelivered(now time.Time) { t.record(EvUndelivered, System, now, nil) }

// act records an event where the action is legal now, and otherwise says who was first or why not.
func (t *Ticket) act(a Action, e EventType, by Actor, now time.Time, data any) error {
	if t.May(a) {
		t.record(e, by, now, data)
		return nil
	}
	if a == Accept && t.Holder.Name != "" && t.Folded == "" {
		return Refuse(AlreadyTaken, "who", t.Holder.Name, "ticket", t.ID)
	}
	return t.notNow()
}

// notNow refuses what the ticket does not allow, and says where it is done.
func (t *Ticket) notNow() *Error {
	if t.Folded != "" {
		return Refuse(Folded, "ticket", t.ID, "lead", t.Folded)
	}
	return Refuse(NotNow, "ticket", t.ID)
}

func (t *Ticket) record(e EventType, by Actor, now time.Time, data any) {
	t.recordAt(e, by, now, time.Time{}, data)
}

// recordAt is record for what happened at a moment of which the desk learned later; learned is zero where it did at
// once.
func (t *Ticket) recordAt(e EventType, by Actor, at, learned time.Time, data any) {
	ev := Event{Seq: t.Events + 1, Type: e, Version: eventVersion, By: by, At: at, Recorded: learned}
	if data != nil {
		raw, err := json.Marshal(data)
		if err != nil { // every data type here is made of strings, numbers and times
			panic(fmt.Sprintf("encode %s event: %v", e, err))
		}
		ev.Data = raw
	}
	// A fresh event always decodes: it was encoded just now.
	if err := t.apply(ev); err != nil {
		panic(err)
	}
	t.fresh = append(t.fresh, ev)
}

// clockKey names a clock and its round in the ticket's maps.
func clockKey(c Clock, cycle int) string {
	if cycle == 0 {
		return string(c)
	}
	return string(c) + "#" + strconv.Itoa(cycle)
}
