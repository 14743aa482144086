package storage

import (
	"time"

	"frontdesk/storage/desk"
)

// Entry is a line of the audit log: what somebody on the staff did, and in what role.
type Entry struct {
	At     time.Time     `json:"at"`
	By     desk.Actor    `json:"by"`
	Role   string        `json:"role"`
	Action string        `json:"action"`
	Ticket desk.TicketID `json:"ticket,omitempty"`
	Chat   desk.ChatID   `json:"chat,omitempty"`
	Detail string        `json:"detail,omitempty"`
}

// Audit writes a line of the audit log.
func (tx *Tx) Audit(e Entry) error {
	n, err := tx.next("audit", 1)
	if err != nil {
		return err
	}
	e.At = tx.now
	return write(tx, bAudit, id64(n), e)
}

// AuditLog lists the audit log, oldest first.
func (r *Reader) AuditLog() ([]Entry, error) {
	var entries []Entry
	var failed error
	r.r.Ascend(bAudit, nil, func(k, _ []byte) bool {
		e, _, err := read[Entry](r, bAudit, k)
		entries, failed = append(entries, e), err
		return failed == nil
	})
	return entries, failed
}
