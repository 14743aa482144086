package emulator

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// What Telegram's app would tell a person who cannot do something.
var (
	errNobody     = errors.New("no such person")
	errNoChat     = errors.New("no such chat")
	errNotMember  = errors.New("not a member of the chat")
	errMayNot     = errors.New("writing is not allowed in this chat")
	errBlocked    = errors.New("the bot is blocked: unblock it first")
	errNoMessage  = errors.New("no such message")
	errNotYours   = errors.New("only one's own messages can be changed")
	errNoTopic    = errors.New("no such topic, or it is closed")
	errNothing    = errors.New("there is nothing to send")
	errTooLong    = errors.New("the text is longer than 4096 characters")
	errNotAdmin   = errors.New("only administrators can do this")
	errNoReaction = errors.New("no such reaction")
	errStatus     = errors.New("no such status")
	errNotGroup   = errors.New("only a basic group becomes a supergroup")
)

// GroupAnonymousBot is whom an anonymous administrator's messages come from.
var groupAnonymousBot = User{ID: 1087968824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}

// AddUser gives somebody an account, or changes the one with that id.
func (s *Server) AddUser(u User) User {
	s.mu.Lock()
	defer s.mu.Unlock()
	for u.ID == 0 || u.ID == s.bot.ID {
		u.ID = s.nextUser
		s.nextUser++
	}
	p := s.people[u.ID]
	if p == nil {
		p = &person{}
		s.people[u.ID] = p
		s.peopleIDs = append(s.peopleIDs, u.ID)
		s.chats[u.ID] = &chat{Group: Group{ID: u.ID, Type: "private"}}
		s.nextUser = max(s.nextUser, u.ID+1)
	}
	p.User = u
	if u.Username != "" {
		s.names[strings.ToLower(u.Username)] = u.ID
	}
	s.changed()
	return u
}

// AddGroup founds a group, a supergroup (the default) or a channel without members; Join fills it.
func (s *Server) AddGroup(g Group) Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g.Type == "" {
		g.Type = "supergroup"
	}
	g.Forum = g.Forum && g.Type == "supergroup"
	if g.ID == 0 {
		g.ID = s.newGroupID(g.Type)
	}
	s.chats[g.ID] = &chat{Group: g, members: map[int64]*Member{}, topics: map[int]*topic{}}
	s.groupIDs = append(s.groupIDs, g.ID)
	if g.Username != "" {
		s.names[strings.ToLower(g.Username)] = g.ID
	}
	s.changed()
	return g
}

// newGroupID follows Telegram's numbering: basic groups are negative, others have -100 in front.
func (s *Server) newGroupID(kind string) int64 {
	for {
		s.nextGroup++
		id := -s.nextGroup
		if kind != "group" {
			id -= 1000000000000
		}
		if s.chats[id] == nil {
			return id
		}
	}
}

// OpenChat lets the bot write to somebody, as if they had written to it before.
func (s *Server) OpenChat(user int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.people[user]; p != nil {
		p.opened = true
	}
}

var statuses = []string{"creator", "administrator", "member", "restricted", "left", "kicked"}

// Join sets somebody's standing in a group, and sends the updates that Telegram sends for it. Changes of the bot
// are made by the group's owner, others by the person themselves.
func (s *Server) Join(chat, user int64, status string) error {
	by := user
	if user == s.bot.ID || status == "kicked" || status == "administrator" || status == "restricted" {
		by = s.owner(chat, user)
	}
	return s.Change(by, chat, user, Member{Status: status})
}

// owner is who changes others in a group: its owner, or its first member; the fallback where it has none.
func (s *Server) owner(chat, fallback int64) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.chats[chat]
	if ch == nil {
		return fallback
	}
	by := fallback
	for i, id := range slices.Backward(ch.memberIDs) {
		if ch.members[id].Status == "creator" {
			return id
		}
		if id != s.bot.ID && ch.members[id].present() || i == 0 && by == fallback {
			by = id
		}
	}
	return by
}

