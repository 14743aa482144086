package emulator

import "strings"

// forum finds the chat of a topic method and refuses where the bot may not keep topics.
func (c *call) forum() (*chat, error) {
	ch, err := c.writable()
	switch {
	case err != nil:
		return nil, err
	case !ch.Forum:
		return nil, bad("the chat is not a forum")
	case !ch.may(c.s.bot.ID, "can_manage_topics"):
		return nil, bad("not enough rights to manage topics")
	}
	return ch, nil
}

func (c *call) topic() (*chat, *topic, int, error) {
	ch, err := c.forum()
	if err != nil {
		return nil, nil, 0, err
	}
	id := int(c.number("message_thread_id"))
	if ch.topics[id] == nil {
		return nil, nil, 0, bad("message thread not found")
	}
	return ch, ch.topics[id], id, nil
}

func topicName(name string) (string, error) {
	name = strings.TrimSpace(cleaned(name))
	switch n := utf16Length(name); {
	case n == 0:
		return "", bad("topic name must be non-empty")
	case n > 128:
		return "", bad("TOPIC_TITLE_INVALID")
	}
	return name, nil
}

// service posts a service message of the bot's, and tells the bot of it, as Telegram does.
func (c *call) service(ch *chat, m *Message) {
	m.From = c.s.bot.User
	c.s.post(ch, m, c.now)
	c.s.tell(ch, m, c.now)
}

func (c *call) createForumTopic() error {
	ch, err := c.forum()
	if err != nil {
		return err
	}
	name, err := topicName(c.text("name"))
	if err != nil {
		return err
	}
	if err := c.allow(ch, &ch.sends, 1); err != nil {
		return err
	}
	id := c.s.newTopic(ch, c.s.bot.User, name, c.now)
	b := fieldInt(append(c.result(96), '{'), "message_thread_id", int64(id))
	c.out = append(fieldString(b, "name", name), `,"icon_color":7322096}`...)
	return nil
}

func (c *call) editForumTopic() error {
	ch, t, id, err := c.topic()
	if err != nil {
		return err
	}
	if c.text("name") == "" {
		return c.ok()
	}
	name, err := topicName(c.text("name"))
	switch {
	case err != nil:
		return err
	case name == t.Name:
		return bad("TOPIC_NOT_MODIFIED")
	}
	t.Name = name
	c.service(ch, &Message{Thread: id, Service: ServiceTopicEdited, Topic: name})
	return c.ok()
}

func (c *call) closeForumTopic() error  { return c.setTopicClosed(true, ServiceTopicClosed) }
func (c *call) reopenForumTopic() error { return c.setTopicClosed(false, ServiceTopicOpened) }

func (c *call) setTopicClosed(closed bool, service string) error {
	ch, t, id, err := c.topic()
	switch {
	case err != nil:
		return err
	case t.Closed == closed:
		return bad("TOPIC_NOT_MODIFIED")
	}
	t.Closed = closed
	c.service(ch, &Message{Thread: id, Service: service, Topic: t.Name})
	return c.ok()
}

// deleteForumTopic takes all of the topic's messages with it.
func (c *call) deleteForumTopic() error {
	ch, _, id, err := c.topic()
	if err != nil {
		return err
	}
	if !ch.may(c.s.bot.ID, "can_delete_messages") {
		return bad("not enough rights to delete a topic")
	}
	c.s.dropTopic(ch, id)
	return c.ok()
}
