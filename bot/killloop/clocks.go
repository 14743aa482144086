package main

import (
	"encoding/json"
	"fmt"
	"time"

	"frontdesk/storage/desk"
)

// run is one clock of a ticket in one round, as its events tell it.
type run struct {
	Promise desk.Promise
	Clock   desk.Clock
	Cycle   int
	Start   time.Time
	Due     time.Time
	Unheld  time.Time // when it would have been due without any hold
	End     time.Time // zero: it runs still
	Met     bool      // it ended because the promise was kept
}

// history is what the events of a ticket say about its clocks. It is worked out here once more, in another way than
// the desk does it, so that the two can be held against each other.
type history struct {
	opened   desk.OpenedData
	words    string          // the description, with every correction
	said     []desk.SaidData // by the tenant
	shown    []desk.SaidData // to the tenant
	at       time.Time       // when it was opened
	learned  time.Time       // when the desk was told
	first    map[desk.EventType]time.Time
	answered time.Time // a person's first answer to the tenant
	rounds   []run     // of the clock by which the card is taken; the last one runs or was met
	raised   map[rung][]time.Time
	breached map[rung][]time.Time // their level is 0
	climbs   map[rung][]climbed   // likewise: all that happened on a ladder, in order
	renewals map[rung][]renewal   // likewise
	steps    []desk.StepData
	waits    []span      // holds
	ran      int         // how many of them ran out
	ranAt    []time.Time // when they did
	faults   []string    // what cannot be in what the events say
	moments  map[desk.Moment]time.Time
	noPhoto  string // why there is none of the finished job
}

// rung is one level of the ladder of one clock in one round.
type rung struct {
	Clock desk.Clock
	Cycle int
	Level int
}

func (r rung) String() string {
	if r.Cycle == 0 {
		return fmt.Sprintf("%s level %d", r.Clock, r.Level)
	}
	return fmt.Sprintf("%s round %d level %d", r.Clock, r.Cycle, r.Level)
}

// recall reads the events of one ticket.
func recall(events []desk.Event) (*history, error) {
	h := &history{
		first: map[desk.EventType]time.Time{}, raised: map[rung][]time.Time{}, breached: map[rung][]time.Time{},
		climbs: map[rung][]climbed{}, renewals: map[rung][]renewal{}, moments: map[desk.Moment]time.Time{},
	}
	for _, e := range events {
		if _, before := h.first[e.Type]; !before {
			h.first[e.Type] = e.At
		}
		if err := h.note(e); err != nil {
			return nil, fmt.Errorf("read event %d: %w", e.Seq, err)
		}
	}
	return h, nil
}

// firstEvent is the number of the event with which a ticket was opened.
const firstEvent = 1

func (h *history) note(e desk.Event) error {
	switch e.Type {
	case desk.EvOpened:
		h.at = e.At
		h.learned = e.At
		if e.Recorded.After(e.At) { // before it was opened there was no card to send, or to take
			h.learned = e.Recorded
		}
		h.rounds = []run{{Clock: desk.ClockTake, Start: h.learned}}
		err := json.Unmarshal(e.Data, &h.opened)
		h.words = h.opened.Description
		return err
	case desk.EvEdited:
		var edited desk.EditedData
		if err := json.Unmarshal(e.Data, &edited); err != nil {
			return err
		}
		if edited.Event == firstEvent {
			h.words = edited.Text
		}
	case desk.EvAccepted:
		now := &h.rounds[len(h.rounds)-1]
		now.End, now.Met = e.At, true
	case desk.EvRefused:
		if h.rounds[len(h.rounds)-1].End.IsZero() { // a card that nobody had taken is no freer than before
			return nil
		}
		h.rounds = append(h.rounds, run{Clock: desk.ClockTake, Cycle: len(h.rounds), Start: e.At})
	case desk.EvArrived, desk.EvCalled:
		h.answer(e.At)
	case desk.EvHeld, desk.EvResumed:
		var data struct {
			desk.HeldData
			desk.ResumedData
		}
		err := json.Unmarshal(e.Data, &data)
		h.noteHold(e, data.HeldData, data.Early)
		return err
	case desk.EvDone:
		h.endWait(e.At)
		h.answer(e.At)
		return h.noteDone(e)
	case desk.EvSaid:
		return h.noteSaid(e)
	case desk.EvMoment, desk.EvStep:
		return h.noteProgress(e)
	case desk.EvAlerted, desk.EvBreached, desk.EvAcknowledged, desk.EvLapsed, desk.EvRenewed:
		return h.noteClock(e)
	}
	return nil
}

func (h *history) noteDone(e desk.Event) error {
	if len(e.Data) == 0 {
		return nil
	}
	var done desk.DoneData
	err := json.Unmarshal(e.Data, &done)
	h.noPhoto = done.NoPhoto
	return err
}

