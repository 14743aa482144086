package emulator

import (
	"fmt"
	"strings"
	"time"
)

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
	if err := first.signed(ch, member, d.Anonymous); err != nil {
		return nil, err
	}
	if err := first.placed(ch, member); err != nil {
		return nil, err
	}
	if len(d.Media) > 0 {
		if utf16Length(text) > maxCaption {
			return nil, errTooLong
		}
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

// signed has a message come from the chat where its writer is not shown, and refuses where they may not write.
func (m *Message) signed(ch *chat, by *Member, anonymous bool) error {
	switch {
	case ch.Type == "channel" && !by.admin(), !ch.private() && by.Denied["can_send_messages"]:
		return errMayNot
	case (anonymous || by != nil && by.Anonymous) && !ch.private():
		if !by.admin() {
			return errNotAdmin
		}
		m.From, m.AsChat = groupAnonymousBot, ch.ID
	case ch.Type == "channel":
		m.AsChat = ch.ID
	}
	return nil
}

// placed puts a reply into its message's topic, and refuses where there is no such message or open topic.
func (m *Message) placed(ch *chat, by *Member) error {
	to := ch.find(m.ReplyTo)
	switch {
	case m.ReplyTo != 0 && to == nil:
		return errNoMessage
	case m.Thread == 0 && to != nil:
		m.Thread = to.Thread
	}
	if t := ch.topics[m.Thread]; m.Thread != 0 && (t == nil || t.Closed && !by.admin()) {
		return errNoTopic
	}
	return nil
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

// editWithin is how long people can change what they have said.
const editWithin = 48 * time.Hour

// Edit has somebody change the text or caption of their own message.
func (s *Server) Edit(user, chat int64, message int, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	if err != nil {
		return fmt.Errorf("edit message: %w", err)
	}
	m, now := ch.find(message), time.Now()
	text, _ = trimmed(strings.ToValidUTF8(cleaned(text), "\ufffd"), nil)
	if err := s.changeable(m, user, text, now); err != nil {
		return fmt.Errorf("edit message: %w", err)
	}
	if m.Text+m.Caption == text {
		return nil // the app sends nothing
	}
	edited := *m
	if m.Media != nil {
		edited.Caption = text
	} else {
		edited.Text = text
	}
	edited.Entities = found(text, nil)
	edited.EditDate = s.dated(now)
	*m = edited
	s.changed()
	s.tell(ch, m, now)
	return nil
}

// changeable tells why somebody cannot change a message into the text.
func (s *Server) changeable(m *Message, user int64, text string, now time.Time) error {
	switch {
	case m == nil:
		return errNoMessage
	case m.From.ID != user:
		return errNotYours
	case m.Forward != "" || m.Text == "" && (m.Media == nil || m.Media.Kind == "sticker" || m.Media.Kind == "video_note"):
		return errFixed
	case s.dated(now).Sub(m.Date) > editWithin:
		return errTooOld
	case m.Media == nil && text == "":
		return errNothing
	case m.Media == nil && utf16Length(text) > maxText, m.Media != nil && utf16Length(text) > maxCaption:
		return errTooLong
	}
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
