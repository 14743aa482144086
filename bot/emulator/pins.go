package emulator

import "slices"

func (c *call) pinnable() (*chat, error) {
	ch, err := c.writable()
	if err != nil {
		return nil, err
	}
	if !ch.private() && !ch.may(c.s.bot.ID, "can_pin_messages") {
		return nil, bad("not enough rights to manage pinned messages in the chat")
	}
	return ch, nil
}

func (c *call) pinChatMessage() error {
	ch, err := c.pinnable()
	if err != nil {
		return err
	}
	m := ch.find(int(c.number("message_id")))
	switch {
	case m == nil:
		return bad("message to pin not found")
	case m.Service != "":
		return bad("message can't be pinned")
	case m.Pinned:
		return bad("CHAT_NOT_MODIFIED")
	}
	m.Pinned = true
	c.service(ch, &Message{Thread: m.Thread, Service: ServicePinned, About: []int64{int64(m.ID)}, Silent: c.flag("disable_notification")})
	return c.ok()
}

// unpinChatMessage unpins one message; without an id the one pinned last.
func (c *call) unpinChatMessage() error {
	ch, err := c.pinnable()
	if err != nil {
		return err
	}
	id := int(c.number("message_id"))
	if id != 0 && ch.find(id) == nil {
		return bad("message to unpin not found")
	}
	for _, m := range slices.Backward(ch.history) {
		if m.Pinned && (id == 0 || m.ID == id) {
			m.Pinned = false
			c.s.changed()
			return c.ok()
		}
	}
	return c.ok()
}

func (c *call) unpinAllChatMessages() error {
	ch, err := c.pinnable()
	if err != nil {
		return err
	}
	return c.unpinAll(ch, 0)
}

func (c *call) unpinAllForumTopicMessages() error {
	ch, _, id, err := c.topic()
	if err != nil {
		return err
	}
	return c.unpinAll(ch, id)
}

// unpinAll unpins a topic's messages, or with 0 the whole chat's.
func (c *call) unpinAll(ch *chat, thread int) error {
	for _, m := range ch.history {
		if thread == 0 || m.Thread == thread {
			m.Pinned = false
		}
	}
	c.s.changed()
	return c.ok()
}
