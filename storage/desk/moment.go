package desk

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"
)

// What staff note of a ticket's progress beside its states.
const (
	EvMoment EventType = "moment" // something came about from which a clock starts
	EvStep   EventType = "step"   // a point of the checklist was done
)

// MomentData names what came about, at the event's time.
type MomentData struct {
	Moment Moment `json:"moment"`
}

// StepData is a point of the checklist, by its name in the catalogue.
type StepData struct {
	Step string `json:"step"`
	// Figure is what was noted with it, such as a meter reading; nil for a point that is only ticked.
	Figure *int64 `json:"figure,omitempty"`
	// Undone takes back a tick that was a mistake.
	Undone bool `json:"undone,omitempty"`
}

// Mark is a point of the checklist that is done.
type Mark struct {
	At     time.Time `json:"at"`
	By     Actor     `json:"by"`
	Figure *int64    `json:"figure,omitempty"`
}

// noted are the moments that somebody has to note; the others follow from what else happens to a ticket.
var noted = []Moment{Documents, Money, Signal, Receipt, Passed, Found, Cut}

// OpenFor begins a ticket for somebody who called at an earlier moment, of which the desk learns now. What is
// promised counts from the call.
func OpenFor(id TicketID, o OpenedData, by Actor, called, now time.Time) *Ticket {
	t := &Ticket{ID: id}
	o.By = by
	t.recordAt(EvOpened, by, called, now, o)
	return t
}

// ToldAt is when the desk was told of the ticket.
func (t *Ticket) ToldAt() time.Time { return later(t.Opened, t.Learned) }

// Awaits are the moments from which clocks of the ticket start and that have not come about yet, in the order of its
// promises.
func (t *Ticket) Awaits() []Moment {
	var missing []Moment
	for _, p := range t.Promises {
		_, came := t.Moments[p.From]
		if !came && slices.Contains(noted, p.From) && !slices.Contains(missing, p.From) {
			missing = append(missing, p.From)
		}
	}
	return missing
}

// Came notes that what clocks start from came about at a moment, which is not before the ticket's opening. The first
// time counts: what has started does not start anew.
func (t *Ticket) Came(m Moment, by Actor, at, now time.Time) error {
	if !t.May(NoteMoment) || !slices.Contains(t.Awaits(), m) {
		return Refuse(NotNow, "ticket", t.ID)
	}
	var learned time.Time
	if !at.Equal(now) {
		learned = now
	}
	t.recordAt(EvMoment, by, at, learned, MomentData{Moment: m})
	return nil
}

// Tick notes a point of the checklist. Whether the service has such a point is the caller's to know.
func (t *Ticket) Tick(d StepData, by Actor, now time.Time) error {
	return t.act(TickStep, EvStep, by, now, d)
}

func (t *Ticket) applyMoment(e Event) error {
	var d MomentData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read moment: %w", err)
	}
	if _, came := t.Moments[d.Moment]; !came {
		t.Moments = maps.Clone(t.Moments)
		put(&t.Moments, d.Moment, e.At)
	}
	return nil
}

func (t *Ticket) applyStep(e Event) error {
	var d StepData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read step: %w", err)
	}
	t.Steps = maps.Clone(t.Steps)
	if d.Undone {
		delete(t.Steps, d.Step)
		return nil
	}
	put(&t.Steps, d.Step, Mark{At: e.At, By: e.By, Figure: d.Figure})
	return nil
}
