package emulator

import (
	"strconv"
)

// Telegram's JSON is written by hand: it is most of what the emulator does, and benchmarks of the bot run
// against it. Every function appends one value.

func appendUser(b []byte, u User) []byte {
	b = strconv.AppendInt(append(b, `{"id":`...), u.ID, 10)
	b = strconv.AppendBool(append(b, `,"is_bot":`...), u.IsBot)
	b = appendString(append(b, `,"first_name":`...), u.FirstName)
	b = fieldString(b, "last_name", u.LastName)
	b = fieldString(b, "username", u.Username)
	b = fieldString(b, "language_code", u.LanguageCode)
	return append(b, '}')
}

// appendChat writes a chat as messages carry it.
func (s *Server) appendChat(b []byte, ch *chat) []byte {
	b = strconv.AppendInt(append(b, `{"id":`...), ch.ID, 10)
	b = appendString(append(b, `,"type":`...), ch.Type)
	if ch.private() {
		u := s.people[ch.ID].User
		b = appendString(append(b, `,"first_name":`...), u.FirstName)
		b = fieldString(b, "last_name", u.LastName)
		b = fieldString(b, "username", u.Username)
		return append(b, '}')
	}
	b = appendString(append(b, `,"title":`...), ch.Title)
	b = fieldString(b, "username", ch.Username)
	b = fieldTrue(b, "is_forum", ch.Forum)
	return append(b, '}')
}

// appendMessage writes a message as Telegram shows it to the bot; nested is one that another replies to,
// which shows no reply of its own.
func (s *Server) appendMessage(b []byte, ch *chat, m *Message, nested bool) []byte {
	b = strconv.AppendInt(append(b, `{"message_id":`...), int64(m.ID), 10)
	b = fieldInt(b, "message_thread_id", int64(m.Thread))
	if ch.Type != "channel" {
		b = appendUser(key(b, "from"), m.From)
	}
	if m.AsChat != 0 {
		if as := s.chats[m.AsChat]; as != nil {
			b = s.appendChat(key(b, "sender_chat"), as)
		}
	}
	b = s.appendChat(key(b, "chat"), ch)
	b = strconv.AppendInt(key(b, "date"), m.Date.Unix(), 10)
	if !m.EditDate.IsZero() {
		b = fieldInt(b, "edit_date", m.EditDate.Unix())
	}
	if m.Forward != "" {
		b = strconv.AppendInt(append(key(b, "forward_origin"), `{"type":"hidden_user","date":`...), m.Date.Unix(), 10)
		b = append(fieldString(b, "sender_user_name", m.Forward), '}')
	}
	b = fieldTrue(b, "is_topic_message", m.Thread != 0)
	if m.ReplyTo != 0 && !nested {
		if to := ch.find(m.ReplyTo); to != nil {
			b = s.appendMessage(key(b, "reply_to_message"), ch, to, true)
		}
	}
	if m.Quote != "" && !nested {
		b = appendString(append(key(b, "quote"), `{"text":`...), m.Quote)
		b = append(b, `,"position":0,"is_manual":true}`...)
	}
	b = fieldString(b, "media_group_id", m.Album)
	b = fieldTrue(b, "has_protected_content", m.Protected)
	b = s.appendContent(b, ch, m)
	if m.Inline != nil {
		b = append(appendInline(append(key(b, "reply_markup"), `{"inline_keyboard":`...), m.Inline), '}')
	}
	return append(b, '}')
}

func (s *Server) appendContent(b []byte, ch *chat, m *Message) []byte {
	if m.Text != "" {
		b = fieldString(b, "text", m.Text)
		b = s.appendEntities(b, "entities", m.Entities)
		if m.NoPreview {
			b = append(key(b, "link_preview_options"), `{"is_disabled":true}`...)
		}
		return b
	}
	if m.Media != nil {
		b = s.appendMedia(b, m.Media)
		b = fieldString(b, "caption", m.Caption)
		b = s.appendEntities(b, "caption_entities", m.Entities)
		return fieldTrue(b, "has_media_spoiler", m.Media.Spoiler)
	}
	if l := m.Location; l != nil {
		b = appendLocation(key(b, "location"), l)
		if l.Title == "" {
			return b
		}
		b = appendLocation(append(key(b, "venue"), `{"location":`...), l)
		b = fieldString(b, "title", l.Title)
		return append(appendString(key(b, "address"), l.Address), '}')
	}
	if p := m.Contact; p != nil {
		b = appendString(append(key(b, "contact"), `{"phone_number":`...), p.Phone)
		b = appendString(append(b, `,"first_name":`...), p.FirstName)
		b = fieldString(b, "last_name", p.LastName)
		return append(fieldInt(b, "user_id", p.User), '}')
	}
	return s.appendService(b, ch, m)
}

func appendLocation(b []byte, l *Location) []byte {
	b = strconv.AppendFloat(append(b, `{"latitude":`...), l.Latitude, 'f', -1, 64)
	b = strconv.AppendFloat(append(b, `,"longitude":`...), l.Longitude, 'f', -1, 64)
	return append(b, '}')
}

