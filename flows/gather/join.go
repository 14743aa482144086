package gather

import (
	"slices"
	"strings"

	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// join puts messages together where they answer the same and can be said as one: their words below each other,
// their files after each other. Changes to them have been made by then.
func join(waiting []chat.Update) []chat.Update {
	var joined []chat.Update
	for _, u := range corrected(waiting) {
		if n := len(joined); n > 0 && together(joined[n-1], u) {
			add(&joined[n-1], u)
			continue
		}
		u.Messages = []desk.MessageID{u.Message}
		u.Media = slices.Clip(u.Media)
		joined = append(joined, u)
	}
	return joined
}

// corrected are the messages as they were changed since, in order.
func corrected(waiting []chat.Update) []chat.Update {
	var messages []chat.Update
	for _, u := range waiting {
		i := slices.IndexFunc(messages, func(m chat.Update) bool { return m.Message == u.Message })
		switch {
		case i < 0:
			u.Kind = chat.Message
			messages = append(messages, u)
		case u.Kind == chat.Edited:
			messages[i].Text, messages[i].Media, messages[i].Location = u.Text, u.Media, u.Location
		}
	}
	return messages
}

// together reports whether two messages can be said as one. The parts of an album always can: where only the
// first says what it answers, it says so for all.
func together(a, b chat.Update) bool {
	if a.Album != "" && a.Album == b.Album {
		return true
	}
	return a.ReplyTo == b.ReplyTo && !alone(a) && !alone(b)
}

// alone reports whether a message is nothing that others can be added to.
func alone(u chat.Update) bool { return u.Location != nil || u.Contact != nil }

func add(whole *chat.Update, part chat.Update) {
	whole.Messages = append(whole.Messages, part.Message)
	whole.Media = append(whole.Media, part.Media...)
	whole.Text = strings.Trim(whole.Text+"\n"+part.Text, "\n")
	if whole.ReplyTo == 0 {
		whole.ReplyTo, whole.Quoted = part.ReplyTo, part.Quoted
	}
	if whole.Album != part.Album {
		whole.Album = ""
	}
	whole.Forwarded = whole.Forwarded || part.Forwarded
}
