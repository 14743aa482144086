package desk

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// What the ladder records beside its alerts.
const (
	EvLapsed  EventType = "lapsed"  // somebody had a breach in hand for too long: it climbs on
	EvRenewed EventType = "renewed" // what was not kept is promised anew
)

// Anchor is a moment on a clock's ladder: the level that comes next, and the moment.
type Anchor struct {
	At    time.Time `json:"at"`
	Level int       `json:"level"`
	Who   string    `json:"who,omitempty"` // whose word has expired
}

// LapsedData tells whose word has expired, and when.
type LapsedData struct {
	Clock Clock     `json:"clock"`
	Cycle int       `json:"cycle,omitempty"`
	Who   string    `json:"who,omitempty"`
	At    time.Time `json:"at"`
	Level int       `json:"level,omitempty"` // that comes next
}

// RenewedData is what the tenant is promised in the place of a time that has passed.
type RenewedData struct {
	Clock Clock     `json:"clock"`
	Cycle int       `json:"cycle,omitempty"`
	Due   time.Time `json:"due"`   // as it was promised first
	Until time.Time `json:"until"` // as it is promised now
}

// Lapses are the words that have expired at now and are not noted yet: somebody said that they see to a breach, and
// what was promised is still owed. It decides and changes nothing.
func (t *Ticket) Lapses(e *Estate, now time.Time) []LapsedData {
	var lapses []LapsedData
	for _, r := range t.Clocks(e) {
		at, ok := t.lapse(e, r)
		if !ok || at.After(now) {
			continue
		}
		key := clockKey(r.Promise.Clock, r.Cycle)
		lapses = append(lapses, LapsedData{
			Clock: r.Promise.Clock, Cycle: r.Cycle, Who: t.Acked[key].Name, At: at, Level: t.Seen[key].Level,
		})
	}
	return lapses
}

// Lapse records that somebody's word has expired.
func (t *Ticket) Lapse(l LapsedData, now time.Time) { t.record(EvLapsed, System, now, l) }

// lapse is when the word of whoever has the clock in hand expires: never before the promised time, nor while
// the ticket waits.
func (t *Ticket) lapse(e *Estate, r Running) (at time.Time, ok bool) {
	key := clockKey(r.Promise.Clock, r.Cycle)
	seen, ok := t.Seen[key]
	if _, acked := t.Acked[key]; !ok || !acked || !r.Open() {
		return time.Time{}, false
	}
	p := t.policy()
	if p.Ack == 0 {
		return time.Time{}, false
	}
	return t.waking(e, r, t.ladder(r.Promise.Clock, r.Cycle), later(seen.At.Add(p.Ack), r.Due)), true
}

// Renewals are what the tenant is promised anew where alerts or breaches tell that it was not kept. A time that was
// promised anew and is still to come stands.
func (t *Ticket) Renewals(e *Estate, alerts []Alert, breaches []ClockData, now time.Time) []RenewedData {
	told := map[string]bool{}
	for _, a := range alerts {
		told[clockKey(a.Clock, a.Cycle)] = a.Breach || told[clockKey(a.Clock, a.Cycle)]
	}
	for _, b := range breaches {
		told[clockKey(b.Clock, b.Cycle)] = true
	}
	var renewals []RenewedData
	from := t.policy().awake(e, t.Desk, now) // nobody comes at night for what can wait
	for _, r := range t.Clocks(e) {
		c := r.Promise.Clock
		key := clockKey(c, r.Cycle)
		if !told[key] || !r.Open() || c == ClockTake || c == ClockWorkOrder || now.Before(t.renewed(key)) {
			continue
		}
		if until := wholeMinute(r.Promise.due(t.Desk, from, nil, e)); until.After(now) {
			renewals = append(renewals, RenewedData{Clock: c, Cycle: r.Cycle, Due: r.Due, Until: until})
		}
	}
	return renewals
}

// renewed is until when what was not kept was promised anew, later by the hold in which the ticket waits; zero where it
// was not.
func (t *Ticket) renewed(key string) time.Time {
	if !t.Waiting() {
		return t.Renewed[key]
	}
	return t.renewedWith(key, t.Holds[len(t.Holds)-1])
}

// renewedWith is what was promised anew before a hold, later by it where it pauses the clock.
func (t *Ticket) renewedWith(key string, h Hold) time.Time {
	until := t.Renewed[key]
	name, _, _ := strings.Cut(key, "#")
	if !until.After(h.From) || !pausable(Clock(name)) {
		return until
	}
	return wholeMinute(until.Add(h.End().Sub(h.From)))
}

// Renew records what is promised anew.
func (t *Ticket) Renew(r RenewedData, now time.Time) { t.record(EvRenewed, System, now, r) }

// wholeMinute is the next moment that a clock shows as it is.
func wholeMinute(t time.Time) time.Time {
	if whole := t.Truncate(time.Minute); whole.Before(t) {
		return whole.Add(time.Minute)
	}
	return t
}

// applyLadder takes in what the ladder records.
func (t *Ticket) applyLadder(e Event) error {
	var err error
	switch e.Type {
	case EvLapsed:
		var d LapsedData
		if err = json.Unmarshal(e.Data, &d); err == nil {
			key := clockKey(d.Clock, d.Cycle)
			delete(t.Acked, key)
			delete(t.Seen, key)
			put(&t.Lapsed, key, Anchor{At: d.At, Level: d.Level, Who: d.Who})
		}
	case EvRenewed:
		var d RenewedData
		if err = json.Unmarshal(e.Data, &d); err == nil {
			put(&t.Renewed, clockKey(d.Clock, d.Cycle), d.Until)
		}
	case EvRelaid:
		var d RelaidData
		if err = json.Unmarshal(e.Data, &d); err == nil {
			t.applyRelaid(d)
		}
	default:
		err = t.applyClock(e)
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	return nil
}

func (t *Ticket) applyClock(e Event) error {
	var d ClockData
	if err := json.Unmarshal(e.Data, &d); err != nil {
		return err
	}
	key := clockKey(d.Clock, d.Cycle)
	switch e.Type {
	case EvAlerted:
		put(&t.Climbed, key, d.Level+1)
	case EvBreached:
		put(&t.Broken, key, d.Due)
	case EvAcknowledged:
		put(&t.Acked, key, e.By)
		if t.Policy != nil {
			put(&t.Seen, key, Anchor{At: e.At, Level: t.Climbed[key]})
		}
	}
	return nil
}

// LapsedOf is when somebody last had in hand for too long what an alert tells of, and who.
func (t *Ticket) LapsedOf(a Alert) (Anchor, bool) {
	lapsed, ok := t.Lapsed[clockKey(a.Clock, a.Cycle)]
	return lapsed, ok
}
