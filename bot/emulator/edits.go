package emulator

import (
	"slices"
	"time"
)

// deleteWithin is how long a message can be taken back.
const deleteWithin = 48 * time.Hour

const notModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// own finds the bot's message that is to be edited.
func (c *call) own() (*chat, *Message, error) {
	if c.text("inline_message_id") != "" {
		return nil, nil, bad("MESSAGE_ID_INVALID") // the bot has no inline mode
	}
	if c.text("chat_id") == "" {
		return nil, nil, bad("chat_id is empty")
	}
	if c.text("message_id") == "" {
		return nil, nil, bad("message identifier is not specified")
	}
	ch, err := c.writable()
	if err != nil {
		return nil, nil, err
	}
	m := ch.find(int(c.number("message_id")))
	switch {
	case m == nil:
		return nil, nil, bad("message to edit not found")
	case m.From.ID != c.s.bot.ID || m.Service != "" || m.Forward != "" || m.ReplyKeyboard != nil || m.RemoveKeyboard || m.ForceReply:
		return nil, nil, bad("message can't be edited") // only messages without a keyboard or with an inline one can
	}
	return ch, m, nil
}

// replace puts the new state of a message in place, within the rates.
func (c *call) replace(ch *chat, old, edited *Message, same bool) error {
	if same && sameInline(old.Inline, edited.Inline) {
		return bad("%s", notModified)
	}
	if err := c.allow(ch, &ch.edits, 1); err != nil {
		return err
	}
	edited.EditDate = c.s.dated(c.now)
	*old = *edited
	c.s.changed()
	return c.answerMessage(ch, old)
}

func (c *call) editMessageText() error {
	ch, old, err := c.own()
	if err != nil {
		return err
	}
	if old.Text == "" {
		return bad("there is no text in the message to edit")
	}
	edited := *old
	edited.Inline = nil
	if edited.Text, edited.Entities, err = c.messageText(); err != nil {
		return err
	}
	if edited.NoPreview, err = c.noPreview(); err != nil {
		return err
	}
	if err := c.setInline(ch, &edited); err != nil {
		return err
	}
	same := old.Text == edited.Text && slices.Equal(old.Entities, edited.Entities) && old.NoPreview == edited.NoPreview
	return c.replace(ch, old, &edited, same)
}

func (c *call) editMessageCaption() error {
	ch, old, err := c.own()
	if err != nil {
		return err
	}
	if old.Media == nil || old.Media.Kind == "sticker" || old.Media.Kind == "video_note" {
		return bad("there is no caption in the message to edit")
	}
	edited := *old
	edited.Inline = nil
	if edited.Caption, edited.Entities, err = c.caption(); err != nil {
		return err
	}
	if err := c.setInline(ch, &edited); err != nil {
		return err
	}
	return c.replace(ch, old, &edited, old.Caption == edited.Caption && slices.Equal(old.Entities, edited.Entities))
}

// editMessageMedia changes the file, or turns a text into one; a file never becomes a text again.
func (c *call) editMessageMedia() error {
	ch, old, err := c.own()
	if err != nil {
		return err
	}
	var in inputMedia
	if err := c.object("media", "input media JSON object", &in); err != nil {
		return err
	}
	if !replaceable(old) {
		return bad("message can't be edited")
	}
	edited := *old
	edited.Inline, edited.Text = nil, ""
	if err := in.fill(c, &edited); err != nil {
		return err
	}
	if old.Album != "" && old.Media.Kind != edited.Media.Kind && (old.Media.Kind == "document" || edited.Media.Kind == "document") {
		return bad("message can't be edited") // it would not fit its album
	}
	if err := c.setInline(ch, &edited); err != nil {
		return err
	}
	same := old.Media != nil && old.Media.FileID == edited.Media.FileID && old.Caption == edited.Caption && slices.Equal(old.Entities, edited.Entities)
	return c.replace(ch, old, &edited, same)
}

// replaceable tells whether a message may be given another file.
func replaceable(m *Message) bool {
	if m.Media == nil {
		return m.Text != ""
	}
	return m.Media.Kind != "sticker" && m.Media.Kind != "voice"
}

func (c *call) editMessageReplyMarkup() error {
	ch, old, err := c.own()
	if err != nil {
		return err
	}
	edited := *old
	edited.Inline = nil
	if err := c.setInline(ch, &edited); err != nil {
		return err
	}
	return c.replace(ch, old, &edited, true)
}

// deletable tells why a message cannot be deleted by the bot.
func (c *call) deletable(ch *chat, m *Message) error {
	own := m.From.ID == c.s.bot.ID && m.Service == ""
	may := own || ch.private() || ch.may(c.s.bot.ID, "can_delete_messages")
	late := c.s.dated(c.now).Sub(m.Date) > deleteWithin
	switch {
	case !may:
		return bad("message can't be deleted")
	case late && !(own && ch.Type == "channel") && (ch.private() || ch.Type == "group" || !ch.may(c.s.bot.ID, "can_delete_messages")):
		return bad("message can't be deleted for everyone")
	}
	return nil
}

func (c *call) deleteMessage() error {
	ch, err := c.chatFor("chat_id")
	if err != nil {
		return err
	}
	m := ch.find(int(c.number("message_id")))
	if m == nil {
		return bad("message to delete not found")
	}
	if err := c.deletable(ch, m); err != nil {
		return err
	}
	c.s.remove(ch, m.ID)
	return c.ok()
}

// deleteMessages passes over what is gone; one that cannot be deleted stops them all.
func (c *call) deleteMessages() error {
	ch, err := c.chatFor("chat_id")
	if err != nil {
		return err
	}
	ids, err := c.messageIDs()
	if err != nil {
		return err
	}
	for _, id := range ids {
		if m := ch.find(id); m != nil {
			if err := c.deletable(ch, m); err != nil {
				return err
			}
		}
	}
	for _, id := range ids {
		c.s.remove(ch, id)
	}
	return c.ok()
}
