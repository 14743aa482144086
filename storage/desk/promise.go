package desk

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Clock names what is promised, as the service tables and the operator's file do.
type Clock string

// The clocks that a repair and an emergency run.
const (
	ClockWorkOrder Clock = "work_order" // the card reached the desk: the chat service took it
	ClockTake      Clock = "take"       // a person took the card
	ClockReply     Clock = "reply"      // a person answered the tenant: a message, a call, or in person
	ClockArrive    Clock = "arrive"     // somebody is on site
	ClockFix       Clock = "fix"        // it works again
	ClockComplete  Clock = "complete"   // it is done with
)

// Moment names something that happens to a ticket and from which a clock can start.
type Moment string

// The moments.
const (
	Opened      Moment = "opened"
	Arrived     Moment = "arrived"
	Appointment Moment = "appointment"
)

// Promise is one promised time, frozen into a ticket when it is opened.
type Promise struct {
	Clock Clock
	// Within is the time allowed, unless the promise is for the same day or the time agreed.
	Within  time.Duration
	SameDay bool   // until 23:59 of the day on which it started
	Agreed  bool   // until the end of the visit that was agreed
	From    Moment // when the time starts to run
	// InHours counts Within while the ticket's desk is open.
	InHours bool
}

// inHours ends a promise that counts in the desk's hours.
const inHours = " in hours"

// ParsePromise reads one promise as the service tables write it: arrive=15m, fix=90m@arrived,
// arrive=same day, arrive=appointment; complete=10m in hours counts while the desk is open. Units are s, m and h;
// times are whole seconds.
func ParsePromise(s string) (Promise, error) {
	name, rest, ok := strings.Cut(strings.TrimSpace(s), "=")
	if !ok || name == "" {
		return Promise{}, fmt.Errorf("parse promise %q: want clock=time", s)
	}
	rest, counted := strings.CutSuffix(rest, inHours)
	span, from, _ := strings.Cut(rest, "@")
	p := Promise{Clock: Clock(name), From: Opened, InHours: counted}
	if from != "" {
		p.From = Moment(from)
	}
	switch {
	case counted && (span == "same day" || span == "appointment"):
		return Promise{}, fmt.Errorf("parse promise %q: only a span of time can count in a desk's hours", s)
	case span == "same day":
		p.SameDay = true
		return p, nil
	case span == "appointment":
		if from != "" {
			return Promise{}, fmt.Errorf("parse promise %q: an appointment starts at nothing else", s)
		}
		p.Agreed, p.From = true, Appointment
		return p, nil
	}
	d, err := time.ParseDuration(span)
	if err != nil || d < 0 || d%time.Second != 0 {
		return Promise{}, fmt.Errorf("parse promise %q: %q is not a time", s, span)
	}
	p.Within = d
	return p, nil
}

// String writes the promise as ParsePromise reads it.
func (p Promise) String() string {
	span := shortDuration(p.Within)
	switch {
	case p.Agreed:
		return string(p.Clock) + "=appointment"
	case p.SameDay:
		span = "same day"
	}
	if p.From != Opened && p.From != "" {
		span += "@" + string(p.From)
	}
	if p.InHours {
		span += inHours
	}
	return string(p.Clock) + "=" + span
}

// MarshalJSON writes the promise in the notation of the service tables.
func (p Promise) MarshalJSON() ([]byte, error) { return json.Marshal(p.String()) }

// UnmarshalJSON reads the notation of the service tables.
func (p *Promise) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return fmt.Errorf("read promise: %w", err)
	}
	parsed, err := ParsePromise(s)
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}

// shortDuration writes 90m as 90m rather than 1h30m0s, as the tables do.
func shortDuration(d time.Duration) string {
	switch {
	case d%time.Hour == 0 && d != 0:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d%time.Minute == 0 && d != 0:
		return fmt.Sprintf("%dm", d/time.Minute)
	default:
		return fmt.Sprintf("%ds", d/time.Second)
	}
}
