package emulator

import (
	"encoding/json"
	"strconv"
)

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
