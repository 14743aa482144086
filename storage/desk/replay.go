package desk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Replay gives the ticket that the events make. An event that is unknown is counted and changes nothing.
func Replay(id TicketID, events []Event) (*Ticket, error) {
	t := &Ticket{ID: id}
	for _, e := range events {
		if err := t.apply(e); err != nil {
			return nil, fmt.Errorf("replay %s event %d: %w", id, e.Seq, err)
		}
	}
	return t, nil
}

// apply is the only place where a ticket changes.
func (t *Ticket) apply(e Event) error {
	t.Events++
	if e.Version > eventVersion {
		return nil
	}
	switch e.Type {
	case EvOpened:
		return t.applyOpened(e)
	case EvAmended:
		return t.applyAmended(e)
	case EvEdited:
		return t.applyEdited(e)
	case EvCarded, EvAccepted, EvArrived, EvDone, EvRefused, EvAnswered:
		return t.applyState(e)
	case EvCalled, EvSaid, EvUndelivered, EvReceived:
		return t.applyWords(e)
	case EvAlerted, EvBreached, EvAcknowledged, EvLapsed, EvRenewed, EvRelaid:
		return t.applyLadder(e)
	case EvMoment, EvStep:
		return t.applyProgress(e)
	case EvWithdrawn:
		return t.applyWithdrawn(e)
	case EvHeld, EvResumed, EvReclassified, EvAgreed:
		return t.applyChange(e)
	case EvFolded, EvUnfolded, EvGathered, EvProposed, EvApart:
		return t.applyIncident(e)
	}
	return nil
}

// applyState takes in how far the ticket is.
func (t *Ticket) applyState(e Event) error {
	t.lends(e)
	switch e.Type {
	case EvCarded:
		t.Carded = e.At
	case EvAccepted:
		t.State, t.Holder, t.TakenBy, t.Taken, t.Refusal = StateAccepted, e.By, e.By, e.At, ""
	case EvArrived:
		t.State, t.Holder, t.OnSite, t.Reached = StateOnSite, e.By, e.At, firstOf(t.Reached, e.At)
		t.respond(e, 0)
	case EvDone:
		return t.applyDone(e)
	case EvRefused:
		return t.applyRefused(e)
	case EvAnswered:
		return t.applyAnswered(e)
	}
	return nil
}

// applyWords takes in what was said between staff and tenant, and what became of it.
func (t *Ticket) applyWords(e Event) error {
	switch e.Type {
	case EvCalled:
		t.respond(e, 0)
		return nil
	case EvSaid:
		return t.applySaid(e)
	}
	return t.applyMessage(e)
}

func (t *Ticket) applyProgress(e Event) error {
	if e.Type == EvMoment {
		return t.applyMoment(e)
	}
	return t.applyStep(e)
}

// applyChange takes in what changes what is promised, or when it counts.
func (t *Ticket) applyChange(e Event) error {
	switch e.Type {
	case EvHeld:
		return t.applyHeld(e)
	case EvResumed:
		return t.applyResumed(e)
	case EvReclassified:
		return t.applyReclassified(e)
	}
	return t.applyAgreed(e)
}

func (t *Ticket) applyOpened(e Event) error {
	if err := json.Unmarshal(e.Data, &t.OpenedData); err != nil {
		return fmt.Errorf("read opening: %w", err)
	}
	t.State, t.Opened, t.Free = StateOpen, e.At, later(e.At, e.Recorded) // before that there was no card to take
	if t.Free.After(e.At) {
		t.Learned = e.Recorded
	}
	return nil
}

func (t *Ticket) applyDone(e Event) error {
	var d DoneData
	if len(e.Data) > 0 {
		if err := json.Unmarshal(e.Data, &d); err != nil {
			return fmt.Errorf("read end: %w", err)
		}
	}
	t.State, t.Resolved, t.NoPhoto, t.Declined = StateDone, Fact{At: e.At, By: e.By}, d.NoPhoto, d.Declined
	t.endHold(e.At)
	t.respond(e, 0)
	return nil
}

func (t *Ticket) applyAmended(e Event) error {
	var d AmendedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read amendment: %w", err)
	}
	if d.Place != nil {
		t.Place = *d.Place
	}
	if d.Name != "" {
		t.Reporter.Name = d.Name
	}
	t.Fields = append(slices.Clip(t.Fields), d.Fields...)
	if d.Description == "" && len(d.Media) == 0 {
		return nil
	}
	if len(t.Parts) == 0 {
		t.Parts = []Part{{Event: opening, Text: t.Description, Media: t.Media}}
	}
	t.Parts = append(slices.Clip(t.Parts), Part{Event: e.Seq, Text: d.Description, Media: d.Media})
	t.assemble()
	return nil
}

// opening is the number of the event that every ticket begins with.
const opening = 1

// applyEdited corrects the description and the media. What else an event said is not part of the ticket.
func (t *Ticket) applyEdited(e Event) error {
	var d EditedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read correction: %w", err)
	}
	if len(t.Parts) == 0 {
		if d.Event == opening {
			t.Description = d.Text
			if len(d.Media) > 0 {
				t.Media = d.Media
			}
		}
		return nil
	}
	for i, p := range t.Parts {
		if p.Event == d.Event {
			t.Parts = slices.Clone(t.Parts)
			if t.Parts[i].Text = d.Text; len(d.Media) > 0 {
				t.Parts[i].Media = d.Media
			}
			t.assemble()
		}
	}
	return nil
}

// assemble makes the description and the media of their parts.
func (t *Ticket) assemble() {
	t.Description, t.Media = "", nil
	for _, p := range t.Parts {
		if t.Description != "" && p.Text != "" {
			t.Description += "\n"
		}
		t.Description += p.Text
		t.Media = append(t.Media, p.Media...)
	}
}

func (t *Ticket) applyRefused(e Event) error {
	var d RefusedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read refusal: %w", err)
	}
	if t.Holder.Name != "" { // a card that nobody had taken is no freer than before: its time runs on
		t.Round++
		t.Free = e.At
	}
	t.State, t.Holder, t.TakenBy, t.Taken, t.Refusal = StateOpen, Actor{}, Actor{}, time.Time{}, d.Reason
	return nil
}

func (t *Ticket) applySaid(e Event) error {
	var d SaidData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read message: %w", err)
	}
	if d.ToTenant {
		t.Talked = e.At
		t.respond(e, cmp.Or(d.Note, e.Seq))
	}
	return nil
}

func (t *Ticket) applyAnswered(e Event) error {
	var d AnsweredData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	t.State, t.Answered = StateAnswered, Fact{At: e.At, By: e.By, How: d.How}
	t.Undelivered = time.Time{}
	return nil
}

// firstOf keeps the first of two moments: a promise that was kept stays kept, and what started does not start
// anew, whoever comes again later.
func firstOf(held, later time.Time) time.Time {
	if held.IsZero() {
		return later
	}
	return held
}

func put[K comparable, V any](m *map[K]V, key K, v V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = v
}
