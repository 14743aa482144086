package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// Audience is whom a level of an escalation policy tells: a desk by its name, or one of those below, or a person
// by user identifier, as in person:123456.
type Audience string

// The audiences that are not the name of a desk.
const (
	OwnDesk Audience = "desk"    // the group of the ticket's own desk
	OnDuty  Audience = "on-call" // whoever is on call at the ticket's desk, each in private
)

const personPrefix = "person:"

// ToPerson is the audience that is one person.
func ToPerson(u UserID) Audience { return Audience(personPrefix + u.String()) }

// Person is whom the audience names; ok is false where it names no single person.
func (a Audience) Person() (u UserID, ok bool) {
	rest, is := strings.CutPrefix(string(a), personPrefix)
	if !is {
		return 0, false
	}
	n, err := strconv.ParseInt(rest, 10, 64)
	return UserID(n), err == nil && n > 0
}

// Valid reports whether there is such an audience.
func (a Audience) Valid() bool {
	_, person := a.Person()
	return person || a == OwnDesk || a == OnDuty || Name(a).Valid()
}

// Level is a step of an escalation: whom it tells, and how long after the promised time. The last level of a policy
// goes on, by Every or by Openings, until somebody sees to it. Every of another tells that the level is one of those in
// which one is repeated; each repeat is a level of its own.
type Level struct {
	After time.Duration `json:"after,omitempty"`
	To    []Audience    `json:"to"`
	Every time.Duration `json:"every,omitempty"`
	// Slower takes the place of Every after the first six repeats; 0 leaves it.
	Slower time.Duration `json:"slower,omitempty"`
	// Openings has the level come at the next opening of the office after the level below it, and at each opening
	// from then on. After is not used.
	Openings bool `json:"openings,omitempty"`
}

// Night is when what can wait wakes nobody, by the clock on the wall. One that begins later than it ends goes on
// past midnight; the zero value is none.
type Night struct {
	From  time.Duration `json:"from,omitempty"`
	Until time.Duration `json:"until,omitempty"`
}

// Policy is who hears of a promise that is near its time or past it, when, and how often. It is frozen into a
// ticket when it is opened.
type Policy struct {
	// Remind is the share of the time allowed that is left when RemindTo are reminded; 0 reminds nobody.
	Remind   float64    `json:"remind,omitempty"`
	RemindTo []Audience `json:"remind_to,omitempty"`
	// Levels are climbed one by one once the promised time has passed.
	Levels []Level `json:"levels,omitempty"`
	// Alarm are the levels of an emergency that nobody has taken, from its first moment.
	Alarm []Level `json:"alarm,omitempty"`
	// Quiet keeps it for the desk's opening hours, and from the Night.
	Quiet bool  `json:"quiet,omitempty"`
	Night Night `json:"night,omitzero"`
	// Ack is how long "I'll see to it" holds, once the promised time has passed; 0 is for good.
	Ack time.Duration `json:"ack,omitempty"`
}

// before is the policy of tickets that were opened when there was no other.
var before = Policy{
	Remind: 1.0 / 3, RemindTo: []Audience{OwnDesk},
	Levels: []Level{{To: []Audience{Audience(Supervisors)}}, {After: 10 * time.Minute, To: []Audience{Audience(Managers)}}},
	Alarm:  []Level{{To: []Audience{OwnDesk, Audience(Managers)}, Every: AlarmEvery}},
}

// Matter is what sort of ticket a policy is for.
type Matter string

// The matters. What has no urgency of its own is ordinary.
const (
	Alarms          Matter = "alarms"
	CriticalMatters Matter = Matter(Critical)
	UrgentMatters   Matter = Matter(Urgent)
	OrdinaryMatters Matter = Matter(Ordinary)
)

// Matters lists the matters, the most urgent first.
var Matters = []Matter{Alarms, CriticalMatters, UrgentMatters, OrdinaryMatters}

// MatterOf is what a ticket counts as.
func MatterOf(k Kind, u Urgency) Matter {
	switch {
	case k == Emergency:
		return Alarms
	case u == Critical || u == Urgent:
		return Matter(u)
	}
	return OrdinaryMatters
}

// Policies are the escalation policies of an estate, and of desks that have others.
type Policies struct {
	Estate map[Matter]Policy
	Desks  map[Name]map[Matter]Policy
}

// PolicyFor is the policy that a ticket is opened with; nil where the estate has none for it.
func (e *Estate) PolicyFor(n Name, k Kind, u Urgency) *Policy {
	if e.Escalation == nil {
		return nil
	}
	m := MatterOf(k, u)
	if p, ok := e.Escalation.Desks[n][m]; ok {
		return &p
	}
	if p, ok := e.Escalation.Estate[m]; ok {
		return &p
	}
	return nil
}

// Rank orders tickets by their matters: 0 is the most urgent.
func (t *Ticket) Rank() int { return slices.Index(Matters, MatterOf(t.Kind, t.Urgency)) }
