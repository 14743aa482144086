package emulator

import (
	"slices"
	"strconv"
)

// source finds the chat that messages are copied or forwarded from.
func (c *call) source(word string, ids ...int) ([]*Message, error) {
	from, err := c.chatFor("from_chat_id")
	if err != nil {
		return nil, err
	}
	found := make([]*Message, 0, len(ids))
	for _, id := range ids {
		m := from.find(id)
		if m == nil {
			continue
		}
		if m.Service != "" || m.Protected {
			return nil, bad("message can't be %s", map[string]string{"copy": "copied", "forward": "forwarded"}[word])
		}
		found = append(found, m)
	}
	if len(found) == 0 {
		return nil, bad("message to %s not found", word)
	}
	return found, nil
}

// copied is a message's content, without its history.
func copied(to, from *Message) {
	to.Text, to.Caption, to.Entities = from.Text, from.Caption, from.Entities
	to.Media, to.Contact, to.Location, to.NoPreview = from.Media, from.Contact, from.Location, from.NoPreview
}

func (c *call) copyMessage() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	found, err := c.source("copy", int(c.number("message_id")))
	if err != nil {
		return err
	}
	m, err := c.draft(ch)
	if err != nil {
		return err
	}
	copied(m, found[0])
	if c.has("caption") && m.Media != nil {
		if m.Caption, m.Entities, err = c.caption(); err != nil {
			return err
		}
	}
	if err := c.allow(ch, &ch.sends, 1); err != nil {
		return err
	}
	c.s.post(ch, m, c.now)
	c.out = append(fieldInt(append(c.result(32), '{'), "message_id", int64(m.ID)), '}')
	return nil
}

func (c *call) forwardMessage() error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	found, err := c.source("forward", int(c.number("message_id")))
	if err != nil {
		return err
	}
	m, err := c.draft(ch)
	if err != nil {
		return err
	}
	copied(m, found[0])
	m.Forward = found[0].From.FirstName
	return c.send(ch, m)
}

func (c *call) copyMessages() error    { return c.several("copy") }
func (c *call) forwardMessages() error { return c.several("forward") }

// several copies or forwards up to 100 messages; albums stay albums, and what is gone is passed over.
func (c *call) several(word string) error {
	ch, err := c.writable()
	if err != nil {
		return err
	}
	ids, err := c.messageIDs()
	if err != nil {
		return err
	}
	if !slices.IsSorted(ids) {
		return bad("message identifiers must be in a strictly increasing order")
	}
	found, err := c.source(word, ids...)
	if err != nil {
		return err
	}
	albums := map[string]string{}
	group := make([]*Message, 0, len(found))
	for _, from := range found {
		m, err := c.draft(ch)
		if err != nil {
			return err
		}
		copied(m, from)
		if word == "forward" {
			m.Forward = from.From.FirstName
		}
		if c.flag("remove_caption") && m.Media != nil {
			m.Caption, m.Entities = "", nil
		}
		if from.Album != "" {
			if albums[from.Album] == "" {
				albums[from.Album] = c.s.album()
			}
			m.Album = albums[from.Album]
		}
		group = append(group, m)
	}
	if err := c.allow(ch, &ch.sends, len(group)); err != nil {
		return err
	}
	c.out = append(c.result(32*len(group)), '[')
	for i, m := range group {
		c.s.post(ch, m, c.now)
		c.out = strconv.AppendInt(append(comma(c.out, i), `{"message_id":`...), int64(m.ID), 10)
		c.out = append(c.out, '}')
	}
	c.out = append(c.out, ']')
	return nil
}

// messageIDs reads message_ids: 1 to 100.
func (c *call) messageIDs() ([]int, error) {
	var ids []int
	if err := c.object("message_ids", "message identifiers JSON array", &ids); err != nil {
		return nil, err
	}
	switch {
	case len(ids) == 0:
		return nil, bad("message identifiers are not specified")
	case len(ids) > 100:
		return nil, bad("too many message identifiers specified")
	}
	return ids, nil
}
