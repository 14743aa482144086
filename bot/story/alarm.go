package story

import (
	"time"

	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Alarming opens the screen that asks what it is, and gives the press that sounds the alarm.
func (p *Person) Alarming(danger desk.Danger) Press {
	p.w.T.Helper()
	p.Writes("/menu")
	p.Presses(p.says("home.emergency"))
	label := p.says("danger.button-" + string(danger))
	if p.Count(label) == 0 {
		p.Presses(p.says("danger.button-more"))
	}
	return p.Pressing(p.Sees(label), label)
}

// SoundsAlarm presses that button, and whatever comes of it has come.
func (p *Person) SoundsAlarm(danger desk.Danger) {
	p.w.T.Helper()
	p.w.AtOnce(p.Alarming(danger))
}

// Makes makes a press and waits for nothing: the desk may be busy with something else.
func (w *World) Makes(p Press) {
	w.T.Helper()
	if _, err := w.Telegram.Press(p.user, p.message.Chat, p.message.ID, p.data); err != nil {
		w.T.Fatal(err)
	}
}

// Broadcast queues the same words for as many residents, who have nothing else to do with the story.
func (w *World) Broadcast(residents []*Person, words string) {
	w.T.Helper()
	const atOnce = 500
	for len(residents) > 0 {
		now := residents[:min(atOnce, len(residents))]
		residents = residents[len(now):]
		err := w.App.Do(w.T.Context(), func(tx *storage.Tx) error {
			for _, p := range now {
				if err := tx.Post(chat.Outgoing{Lane: chat.Broadcast, Chat: desk.ChatID(p.ID), Content: chat.Content{Text: words}}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			w.T.Fatal(err)
		}
	}
}

// Waits are the messages of a lane that wait to be sent now.
func (w *World) Waits(lane chat.Lane) (rows []chat.Outgoing) {
	w.T.Helper()
	w.View(func(r *storage.Reader) error {
		return r.Waiting(func(o chat.Outgoing) {
			if o.Lane == lane {
				rows = append(rows, o)
			}
		})
	})
	return rows
}

// QueuedAt is when the first message of a lane to a chat was queued, from a moment on, of those that have been taken or
// wait; zero where there is none.
func (w *World) QueuedAt(lane chat.Lane, room *Room, from time.Time) (first time.Time) {
	w.T.Helper()
	waiting := w.Waits(lane)
	w.mind.mu.Lock()
	defer w.mind.mu.Unlock()
	for _, o := range append(waiting, w.mind.queued...) {
		if o.Lane == lane && int64(o.Chat) == room.ID && !o.Queued.Before(from) && (first.IsZero() || o.Queued.Before(first)) {
			first = o.Queued
		}
	}
	return first
}

// Resident is somebody who has opened the bot once and is seen no more: what reaches them is no part of what people see.
func (w *World) Resident(name string) *Person {
	p := w.Stranger(name, desk.English)
	w.rooms = w.rooms[:len(w.rooms)-1]
	w.Telegram.OpenChat(p.User)
	return p
}
