package emulator

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// reactionEmoji are those that everybody may react with.
var reactionEmoji = strings.Fields("❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡")

func (c *call) setMessageReaction() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	m := ch.find(int(c.number("message_id")))
	if m == nil {
		return bad("message to react not found")
	}
	var reactions []struct{ Type, Emoji string }
	if err := c.object("reaction", "reaction types JSON array", &reactions); err != nil {
		return err
	}
	emoji := ""
	switch {
	case len(reactions) > 1:
		return bad("REACTIONS_TOO_MANY")
	case len(reactions) == 1:
		emoji = reactions[0].Emoji
		if reactions[0].Type != "emoji" || !slices.Contains(reactionEmoji, emoji) {
			return bad("REACTION_INVALID")
		}
	}
	m.react(c.s.bot.ID, emoji)
	c.s.changed()
	return c.ok()
}

// react sets somebody's reaction on a copy, since maps are shared with what people were shown.
func (m *Message) react(user int64, emoji string) (old string) {
	id := strconv.FormatInt(user, 10)
	old = m.Reaction[id]
	next := map[string]string{}
	maps.Copy(next, m.Reaction)
	if emoji == "" {
		delete(next, id)
	} else {
		next[id] = emoji
	}
	m.Reaction = next
	return old
}

// React puts a person's reaction on a message; "" takes it back. The bot hears of it where it asked to.
func (s *Server) React(user, chat int64, message int, emoji string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	ch, err := s.enter(user, chat)
	if err != nil {
		return err
	}
	m := ch.find(message)
	switch {
	case m == nil:
		return errNoMessage
	case emoji != "" && !slices.Contains(reactionEmoji, emoji):
		return errNoReaction
	}
	old := m.react(user, emoji)
	s.changed()
	if !ch.private() && !ch.members[s.bot.ID].admin() {
		return nil
	}
	now := time.Now()
	s.queueUpdate("message_reaction", now, func(b []byte) []byte {
		b = s.appendChat(append(b, `{"chat":`...), ch)
		b = fieldInt(b, "message_id", int64(message))
		b = appendUser(key(b, "user"), s.user(user))
		b = fieldInt(b, "date", now.Unix())
		b = appendReaction(key(b, "old_reaction"), old)
		return append(appendReaction(key(b, "new_reaction"), emoji), '}')
	})
	return nil
}

func appendReaction(b []byte, emoji string) []byte {
	if emoji == "" {
		return append(b, "[]"...)
	}
	b = appendString(append(b, `[{"type":"emoji","emoji":`...), emoji)
	return append(b, "}]"...)
}
