package desk

import (
	"cmp"
	"encoding/json"
	"fmt"
)

// CopyOf names the event of another ticket whose words a message repeats.
type CopyOf struct {
	Ticket TicketID `json:"ticket,omitempty"`
	Event  int      `json:"event,omitempty"`
}

// Mirror does to a report what was done to its lead, as the same person did it and at the same time: who is coming,
// who has come, the all-clear, and what everybody is told. What concerns the lead's own reporter alone stays there.
func (t *Ticket) Mirror(lead *Ticket, e Event, estate *Estate) error {
	if e.By.As != AsStaff && e.Type != EvLapsed {
		return nil
	}
	if e.Type == EvSaid {
		return t.mirrorWords(lead, e)
	}
	if !t.Out() {
		return nil
	}
	switch e.Type {
	case EvAccepted, EvArrived:
		t.record(e.Type, e.By, e.At, LedData{Lead: lead.ID})
	case EvRefused:
		if t.Holder.Name != "" {
			t.endRound(estate, e.At)
		}
		t.record(EvRefused, e.By, e.At, repeated(e))
	case EvDone, EvMoment:
		t.record(e.Type, e.By, e.At, repeated(e))
	case EvStep:
		if t.Service == lead.Service {
			t.record(EvStep, e.By, e.At, repeated(e))
		}
	case EvAcknowledged, EvLapsed:
		return t.mirrorWord(e, estate)
	}
	return nil
}

// repeated is what an event holds, nil where it holds nothing.
func repeated(e Event) any {
	if len(e.Data) == 0 {
		return nil
	}
	return e.Data
}

// mirrorWord takes in that somebody has a clock in hand, or had it for too long.
func (t *Ticket) mirrorWord(e Event, estate *Estate) error {
	var d ClockData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read %s of the lead: %w", e.Type, err)
	}
	r, known := t.Clock(d.Clock, estate)
	key := clockKey(d.Clock, r.Cycle)
	acked, inHand := t.Acked[key]
	switch {
	case !known || !r.Open():
	case e.Type == EvAcknowledged && !inHand:
		t.record(EvAcknowledged, e.By, e.At, ClockData{Clock: d.Clock, Cycle: r.Cycle, Due: r.Due})
	case e.Type == EvLapsed && inHand:
		t.record(EvLapsed, System, e.At, LapsedData{
			Clock: d.Clock, Cycle: r.Cycle, Who: acked.Name, User: acked.User, At: e.At, Level: t.Climbed[key],
		})
	}
	return nil
}

// mirrorWords tells this reporter what staff say to everybody: what answers somebody is theirs alone.
func (t *Ticket) mirrorWords(lead *Ticket, e Event) error {
	var said SaidData
	if err := json.Unmarshal(e.Data, &said); err != nil {
		return fmt.Errorf("read message of the lead: %w", err)
	}
	if !said.ToTenant || said.Answers != 0 || !t.May(SendMessage) || t.Withdrawn.Held() {
		return nil
	}
	t.record(EvSaid, e.By, e.At, SaidData{
		Text: said.Text, Media: said.Media, ToTenant: true, Album: said.Album,
		Copy: CopyOf{Ticket: lead.ID, Event: cmp.Or(said.Note, e.Seq)},
	})
	return nil
}
