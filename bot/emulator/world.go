package emulator

// shown is a copy of a message as people see it.
func (m *Message) shown() Message {
	seen := *m
	seen.HTML = showHTML(m.Text+m.Caption, m.Entities) // a message has one or the other
	return seen
}

// Users are all people, in the order of their coming.
func (s *Server) Users() []User {
	s.mu.Lock()
	defer s.mu.Unlock()
	users := make([]User, 0, len(s.peopleIDs))
	for _, id := range s.peopleIDs {
		users = append(users, s.people[id].User)
	}
	return users
}

// Bot is the bot's own account.
func (s *Server) Bot() User { return s.bot.User }

// Groups are all groups and channels, in the order of their founding; one that has moved goes by its new id.
func (s *Server) Groups() []Group {
	s.mu.Lock()
	defer s.mu.Unlock()
	groups := make([]Group, 0, len(s.groupIDs))
	for _, id := range s.groupIDs {
		groups = append(groups, s.chats[id].Group)
	}
	return groups
}

// Members are those who are in a group, in the order of their coming; the bot too.
func (s *Server) Members(chat int64) []Member {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.chats[chat]
	if ch == nil {
		return nil
	}
	members := make([]Member, 0, len(ch.memberIDs))
	for _, id := range ch.memberIDs {
		if m := *ch.members[id]; m.present() {
			m.User = s.user(id)
			members = append(members, m)
		}
	}
	return members
}

// Messages are a chat's messages as they stand now, oldest first, edits in place and deleted ones gone. A private
// chat's id is the person's.
func (s *Server) Messages(chat int64) []Message { return s.MessagesSince(chat, 0) }

// MessagesSince are those with an id above after.
func (s *Server) MessagesSince(chat int64, after int) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch := s.chats[chat]
	if ch == nil {
		return nil
	}
	from, _ := ch.index(after + 1)
	history := ch.history[from:]
	if s.keep > 0 && len(history) > s.keep {
		history = history[len(history)-s.keep:]
	}
	messages := make([]Message, 0, len(history))
	for _, m := range history {
		messages = append(messages, m.shown())
	}
	return messages
}

// Message is one message as it stands now.
func (s *Server) Message(chat int64, id int) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.chats[chat]; ch != nil {
		if m := ch.find(id); m != nil {
			return m.shown(), true
		}
	}
	return Message{}, false
}

// Blocked tells whether somebody has blocked the bot.
func (s *Server) Blocked(user int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.people[user]
	return p != nil && p.blocked
}
