package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// What happens to reports of one event.
const (
	EvFolded   EventType = "folded"   // it is of the same event as another, which leads from now on
	EvUnfolded EventType = "unfolded" // it is of an event of its own, or leads the others itself
	EvGathered EventType = "gathered" // another is of its event, or is not any more
	EvProposed EventType = "proposed" // staff are asked whether it is of one event with others
	EvApart    EventType = "apart"    // staff say that it is not
)

// Folded refuses what is done with the ticket that leads.
const Folded Code = "folded"

// FoldedData names the ticket that leads.
type FoldedData struct {
	Into TicketID `json:"into"`
}

// UnfoldedData tells how a report came out of its event. Leads tells that it stays there, in the place of the one that
// led.
type UnfoldedData struct {
	Leads bool `json:"leads,omitempty"`
	// Desks are those of the one that led.
	Desks []Name `json:"desks,omitempty"`
}

// GatheredData names a report of the ticket's event, and the desks that work on it. Gone tells that it is none any more.
type GatheredData struct {
	Member TicketID `json:"member"`
	Desks  []Name   `json:"desks,omitempty"`
	Gone   bool     `json:"gone,omitempty"`
}

// Proposal is a question to staff whether reports are of one event: whose question it is, and the incident to which
// they would be added, "" where there is none yet.
type Proposal struct {
	Question TicketID `json:"question,omitempty"`
	Into     TicketID `json:"into,omitempty"`
}

// Incident is how a ticket belongs together with others that report one event. One of them leads: it is worked on, and
// what is done to it is done to the others, so that whoever reported one of them hears of it.
type Incident struct {
	// Folded is the ticket that leads, "" where none does.
	Folded TicketID `json:"folded,omitempty"`
	// Members are those that it leads, in the order in which they came.
	Members []TicketID `json:"members,omitempty"`
	// Joined are the desks of reports that it leads or led. Whoever was called stays until the end: a desk that has seen
	// the event never loses it.
	Joined []Name `json:"joined,omitempty"`
	// Lent is what the ticket has of its lead, and loses when it is taken out.
	Lent Lent `json:"lent,omitzero"`
	// Proposed is what staff are asked of it, and Apart that they said it is an event of its own.
	Proposed Proposal `json:"proposed,omitzero"`
	Apart    bool     `json:"apart,omitempty"`
}

// Lent tells that whoever has a ticket has it by way of its lead, and that whoever came did.
type Lent struct {
	Held    bool `json:"held,omitempty"`
	Reached bool `json:"reached,omitempty"`
	// Instead is who had the ticket of their own account.
	Instead Instead `json:"instead,omitzero"`
}

// Instead is how somebody had a ticket before it was lent to whoever has its lead. Nobody had it where Holder has no name.
type Instead struct {
	State   State     `json:"state,omitempty"`
	Holder  Actor     `json:"holder,omitzero"`
	TakenBy Actor     `json:"taken_by,omitzero"`
	Taken   time.Time `json:"taken,omitzero"`
	OnSite  time.Time `json:"on_site,omitzero"`
}

// LedData tells that an event follows from one of the ticket that leads.
type LedData struct {
	Lead TicketID `json:"lead,omitempty"`
}

// ofMembers are the actions that concern the reporter of a folded ticket alone.
var ofMembers = []Action{AddNote, HaveCalled, ShowNumber, SendMessage, HaveTold}

// Out reports whether it is an alarm for which there is no all-clear yet.
func (t *Ticket) Out() bool { return t.Kind == Emergency && !t.Resolved.Held() && !t.Over() }

// Lead is the ticket that is to lead the others: the one that is furthest, then one that leads already, then the oldest.
func Lead(tickets ...*Ticket) *Ticket {
	var lead *Ticket
	for _, t := range tickets {
		if lead == nil || leadsOver(t, lead) {
			lead = t
		}
	}
	return lead
}

// progress is how far an alarm is.
var progress = []State{StateOpen, StateAccepted, StateOnSite}

func leadsOver(a, b *Ticket) bool {
	if x, y := slices.Index(progress, a.State), slices.Index(progress, b.State); x != y {
		return x > y
	}
	if x, y := len(a.Members) > 0, len(b.Members) > 0; x != y {
		return x
	}
	return olderThan(a, b)
}

// olderThan orders reports by when they were opened, and by number.
func olderThan(a, b *Ticket) bool {
	if c := a.Opened.Compare(b.Opened); c != 0 {
		return c < 0
	}
	return len(a.ID) < len(b.ID) || len(a.ID) == len(b.ID) && a.ID < b.ID
}

// Fold makes the ticket a report of the event that another leads, together with those that it led itself, which are all
// of its members. They are brought to where the lead is at once.
func (t *Ticket) Fold(lead *Ticket, members []*Ticket, by Actor, now time.Time) error {
	for _, k := range []*Ticket{t, lead} {
		switch {
		case k.Folded != "":
			return k.notNow()
		case !k.Out():
			return Refuse(NotNow, "ticket", k.ID)
		}
	}
	if t.ID == lead.ID || slices.Index(progress, t.State) > slices.Index(progress, lead.State) {
		return Refuse(NotNow, "ticket", t.ID)
	}
	for _, k := range append([]*Ticket{t}, members...) {
		k.record(EvFolded, by, now, FoldedData{Into: lead.ID})
		lead.record(EvGathered, by, now, GatheredData{Member: k.ID, Desks: k.Desks()})
		k.align(lead, now)
	}
	return nil
}

