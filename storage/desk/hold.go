package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Cause is for whom a ticket waits.
type Cause string

// The causes.
const (
	CauseUs       Cause = "us"       // parts, an approval of our own
	CauseTenant   Cause = "tenant"   // access, a decision
	CauseSupplier Cause = "supplier" // a contractor or a maker
	CauseCarrier  Cause = "carrier"  // power, water, gas, telephone, post
)

// Causes lists the causes in the order in which they are offered.
var Causes = []Cause{CauseUs, CauseTenant, CauseSupplier, CauseCarrier}

// Hold is a time in which a ticket waits for somebody. It begins when it is said, and ends at the latest at its
// expected time: from then on the clocks run again, whether or not anybody says so.
type Hold struct {
	Cause  Cause     `json:"cause"`
	Reason string    `json:"reason"`
	By     Actor     `json:"by"`
	From   time.Time `json:"from"`
	Until  time.Time `json:"until"`          // the expected time
	Ended  time.Time `json:"ended,omitzero"` // zero while nobody, and no timer, has ended it
	// Late tells that it was set when hardly any of a promised time was left, Early that somebody ended it before
	// its expected time.
	Late  bool `json:"late,omitempty"`
	Early bool `json:"early,omitempty"`
}

// End is when the clocks run again: as it ended, or as it is expected to.
func (h Hold) End() time.Time {
	end := h.Until
	if !h.Ended.IsZero() {
		end = soonest(end, h.Ended)
	}
	return later(h.From, end)
}

// HoldAhead is how far ahead a hold's expected time may lie, in years.
const HoldAhead = 1

// A hold is set at the last minute where less than a tenth of a promised time was left, or at most this long.
const hardlyAny = 5 * time.Minute

// HoldBudget is how long a ticket may be held in all for reasons of our own, unless a supervisor or a manager says so.
// The procedures are silent; it is the operator's to judge by.
type HoldBudget struct {
	Within time.Duration
	// Workdays leaves out of the count the days on which the office does not work; Within is then in days of 24 hours.
	Workdays bool
}

// HoldBudgets are those that hold where the operator says nothing else.
var HoldBudgets = map[Urgency]HoldBudget{
	Critical: {Within: 15 * time.Minute},
	Urgent:   {Within: 2 * time.Hour},
	Ordinary: {Within: 3 * 24 * time.Hour, Workdays: true},
}

// holdBudget is the ticket's, by the estate's as they are now.
func (t *Ticket) holdBudget(e *Estate) HoldBudget {
	u := t.Urgency
	switch {
	case t.Kind == Emergency:
		u = Critical
	case u == "":
		u = Ordinary
	}
	if b, ok := e.Holds[u]; ok {
		return b
	}
	return HoldBudgets[u]
}

// pausable tells whether a hold pauses the clock: the first answers to a matter are owed whatever it waits for.
func pausable(c Clock) bool {
	switch c {
	case ClockWorkOrder, ClockTake, ClockReply, "accept", "contact":
		return false
	}
	return true
}

// Waiting reports whether the ticket was put on hold and nothing has ended that yet.
func (t *Ticket) Waiting() bool {
	n := len(t.Holds)
	return n > 0 && t.Holds[n-1].Ended.IsZero()
}

// Held is the hold in which the ticket waits at now, nil where it does not.
func (t *Ticket) Held(now time.Time) *Hold {
	if n := len(t.Holds); n > 0 && now.Before(t.Holds[n-1].End()) {
		h := t.Holds[n-1]
		return &h
	}
	return nil
}

// HoldEnds is when the expected time of the ticket's hold comes, zero where it waits for nobody.
func (t *Ticket) HoldEnds() time.Time {
	if !t.Waiting() {
		return time.Time{}
	}
	return t.Holds[len(t.Holds)-1].End()
}

// Doubtful are the holds that managers look at: set at the last minute, or ended before their time.
func (t *Ticket) Doubtful() []Hold {
	var doubtful []Hold
	for _, h := range t.Holds {
		if h.Late || h.Early {
			doubtful = append(doubtful, h)
		}
	}
	return doubtful
}

