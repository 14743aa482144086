package flowstest

import (
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/desk"
)

// Alone is the same person in their own private chat with the desk.
func (p *Person) Alone() *Person {
	return p.In(p.w.room(p.User.Private()))
}

// Unheard is a private group of which the desk has not heard yet.
func (w *World) Unheard(title string) *Room {
	room := w.room(desk.ChatID(-1000 - len(w.rooms)))
	room.Chat.Type, room.Chat.Title = "supergroup", title
	return room
}

// SkipsFields skips what the form of a repair asks, where it is asked.
func (p *Person) SkipsFields(service string) {
	p.w.t.Helper()
	s, ok := catalogue.Default().Find(service)
	if !ok {
		p.w.t.Fatalf("no service %s", service)
	}
	for range s.Fields {
		p.Presses(text.Plain(p.Language(), "dialog.skip"))
	}
}
