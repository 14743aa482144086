package flowstest

import (
	"fmt"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Edits changes the words of a message that the person sent.
func (p *Person) Edits(m desk.MessageID, words string) {
	p.w.t.Helper()
	p.Changes(m, chat.Update{Text: words})
}

// Changes changes a message that the person sent into what the test has made.
func (p *Person) Changes(m desk.MessageID, u chat.Update) {
	p.w.t.Helper()
	u.Kind, u.Chat, u.From, u.Message = chat.Edited, p.Chat, p.sender(), m
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
