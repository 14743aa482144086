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
	errTooLong    = errors.New("the text is longer than 4096 characters, or the caption than 1024")
	errTooOld     = errors.New("a message can be changed for two days")
	errFixed      = errors.New("there are no words in this message that can be changed")
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
