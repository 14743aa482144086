package demo

import (
	"cmp"
	"strings"
	"unicode"

	"frontdesk/bot/emulator"
)

// shown is how many of a chat's messages the page holds; older ones are left out.
const shown = 400

// person is somebody as the page shows them.
type person struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Role    string `json:"role,omitempty"`
	Place   string `json:"place,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Rank    int    `json:"rank"`
	Blocked bool   `json:"blocked,omitempty"`
	Outside bool   `json:"outside,omitempty"` // not enrolled
}

type member struct {
	ID     int64  `json:"id"`
	Status string `json:"status"`
}

// keyboard is the reply keyboard that a chat shows now.
type keyboard struct {
	Message     int                    `json:"message"`
	Rows        [][]emulator.KeyButton `json:"rows"`
	OneTime     bool                   `json:"one_time,omitempty"`
	Placeholder string                 `json:"placeholder,omitempty"`
}

// head is what a chat is, apart from its messages.
type head struct {
	ID       int64          `json:"id"`
	Kind     string         `json:"kind"` // private, group, supergroup or channel
	Title    string         `json:"title"`
	Forum    bool           `json:"forum"`
	Topics   map[int]string `json:"topics,omitempty"`
	Members  []member       `json:"members"`
	Speaker  int64          `json:"speaker,omitempty"` // who speaks in a group until somebody else is chosen
	Keyboard *keyboard      `json:"keyboard"`
}

// chat is a chat as it stands, its newest messages last.
type chat struct {
	head
	messages []emulator.Message
}

// nameOf is an account's name as its bearer writes it: in Han characters the family name stands first.
func nameOf(u emulator.User) string {
	if han(u.FirstName) && han(u.LastName) {
		return u.LastName + u.FirstName
	}
	return strings.TrimSpace(u.FirstName + " " + u.LastName)
}

// han tells whether a name is written in Han characters alone.
func han(name string) bool {
	return name != "" && strings.IndexFunc(name, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0
}

// people are all that can be played, those of the cast first.
func (p *Page) people() []person {
	var all []person
	for _, u := range p.world.Users() {
		if u.IsBot {
			continue
		}
		seat, rank := p.seat(u.ID)
		all = append(all, person{ID: u.ID, Name: nameOf(u), Role: seat.Role, Place: seat.Place, Phone: u.Phone, Rank: rank,
			Blocked: p.world.Blocked(u.ID), Outside: p.opts.Outside != nil && p.opts.Outside(u.ID)})
	}
	return all
}

// chats are every group and every person's private chat with the bot.
func (p *Page) chats() []chat {
	var all []chat
	for _, u := range p.world.Users() {
		if !u.IsBot {
			all = append(all, p.read(head{ID: u.ID, Kind: "private", Title: nameOf(u)}))
		}
	}
	for _, g := range p.world.Groups() {
		h := head{ID: g.ID, Kind: g.Type, Title: g.Title, Forum: g.Forum, Speaker: p.opts.Speakers[g.Title]}
		for _, m := range p.world.Members(g.ID) {
			h.Members = append(h.Members, member{ID: m.User.ID, Status: m.Status})
		}
		all = append(all, p.read(h))
	}
	return all
}

func (p *Page) read(h head) chat {
	messages := p.world.Messages(h.ID)
	h.Keyboard = keyboardOf(messages)
	if h.Forum {
		h.Topics = topicsOf(messages)
	}
	return chat{head: h, messages: messages[max(0, len(messages)-shown):]}
}

// keyboardOf finds the keyboard that the last word about keyboards left standing.
func keyboardOf(messages []emulator.Message) *keyboard {
	for i := len(messages) - 1; i >= 0; i-- {
		m := &messages[i]
		if m.RemoveKeyboard {
			return nil
		}
		if len(m.ReplyKeyboard) > 0 {
			return &keyboard{Message: m.ID, Rows: m.ReplyKeyboard, OneTime: m.OneTime, Placeholder: m.Placeholder}
		}
	}
	return nil
}

func topicsOf(messages []emulator.Message) map[int]string {
	topics := map[int]string{}
	for _, m := range messages {
		if m.Topic != "" {
			topics[cmp.Or(m.Thread, m.ID)] = m.Topic
		}
	}
	return topics
}
