package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Reclassify notes what the ticket was found to be, or how urgent it is. What it promises from now on counts from
// the first start: the time spent stays spent, and what was broken stays broken, even where the timer that was to
// note it has not fired yet; where what it promises has passed already, it promises afresh. A finding that makes it another desk's gives it to that desk: what is promised in a desk's
// hours counts in those of the new one from the first start on, and somebody there is to take it.
func (t *Ticket) Reclassify(e *Estate, d ReclassifiedData, by Actor, now time.Time) error {
	if !t.May(Change) {
		return Refuse(NotNow, "ticket", t.ID)
	}
	if d.Desk == t.Desk {
		d.Desk = ""
	}
	t.noteBreaches(e, now)
	was := t.ladders(e)
	d.Dropped = t.dropped(e, d.Promises)
	d.Was, d.Reply = t.Urgency, t.answeredBy(by, d.Reason)
	t.record(EvReclassified, by, now, d)
	t.relay(e, was, now)
	t.promiseAfresh(e, was, now)
	return nil
}

// dropped are the clocks that are still owed and that other promises leave out.
func (t *Ticket) dropped(e *Estate, anew []Promise) []ClockData {
	var dropped []ClockData
	for _, r := range t.Clocks(e) {
		kept := slices.ContainsFunc(anew, func(p Promise) bool { return p.Clock == r.Promise.Clock })
		if r.Met.IsZero() && !kept {
			dropped = append(dropped, ClockData{Clock: r.Promise.Clock, Cycle: r.Cycle, Due: r.Due})
		}
	}
	return dropped
}

// promiseAfresh promises something to come in the place of what a finding has made overdue, counted from now, unless
// what stands promised anew comes as soon.
func (t *Ticket) promiseAfresh(e *Estate, was map[string]laid, now time.Time) {
	for _, r := range t.Clocks(e) {
		before, known := was[clockKey(r.Promise.Clock, r.Cycle)]
		stands := r.Renewed
		r.Renewed = time.Time{}
		if _, due := t.renewsAt(e, r, now); !due || !r.Due.Before(now) || known && before.due.Equal(r.Due) {
			continue
		}
		n := t.anew(e, r, now, 0)
		if n.Afresh = true; !stands.After(now) || n.Until.Before(stands) {
			t.Renew(n, now)
		}
	}
}

// Agree notes that a visit was agreed, which takes the place of the promise to arrive. It refuses with BadMoment a
// window that is not ahead, or beyond a year. Once somebody was there, the ticket is held until they come again.
func (t *Ticket) Agree(e *Estate, visit Window, by Actor, now time.Time) error {
	switch {
	case !t.May(Change) || !t.AwaitsVisit():
		return Refuse(NotNow, "ticket", t.ID)
	case visit.From.Before(now) || !visit.Until.After(visit.From) || visit.Until.After(now.AddDate(HoldAhead, 0, 0)):
		return Refuse(BadMoment, "ticket", t.ID)
	}
	t.noteBreaches(e, now)
	was := t.ladders(e)
	t.record(EvAgreed, by, now, AgreedData{Visit: Window{From: visit.From.UTC(), Until: visit.Until.UTC()}})
	t.relay(e, was, now)
	return nil
}

// AwaitsVisit reports whether somebody is still to come, so that a time can be agreed for it.
func (t *Ticket) AwaitsVisit() bool {
	return t.met(ClockArrive).IsZero() && slices.ContainsFunc(t.Promises, func(p Promise) bool { return p.Clock == ClockArrive })
}

// noteBreaches records what has been broken by now, before what was promised is changed.
func (t *Ticket) noteBreaches(e *Estate, now time.Time) {
	for _, r := range t.Clocks(e) {
		if r.Start.IsZero() {
			continue
		}
		if b, ok := t.newBreach(r, now); ok {
			t.Breach(b, now)
		}
	}
}

func (t *Ticket) applyReclassified(e Event) error {
	var d ReclassifiedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read finding: %w", err)
	}
	if d.Service.Ref != "" {
		t.Service = d.Service
	}
	if len(d.Names) > 0 {
		t.Names, t.Prices = d.Names, d.Prices
	}
	if d.Urgency != "" {
		t.Urgency = d.Urgency
	}
	if d.Policy != nil {
		t.underPolicy(d.Policy, e.At)
	}
	if d.Desk != "" && d.Desk != t.Desk {
		t.move(d.Desk, e)
	}
	if d.Reply {
		t.respond(e, e.Seq)
	}
	was := t.Promises
	t.Promises = t.promised(d.Promises)
	for _, p := range t.Promises {
		if moved := d.Desk != "" && p.InHours; moved || !slices.Contains(was, p) {
			put(&t.Revised, p.Clock, e.At)
		}
	}
	return nil
}

// underPolicy gives the ticket a policy. Where it had none, somebody's word held for good: from now on it holds for as
// long as the policy says.
func (t *Ticket) underPolicy(p *Policy, at time.Time) {
	if t.Policy == nil {
		for key := range t.Acked {
			put(&t.Seen, key, Anchor{At: at, Level: t.Climbed[key]})
		}
	}
	t.Policy = p
}

// promised are the promises once others are made: one that was met is judged by what held then, and what has
// happened before it was promised cannot be owed any more.
func (t *Ticket) promised(anew []Promise) []Promise {
	promises := slices.DeleteFunc(slices.Clone(t.Promises), func(p Promise) bool { return t.met(p.Clock).IsZero() })
	for _, p := range anew {
		if t.met(p.Clock).IsZero() {
			promises = append(promises, p)
		}
	}
	return promises
}

func (t *Ticket) applyAgreed(e Event) error {
	var d AgreedData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return fmt.Errorf("read visit: %w", err)
	}
	t.Visit = &d.Visit
	t.Promises = slices.Clone(t.Promises)
	for i, p := range t.Promises {
		if p.Clock == ClockArrive {
			t.Promises[i] = Promise{Clock: ClockArrive, Agreed: true, From: Appointment}
			delete(t.Revised, ClockArrive)
		}
	}
	return nil
}
