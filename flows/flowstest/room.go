package flowstest

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Room is a chat and what stands in it.
type Room struct {
	Chat     chat.Room
	Messages []*Message
	// Shut makes the chat refuse to be written to: a person has blocked the bot, a group has put it out.
	Shut bool
	// Refuses, where it is set, tells which rows the chat service will never take.
	Refuses func(chat.Outgoing) bool

	w       *World
	movedTo desk.ChatID
}

// Message is one of the bot's messages as it stands now.
type Message struct {
	ID desk.MessageID
	chat.Content
	ReplyTo desk.MessageID
	Edits   int
	Removed bool
	Pinned  bool
}

// board tells a group's board by how it begins. It stands beside what is said: Room.Board shows it.
func (m *Message) board() bool { return strings.HasPrefix(m.Text, "🗂") }

// Board is the group's board, or nil.
func (r *Room) Board() *Message {
	for _, m := range slices.Backward(r.Messages) {
		if !m.Removed && m.board() {
			return m
		}
	}
	return nil
}

func (w *World) room(id desk.ChatID) *Room {
	if w.rooms[id] == nil {
		w.rooms[id] = &Room{w: w, Chat: chat.Room{ID: id, Type: "private"}}
	}
	return w.rooms[id]
}

// put adds a message; an album is several, of which the first stands for all.
func (r *Room) put(o chat.Outgoing, replyTo desk.MessageID) (id desk.MessageID, all []desk.MessageID) {
	r.check(o)
	r.w.message++
	m := &Message{ID: r.w.message, Content: o.Content, ReplyTo: replyTo}
	r.Messages = append(r.Messages, m)
	if len(o.Content.Media) < 2 {
		return m.ID, nil
	}
	all = []desk.MessageID{m.ID}
	for range o.Content.Media[1:] {
		r.w.message++
		all = append(all, r.w.message)
	}
	return m.ID, all
}

func (r *Room) edit(id desk.MessageID, o chat.Outgoing) {
	r.check(o)
	m := r.find(id)
	m.Content = o.Content
	m.Edits++
}

