package flowstest

import (
	"slices"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// deliver takes what is queued to its chats, one row of each at a time and the most pressing lane first, and tells
// the flows what became of it. It reports whether there was anything.
func (w *World) deliver() bool {
	w.t.Helper()
	var rows []chat.Outgoing
	w.View(func(r *storage.Reader) error {
		return r.Waiting(func(o chat.Outgoing) { rows = append(rows, o) })
	})
	slices.SortStableFunc(rows, func(a, b chat.Outgoing) int { return int(a.Lane) - int(b.Lane) })
	busy := map[desk.ChatID]bool{}
	var outcomes []chat.Outcome
	for _, row := range rows {
		if !busy[row.Chat] {
			busy[row.Chat] = true
			outcomes = append(outcomes, w.send(row))
		}
	}
	if len(outcomes) == 0 {
		return false
	}
	w.commit(func(tx *storage.Tx) error {
		for _, out := range outcomes {
			if err := w.desk.Delivered(tx, out); err != nil {
				return err
			}
		}
		return nil
	})
	return true
}

// send does what the sender does with a row.
func (w *World) send(o chat.Outgoing) chat.Outcome {
	room := w.room(o.Chat)
	out := chat.Outcome{Row: o.ID, Version: o.Version, Result: chat.Sent, At: w.Now}
	switch {
	case room.movedTo != 0:
		out.Result, out.MigratedTo = chat.Migrated, room.movedTo
		return out
	case room.Shut:
		out.Result = chat.Closed
		return out
	case room.Refuses != nil && room.Refuses(o):
		out.Result = chat.Refused
		return out
	}
	switch o.Op {
	case chat.Strip, chat.Remove, chat.Pin, chat.Unpin:
		return w.change(room, o, out)
	case chat.Post:
		out.Message, out.Messages = room.put(o, w.replyTo(o))
		return out
	}
	return w.show(room, o, out)
}

func (w *World) change(room *Room, o chat.Outgoing, out chat.Outcome) chat.Outcome {
	m := room.find(o.Message)
	if m == nil || m.Removed {
		out.Result = chat.Superseded
		return out
	}
	out.Message = o.Message
	switch o.Op {
	case chat.Remove:
		m.Removed = true
	case chat.Strip:
		m.Buttons = nil
	default:
		m.Pinned = o.Op == chat.Pin
	}
	return out
}

func (w *World) show(room *Room, o chat.Outgoing, out chat.Outcome) chat.Outcome {
	var place storage.Place
	w.View(func(r *storage.Reader) (err error) {
		place, _, err = r.Place(o.Slot)
		return err
	})
	standing := place.Chat == o.Chat && place.Message != 0
	if old := room.find(place.Message); standing && (old == nil || old.Removed) {
		standing = false
	}
	switch {
	case o.Op == chat.Refresh && !standing:
		out.Result = chat.Superseded
	case standing && (o.Op == chat.Refresh || !o.Anew || !place.Below()):
		room.edit(place.Message, o)
		out.Message = place.Message
		if len(place.More) > 0 {
			out.Messages = append([]desk.MessageID{place.Message}, place.More...)
		}
	default:
		out.Message, out.Messages = room.put(o, w.replyTo(o))
		if place.Chat == o.Chat {
			out.Replaced = place.Message
		}
	}
	return out
}

func (w *World) replyTo(o chat.Outgoing) desk.MessageID {
	if o.ReplySlot == "" {
		return o.ReplyTo
	}
	reply := o.ReplyTo
	w.View(func(r *storage.Reader) error {
		place, _, err := r.Place(o.ReplySlot)
		if place.Chat == o.Chat && place.Message != 0 {
			reply = place.Message
		}
		return err
	})
	return reply
}
