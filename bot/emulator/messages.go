package emulator

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// draft begins a message of the bot's: its thread, what it replies to, its keyboard.
func (c *call) draft(ch *chat) (*Message, error) {
	m := &Message{
		From:      c.s.bot.User,
		Silent:    c.flag("disable_notification"),
		Protected: c.flag("protect_content"),
	}
	if ch.Type == "channel" {
		m.AsChat = ch.ID
	}
	if err := c.setThread(ch, m); err != nil {
		return nil, err
	}
	if err := c.setMarkup(ch, m); err != nil {
		return nil, err
	}
	return m, c.setReply(ch, m)
}

// setThread puts the message into a topic. The General topic has no id of its own: naming it is an error.
func (c *call) setThread(ch *chat, m *Message) error {
	if c.text("message_thread_id") == "" {
		return nil
	}
	id := int(c.number("message_thread_id"))
	t := ch.topics[id]
	switch {
	case t == nil:
		return bad("message thread not found")
	case t.Closed && !ch.may(c.s.bot.ID, "can_manage_topics"):
		return bad("TOPIC_CLOSED")
	}
	m.Thread = id
	return nil
}

func (c *call) setReply(ch *chat, m *Message) error {
	if c.text("reply_parameters") == "" {
		return nil
	}
	var reply struct {
		MessageID int             `json:"message_id"`
		ChatID    json.RawMessage `json:"chat_id"`
		Anyway    bool            `json:"allow_sending_without_reply"`
		Quote     string          `json:"quote"`
		QuoteMode string          `json:"quote_parse_mode"`
	}
	if err := c.object("reply_parameters", "reply parameters JSON object", &reply); err != nil {
		return err
	}
	from := strings.Trim(string(reply.ChatID), `"`)
	if from != "" && from != "0" && from != strconv.FormatInt(ch.ID, 10) {
		return &refused{Code: 501, Description: "Not Implemented: the emulator knows no replies to other chats"}
	}
	to := ch.find(reply.MessageID)
	if to == nil {
		if reply.Anyway {
			return nil
		}
		return bad("message to be replied not found")
	}
	quote := reply.Quote
	if strings.EqualFold(reply.QuoteMode, "html") {
		var err error
		if quote, _, err = parseHTML(quote); err != nil {
			return err
		}
	}
	switch {
	case !strings.Contains(to.Text+to.Caption, quote) || utf16Length(quote) > 1024:
		return bad("QUOTE_TEXT_INVALID")
	case m.Thread == 0:
		m.Thread = to.Thread // a reply stays in its topic
	case to.Thread != m.Thread:
		return bad("message to be replied not found")
	}
	m.ReplyTo, m.Quote = to.ID, quote
	return nil
}

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

// inputMedia is one element of sendMediaGroup, or what editMessageMedia puts in place.
type inputMedia struct {
	Type      string          `json:"type"`
	Media     string          `json:"media"`
	Caption   string          `json:"caption"`
	ParseMode string          `json:"parse_mode"`
	Entities  json.RawMessage `json:"caption_entities"`
	Spoiler   bool            `json:"has_spoiler"`
	Duration  int             `json:"duration"`
}

// fill puts the file and its caption on a message.
func (in inputMedia) fill(c *call, m *Message) error {
	switch in.Type {
	case "photo", "video", "document", "audio", "animation":
	default:
		return bad("can't parse InputMedia: wrong media type specified")
	}
	if in.Media == "" {
		return bad("can't parse InputMedia: media not found")
	}
	inner := &call{s: c.s, method: c.method, now: c.now, params: params{uploads: c.uploads, values: map[string]string{
		in.Type: in.Media, "caption": in.Caption, "parse_mode": in.ParseMode, "caption_entities": string(in.Entities),
	}}}
	media, err := inner.media(in.Type, in.Type)
	if err != nil {
		return err
	}
	media.Spoiler, media.Duration = in.Spoiler, in.Duration
	m.Media = media
	m.Caption, m.Entities, err = inner.caption()
	return err
}

func (c *call) sendMediaGroup() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	var items []inputMedia
	if err := c.object("media", "media JSON object", &items); err != nil {
		return err
	}
	switch {
	case len(items) < 2:
		return bad("too few messages to send as an album")
	case len(items) > 10:
		return bad("too many messages to send as an album")
	}
	album := c.s.album()
	group := make([]*Message, 0, len(items))
	for _, item := range items {
		m, err := c.draft(ch)
		if err != nil {
			return err
		}
		alone := item.Type == "document" || item.Type == "audio"
		if item.Type == "animation" || (alone || items[0].Type == "document" || items[0].Type == "audio") && item.Type != items[0].Type {
			return bad("message of type %s can't be mixed with other types in an album", item.Type)
		}
		if err := item.fill(c, m); err != nil {
			return err
		}
		m.Album = album
		group = append(group, m)
	}
	return c.sendGroup(ch, group)
}

func (s *Server) album() string {
	s.nextAlbum++
	return strconv.FormatInt(13000000000000000+s.nextAlbum, 10)
}

// sendGroup posts several messages as one and answers with all of them.
func (c *call) sendGroup(ch *chat, group []*Message) error {
	if err := c.allow(ch, &ch.sends, len(group)); err != nil {
		return err
	}
	c.out = append(c.result(1024), '[')
	for i, m := range group {
		c.s.post(ch, m, c.now)
		c.out = c.s.appendMessage(comma(c.out, i), ch, m, false)
	}
	c.out = append(c.out, ']')
	return nil
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
	m.Location = &Location{Latitude: latitude, Longitude: longitude}
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