// align brings a report to where its lead is.
func (t *Ticket) align(lead *Ticket, now time.Time) {
	if !t.Out() {
		return
	}
	led := LedData{Lead: lead.ID}
	if lead.State == StateOpen {
		who, seen := lead.Acked[clockKey(ClockTake, lead.Round)]
		if _, known := t.Acked[clockKey(ClockTake, t.Round)]; seen && !known {
			t.record(EvAcknowledged, who, now, ClockData{Clock: ClockTake, Cycle: t.Round})
		}
		return
	}
	if t.State == StateOpen || t.Holder != lead.Holder {
		t.record(EvAccepted, lead.Holder, now, led)
	}
	if lead.State == StateOnSite && t.State != StateOnSite {
		t.record(EvArrived, lead.Holder, now, led)
	}
}

// Unfold takes a report out of its event: whoever had it of their own account has it again. Nobody has it who has it by
// way of the lead, and where that leaves it free its alarm sounds anew.
func (t *Ticket) Unfold(lead *Ticket, e *Estate, by Actor, now time.Time) error {
	if t.Folded == "" || t.Folded != lead.ID || !t.Out() || !lead.Out() {
		return Refuse(NotNow, "ticket", t.ID)
	}
	t.endRound(e, now)
	t.record(EvUnfolded, by, now, UnfoldedData{})
	lead.record(EvGathered, by, now, GatheredData{Member: t.ID, Gone: true})
	return nil
}

// Succeed has the oldest of the reports lead that are left of an event whose lead is not wanted any more; it is nil
// where none is left. Members are all that the lead led.
func (t *Ticket) Succeed(members []*Ticket, now time.Time) *Ticket {
	var next *Ticket
	for _, m := range members {
		if m.Out() && (next == nil || olderThan(m, next)) {
			next = m
		}
	}
	if next == nil {
		return nil
	}
	next.record(EvUnfolded, System, now, UnfoldedData{Leads: true, Desks: t.Desks()})
	for _, m := range members {
		t.record(EvGathered, System, now, GatheredData{Member: m.ID, Gone: true})
		if m.ID != next.ID {
			m.record(EvFolded, System, now, FoldedData{Into: next.ID})
			next.record(EvGathered, System, now, GatheredData{Member: m.ID, Desks: m.Desks()})
		}
	}
	return next
}

// Propose notes that staff are asked whether the ticket is of one event with others.
func (t *Ticket) Propose(p Proposal, now time.Time) { t.record(EvProposed, System, now, p) }

// KeepApart notes that staff say that the ticket is an event of its own.
func (t *Ticket) KeepApart(by Actor, now time.Time) { t.record(EvApart, by, now, nil) }

func (t *Ticket) applyIncident(e Event) error {
	var err error
	switch e.Type {
	case EvFolded:
		var d FoldedData
		if err = json.Unmarshal(e.Data, &d); err == nil {
			t.Folded, t.Members, t.Proposed, t.Apart = d.Into, nil, Proposal{}, false
		}
	case EvUnfolded:
		var d UnfoldedData
		if err = json.Unmarshal(e.Data, &d); err == nil {
			t.applyUnfolded(d, e)
		}
	case EvGathered:
		var d GatheredData
		if err = json.Unmarshal(e.Data, &d); err == nil {
			t.applyGathered(d)
		}
	case EvProposed:
		t.Proposed = Proposal{}
		err = json.Unmarshal(e.Data, &t.Proposed)
	case EvApart:
		t.Proposed, t.Apart = Proposal{}, true
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	return nil
}

func (t *Ticket) applyGathered(d GatheredData) {
	t.Members = slices.DeleteFunc(slices.Clone(t.Members), func(m TicketID) bool { return m == d.Member })
	if !d.Gone {
		t.Members, t.Proposed = append(t.Members, d.Member), Proposal{}
		t.join(d.Desks)
	}
	if len(t.Members) == 0 {
		t.Members = nil
	}
}

// join has desks work on the ticket that do not yet.
func (t *Ticket) join(desks []Name) {
	had := t.Desks()
	t.Joined = slices.Clip(append(slices.Clip(t.Joined), slices.DeleteFunc(slices.Clone(desks), func(n Name) bool { return slices.Contains(had, n) })...))
}

// applyUnfolded takes back what was lent. A card that nobody has taken of its own account is free from now on, in a
// round of its own, and what others had in hand for all of the event is nobody's.
func (t *Ticket) applyUnfolded(d UnfoldedData, e Event) {
	lent := t.Lent
	t.Folded, t.Lent = "", Lent{}
	if d.Leads {
		t.join(d.Desks)
		return
	}
	t.Apart = true
	t.letGo()
	if lent.Reached {
		t.OnSite, t.Reached = time.Time{}, time.Time{}
	}
	switch had := lent.Instead; {
	case lent.Held && had.Holder.Name != "":
		t.State, t.Holder, t.TakenBy, t.Taken, t.OnSite = had.State, had.Holder, had.TakenBy, had.Taken, had.OnSite
	case t.State == StateOpen || lent.Held:
		t.Round++
		t.Free = e.At
		t.State, t.Holder, t.TakenBy, t.Taken = StateOpen, Actor{}, Actor{}, time.Time{}
	}
}

// lends notes what a report has by way of its lead, before the event is applied.
func (t *Ticket) lends(e Event) {
	led := t.Folded != "" && len(e.Data) > 0
	taken := e.Type == EvAccepted || e.Type == EvArrived
	switch {
	case e.Type == EvRefused || e.Type == EvAccepted && !led:
		t.Lent.Instead = Instead{}
	case led && taken && !t.Lent.Held:
		t.Lent.Instead = Instead{State: t.State, Holder: t.Holder, TakenBy: t.TakenBy, Taken: t.Taken, OnSite: t.OnSite}
	}
	switch {
	case e.Type == EvAccepted:
		t.Lent.Held = led
	case led && e.Type == EvArrived:
		t.Lent.Held, t.Lent.Reached = true, t.Lent.Reached || t.Reached.IsZero()
	}
}