func (s *Server) appendService(b []byte, ch *chat, m *Message) []byte {
	switch m.Service {
	case ServiceJoined:
		b = append(key(b, "new_chat_members"), '[')
		for i, id := range m.About {
			b = appendUser(comma(b, i), s.user(id))
		}
		return append(b, ']')
	case ServiceLeft:
		return appendUser(key(b, "left_chat_member"), s.user(m.About[0]))
	case ServicePinned:
		if pinned := ch.find(int(m.About[0])); pinned != nil {
			return s.appendMessage(key(b, "pinned_message"), ch, pinned, true)
		}
		return s.appendInaccessible(key(b, "pinned_message"), ch, int(m.About[0]))
	case ServiceMigratedTo:
		return fieldInt(b, "migrate_to_chat_id", m.About[0])
	case ServiceMigratedFrom:
		return fieldInt(b, "migrate_from_chat_id", m.About[0])
	case ServiceTopicCreated:
		return append(fieldString(append(key(b, "forum_topic_created"), '{'), "name", m.Topic), `,"icon_color":7322096}`...)
	case ServiceTopicEdited:
		return append(fieldString(append(key(b, "forum_topic_edited"), '{'), "name", m.Topic), '}')
	case ServiceTopicClosed:
		return append(key(b, "forum_topic_closed"), "{}"...)
	case ServiceTopicOpened:
		return append(key(b, "forum_topic_reopened"), "{}"...)
	}
	return b
}

// appendInaccessible writes a message that is gone: its date is 0, which is how it is told from others.
func (s *Server) appendInaccessible(b []byte, ch *chat, id int) []byte {
	b = strconv.AppendInt(append(b, `{"message_id":`...), int64(id), 10)
	b = s.appendChat(key(b, "chat"), ch)
	return append(b, `,"date":0}`...)
}

func (s *Server) appendEntities(b []byte, name string, entities []Entity) []byte {
	if len(entities) == 0 {
		return b
	}
	b = append(key(b, name), '[')
	for i, e := range entities {
		b = strconv.AppendInt(append(comma(b, i), `{"offset":`...), int64(e.Offset), 10)
		b = strconv.AppendInt(append(b, `,"length":`...), int64(e.Length), 10)
		b = fieldString(b, "type", e.Type)
		b = fieldString(b, "url", e.URL)
		b = fieldString(b, "language", e.Language)
		b = fieldString(b, "custom_emoji_id", e.CustomEmojiID)
		if e.User != 0 {
			b = appendUser(key(b, "user"), s.user(e.User))
		}
		b = append(b, '}')
	}
	return append(b, ']')
}

func appendInline(b []byte, rows [][]Button) []byte {
	b = append(b, '[')
	for i, row := range rows {
		b = append(comma(b, i), '[')
		for j, k := range row {
			b = appendString(append(comma(b, j), `{"text":`...), k.Text)
			b = fieldString(b, "style", k.Style)
			b = fieldString(b, "callback_data", k.Data)
			b = fieldString(b, "url", k.URL)
			if k.Other != "" {
				b = append(append(b, ','), k.Other...)
			}
			b = append(b, '}')
		}
		b = append(b, ']')
	}
	return append(b, ']')
}

// appendMedia writes the field that holds the file: a list of sizes for a photo, one object for the rest.
func (s *Server) appendMedia(b []byte, m *Media) []byte {
	b = key(b, m.Kind)
	if m.Kind == "photo" {
		b = append(b, '[')
		for i, id := range []string{s.files[m.FileID].thumb, m.FileID} {
			share := 1
			if i == 0 {
				share = 4
			}
			b = strconv.AppendInt(append(appendFileHead(comma(b, i), id, id[len(id)-15:], m.Size), `,"width":`...), int64(max(1, m.Width/share)), 10)
			b = strconv.AppendInt(append(b, `,"height":`...), int64(max(1, m.Height/share)), 10)
			b = append(b, '}')
		}
		return append(b, ']')
	}
	b = appendFileHead(b, m.FileID, m.UniqueID, m.Size)
	if m.Kind != "sticker" && m.Kind != "video_note" && m.Kind != "voice" {
		b = fieldString(b, "file_name", m.Name)
	}
	if m.Kind != "sticker" && m.Kind != "video_note" {
		b = fieldString(b, "mime_type", m.MIME)
	}
	switch m.Kind {
	case "video", "animation":
		b = strconv.AppendInt(append(b, `,"width":`...), int64(m.Width), 10)
		b = strconv.AppendInt(append(b, `,"height":`...), int64(m.Height), 10)
		b = strconv.AppendInt(append(b, `,"duration":`...), int64(m.Duration), 10)
	case "video_note":
		b = strconv.AppendInt(append(b, `,"length":240,"duration":`...), int64(m.Duration), 10)
	case "voice", "audio":
		b = strconv.AppendInt(append(b, `,"duration":`...), int64(m.Duration), 10)
	case "sticker":
		b = append(b, `,"type":"regular","width":512,"height":512,"is_animated":false,"is_video":false`...)
		b = fieldString(b, "emoji", m.Emoji)
	}
	return append(b, '}')
}

func appendFileHead(b []byte, id, unique string, size int64) []byte {
	b = appendString(append(b, `{"file_id":`...), id)
	b = appendString(append(b, `,"file_unique_id":`...), unique)
	return strconv.AppendInt(append(b, `,"file_size":`...), size, 10)
}
