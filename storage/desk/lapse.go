package desk

import (
	"encoding/json"
	"fmt"
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
	User  UserID    `json:"user,omitempty"`
	At    time.Time `json:"at"`
	Level int       `json:"level,omitempty"` // that comes next
}

// RenewedData is what the tenant is promised in the place of a time that has passed.
type RenewedData struct {
	Clock Clock     `json:"clock"`
	Cycle int       `json:"cycle,omitempty"`
	Due   time.Time `json:"due"`   // as it was promised first
	Until time.Time `json:"until"` // as it is promised now
	// Before is the time that was promised anew before this one and has passed, too; zero where there was none.
	Before time.Time `json:"before,omitzero"`
	// Afresh tells that a finding promises it, whatever was promised anew before.
	Afresh bool `json:"afresh,omitempty"`
}

// Lapses are the words that have expired at now and are not noted yet: somebody said that they see to a breach, and
// what was promised is still owed. It decides and changes nothing.
func (t *Ticket) Lapses(e *Estate, now time.Time) []LapsedData {
	var lapses []LapsedData
	if t.Folded != "" { // the one that leads tells
		return nil
	}
	for _, r := range t.Clocks(e) {
		at, ok := t.lapse(e, r)
		if !ok || at.After(now) {
			continue
		}
		key := clockKey(r.Promise.Clock, r.Cycle)
		lapses = append(lapses, LapsedData{
			Clock: r.Promise.Clock, Cycle: r.Cycle, Who: t.Acked[key].Name, User: t.Acked[key].User, At: at, Level: t.Seen[key].Level,
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
			key := clockKey(d.Clock, d.Cycle)
			put(&t.Renewed, key, d.Until)
			if d.Afresh {
				delete(t.Anew, key)
			}
			put(&t.Anew, key, t.Anew[key]+1)
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
		t.sounded(d, e.At)
		if !d.Ahead.IsZero() {
			put(&t.Ahead, key, Anchor{At: d.Ahead, Level: d.Level})
		}
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