func (r *Room) find(id desk.MessageID) *Message {
	for _, m := range r.Messages {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// The chat service's limits.
const (
	maxText    = 4096
	maxCaption = 1024
	maxData    = 64 // bytes
	maxLabel   = 64
)

var (
	tag     = regexp.MustCompile(`</?([a-z]+)[^>]*>`)
	missing = regexp.MustCompile(`\[[a-z][a-z-]*\.[A-Za-z0-9_.-]*\]|\{[A-Za-z]+\}`)
)

// check finds what the chat service would refuse, and what should never be seen.
func (r *Room) check(o chat.Outgoing) {
	r.w.t.Helper()
	c := o.Content
	fault := func(format string, args ...any) {
		r.w.t.Helper()
		r.w.t.Errorf("a message "+format+":\n%s", append(args, c.Text)...)
	}
	if strings.TrimSpace(Plain(c.Text)) == "" && len(c.Media) == 0 && c.File == nil && c.Location == nil && c.Card == nil {
		fault("has no text")
	}
	if n := len(utf16.Encode([]rune(Plain(c.Text)))); n > maxText {
		fault("is too long, %d", n)
	}
	if open := unbalanced(c.Text); open != "" {
		fault("has broken HTML at %s", open)
	}
	if found := missing.FindString(c.Text); found != "" {
		fault("shows %s", found)
	}
	buttons := 0
	for _, row := range c.Buttons {
		for _, b := range row {
			buttons++
			if impossible(b) {
				fault("has an impossible button %+v", b)
			}
		}
		if len(row) == 0 || len(row) > 8 {
			fault("has a row of %d buttons", len(row))
		}
	}
	if buttons > 100 {
		fault("has %d buttons", buttons)
	}
}

func impossible(b chat.Button) bool {
	return b.Text == "" || len(b.Text) > 4*maxLabel || len(b.Data) > maxData || b.Data == "" && b.URL == "" || missing.MatchString(b.Text)
}

// unbalanced is the tag that is not closed, or that no chat service knows.
func unbalanced(s string) string {
	var open []string
	for _, m := range tag.FindAllStringSubmatch(s, -1) {
		name := m[1]
		if name != "b" && name != "i" && name != "a" && name != "code" {
			return m[0]
		}
		if !strings.HasPrefix(m[0], "</") {
			open = append(open, name)
			continue
		}
		if len(open) == 0 || open[len(open)-1] != name {
			return m[0]
		}
		open = open[:len(open)-1]
	}
	if rest := tag.ReplaceAllString(s, ""); strings.ContainsAny(rest, "<>") {
		return "a bare bracket"
	}
	return strings.Join(open, " ")
}

// Plain is a text as it is seen.
func Plain(s string) string { return html.UnescapeString(tag.ReplaceAllString(s, "")) }

// String is the message as a golden file has it: the text, what comes with it, and its buttons by rows.
func (m *Message) String() string {
	var b strings.Builder
	if m.Text != "" {
		b.WriteString(m.Text + "\n")
	}
	for _, file := range m.Media {
		fmt.Fprintf(&b, "(%s)\n", file.Kind)
	}
	if m.Location != nil {
		fmt.Fprintf(&b, "(location %.5f, %.5f)\n", m.Location.Latitude, m.Location.Longitude)
	}
	if m.Card != nil {
		fmt.Fprintf(&b, "(contact %s %s)\n", m.Card.Name, m.Card.Phone)
	}
	if m.File != nil {
		fmt.Fprintf(&b, "(document %s)\n", m.File.Name)
	}
	if m.Prompt {
		b.WriteString("(asks for a reply)\n")
	}
	for _, row := range m.Buttons {
		for i, button := range row {
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString("[" + button.Text + "]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Last is the newest message that stands in the chat.
func (r *Room) Last() *Message {
	r.w.t.Helper()
	for _, m := range slices.Backward(r.Messages) {
		if !m.Removed && !m.board() {
			return m
		}
	}
	r.w.t.Fatalf("nothing stands in chat %d", r.Chat.ID)
	return nil
}

// Find is the newest message that stands in the chat and shows all the parts, or nil.
func (r *Room) Find(parts ...string) *Message {
	for _, m := range slices.Backward(r.Messages) {
		if !m.Removed && !m.board() && m.shows(parts) {
			return m
		}
	}
	return nil
}

func (m *Message) shows(parts []string) bool {
	seen := Plain(m.String())
	for _, part := range parts {
		if !strings.Contains(seen, part) {
			return false
		}
	}
	return true
}

// Sees fails unless a message that shows all the parts stands in the chat, and gives the newest.
func (r *Room) Sees(parts ...string) *Message {
	r.w.t.Helper()
	m := r.Find(parts...)
	if m == nil {
		r.w.t.Fatalf("nothing in chat %d shows %q; there stands:\n%s", r.Chat.ID, parts, r)
	}
	return m
}

// SeesOnce fails unless exactly one message shows all the parts.
func (r *Room) SeesOnce(parts ...string) {
	r.w.t.Helper()
	if n := r.Count(parts...); n != 1 {
		r.w.t.Fatalf("%d messages in chat %d show %q, want one; there stands:\n%s", n, r.Chat.ID, parts, r)
	}
}

// Count is how many messages show all the parts.
func (r *Room) Count(parts ...string) int {
	n := 0
	for _, m := range r.Messages {
		if !m.Removed && !m.board() && m.shows(parts) {
			n++
		}
	}
	return n
}

// SeesNot fails where a message shows all the parts.
func (r *Room) SeesNot(parts ...string) {
	r.w.t.Helper()
	if m := r.Find(parts...); m != nil {
		r.w.t.Fatalf("chat %d shows %q:\n%s", r.Chat.ID, parts, m)
	}
}

// String is everything that stands in the chat.
func (r *Room) String() string {
	var b strings.Builder
	for _, m := range r.Messages {
		if !m.Removed && !m.board() {
			fmt.Fprintf(&b, "#%d\n%s\n", m.ID, m)
		}
	}
	return b.String()
}
