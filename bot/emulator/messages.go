package emulator

import (
	"slices"
	"strconv"
	"strings"
)

// send posts the bot's message within the rates and answers with it.
func (c *call) send(ch *chat, m *Message) error {
	if err := c.allow(ch, &ch.sends, 1); err != nil {
		return err
	}
	c.s.post(ch, m, c.now)
	return c.answerMessage(ch, m)
}

func (c *call) answerMessage(ch *chat, m *Message) error {
	c.out = c.s.appendMessage(c.result(512+len(m.Text)+len(m.Caption)), ch, m, false)
	return nil
}

func (c *call) sendMessage() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	text, entities, err := c.messageText()
	if err != nil {
		return err
	}
	m, err := c.draft(ch)
	if err != nil {
		return err
	}
	m.Text, m.Entities = text, entities
	if m.NoPreview, err = c.noPreview(); err != nil {
		return err
	}
	return c.send(ch, m)
}

func (c *call) messageText() (string, []Entity, error) {
	text, entities, err := c.formatted("text", "parse_mode", "entities")
	switch {
	case err != nil:
		return "", nil, err
	case text == "":
		return "", nil, bad("message text is empty")
	case utf16Length(text) > maxText:
		return "", nil, bad("message is too long")
	}
	return text, entities, nil
}

func (c *call) caption() (string, []Entity, error) {
	if c.text("caption") == "" {
		return "", nil, nil
	}
	text, entities, err := c.formatted("caption", "parse_mode", "caption_entities")
	if err == nil && utf16Length(text) > maxCaption {
		err = bad("message caption is too long")
	}
	return text, entities, err
}

func (c *call) noPreview() (bool, error) {
	var preview struct {
		Disabled bool `json:"is_disabled"`
	}
	err := c.object("link_preview_options", "link preview options JSON object", &preview)
	return preview.Disabled, err
}

// sendFile is every method that sends one file: sendPhoto, sendDocument and their kin.
func (c *call) sendFile() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	kind := fileKind(c.method)
	media, err := c.media(kind, kind)
	if err != nil {
		return err
	}
	text, entities, err := c.caption()
	if err != nil {
		return err
	}
	m, err := c.draft(ch)
	if err != nil {
		return err
	}
	media.Duration, media.Spoiler = int(c.number("duration")), c.flag("has_spoiler")
	if e := c.text("emoji"); e != "" {
		media.Emoji = e
	}
	m.Media, m.Caption, m.Entities = media, text, entities
	return c.send(ch, m)
}

// fileKind turns sendVideoNote into video_note.
func fileKind(method string) string {
	if method == "sendVideoNote" {
		return "video_note"
	}
	return strings.ToLower(strings.TrimPrefix(method, "send"))
}

func (c *call) sendLocation() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	latitude, err1 := strconv.ParseFloat(c.text("latitude"), 64)
	longitude, err2 := strconv.ParseFloat(c.text("longitude"), 64)
	if err1 != nil || err2 != nil || latitude < -90 || latitude > 90 || longitude < -180 || longitude > 180 {
		return bad("wrong location specified")
	}
	m, err := c.draft(ch)
	if err != nil {
		return err
	}
	m.Location = &Location{Latitude: latitude, Longitude: longitude, Title: c.text("title"), Address: c.text("address")}
	return c.send(ch, m)
}

func (c *call) sendContact() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	m, err := c.draft(ch)
	if err != nil {
		return err
	}
	m.Contact = &Contact{Phone: c.text("phone_number"), FirstName: c.text("first_name"), LastName: c.text("last_name")}
	return c.send(ch, m)
}

var chatActions = []string{
	"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
	"choose_sticker", "find_location", "record_video_note", "upload_video_note",
}

func (c *call) sendChatAction() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	if !slices.Contains(chatActions, c.text("action")) {
		return bad("wrong parameter action in request")
	}
	if err := c.setThread(ch, &Message{}); err != nil {
		return err
	}
	return c.ok()
}
