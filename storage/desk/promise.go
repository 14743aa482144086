package desk

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Clock names what is promised, as the service tables and the operator's file do.
type Clock string

// The clocks that a ticket can run.
const (
	ClockAccept    Clock = "accept"     // the matter is taken in, which is what its author is told
	ClockWorkOrder Clock = "work_order" // the card reached the desk: the chat service took it
	ClockTake      Clock = "take"       // a person took the card
	ClockReply     Clock = "reply"      // a person answered the tenant: a message, a call, or in person
	ClockArrive    Clock = "arrive"     // somebody is on site
	ClockApprove   Clock = "approve"    // what was applied for is decided
	ClockFix       Clock = "fix"        // it works again
	ClockComplete  Clock = "complete"   // it is done with
	ClockWritten   Clock = "written"    // the answer in writing, where one is asked for
	ClockContact   Clock = "contact"    // the unit's emergency contact is reached
)

// Moment names something that happens to a ticket and from which a clock can start.
type Moment string

// The moments.
const (
	Opened      Moment = "opened"
	Arrived     Moment = "arrived"
	Appointment Moment = "appointment" // the end of the time agreed; the opening where none is agreed
	Documents   Moment = "documents"   // the documents are complete
	Money       Moment = "money"       // the money came in
	Signal      Moment = "signal"      // the carrier's signal is there, and the order is: the later of the two
	Receipt     Moment = "receipt"     // the receipt was taken back
	Passed      Moment = "passed"      // the inspection was passed
	Found       Moment = "found"       // staff found it
	Cut         Moment = "cut"         // the power failed
)

// Moments are all of them, as the notation may name them.
var Moments = []Moment{Opened, Arrived, Appointment, Documents, Money, Signal, Receipt, Passed, Found, Cut}

// Promise is one promised time, frozen into a ticket when it is opened.
type Promise struct {
	Clock Clock
	// Within is the time allowed, unless the promise is in working days, for the same day or the time agreed.
	Within  time.Duration
	Days    int    // working days allowed, 0 where the promise is none in working days
	SameDay bool   // until 23:59 of the day on which it started
	Agreed  bool   // until the end of the visit that was agreed
	From    Moment // when the time starts to run
	// InHours counts Within while the ticket's desk is open.
	InHours bool
}

// The notation of promises.
const (
	inHours     = " in hours" // ends a promise that counts in the desk's hours
	sameDay     = "same day"
	workingDays = "wd" // their unit
)

// MaxDays is how many working days a promise allows at most.
const MaxDays = 366

// ParsePromise reads one promise as the service tables write it: arrive=15m, fix=90m@arrived, complete=3wd@money,
// arrive=same day, arrive=appointment; complete=10m in hours counts while the desk is open. Units are s, m and h,
// and wd for working days; times are whole seconds.
func ParsePromise(s string) (Promise, error) {
	name, rest, ok := strings.Cut(strings.TrimSpace(s), "=")
	if !ok || name == "" {
		return Promise{}, fmt.Errorf("parse promise %q: want clock=time", s)
	}
	rest, counted := strings.CutSuffix(rest, inHours)
	span, from, at := strings.Cut(rest, "@")
	if at && from == "" {
		return Promise{}, fmt.Errorf("parse promise %q: want what it starts at after the @", s)
	}
	p := Promise{Clock: Clock(name), From: Opened, InHours: counted}
	if from != "" {
		p.From = Moment(from)
	}
	if counted && (span == sameDay || span == string(Appointment) || strings.HasSuffix(span, workingDays)) {
		return Promise{}, fmt.Errorf("parse promise %q: only a span of time can count in a desk's hours", s)
	}
	switch {
	case span == sameDay:
		p.SameDay = true
		return p, nil
	case span == string(Appointment):
		if from != "" {
			return Promise{}, fmt.Errorf("parse promise %q: an appointment starts at nothing else", s)
		}
		p.Agreed, p.From = true, Appointment
		return p, nil
	}
	if err := p.allow(span); err != nil {
		return Promise{}, fmt.Errorf("parse promise %q: %w", s, err)
	}
	return p, nil
}

// allow reads the time allowed: working days, or a span.
func (p *Promise) allow(span string) error {
	if days, ok := strings.CutSuffix(span, workingDays); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 || n > MaxDays {
			return fmt.Errorf("%q are not 1 to %d working days", span, MaxDays)
		}
		p.Days = n
		return nil
	}
	d, err := time.ParseDuration(span)
	if err != nil || d < 0 || d%time.Second != 0 {
		return fmt.Errorf("%q is not a time", span)
	}
	p.Within = d
	return nil
}

// String writes the promise as ParsePromise reads it.
func (p Promise) String() string {
	span := shortDuration(p.Within)
	switch {
	case p.Agreed:
		return string(p.Clock) + "=" + string(Appointment)
	case p.SameDay:
		span = sameDay
	case p.Days > 0:
		span = strconv.Itoa(p.Days) + workingDays
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