// Hold has the ticket wait from now on; while it waits already, for whom, why and until when is said anew. head tells
// whether a supervisor or a manager says so, who may go beyond the budget. It refuses with BadMoment an expected time
// that is not ahead or beyond a year, and with HoldTooLong what goes beyond the budget.
func (t *Ticket) Hold(e *Estate, d HeldData, head bool, by Actor, now time.Time) error {
	switch {
	case !t.May(PutOnHold) || !slices.Contains(Causes, d.Cause):
		return Refuse(NotNow, "ticket", t.ID)
	case !d.Until.After(now) || d.Until.After(now.AddDate(HoldAhead, 0, 0)):
		return Refuse(BadMoment, "ticket", t.ID)
	case d.Cause == CauseUs && !head && t.overBudget(e, d.Until, now):
		return Refuse(HoldTooLong, "ticket", t.ID)
	}
	t.RunOut(now)
	d.Until, d.Late, d.Reply = d.Until.UTC(), t.lastMinute(e, now), t.answeredBy(by, d.Reason)
	t.record(EvHeld, by, now, d)
	return nil
}

// GoOn ends the hold before its expected time.
func (t *Ticket) GoOn(by Actor, now time.Time) error {
	if !t.May(GoOn) || t.Held(now) == nil {
		return Refuse(NotNow, "ticket", t.ID)
	}
	t.record(EvResumed, by, now, ResumedData{Early: true})
	return nil
}

// RunOut notes that the expected time of the ticket's hold has come, and reports whether it has.
func (t *Ticket) RunOut(now time.Time) bool {
	if !t.Waiting() || now.Before(t.HoldEnds()) {
		return false
	}
	t.record(EvResumed, System, now, ResumedData{})
	return true
}

// overBudget tells whether the ticket would be held for longer than it may be for reasons of our own.
func (t *Ticket) overBudget(e *Estate, until, now time.Time) bool {
	b := t.holdBudget(e)
	sum := b.count(e, now, until)
	for _, h := range t.Holds {
		if h.Cause == CauseUs {
			sum += b.count(e, h.From, soonest(h.End(), later(h.From, now)))
		}
	}
	return sum > b.Within
}

// count is how much of the time between two instants goes into the budget.
func (b HoldBudget) count(e *Estate, from, until time.Time) time.Duration {
	if !b.Workdays {
		return until.Sub(from)
	}
	var sum time.Duration
	for d := e.DayOf(from); from.Before(until); d = d.Add(1) {
		next := soonest(later(from, e.Start(d.Add(1))), until)
		if working(e, d) {
			sum += next.Sub(from)
		}
		from = next
	}
	return sum
}

// lastMinute tells whether hardly any time is left to one of the clocks that a hold would pause.
func (t *Ticket) lastMinute(e *Estate, now time.Time) bool {
	for _, r := range t.Clocks(e) {
		if !r.Open() || r.Broken || !pausable(r.Promise.Clock) || !now.Before(r.Due) {
			continue
		}
		from := now
		if h := t.Held(now); h != nil {
			from = h.End()
		}
		left := t.counts(r.Promise, from, r.Due, e)
		if left <= hardlyAny || left < t.allowed(r.Promise, r.Start, e)/10 {
			return true
		}
	}
	return false
}

func (t *Ticket) applyHeld(e Event) error {
	var d HeldData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read hold: %w", err)
	}
	t.endHold(e.At)
	if d.Reply {
		t.respond(e, e.Seq)
	}
	t.Holds = append(slices.Clip(t.Holds), Hold{
		Cause: d.Cause, Reason: d.Reason, By: e.By, From: e.At, Until: d.Until, Late: d.Late,
	})
	return nil
}

func (t *Ticket) applyResumed(e Event) error {
	var d ResumedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read end of hold: %w", err)
	}
	if t.endHold(e.At) && d.Early {
		t.Holds[len(t.Holds)-1].Early = true
	}
	return nil
}

// endHold ends the hold in which the ticket waits, and reports whether there was one. What comes after its expected
// time finds it ended then.
func (t *Ticket) endHold(at time.Time) bool {
	if !t.Waiting() {
		return false
	}
	t.Holds = slices.Clone(t.Holds)
	h := &t.Holds[len(t.Holds)-1]
	h.Ended = later(h.From, soonest(at, h.Until))
	for key := range t.Renewed { // which only moves those that the hold paused
		put(&t.Renewed, key, t.renewedWith(key, *h))
	}
	return true
}
