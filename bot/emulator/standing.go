package emulator

import (
	"fmt"
	"time"
)

// standing sets somebody's status and nothing else.
func (s *Server) standing(ch *chat, by, user int64, status string, now time.Time) {
	s.change(ch, by, user, Member{Status: status}, now)
}

// change sets somebody's standing and tells of it as Telegram does: a service message to those who may see it,
// my_chat_member to the bot about itself, chat_member to a bot that is an administrator.
func (s *Server) change(ch *chat, by, user int64, next Member, now time.Time) {
	old := Member{Status: "left"}
	if m := ch.members[user]; m != nil {
		old = *m
	} else {
		ch.memberIDs = append(ch.memberIDs, user)
	}
	old.User, next.User = s.user(user), s.user(user)
	ch.members[user] = &next
	defer s.changed()
	if old.Status == next.Status && fmt.Sprint(old.Denied) == fmt.Sprint(next.Denied) && old.Anonymous == next.Anonymous {
		return
	}
	me := user == s.bot.ID
	kind := "chat_member"
	if me {
		kind = "my_chat_member"
	}
	if me || ch.members[s.bot.ID].admin() {
		s.queueUpdate(kind, now, func(b []byte) []byte {
			b = s.appendChat(append(b, `{"chat":`...), ch)
			b = appendUser(key(b, "from"), s.user(by))
			b = fieldInt(b, "date", now.Unix())
			b = appendMember(key(b, "old_chat_member"), old)
			return append(appendMember(key(b, "new_chat_member"), next), '}')
		})
	}
	service := comingOrGoing(old, next)
	if service == "" || ch.Type == "channel" {
		return
	}
	m := &Message{From: s.user(by), Service: service, About: []int64{user}}
	s.post(ch, m, now)
	if !me || next.present() {
		s.tell(ch, m, now)
	}
}

// comingOrGoing is the service message that a change of standing brings, or none.
func comingOrGoing(old, next Member) string {
	switch {
	case next.present() && !old.present():
		return ServiceJoined
	case old.present() && !next.present():
		return ServiceLeft
	}
	return ""
}
