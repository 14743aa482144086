package desk

import (
	"encoding/json"
	"time"
)

// EventType names what happened to a ticket.
type EventType string

// What can happen to a ticket. Each type's data is the struct of the same name, or MessageData.
const (
	EvOpened       EventType = "opened"
	EvAmended      EventType = "amended"      // the tenant said more before anybody asked: where, what
	EvCarded       EventType = "carded"       // the chat service took the card
	EvAccepted     EventType = "accepted"     // somebody took it
	EvArrived      EventType = "arrived"      // somebody is on site
	EvDone         EventType = "done"         // staff say that it is done
	EvAnswered     EventType = "answered"     // the tenant has the answer
	EvUndelivered  EventType = "undelivered"  // the answer, or a message, did not reach the tenant
	EvReceived     EventType = "received"     // a message that had not reached the tenant has now
	EvRefused      EventType = "refused"      // staff can't; the card is free again
	EvNoted        EventType = "noted"        // an internal note or photo
	EvSaid         EventType = "said"         // a message between staff and tenant, sent on
	EvCalled       EventType = "called"       // staff telephoned
	EvNumberShown  EventType = "number-shown" // staff looked at the telephone number
	EvAlerted      EventType = "alerted"      // a rung of the ladder was climbed
	EvBreached     EventType = "breached"     // a promised time passed unmet
	EvAcknowledged EventType = "acknowledged" // somebody sees to a breach
	EvEdited       EventType = "edited"       // what an earlier event said was corrected
	EvHeld         EventType = "held"         // it waits for somebody until an expected time
	EvResumed      EventType = "resumed"      // it goes on
	EvReclassified EventType = "reclassified" // it was found to be something else, or as urgent as it is
	EvAgreed       EventType = "agreed"       // a visit was agreed after the opening
)

// Event is one thing that happened, never changed once recorded. A type or version that is not known is kept
// as it is and changes nothing.
type Event struct {
	Seq     int       `json:"seq"`
	Type    EventType `json:"type"`
	Version int       `json:"v"`
	By      Actor     `json:"by"`
	// At is when it happened, Recorded when the desk learned of it.
	At       time.Time       `json:"at"`
	Recorded time.Time       `json:"recorded,omitzero"` // zero: at the same moment
	Data     json.RawMessage `json:"data,omitempty"`
}

// eventVersion is written with every event, so that a later shape can be told from this one.
const eventVersion = 1

// OpenedData is what a ticket begins with.
type OpenedData struct {
	Kind        Kind       `json:"kind"`
	Estate      EstateID   `json:"estate"`
	Place       Place      `json:"place"`
	Party       PartyID    `json:"party,omitempty"`
	Reporter    Reporter   `json:"reporter"`
	Desk        Name       `json:"desk"`
	Service     ServiceRef `json:"service"`
	Urgency     Urgency    `json:"urgency,omitempty"`
	Description string     `json:"description,omitempty"`
	Media       []Media    `json:"media,omitempty"`
	Visit       *Window    `json:"visit,omitempty"`
	Promises    []Promise  `json:"promises"`
	// Danger is what an alarm is about, "" for whatever is none and for alarms of before it was asked.
	Danger Danger `json:"danger,omitempty"`
	// Fields are the answers to a form, in the order in which it asks.
	Fields []Field `json:"fields,omitempty"`
	// By opened it for the reporter, who telephoned; zero where the reporter did it themselves.
	By Actor `json:"opened_by,omitzero"`
	// Policy is who hears of a promise that is not kept, as it was when the ticket was opened.
	Policy *Policy `json:"policy,omitempty"`
	// Names and Prices are the service's name and its posted price, in each language, as they were when the ticket was
	// opened, or found to be of that service: what was agreed outlives the service.
	Names  map[Language]string `json:"names,omitempty"`
	Prices map[Language]string `json:"prices,omitempty"`
}

// Field is one answer to a form.
type Field struct {
	Key   string    `json:"key"` // the text key of its label, or the field's name in the service's form
	Value string    `json:"value"`
	Kind  FieldKind `json:"kind,omitempty"`
	// Service is the one whose form asked it, zero where the key is that of a text.
	Service ServiceRef `json:"service,omitzero"`
	// Labels are what the field is called, and Values what the chosen option is, in each language, where the operator's
	// file alone says so: they outlive it.
	Labels map[Language]string `json:"labels,omitempty"`
	Values map[Language]string `json:"values,omitempty"`
}

// FieldKind tells how a field's value is written.
type FieldKind string

// The kinds of field.
const (
	FieldWords  FieldKind = ""
	FieldNumber FieldKind = "number"
	FieldMoment FieldKind = "moment" // RFC 3339, in UTC
	FieldDay    FieldKind = "day"    // as Day
	FieldPhone  FieldKind = "phone"  // E.164; never drawn on a card
	FieldChoice FieldKind = "choice" // the value of an option of the service's form
)

