package chat

import (
	"time"

	"frontdesk/storage/desk"
)

// Kind is what sort of update it is.
type Kind string

// The kinds of update that the desk listens to. Anything else is Other: taken in, and nothing done.
const (
	Message    Kind = "message"
	Edited     Kind = "edited"
	Press      Kind = "press"
	Membership Kind = "membership" // somebody's, or the bot's own, in a chat
	Other      Kind = "other"
)

// Update is one thing that somebody said, pressed or did.
type Update struct {
	ID     int64
	Kind   Kind
	Chat   Room
	Thread desk.ThreadID
	From   Sender
	// Message is the message said, edited or pressed on.
	Message desk.MessageID
	// Text is what was written, or the caption of what was sent.
	Text  string
	Media []desk.Media
	// Album is shared by the updates of one album.
	Album string
	// Messages are all messages of an album that was taken as one, in order; Message is then the first.
	Messages []desk.MessageID
	// ReplyTo is the message that this one answers.
	ReplyTo desk.MessageID
	// Quoted is what the answered message says, where a bot wrote it.
	Quoted    string
	Forwarded bool
	Contact   *Contact
	// Location is a point that was sent rather than words.
	Location *Location
	PressID  string // identifies the press, for its toast
	Data     string // what the pressed button carries
	Member   *Change
	// MigratedTo is the group's new identity, in the notice that it has changed.
	MigratedTo desk.ChatID
	At         time.Time
}

// Room is the chat in which something happened.
type Room struct {
	ID     desk.ChatID
	Type   string // private, group, supergroup or channel
	Title  string
	Public bool
	Forum  bool
}

// Sender is who did it, as the chat service tells.
type Sender struct {
	User     desk.UserID
	Name     string
	Language string // a BCP 47 tag or nothing
	Bot      bool
	// Anonymous marks an administrator who speaks in the group's name.
	Anonymous bool
}

// Contact is a telephone number that was shared, with the name on the card.
type Contact struct {
	Phone string      `json:"phone"`
	Name  string      `json:"name,omitempty"`
	User  desk.UserID `json:"user,omitempty"` // whose it is, where the chat service says
}

// Own reports whether the number is the sharer's own, as the chat service vouches for it.
func (c Contact) Own(sharer desk.UserID) bool { return c.User != 0 && c.User == sharer }

// Location is a point on the map, in degrees, with the name and address of what is there where it is known.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Title     string  `json:"title,omitempty"`
	Address   string  `json:"address,omitempty"`
}

// Change is somebody's standing in a chat, before and after.
type Change struct {
	User    desk.UserID
	Name    string
	Self    bool // it is about the bot itself
	Present bool // a member of any kind, afterwards
	Admin   bool // an administrator or the owner, afterwards
}
