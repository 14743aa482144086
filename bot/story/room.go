package story

import (
	"fmt"
	"slices"
	"strings"

	"frontdesk/bot/emulator"
)

// Room is a chat as the people in it see it: a group, or somebody's private chat with the desk.
type Room struct {
	// ID is the chat's at Telegram.
	ID    int64
	Title string

	w       *World
	mark    int          // what came before is not looked at
	orphans map[int]bool // sent, and not noted before the power was cut
}

// Message is a message as it stood when somebody looked.
type Message struct {
	emulator.Message
	room *Room
}

func (w *World) room(id int64, title string) *Room {
	r := &Room{ID: id, Title: title, w: w, orphans: map[int]bool{}}
	w.rooms = append(w.rooms, r)
	return r
}

// Messages are the desk's messages in the room, oldest first, as they stand now.
func (r *Room) Messages() (messages []Message) {
	for _, m := range r.w.Telegram.MessagesSince(r.ID, r.mark) {
		if m.From.IsBot && m.Service == "" && !isBoard(m) {
			messages = append(messages, Message{m, r})
		}
	}
	return messages
}

// isBoard tells a group's board by how it begins.
func isBoard(m emulator.Message) bool { return strings.HasPrefix(m.Text, "🗂") }

// Board is the group's board as it stands now; ok is false where there is none.
func (r *Room) Board() (Message, bool) {
	for _, m := range slices.Backward(r.w.Telegram.MessagesSince(r.ID, 0)) {
		if m.From.IsBot && isBoard(m) {
			return Message{m, r}, true
		}
	}
	return Message{}, false
}

// String is the message as people see it: its words, what comes with it, and its buttons by rows.
func (m Message) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%s\n", m.Text, m.Caption)
	if m.Media != nil {
		fmt.Fprintf(&b, "(%s %s)\n", m.Media.Kind, m.Media.Name)
	}
	if m.Location != nil {
		fmt.Fprintf(&b, "(point %.4f, %.4f)\n", m.Location.Latitude, m.Location.Longitude)
	}
	if m.Contact != nil {
		fmt.Fprintf(&b, "(card of %s %s)\n", m.Contact.FirstName, m.Contact.Phone)
	}
	if m.ForceReply {
		b.WriteString("(asks for a reply)\n")
	}
	for _, row := range m.Inline {
		labels := make([]string, len(row))
		for i, button := range row {
			labels[i] = "[" + button.Text + "]"
		}
		b.WriteString(strings.Join(labels, "  ") + "\n")
	}
	return b.String()
}

// Now is the message as it stands now.
func (m Message) Now() Message {
	m.room.w.T.Helper()
	now, ok := m.room.w.Telegram.Message(m.Chat, m.ID)
	if !ok {
		m.room.w.T.Fatalf("the message is gone that said:\n%s", m)
	}
	return Message{now, m.room}
}

// Shows fails unless the message, as it stands now, holds all the parts.
func (m Message) Shows(parts ...string) Message {
	m.room.w.T.Helper()
	now := m.Now()
	if !holdsAll(now.String(), parts) {
		m.room.w.T.Fatalf("at %s the message does not show %q but:\n%s", m.room.w.Clock(), parts, now)
	}
	return now
}

// Stands reports whether the message has not been deleted.
func (m Message) Stands() bool {
	_, ok := m.room.w.Telegram.Message(m.Chat, m.ID)
	return ok
}

func holdsAll(s string, parts []string) bool {
	return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(s, part) })
}

// Find are the desk's messages that hold all the parts.
func (r *Room) Find(parts ...string) []Message {
	return slices.DeleteFunc(r.Messages(), func(m Message) bool { return !holdsAll(m.String(), parts) })
}

// Count is how many of the desk's messages hold all the parts.
func (r *Room) Count(parts ...string) int { return len(r.Find(parts...)) }

// Sees fails unless a message holds all the parts, and gives the newest.
func (r *Room) Sees(parts ...string) Message {
	r.w.T.Helper()
	found := r.Find(parts...)
	if len(found) == 0 {
		r.w.T.Fatalf("at %s %s does not see %q but:\n%s", r.w.Clock(), r.Title, parts, r)
	}
	return found[len(found)-1]
}

// SeesOnce fails unless exactly one message holds all the parts, and gives it.
func (r *Room) SeesOnce(parts ...string) Message {
	r.w.T.Helper()
	found := r.Find(parts...)
	if len(found) != 1 {
		r.w.T.Fatalf("at %s %s sees %q %d times, want once; it sees:\n%s", r.w.Clock(), r.Title, parts, len(found), r)
	}
	return found[0]
}

// SeesNot fails where a message holds all the parts.
func (r *Room) SeesNot(parts ...string) {
	r.w.T.Helper()
	if found := r.Find(parts...); len(found) > 0 {
		r.w.T.Fatalf("at %s %s sees %q:\n%s", r.w.Clock(), r.Title, parts, found[0])
	}
}

// SeesNothing fails where the desk has written anything since the room was made or last looked away.
func (r *Room) SeesNothing() {
	r.w.T.Helper()
	if len(r.Messages()) > 0 {
		r.w.T.Fatalf("at %s %s should see nothing, and sees:\n%s", r.w.Clock(), r.Title, r)
	}
}

// LooksAway has the room forget what stands there: from now on only what is new is seen.
func (r *Room) LooksAway() {
	for _, m := range r.w.Telegram.MessagesSince(r.ID, r.mark) {
		r.mark = max(r.mark, m.ID)
	}
}

// String is everything that the desk wrote there, as it stands now.
func (r *Room) String() string {
	var b strings.Builder
	for _, m := range r.Messages() {
		fmt.Fprintf(&b, "#%d %s\n%s\n", m.ID, m.Date.In(Zone).Format("15:04:05"), m)
	}
	if b.Len() == 0 {
		return "nothing"
	}
	return b.String()
}
