package emulator

import (
	"fmt"
	"slices"
	"time"
)

func (s *Server) newTopic(ch *chat, by User, name string, now time.Time) int {
	m := &Message{From: by, Service: ServiceTopicCreated, Topic: name}
	s.post(ch, m, now)
	m.Thread = m.ID
	ch.topics[m.ID] = &topic{Name: name}
	s.tell(ch, m, now)
	return m.ID
}

func (s *Server) dropTopic(ch *chat, id int) {
	delete(ch.topics, id)
	ch.history = slices.DeleteFunc(ch.history, func(m *Message) bool { return m.Thread == id })
	s.changed()
}

// OpenTopic has an administrator open a topic; its id is returned.
func (s *Server) OpenTopic(user, chat int64, name string) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	switch {
	case err != nil:
		return 0, fmt.Errorf("open topic: %w", err)
	case !ch.Forum || !ch.members[user].admin():
		return 0, fmt.Errorf("open topic: %w", errNotAdmin)
	}
	return s.newTopic(ch, s.user(user), name, time.Now()), nil
}

// DropTopic has an administrator delete a topic with all its messages. The bot is not told, as at Telegram.
func (s *Server) DropTopic(user, chat int64, id int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	switch {
	case err != nil:
		return fmt.Errorf("delete topic: %w", err)
	case ch.topics[id] == nil:
		return fmt.Errorf("delete topic: %w", errNoTopic)
	case !ch.members[user].admin():
		return fmt.Errorf("delete topic: %w", errNotAdmin)
	}
	s.dropTopic(ch, id)
	return nil
}

// Topics are a forum's topics by id.
func (s *Server) Topics(chat int64) map[int]string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := map[int]string{}
	if ch := s.chats[chat]; ch != nil {
		for id, t := range ch.topics {
			names[id] = t.Name
		}
	}
	return names
}

// Migrate makes a basic group a supergroup with a new id. Its members go along, its messages stay behind;
// the old id answers every call with the new one.
func (s *Server) Migrate(group int64) (newID int64, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.chats[group]
	switch {
	case old == nil:
		return 0, fmt.Errorf("migrate group: %w", errNoChat)
	case old.Type != "group" || old.migratedTo != 0:
		return 0, fmt.Errorf("migrate group: %w", errNotGroup)
	}
	now := time.Now()
	next := &chat{Group: old.Group, members: old.members, memberIDs: old.memberIDs, topics: map[int]*topic{}}
	next.ID, next.Type = s.newGroupID("supergroup"), "supergroup"
	s.chats[next.ID] = next
	s.groupIDs[slices.Index(s.groupIDs, group)] = next.ID
	for _, told := range []struct {
		ch *chat
		m  *Message
	}{
		{old, &Message{From: groupAnonymousBot, AsChat: old.ID, Service: ServiceMigratedTo, About: []int64{next.ID}}},
		{next, &Message{From: groupAnonymousBot, AsChat: next.ID, Service: ServiceMigratedFrom, About: []int64{old.ID}}},
	} {
		s.post(told.ch, told.m, now)
		s.tell(told.ch, told.m, now)
	}
	old.migratedTo = next.ID
	s.changed()
	return next.ID, nil
}
