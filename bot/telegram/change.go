package telegram

import (
	"context"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Telling is which of the parts of Split holds the text and the buttons: the one that is changed later.
func Telling(parts []chat.Content) int {
	for i, part := range parts {
		if part.Text != "" {
			return i
		}
	}
	return len(parts) - 1
}

// Change finds the part of Split that a standing message is to be changed into, where that can be done. kept
// says that the same files stand there already, single that what stands is one message.
func Change(parts []chat.Content, kept, single bool) (part chat.Content, ok bool) {
	part = parts[Telling(parts)]
	switch {
	case len(part.Buttons) == 0 && (len(part.Keys) > 0 || part.Prompt || part.RemoveKeys): // a change carries buttons alone
		return part, false
	case kept:
		return part, true
	}
	return part, single && len(parts) == 1 && len(part.Media) == 1 && replaceable(part.Media[0].Kind)
}

// replaceable reports whether a file of the kind can take the place of a text or of another file. Nothing can
// take the place of a file but another.
func replaceable(k desk.MediaKind) bool {
	switch k {
	case desk.Photo, desk.Video, desk.Animation, desk.Audio, desk.Document:
		return true
	}
	return false
}

// Edit makes a message show the letter's content, a part that Change found.
func (c *Client) Edit(ctx context.Context, message desk.MessageID, l Letter) error {
	p := params{Chat: l.Chat, Message: message, Markup: inline(l.Content)}
	_, err := call[ignored](ctx, c, p.change(l), p, callTimeout)
	return err
}

// change puts the content into the parameters and returns the method that changes a message into it.
func (p *params) change(l Letter) (method string) {
	switch {
	case bare(l.Content):
		p.Text, p.ParseMode = l.text()
		p.Preview = noPreview
		return "editMessageText"
	case !captioned(l.Content):
		return "editMessageReplyMarkup"
	case l.Kept, len(l.Content.Media) != 1: // a document made here is never another
		p.Caption, p.ParseMode = l.text()
		return "editMessageCaption"
	}
	m := inputMedia{Type: l.Content.Media[0].Kind, Media: l.Content.Media[0].FileID}
	m.Caption, m.ParseMode = l.text()
	p.Media = m
	return "editMessageMedia"
}

// Strip takes the buttons off a message.
func (c *Client) Strip(ctx context.Context, to desk.ChatID, message desk.MessageID) error {
	return c.onMessage(ctx, "editMessageReplyMarkup", params{Chat: to, Message: message})
}

// Remove deletes a message.
func (c *Client) Remove(ctx context.Context, to desk.ChatID, message desk.MessageID) error {
	return c.onMessage(ctx, "deleteMessage", params{Chat: to, Message: message})
}

// Pin fixes a message at the top of its chat, without a sound.
func (c *Client) Pin(ctx context.Context, to desk.ChatID, message desk.MessageID) error {
	return c.onMessage(ctx, "pinChatMessage", params{Chat: to, Message: message, Silent: true})
}

// Unpin lets a message at the top go.
func (c *Client) Unpin(ctx context.Context, to desk.ChatID, message desk.MessageID) error {
	return c.onMessage(ctx, "unpinChatMessage", params{Chat: to, Message: message})
}

func (c *Client) onMessage(ctx context.Context, method string, p params) error {
	_, err := call[ignored](ctx, c, method, p, callTimeout)
	return err
}
