package telegram

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// anonymousAdmin is the account that stands for every administrator who speaks in the group's name.
const anonymousAdmin desk.UserID = 1087968824

// lenient reads what Telegram sends, not what it should send.
var lenient = jsonv2.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

var errNoID = errors.New("update has no update_id")

// Decode reads one update. Only the fields that the desk needs are looked at, so that a kind of thing that
// Telegram has thought of since does no harm: an update of an unknown kind is chat.Other. An error means that
// the JSON is damaged.
func Decode(raw json.RawMessage) (chat.Update, error) {
	var w wireUpdate
	if err := jsonv2.Unmarshal(raw, &w, lenient); err != nil {
		return chat.Update{}, fmt.Errorf("decode update: %w", err)
	}
	if w.ID == 0 {
		return chat.Update{}, fmt.Errorf("decode update: %w", errNoID)
	}
	u := chat.Update{ID: w.ID, Kind: chat.Other}
	switch {
	case w.Message != nil:
		w.Message.said(&u, chat.Message)
		u.At = at(w.Message.Date)
	case w.Edited != nil:
		w.Edited.said(&u, chat.Edited)
		u.At = at(max(w.Edited.EditDate, w.Edited.Date))
	case w.Press != nil:
		w.Press.press(&u)
	case w.Self != nil:
		w.Self.membership(&u, true)
	case w.Member != nil:
		w.Member.membership(&u, false)
	}
	return u, nil
}

// said fills in what a message says. A notice of the service's own (somebody joined, a title changed) says
// nothing and stays chat.Other, unless the group has a new identity.
func (m *wireMessage) said(u *chat.Update, kind chat.Kind) {
	m.where(u)
	u.From = m.sender()
	u.Text = m.Text
	if u.Text == "" {
		u.Text = m.Caption
	}
	u.Media = m.media()
	u.Album = m.Album
	u.Forwarded = bool(m.Forward)
	// In a topic every message that answers nothing else answers the notice that made the topic.
	if m.ReplyTo.ID != int64(m.Thread) || !m.InTopic {
		u.ReplyTo = desk.MessageID(m.ReplyTo.ID)
		if m.ReplyTo.From.Bot {
			u.Quoted = cmp.Or(m.ReplyTo.Text, m.ReplyTo.Caption)
		}
	}
	if m.Contact != nil {
		name := wireUser{First: m.Contact.First, Last: m.Contact.Last}
		u.Contact = &chat.Contact{Phone: m.Contact.Phone, Name: name.name(), User: m.Contact.User}
	}
	if m.Location != nil { // of a venue too
		u.Location = &chat.Location{Latitude: m.Location.Latitude, Longitude: m.Location.Longitude, Title: m.Venue.Title, Address: m.Venue.Address}
	}
	m.migration(u)
	if u.MigratedTo != 0 || u.Text != "" || u.Media != nil || u.Contact != nil || u.Location != nil || m.unspoken() {
		u.Kind = kind
	}
}

// migration reads both notices, the one in the old group and the one in the new, as the same: the chat is the
// old one, and MigratedTo the new.
func (m *wireMessage) migration(u *chat.Update) {
	switch {
	case m.MigrateTo != 0:
		u.MigratedTo = m.MigrateTo
	case m.MigrateFrom != 0:
		u.MigratedTo, u.Chat.ID = u.Chat.ID, m.MigrateFrom
	}
}

func (m *wireMessage) where(u *chat.Update) {
	u.Chat = m.Chat.room()
	u.Message = m.ID
	if m.InTopic {
		u.Thread = m.Thread
	}
}

func (m *wireMessage) sender() chat.Sender {
	s := m.From.sender()
	if s.User == anonymousAdmin || (m.SenderChat.ID != 0 && m.SenderChat.ID == m.Chat.ID) {
		s.Anonymous, s.Bot = true, false
	}
	return s
}

// press reads a press on a button. The message may be too old to be shown, and is then known by its number
// alone; where it is missing, the press counts as one in the presser's private chat, which proves nothing
// about any group.
func (p *wirePress) press(u *chat.Update) {
	u.Kind = chat.Press
	u.From = p.From.sender()
	u.PressID, u.Data = p.ID, p.Data
	if p.Message == nil {
		u.Chat = chat.Room{ID: p.From.ID.Private(), Type: "private"}
		return
	}
	p.Message.where(u)
}

func (c *wireChange) membership(u *chat.Update, self bool) {
	u.Kind = chat.Membership
	u.Chat = c.Chat.room()
	u.From = c.From.sender()
	u.From.Anonymous = u.From.User == anonymousAdmin
	u.At = at(c.Date)
	u.Member = c.New.change()
	u.Member.Self = self
}

// change is where a member stands.
func (m *wireMember) change() *chat.Change {
	c := &chat.Change{User: m.User.ID, Name: m.User.name()}
	switch m.Status {
	case "creator", "administrator":
		c.Present, c.Admin = true, true
	case "member":
		c.Present = true
	case "restricted":
		c.Present = m.IsMember
	}
	return c
}

func (w *wireUser) sender() chat.Sender {
	return chat.Sender{User: w.ID, Name: w.name(), Language: w.Language, Bot: w.Bot}
}

// name is the whole name in the order of its script: a Chinese surname stands before the given name.
func (w *wireUser) name() string {
	first, last := strings.TrimSpace(w.First), strings.TrimSpace(w.Last)
	switch {
	case last == "":
		return first
	case han(first) && han(last):
		return last + first
	}
	return strings.TrimSpace(first + " " + last)
}

// han reports whether all of s is written in Chinese characters.
func han(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) })
}

func (w *wireChat) room() chat.Room {
	r := chat.Room{ID: w.ID, Type: w.Type, Title: w.Title, Forum: w.Forum}
	r.Public = w.Username != "" && w.Type != "private"
	return r
}

// at reads Telegram's seconds; 0 is no time, as in a message that is too old to be shown.
func at(seconds int64) time.Time {
	if seconds <= 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}