// Change has somebody set another's standing: their status, the rights they lack, whether they are anonymous.
func (s *Server) Change(by, chat, user int64, next Member) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.chats[chat]
	switch {
	case s.people[user] == nil:
		return fmt.Errorf("change member: %w", errNobody)
	case ch == nil || ch.private() || ch.migratedTo != 0:
		return fmt.Errorf("change member: %w", errNoChat)
	case !slices.Contains(statuses, next.Status):
		return fmt.Errorf("change member to %q: %w", next.Status, errStatus)
	}
	s.change(ch, by, user, next, time.Now())
	return nil
}

// enter finds a chat as somebody sees it: the private chat with the bot goes by their own id or by the bot's.
func (s *Server) enter(user, chat int64) (*chat, error) {
	p := s.people[user]
	if p == nil || p == s.bot {
		return nil, errNobody
	}
	if chat == user || chat == s.bot.ID {
		if p.blocked {
			return nil, errBlocked
		}
		return s.chats[user], nil
	}
	ch := s.chats[chat]
	switch {
	case ch == nil || ch.private() || ch.migratedTo != 0:
		return nil, errNoChat
	case !ch.members[user].present():
		return nil, errNotMember
	}
	return ch, nil
}

// Say has somebody send a message, or several where the draft has several media; the first is returned.
func (s *Server) Say(user, chat int64, d Draft) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	if err != nil {
		return Message{}, fmt.Errorf("send message: %w", err)
	}
	messages, err := s.drafted(ch, user, d)
	if err != nil {
		return Message{}, fmt.Errorf("send message: %w", err)
	}
	if ch.private() {
		s.people[user].opened = true
	}
	now := time.Now()
	for _, m := range messages {
		s.post(ch, m, now)
		s.tell(ch, m, now)
	}
	return messages[0].shown(), nil
}

// drafted turns a draft into messages, or says why the app would not send it.
func (s *Server) drafted(ch *chat, user int64, d Draft) ([]*Message, error) {
	member := ch.members[user]
	first := Message{From: s.user(user), Thread: d.Thread, ReplyTo: d.ReplyTo, Contact: d.Contact, Location: d.Location}
	if d.Forward {
		first.Forward = "Somebody Else"
	}
	text := strings.ToValidUTF8(cleaned(d.Text), "\ufffd")
	text, _ = trimmed(text, nil)
	to := ch.find(d.ReplyTo)
	switch {
	case ch.Type == "channel" && !member.admin(), !ch.private() && member.Denied["can_send_messages"]:
		return nil, errMayNot
	case (d.Anonymous || member != nil && member.Anonymous) && !ch.private():
		if !member.admin() {
			return nil, errNotAdmin
		}
		first.From, first.AsChat = groupAnonymousBot, ch.ID
	case ch.Type == "channel":
		first.AsChat = ch.ID
	}
	switch {
	case d.ReplyTo != 0 && to == nil:
		return nil, errNoMessage
	case d.Thread == 0 && to != nil:
		first.Thread = to.Thread
	}
	if t := ch.topics[first.Thread]; first.Thread != 0 && (t == nil || t.Closed && !member.admin()) {
		return nil, errNoTopic
	}
	if len(d.Media) > 0 {
		return s.draftedMedia(first, d, text), nil
	}
	switch {
	case text == "" && d.Contact == nil && d.Location == nil:
		return nil, errNothing
	case utf16Length(text) > maxText:
		return nil, errTooLong
	}
	first.Text, first.Entities = text, found(text, nil)
	return []*Message{&first}, nil
}

func (s *Server) draftedMedia(first Message, d Draft, caption string) []*Message {
	var messages []*Message
	if d.Album {
		first.Album = s.album()
	}
	for i, dm := range d.Media {
		m := first
		if i == 0 {
			m.Caption, m.Entities = caption, found(caption, nil)
		}
		kind := dm.Kind
		if filePrefix[kind] == "" {
			kind = "photo"
		}
		f := s.store(file{Kind: kind, Name: dm.Name, MIME: dm.MIME, Data: dm.Data, Size: dm.Size, Width: 1280, Height: 960, Emoji: dm.Emoji})
		m.Media = f.media()
		m.Media.Duration = dm.Duration
		messages = append(messages, &m)
	}
	return messages
}