// AmendedData is what somebody added to a ticket after opening it. Empty fields change nothing.
type AmendedData struct {
	Place       *Place  `json:"place,omitempty"`
	Description string  `json:"description,omitempty"`
	Media       []Media `json:"media,omitempty"`
	// Name is what the reporter says they are called, and Fields what else they answered.
	Name   string  `json:"name,omitempty"`
	Fields []Field `json:"fields,omitempty"`
}

// RefusedData is why staff can't do it. Left tells that they have left the desk's group, which was told of all that
// they held.
type RefusedData struct {
	Reason string `json:"reason"`
	Left   bool   `json:"left,omitempty"`
}

// Spot is where a message stands.
type Spot struct {
	Chat    ChatID    `json:"chat"`
	Message MessageID `json:"message"`
}

// NotedData is an internal note.
type NotedData struct {
	Text  string  `json:"text,omitempty"`
	Media []Media `json:"media,omitempty"`
	// Origin is the message in which it was said.
	Origin Spot `json:"origin,omitzero"`
}

// EditedData is what an earlier event says now, of which the history stays. Text takes the place of its text,
// also where it is empty. Media take the place of its media; none leave them.
type EditedData struct {
	Event int     `json:"event"`
	Text  string  `json:"text,omitempty"`
	Media []Media `json:"media,omitempty"`
}

// SaidData is a message that went from staff to the tenant or back.
type SaidData struct {
	Text     string  `json:"text,omitempty"`
	Media    []Media `json:"media,omitempty"`
	ToTenant bool    `json:"to_tenant,omitempty"`
	// Note is the internal note that was sent on, 0 for a message of its own.
	Note int `json:"note,omitempty"`
	// Album is shared by the messages of staff that came as one album.
	Album string `json:"album,omitempty"`
	// Origin is the message in which it was said, Answers the event that it answers, 0 for none.
	Origin  Spot `json:"origin,omitzero"`
	Answers int  `json:"answers,omitempty"`
	// Copy is the message to another reporter of the same event that this one repeats.
	Copy CopyOf `json:"copy,omitzero"`
}

// AnsweredData tells how the tenant got the answer.
type AnsweredData struct {
	How AnswerWay `json:"how"`
}

// AnswerWay is how an answer reached the tenant.
type AnswerWay string

// The ways of an answer; summaries count them apart.
const (
	ByMessage AnswerWay = "message"   // the chat service took it
	InPerson  AnswerWay = "in-person" // staff say that they told the tenant
)

// DoneData is what staff did without: the points of the checklist that were not ticked, by name, and why there is no
// photo of the finished job where one is wanted.
type DoneData struct {
	Left    []string `json:"left,omitempty"`
	NoPhoto string   `json:"no_photo,omitempty"`
	// Declined is why what was asked for is refused, "" where it is not.
	Declined string `json:"declined,omitempty"`
}

// ClockData names one clock and the round in which it ran.
type ClockData struct {
	Clock Clock `json:"clock"`
	Cycle int   `json:"cycle,omitempty"`
	// Level is the rung of the ladder, for an alert, and To whom it was for.
	Level int        `json:"level,omitempty"`
	To    []Audience `json:"to,omitempty"`
	Due   time.Time  `json:"due,omitzero"`
	// Ahead is when an alert was raised from which the levels above it count; zero: they count from the promised time.
	Ahead time.Time `json:"ahead,omitzero"`
}

// HeldData is why a ticket waits, for whom, and until when.
type HeldData struct {
	Cause  Cause     `json:"cause"`
	Reason string    `json:"reason"`
	Until  time.Time `json:"until"`
	// Late tells that hardly any of a promised time was left.
	Late bool `json:"late,omitempty"`
	// Reply tells that the reason went to the tenant, whom it answers.
	Reply bool `json:"reply,omitempty"`
}

// ResumedData tells how a hold ended: before its expected time, or because that came.
type ResumedData struct {
	Early bool `json:"early,omitempty"`
}

// ReclassifiedData is what a ticket was found to be, with all that is promised for it from the first start on. An
// empty service or urgency leaves what it was.
type ReclassifiedData struct {
	Service ServiceRef `json:"service,omitzero"`
	// Desk is the one whose matter it is, where it is another's than it was.
	Desk     Name      `json:"desk,omitempty"`
	Urgency  Urgency   `json:"urgency,omitempty"`
	Promises []Promise `json:"promises"`
	// Policy is who hears of it now; nil leaves it to those who heard so far.
	Policy *Policy `json:"policy,omitempty"`
	Reason string  `json:"reason,omitempty"`
	// Dropped are the clocks that were owed and are promised no more, each with when it would have been due.
	Dropped []ClockData `json:"dropped,omitempty"`
	// Was is how urgent it was before.
	Was Urgency `json:"was,omitempty"`
	// Reply tells that the reason went to the tenant, whom it answers.
	Reply bool `json:"reply,omitempty"`
	// Names and Prices are those of the service; without names both stay as they were.
	Names  map[Language]string `json:"names,omitempty"`
	Prices map[Language]string `json:"prices,omitempty"`
}

// AgreedData is a visit that was agreed after the opening.
type AgreedData struct {
	Visit Window `json:"visit"`
}
