package emulator

import (
	"errors"
	"fmt"
	"slices"
)

var errNoNumber = errors.New("this account has no telephone number to share")

// ShareContact has somebody share their own number, as they do with the key that asks for it or from the
// attachments; where a key asks, the card answers the message that brought it. Telegram vouches for whose it is.
func (s *Server) ShareContact(user, chat int64) (Message, error) {
	card, ask, err := s.ownCard(user, chat)
	if err != nil {
		return Message{}, fmt.Errorf("share contact: %w", err)
	}
	return s.Say(user, chat, Draft{Contact: card, ReplyTo: ask})
}

// ownCard is somebody's own card, and the message that asks for it, 0 for none.
func (s *Server) ownCard(user, chat int64) (card *Contact, ask int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	if err != nil {
		return nil, 0, err
	}
	u := s.user(user)
	if u.Phone == "" {
		return nil, 0, errNoNumber
	}
	if m := ch.keyboard(); m != nil && asksNumber(m.ReplyKeyboard) {
		ask = m.ID
	}
	return &Contact{Phone: u.Phone, FirstName: u.FirstName, LastName: u.LastName, User: u.ID}, ask, nil
}

// Keyboard is the message whose reply keyboard stands in a chat, as its people see it now.
func (s *Server) Keyboard(chat int64) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if ch := s.chats[chat]; ch != nil {
		if m := ch.keyboard(); m != nil {
			return m.shown(), true
		}
	}
	return Message{}, false
}

// keyboard is the message whose reply keyboard stands in the chat.
func (ch *chat) keyboard() *Message {
	for _, m := range slices.Backward(ch.history) {
		switch {
		case m.RemoveKeyboard:
			return nil
		case len(m.ReplyKeyboard) > 0:
			return m
		}
	}
	return nil
}

func asksNumber(rows [][]KeyButton) bool {
	for _, row := range rows {
		if slices.ContainsFunc(row, func(k KeyButton) bool { return k.RequestContact }) {
			return true
		}
	}
	return false
}
