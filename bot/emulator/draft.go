package emulator

import (
	"encoding/json"
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
