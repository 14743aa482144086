package follow

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"frontdesk/flows/origin"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// copied is what an event carries to the other side: to a tenant, or to one of the desks by the mark of its slots.
type copied struct {
	ticket desk.TicketID
	event  int
	mark   chat.Slot
}

// slot is the place of a part of it, so that a correction changes what stands there.
func (c copied) slot(part int) chat.Slot {
	slot := "said:" + string(c.ticket) + ":" + strconv.Itoa(c.event)
	if part > 0 {
		slot += ":" + strconv.Itoa(part)
	}
	return chat.Slot(slot) + c.mark
}

// anew is the place of files that were exchanged later: what was sent first stays with them above.
func (c copied) anew() chat.Slot { return c.slot(0) + ":anew" }

// carry shows what an event says in a chat, below a heading that is safe already: in as many messages as it needs,
// each in a slot of its own by the mark, so that a later correction finds it. Nothing of it is cut off.
func carry(tx *storage.Tx, o chat.Outgoing, mark chat.Slot, heading string, s origin.Saying) error {
	c := copied{o.About.Ticket, o.About.Event, mark}
	layout, err := layoutOf(tx, o.Chat, c.slot(0))
	if err != nil {
		return err
	}
	parts := layout.contents(heading, s.Words, s.Sent)
	for i, part := range parts {
		o.Slot, o.Content = c.slot(i), part
		if err := tx.Show(o); err != nil {
			return err
		}
		o.ReplyTo, o.ReplySlot = 0, c.slot(0)
	}
	if err := c.vacateFrom(tx, len(parts), o.Lane); err != nil {
		return err
	}
	fresh := exchanged(s)
	if len(fresh) == 0 {
		return nil
	}
	o.Slot, o.Content = c.anew(), chat.Content{Text: heading, Media: fresh}
	return tx.Show(o)
}

// vacateFrom deletes the parts that a shorter text does not need any more.
func (c copied) vacateFrom(tx *storage.Tx, part int, l chat.Lane) error {
	for ; tx.Showing(c.slot(part)) != ""; part++ {
		if err := tx.Vacate(c.slot(part), l); err != nil {
			return err
		}
	}
	return nil
}

// exchanged are the files that an event has now and was not sent with.
func exchanged(s origin.Saying) []desk.Media {
	var fresh []desk.Media
	for i, m := range s.Files {
		if i >= len(s.Sent) || m.FileID != s.Sent[i].FileID {
			fresh = append(fresh, m)
		}
	}
	return fresh
}

// caption is how many characters go below a file with what stands around them, within what the chat service takes.
const caption = 1000

// layout is how what is said stands already, which a correction keeps to: a message with files cannot be changed
// into one without.
type layout int

const (
	nothing    layout = iota // nothing stands yet
	wordsFirst               // the words, and then the files
	filesFirst               // the files, with the words below them
)

func layoutOf(tx *storage.Tx, c desk.ChatID, first chat.Slot) (layout, error) {
	place, stands, err := tx.Place(first)
	switch {
	case err != nil || !stands || place.Chat != c:
		return nothing, err
	case place.Files != 0:
		return filesFirst, nil
	}
	return wordsFirst, nil
}

// contents are the messages in which something is said. Files carry the words where they can; otherwise the words
// come first. A point on the map or a shared number is sent as what it is.
func (l layout) contents(heading, words string, files []desk.Media) []chat.Content {
	if c, ok := origin.Carried(words); ok && len(files) == 0 {
		return append(written(heading, ""), c)
	}
	whole := joined(heading, words)
	switch {
	case whole == "":
		return grouped(files)
	case len(files) == 0 || !captioned(files) || l == wordsFirst || l == nothing && seen(whole) > caption:
		return append(written(heading, pieces(words, longest)...), grouped(files)...)
	case seen(whole) <= caption:
		return []chat.Content{{Text: whole, Media: files}}
	}
	parts := written(heading, pieces(words, caption/3)...)
	parts[0].Media = files
	return parts
}

// written are words with a heading above the first of them.
func written(heading string, pieces ...string) []chat.Content {
	parts := make([]chat.Content, len(pieces))
	for i, piece := range pieces {
		parts[i].Text = text.Escaped(piece)
	}
	if len(parts) > 0 {
		parts[0].Text = joined(heading, pieces[0])
	}
	return parts
}

func joined(heading, words string) string {
	return strings.Trim(heading+"\n"+text.Escaped(words), "\n")
}

// seen is about how long the text is to the chat service, and never less.
func seen(s string) int { return len(utf16.Encode([]rune(s))) }

// captioned reports whether all of the files can stand in one message, or one album, that carries words.
func captioned(files []desk.Media) bool {
	for _, m := range files {
		switch m.Kind {
		case desk.Photo, desk.Video:
		case desk.Sticker, desk.VideoNote:
			return false
		default:
			if len(files) > 1 {
				return false
			}
		}
	}
	return len(files) <= albumSize
}

// albumSize is how many files stand in one album at the most.
const albumSize = 10
