package chat

import (
	"time"

	"frontdesk/storage/desk"
)

// Result is what became of a row of the outbox.
type Result string

// The results. Faults that pass (429, 5xx, a lost connection) are tried again by the sender and are no result.
const (
	Sent       Result = "sent"       // the chat service took it, or it stood so already
	Closed     Result = "closed"     // the person or group cannot be written to
	Migrated   Result = "migrated"   // the group has a new identity; the row waits for it
	Refused    Result = "refused"    // the chat service will never take it
	Superseded Result = "superseded" // there was nothing left to change
)

// Outcome is what became of one row of the outbox.
type Outcome struct {
	Row     RowID
	Version int
	Result  Result
	// Message is the message that now stands for the row; Replaced, the one that stood in its slot before.
	Message, Replaced desk.MessageID
	// Messages are all that the row was sent as, in order, where they are several: an album, or files and the
	// text after them. Message is among them.
	Messages   []desk.MessageID
	MigratedTo desk.ChatID
	// Detail is for the log: redacted of any secret.
	Detail string
	// At is when the chat service answered, in desk time.
	At time.Time
}

// Stand are all messages that the row was sent as; none where it was not.
func (o Outcome) Stand() []desk.MessageID {
	switch {
	case len(o.Messages) > 0:
		return o.Messages
	case o.Message != 0:
		return []desk.MessageID{o.Message}
	}
	return nil
}

// Newest is the last of them, 0 for none.
func (o Outcome) Newest() desk.MessageID {
	newest := o.Message
	for _, m := range o.Messages {
		newest = max(newest, m)
	}
	return newest
}

// JobID numbers a piece of slow work.
type JobID uint64

// Job is work that takes longer than a transaction may: it is done beside, from short reads, and its result
// comes back as an event.
type Job struct {
	ID     JobID     `json:"id"`
	Kind   JobKind   `json:"kind"`
	Args   []byte    `json:"args,omitempty"` // JSON, as the kind has it
	Queued time.Time `json:"queued"`
}

// JobKind names a kind of slow work.
type JobKind string

// JobResult is what came of a job. Err is a sentence for the log, empty where all went well.
type JobResult struct {
	Job  JobID
	Kind JobKind
	Data []byte // JSON, as the kind has it
	Err  string
}