// tell sends the bot the update about a message, where it may see it.
func (s *Server) tell(ch *chat, m *Message, now time.Time) {
	kind := "message"
	if !m.EditDate.IsZero() {
		kind = "edited_message"
	}
	if ch.Type == "channel" {
		kind = strings.Replace(kind, "message", "channel_post", 1)
	}
	if s.botSees(ch, m) {
		s.queueUpdate(kind, now, func(b []byte) []byte { return s.appendMessage(b, ch, m, false) })
	}
}

// botSees is privacy mode: in groups a bot that is no administrator is told of service messages, of commands that
// may be meant for it, and of replies to it.
func (s *Server) botSees(ch *chat, m *Message) bool {
	if ch.private() || m.Service == ServiceMigratedTo {
		return true
	}
	me := ch.members[s.bot.ID]
	switch {
	case !me.present():
		return false
	case me.admin(), s.bot.ReadsAll, m.Service != "":
		return true
	}
	if to := ch.find(m.ReplyTo); to != nil && to.From.ID == s.bot.ID {
		return true
	}
	if len(m.Entities) == 0 || m.Entities[0].Type != "bot_command" || m.Entities[0].Offset != 0 {
		return false
	}
	text := m.Text + m.Caption
	_, name, named := strings.Cut(text[:m.Entities[0].Length], "@")
	return !named || strings.EqualFold(name, s.bot.Username)
}

// Edit has somebody change the text or caption of their own message.
func (s *Server) Edit(user, chat int64, message int, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	if err != nil {
		return fmt.Errorf("edit message: %w", err)
	}
	m := ch.find(message)
	switch {
	case m == nil:
		return fmt.Errorf("edit message: %w", errNoMessage)
	case m.From.ID != user:
		return fmt.Errorf("edit message: %w", errNotYours)
	}
	text, _ = trimmed(strings.ToValidUTF8(cleaned(text), "\ufffd"), nil)
	edited := *m
	switch {
	case m.Media != nil:
		edited.Caption = text
	case text == "":
		return fmt.Errorf("edit message: %w", errNothing)
	default:
		edited.Text = text
	}
	edited.Entities = found(text, nil)
	now := time.Now()
	edited.EditDate = second(now)
	*m = edited
	s.changed()
	s.tell(ch, m, now)
	return nil
}

// Delete has somebody delete a message: any in their private chat, their own in a group, any as its
// administrator. The bot is not told, as at Telegram.
func (s *Server) Delete(user, chat int64, message int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	if err != nil {
		return fmt.Errorf("delete message: %w", err)
	}
	m := ch.find(message)
	switch {
	case m == nil:
		return fmt.Errorf("delete message: %w", errNoMessage)
	case !ch.private() && m.From.ID != user && !ch.members[user].admin():
		return fmt.Errorf("delete message: %w", errNotYours)
	}
	s.remove(ch, message)
	return nil
}

// Block has somebody block the bot.
func (s *Server) Block(user int64) { s.setBlocked(user, true) }

// Unblock takes the block back.
func (s *Server) Unblock(user int64) { s.setBlocked(user, false) }

func (s *Server) setBlocked(user int64, blocked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.people[user]
	if p == nil || p.blocked == blocked {
		return
	}
	p.blocked = blocked
	old, next := Member{User: s.bot.User, Status: "member"}, Member{User: s.bot.User, Status: "kicked"}
	if !blocked {
		old, next = next, old
	}
	now := time.Now()
	s.queueUpdate("my_chat_member", now, func(b []byte) []byte {
		b = s.appendChat(append(b, `{"chat":`...), s.chats[user])
		b = appendUser(key(b, "from"), p.User)
		b = fieldInt(b, "date", now.Unix())
		b = appendMember(key(b, "old_chat_member"), old)
		return append(appendMember(key(b, "new_chat_member"), next), '}')
	})
	s.changed()
}

// Deactivate deletes somebody's account: what the bot sends them is refused for good.
func (s *Server) Deactivate(user int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.people[user]; p != nil {
		p.deleted = true
	}
}
