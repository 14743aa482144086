package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// Reply is something by which staff answered the tenant.
type Reply struct {
	// Event is the message's, 0 for what needs no chat service to arrive: a call, somebody who came.
	Event int       `json:"event,omitempty"`
	At    time.Time `json:"at"`
	By    Actor     `json:"by"`
}

// maxReplies bounds the replies that a ticket keeps until one is sure: of so many under way, one arrives or none.
const maxReplies = 8

// MessageData names the message to the tenant that an event is about, by the event which carries it; 0 is the answer.
type MessageData struct {
	Event int `json:"event,omitempty"`
}

// NoteUnsaid notes that a message to the tenant did not arrive. Noted once, until it has arrived.
func (t *Ticket) NoteUnsaid(event int, now time.Time) {
	if !slices.Contains(t.Unsaid, event) {
		t.record(EvUndelivered, System, now, MessageData{Event: event})
	}
}

// Received notes that a message by somebody has arrived that had not at first.
func (t *Ticket) Received(event int, by Actor, now time.Time) {
	if slices.Contains(t.Unsaid, event) {
		t.record(EvReceived, by, now, MessageData{Event: event})
	}
}

// respond holds the first fact: a person answered the tenant. A message may yet turn out not to have arrived, so what
// comes after it is kept, too, until something is sure.
func (t *Ticket) respond(e Event, message int) {
	n := len(t.Replies)
	if t.Responded.Held() && n == 0 || n > 0 && t.Replies[n-1].Event == 0 || message != 0 && n >= maxReplies {
		return
	}
	if message != 0 || n > 0 {
		t.Replies = append(slices.Clip(t.Replies), Reply{Event: message, At: e.At, By: e.By})
	}
	if !t.Responded.Held() {
		t.Responded = Fact{At: e.At, By: e.By}
	}
}

// answeredBy tells whether words that the tenant is told, of what was found or why the matter waits, answer them: they
// are of staff, and the tenant is in the chat.
func (t *Ticket) answeredBy(by Actor, words string) bool {
	return by.As == AsStaff && words != "" && t.Reporter.User != 0
}

// applyMessage takes back the reply that did not arrive, or counts the one that did in the end.
func (t *Ticket) applyMessage(e Event) error {
	var d MessageData
	if len(e.Data) > 0 {
		if err := json.Unmarshal(e.Data, &d); err != nil {
			return fmt.Errorf("read message of event %d: %w", e.Seq, err)
		}
	}
	switch {
	case e.Type == EvReceived:
		t.Unsaid = slices.DeleteFunc(slices.Clone(t.Unsaid), func(n int) bool { return n == d.Event })
		t.respond(e, 0)
	case d.Event == 0:
		t.Undelivered = e.At
	default:
		t.Unsaid = append(slices.Clip(t.Unsaid), d.Event)
		t.unsay(d.Event)
	}
	return nil
}

func (t *Ticket) unsay(event int) {
	left := slices.DeleteFunc(slices.Clone(t.Replies), func(r Reply) bool { return r.Event == event })
	if len(left) == len(t.Replies) {
		return
	}
	t.Replies, t.Responded = left, Fact{}
	if len(left) == 0 {
		t.Replies = nil
		return
	}
	t.Responded = Fact{At: left[0].At, By: left[0].By}
	if left[0].Event == 0 { // it is sure
		t.Replies = nil
	}
}
