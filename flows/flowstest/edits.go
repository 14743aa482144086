package flowstest

import (
	"fmt"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Edits changes the words of a message. Its files, its album and what it answers stay.
func (p *Person) Edits(m desk.MessageID, words string) {
	p.w.t.Helper()
	u := p.w.said[m]
	u.Text = words
	p.change(m, u)
}

// Exchanges puts another file into a message. Its words stay.
func (p *Person) Exchanges(m desk.MessageID, file desk.Media) {
	p.w.t.Helper()
	u := p.w.said[m]
	u.Media = []desk.Media{file}
	p.change(m, u)
}

func (p *Person) change(m desk.MessageID, u chat.Update) {
	p.w.t.Helper()
	u.ID, u.Kind, u.Chat, u.From, u.Message = 0, chat.Edited, p.Chat, p.sender(), m
	p.w.said[m] = u
	p.w.Take(u)
}

// SendsAlbum sends photos one by one as the parts of an album, with the caption on the first, as an answer to a
// message where there is one. It gives the numbers of the parts.
func (p *Person) SendsAlbum(n int, caption string, to *Message) []desk.MessageID {
	p.w.t.Helper()
	var parts []desk.MessageID
	name := fmt.Sprint("album ", p.w.message)
	for i := range n {
		u := chat.Update{Album: name, Media: []desk.Media{Photo(fmt.Sprint(name, " photo ", i))}}
		if i == 0 {
			u.Text = caption
		}
		if to != nil {
			u.ReplyTo = to.ID
		}
		parts = append(parts, p.Sends(u))
	}
	return parts
}

// Answers is the bot's message that this one answers, or nil.
func (r *Room) Answers(m *Message) *Message { return r.find(m.ReplyTo) }