func (h *history) noteProgress(e desk.Event) error {
	var noted struct {
		desk.MomentData
		desk.StepData
	}
	if err := json.Unmarshal(e.Data, &noted); err != nil {
		return err
	}
	if e.Type == desk.EvStep {
		h.steps = append(h.steps, noted.StepData)
	} else if h.moments[noted.Moment].IsZero() {
		h.moments[noted.Moment] = e.At
	}
	return nil
}

func (h *history) noteSaid(e desk.Event) error {
	var said desk.SaidData
	if err := json.Unmarshal(e.Data, &said); err != nil {
		return err
	}
	switch {
	case said.ToTenant:
		h.shown = append(h.shown, said)
		h.answer(e.At)
	case e.By.As == desk.AsTenant:
		h.said = append(h.said, said)
	}
	return nil
}

func (h *history) answer(at time.Time) {
	if h.answered.IsZero() {
		h.answered = at
	}
}

func (h *history) noteClock(e desk.Event) error {
	var c desk.ClockData
	if err := json.Unmarshal(e.Data, &c); err != nil {
		return err
	}
	at, key := rung{Clock: c.Clock, Cycle: c.Cycle, Level: c.Level}, rung{Clock: c.Clock, Cycle: c.Cycle}
	climbed := climbed{kind: e.Type, at: e.At, level: c.Level}
	switch e.Type {
	case desk.EvBreached:
		h.breached[key] = append(h.breached[key], e.At)
		return nil
	case desk.EvRenewed:
		n := renewal{at: e.At}
		err := json.Unmarshal(e.Data, &n.RenewedData)
		h.renewals[key] = append(h.renewals[key], n)
		return err
	case desk.EvAlerted:
		h.raised[at] = append(h.raised[at], e.At)
	case desk.EvLapsed:
		if err := json.Unmarshal(e.Data, &climbed.lapse); err != nil {
			return err
		}
	}
	h.climbs[key] = append(h.climbs[key], climbed)
	return nil
}

// runs are the ticket's clocks, in every round.
func (h *history) runs(e *desk.Estate) []run {
	var runs []run
	for _, p := range h.opened.Promises {
		rounds := []run{{Clock: p.Clock, Start: h.at}}
		switch p.Clock {
		case desk.ClockTake:
			rounds = h.rounds
		case desk.ClockWorkOrder:
			rounds[0].Start, rounds[0].End = h.learned, sooner(h.first[desk.EvCarded], h.first[desk.EvDone])
		case desk.ClockReply:
			rounds[0].End = h.answered
		case desk.ClockAccept:
			rounds[0].End = h.at
		case desk.ClockArrive:
			rounds[0].End = sooner(h.first[desk.EvArrived], h.first[desk.EvDone])
		default:
			rounds[0].End = h.first[desk.EvDone]
		}
		switch start, waits := h.start(p); {
		case start.IsZero():
			continue
		case waits:
			rounds[0].Start = start
		}
		for _, r := range rounds {
			r.Met = r.Met || p.Clock != desk.ClockTake && !r.End.IsZero()
			r.Promise, r.Unheld = p, h.due(p, r.Start, e)
			r.Due = h.held(p.Clock, h.since(p, r.Start), r.Unheld)
			runs = append(runs, r)
		}
	}
	return runs
}

// start is when a promise's time begins, zero while it has not; waits tells that this is not the opening.
func (h *history) start(p desk.Promise) (at time.Time, waits bool) {
	switch {
	case p.From == desk.Arrived:
		return h.first[desk.EvArrived], true
	case p.From == desk.Appointment && !p.Agreed && h.opened.Visit != nil:
		return h.opened.Visit.Until, true
	case p.From == desk.Opened || p.From == desk.Appointment || p.From == "":
		return h.at, false
	}
	return h.moments[p.From], true
}

// since is the moment before which a hold takes nothing of a promise's time: of a visit only its window counts.
func (h *history) since(p desk.Promise, start time.Time) time.Time {
	if p.Agreed && h.opened.Visit != nil {
		return h.opened.Visit.From
	}
	return start
}

// due is when a promise falls due: with the visit that was agreed, with the day, or after the time allowed.
func (h *history) due(p desk.Promise, start time.Time, e *desk.Estate) time.Time {
	switch {
	case p.Agreed && h.opened.Visit != nil:
		return h.opened.Visit.Until
	case p.Agreed || p.SameDay:
		local := start.Add(time.Minute).In(e.Zone) // the day's last minute counts as the next day's
		return time.Date(local.Year(), local.Month(), local.Day(), 23, 59, 0, 0, e.Zone)
	}
	if p.Days > 0 {
		return e.AddWorking(start, p.Days)
	}
	return start.Add(p.Within)
}

func sooner(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
