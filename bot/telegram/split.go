package telegram

import (
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// maxAlbum is how many files Telegram takes in one album.
const maxAlbum = 10

// Split divides content into what goes into one call each, in order, within Telegram's limits: files first,
// in albums where their kinds allow it, and the text as a caption or, where it is too long for one or an
// album has to carry a keyboard, after them. The buttons are on the last part. cut tells that the text was
// too long for any message and lost its end.
func Split(c chat.Content) (parts []chat.Content, cut bool) {
	files := attachments(c)
	if len(files) == 0 {
		c.Text, cut = fit(c.Text, maxText)
		return []chat.Content{c}, cut
	}
	marked := marked(c)
	if marked && c.Text == "" {
		files = apart(files)
	}
	last := &files[len(files)-1]
	switch {
	case c.Text == "" || len(files) == 1 && len(last.Media) <= 1 && captioned(*last) && seen(c.Text) <= maxCaption:
		last.Text = c.Text
		mark(last, c)
	case !marked && captioned(files[0]) && seen(c.Text) <= maxCaption:
		files[0].Text = c.Text
	default:
		after := chat.Content{Silent: c.Silent}
		after.Text, cut = fit(c.Text, maxText)
		mark(&after, c)
		files = append(files, after)
	}
	return files, cut
}

// marked reports whether the content carries a keyboard of any kind.
func marked(c chat.Content) bool {
	return len(c.Buttons) > 0 || len(c.Keys) > 0 || c.Prompt || c.RemoveKeys
}

func mark(part *chat.Content, c chat.Content) {
	part.Buttons, part.Keys, part.Prompt, part.RemoveKeys = c.Buttons, c.Keys, c.Prompt, c.RemoveKeys
}

// attachments are the files, those together that may share an album, and what else is a message of its own.
func attachments(c chat.Content) []chat.Content {
	var parts []chat.Content
	for _, m := range c.Media {
		if n := len(parts); n > 0 {
			album := &parts[n-1].Media
			if len(*album) < maxAlbum && albumOf(m.Kind) != "" && albumOf(m.Kind) == albumOf((*album)[0].Kind) {
				*album = append(*album, m)
				continue
			}
		}
		parts = append(parts, chat.Content{Media: []desk.Media{m}, Silent: c.Silent})
	}
	if c.File != nil {
		parts = append(parts, chat.Content{File: c.File, Silent: c.Silent})
	}
	if c.Location != nil {
		parts = append(parts, chat.Content{Location: c.Location, Silent: c.Silent})
	}
	if c.Card != nil {
		parts = append(parts, chat.Content{Card: c.Card, Silent: c.Silent})
	}
	return parts
}

// albumOf names the sort of album that a file may be in; "" for one that stands alone.
func albumOf(k desk.MediaKind) string {
	switch k {
	case desk.Photo, desk.Video:
		return "seen"
	case desk.Audio, desk.Document:
		return string(k)
	}
	return ""
}

// apart takes the last file out of its album, because an album cannot carry a keyboard.
func apart(parts []chat.Content) []chat.Content {
	last := parts[len(parts)-1]
	n := len(last.Media)
	if n < 2 {
		return parts
	}
	alone := last
	last.Media, alone.Media = last.Media[:n-1:n-1], last.Media[n-1:]
	return append(parts[:len(parts)-1:len(parts)-1], last, alone)
}

// captioned reports whether the part can carry a caption.
func captioned(part chat.Content) bool {
	if part.Location != nil || part.Card != nil {
		return false
	}
	return len(part.Media) == 0 || part.Media[0].Kind != desk.Sticker && part.Media[0].Kind != desk.VideoNote
}

// bare reports whether the part is text and nothing else.
func bare(part chat.Content) bool {
	return len(part.Media) == 0 && part.File == nil && part.Location == nil && part.Card == nil
}

// Cost is how many messages one part of Split counts as.
func Cost(part chat.Content) int { return max(1, len(part.Media)) }
