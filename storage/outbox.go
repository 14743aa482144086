package storage

import (
	"bytes"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Post queues a message that is not edited later, or a change to one message.
func (tx *Tx) Post(o chat.Outgoing) error {
	if o.Op == "" {
		o.Op = chat.Post
	}
	_, err := tx.queue(o)
	return err
}

func (tx *Tx) queue(o chat.Outgoing) (chat.RowID, error) {
	n, err := tx.next("row", 1)
	if err != nil {
		return 0, err
	}
	o.ID, o.Queued = chat.RowID(n), tx.now
	return o.ID, tx.putRow(o)
}

func (tx *Tx) putRow(o chat.Outgoing) error {
	tx.effects.Rows = append(tx.effects.Rows, Queued{Row: o.ID, Chat: o.Chat, Lane: o.Lane})
	return write(tx, bOutbox, id64(o.ID), o)
}

// Row finds a row of the outbox.
func (r *Reader) Row(id chat.RowID) (chat.Outgoing, bool, error) {
	return read[chat.Outgoing](r, bOutbox, id64(id))
}

// Queued says where a row of the outbox waits.
type Queued struct {
	Row  chat.RowID
	Chat desk.ChatID
	Lane chat.Lane
}

// Waiting calls fn for every row of the outbox, in order of number.
func (r *Reader) Waiting(fn func(chat.Outgoing)) error {
	var failed error
	r.r.Ascend(bOutbox, nil, func(k, _ []byte) bool {
		row, _, err := read[chat.Outgoing](r, bOutbox, k)
		if failed = err; err != nil {
			return false
		}
		fn(row)
		return true
	})
	return failed
}

// QueueLength is how many rows wait, counting at most limit.
func (r *Reader) QueueLength(limit int) int {
	n := 0
	r.r.Ascend(bOutbox, nil, func(_, _ []byte) bool {
		n++
		return n < limit
	})
	return n
}

// Settle notes what became of a row: where its slot's message stands now, and what was sent about which ticket.
// It returns the row as it was; ok is false where the outcome had been noted before.
func (tx *Tx) Settle(out chat.Outcome) (row chat.Outgoing, ok bool, err error) {
	if row, ok, err = tx.Row(out.Row); err != nil || !ok {
		return row, ok, err
	}
	switch out.Result {
	case chat.Migrated: // the notice may have come first and moved the row: it has to go all the same
		if err := tx.Rekey(row.Chat, out.MigratedTo); err != nil {
			return row, true, err
		}
		tx.effects.Rows = append(tx.effects.Rows, Queued{Row: row.ID, Chat: out.MigratedTo, Lane: row.Lane})
		return row, true, nil
	case chat.Sent:
		if err := tx.stands(row, out); err != nil {
			return row, true, err
		}
	}
	if row.Version != out.Version { // replaced while it was under way: the newer content still has to go
		tx.effects.Rows = append(tx.effects.Rows, Queued{Row: row.ID, Chat: row.Chat, Lane: row.Lane})
		return row, true, nil
	}
	if err := tx.w.Delete(bOutbox, id64(row.ID)); err != nil {
		return row, true, err
	}
	if raw := tx.r.Get(bOutboxSlots, []byte(row.Slot)); row.Slot != "" && raw != nil && number[chat.RowID](raw) == row.ID {
		err = tx.w.Delete(bOutboxSlots, []byte(row.Slot))
	}
	return row, true, err
}

// Drop takes a row off the outbox unsent, and lets go of the slot that waits for it, without looking at what
// either holds: the way out where its outcome cannot be noted.
func (tx *Tx) Drop(id chat.RowID) error {
	var slots [][]byte
	tx.r.Ascend(bOutboxSlots, nil, func(slot, row []byte) bool {
		if bytes.Equal(row, id64(id)) {
			slots = append(slots, bytes.Clone(slot))
		}
		return true
	})
	for _, slot := range slots {
		if err := tx.w.Delete(bOutboxSlots, slot); err != nil {
			return err
		}
	}
	return tx.w.Delete(bOutbox, id64(id))
}

// stands notes where a message stands that the chat service took.
func (tx *Tx) stands(row chat.Outgoing, out chat.Outcome) error {
	if about := row.About; about.Ticket != "" {
		for _, m := range out.Stand() {
			ref := Ref{Ticket: about.Ticket, What: string(about.What), Event: about.Event, User: about.User}
			if err := tx.PutRef(row.Chat, m, ref); err != nil {
				return err
			}
		}
	}
	switch row.Op {
	case chat.Post:
		if err := tx.pin(row, out); err != nil {
			return err
		}
		return tx.Appeared(row.Chat, out.Newest())
	case chat.Show, chat.Refresh:
		return tx.fill(row, out)
	case chat.Remove:
		if row.Message == 0 {
			return tx.unsend(row, out)
		}
	}
	return nil
}

// pin asks for a message just sent to be fixed at the top, and for the one before it to be let go.
func (tx *Tx) pin(row chat.Outgoing, out chat.Outcome) error {
	if !row.Pin || out.Message == 0 {
		return nil
	}
	if out.Replaced != 0 {
		if err := tx.Post(chat.Outgoing{Op: chat.Unpin, Lane: row.Lane, Chat: row.Chat, Message: out.Replaced}); err != nil {
			return err
		}
	}
	return tx.Post(chat.Outgoing{Op: chat.Pin, Lane: row.Lane, Chat: row.Chat, Message: out.Message})
}

func (tx *Tx) rekeyOutbox(from, to desk.ChatID) error {
	var rows []chat.Outgoing
	if err := tx.Waiting(func(o chat.Outgoing) {
		if o.Chat == from {
			rows = append(rows, o)
		}
	}); err != nil {
		return err
	}
	for _, row := range rows {
		row.Chat = to
		if row.Message != 0 {
			if err := tx.w.Delete(bOutbox, id64(row.ID)); err != nil { // its message stayed behind
				return err
			}
			continue
		}
		row.ReplyTo = 0
		if err := tx.putRow(row); err != nil {
			return err
		}
	}
	return nil
}
