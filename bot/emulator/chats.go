package emulator

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// person is somebody with an account, and how they stand with the bot.
type person struct {
	User
	opened  bool // has written to the bot: only then may it write to them
	blocked bool
	deleted bool // the account is gone
	toasts  []Toast
}

// chat is a private chat (whose id is the person's), a group or a channel.
type chat struct {
	Group
	members     map[int64]*Member
	memberIDs   []int64 // in the order of their coming
	topics      map[int]*topic
	history     []*Message // by id, oldest first
	nextMessage int        // supergroups and channels count their own
	migratedTo  int64
	invite      string
	sends       bucket
	edits       bucket
}

// topic is a thread of a forum; its id is that of the message which opened it.
type topic struct {
	Name   string `json:"name"`
	Closed bool   `json:"closed,omitempty"`
}

func (ch *chat) private() bool { return ch.Type == "private" }

// find gives a message by its id, or nil.
func (ch *chat) find(id int) *Message {
	i, ok := ch.index(id)
	if !ok {
		return nil
	}
	return ch.history[i]
}

func (ch *chat) index(id int) (int, bool) {
	return slices.BinarySearchFunc(ch.history, id, func(m *Message, id int) int { return cmp.Compare(m.ID, id) })
}

// user is somebody by id, known or not.
func (s *Server) user(id int64) User {
	if p := s.people[id]; p != nil {
		return p.User
	}
	return User{ID: id, FirstName: "Deleted Account"}
}

// chatFor finds the chat that a parameter names, and refuses where the bot cannot be in it.
func (c *call) chatFor(field string) (*chat, error) {
	s := c.s
	value := strings.TrimSpace(c.text(field))
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		if !strings.HasPrefix(value, "@") {
			return nil, bad("chat not found")
		}
		id = s.names[strings.ToLower(value[1:])]
		if id > 0 {
			return nil, bad("chat not found") // people have no chat by name
		}
	}
	if id > 0 {
		return s.privateChat(id)
	}
	ch := s.chats[id]
	switch {
	case ch == nil:
		return nil, bad("chat not found")
	case ch.migratedTo != 0:
		return nil, &refused{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: ch.migratedTo}
	}
	me := ch.members[s.bot.ID]
	switch {
	case me == nil && ch.Username != "" && strings.HasPrefix(c.method, "get"):
		return ch, nil // anybody may look at a public chat
	case me == nil:
		return nil, bad("chat not found")
	case me.Status == "kicked":
		return nil, forbidden("bot was kicked from the %s chat", ch.Type)
	case me.Status == "left":
		return nil, forbidden("bot is not a member of the %s chat", ch.Type)
	}
	return ch, nil
}

func (s *Server) privateChat(id int64) (*chat, error) {
	p := s.people[id]
	switch {
	case p == nil || p == s.bot:
		return nil, bad("chat not found")
	case p.deleted:
		return nil, forbidden("user is deactivated")
	case !p.opened:
		return nil, forbidden("bot can't initiate conversation with a user")
	}
	return s.chats[id], nil
}

// writable finds the chat and refuses where the bot may not write.
func (c *call) writable() (*chat, error) {
	ch, err := c.chatFor("chat_id")
	if err != nil {
		return nil, err
	}
	if ch.private() {
		if c.s.people[ch.ID].blocked {
			return nil, forbidden("bot was blocked by the user")
		}
		return ch, nil
	}
	me := ch.members[c.s.bot.ID]
	switch {
	case ch.Type == "channel" && me.Status != "administrator":
		return nil, bad("need administrator rights in the channel chat")
	case me.Status == "restricted" && me.Denied["can_send_messages"]:
		return nil, bad("not enough rights to send text messages to the chat")
	}
	return ch, nil
}

func (m *Member) present() bool {
	return m != nil && m.Status != "left" && m.Status != "kicked"
}

func (m *Member) admin() bool {
	return m != nil && (m.Status == "administrator" || m.Status == "creator")
}

// may tells whether somebody is an administrator with a right.
func (ch *chat) may(user int64, right string) bool {
	m := ch.members[user]
	return m.admin() && (m.Status == "creator" || !m.Denied[right])
}

// post gives a message its id and its place. Its date is the chat's: nothing is older than what stands above it.
func (s *Server) post(ch *chat, m *Message, now time.Time) {
	m.Chat, m.Date = ch.ID, s.dated(now)
	if ch.Type == "supergroup" || ch.Type == "channel" {
		ch.nextMessage++
		m.ID = ch.nextMessage
	} else {
		s.nextID++
		m.ID = s.nextID
	}
	ch.history = append(ch.history, m)
	if s.keep > 0 && len(ch.history) > s.keep+s.keep/2+16 {
		ch.history = append(make([]*Message, 0, 2*s.keep+16), ch.history[len(ch.history)-s.keep:]...)
	}
	s.changed()
}

// remove takes a message away for everybody.
func (s *Server) remove(ch *chat, id int) {
	if i, ok := ch.index(id); ok {
		ch.history = slices.Delete(ch.history, i, i+1)
		s.changed()
	}
}
