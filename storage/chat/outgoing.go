package chat

import (
	"time"

	"frontdesk/storage/desk"
)

// RowID is the place of a message in the outbox. Rows of one chat and lane go out in the order of their
// numbers.
type RowID uint64

// Lane is how soon a message goes out: a lower lane waits for every higher one.
type Lane uint8

// The lanes, most pressing first.
const (
	Alarm        Lane = iota // life or property is at risk
	Conversation             // somebody waits for this answer
	Notice                   // cards, reminders, escalations
	Broadcast                // the same to very many
	Lanes                    // how many there are
)

// Slot names the place of a message that is kept up to date: a person's screen, a ticket's card, an alert. A
// slot has at most one live message; what is shown there replaces what stood there.
type Slot string

// Op is what a row asks for.
type Op string

// The operations.
const (
	// Show puts content into a slot: an edit where the slot has a message, a new message otherwise.
	Show Op = "show"
	// Refresh is Show that never sends anew: where the slot has no message, nothing happens.
	Refresh Op = "refresh"
	// Post sends a message that is not edited later.
	Post Op = "post"
	// Strip takes the buttons off a message.
	Strip Op = "strip"
	// Remove deletes a message; without one, there is nothing to delete yet.
	Remove Op = "remove"
	// Pin fixes a message at the top of its chat, without a sound, and Unpin lets it go. A pin is refused
	// where the bot lacks the right; otherwise, where either cannot be done, there was nothing left to change.
	Pin   Op = "pin"
	Unpin Op = "unpin"
)

// Outgoing is one row of the outbox: a message to be sent or changed, and what it is about.
type Outgoing struct {
	ID RowID `json:"id"`
	// Version rises when the content is replaced, so that an outcome tells which content was sent.
	Version int           `json:"version,omitempty"`
	Op      Op            `json:"op"`
	Lane    Lane          `json:"lane"`
	Chat    desk.ChatID   `json:"chat"`
	Thread  desk.ThreadID `json:"thread,omitempty"`
	Slot    Slot          `json:"slot,omitempty"`
	// Anew sends a new message where something has appeared below the slot's; the old one loses its buttons.
	Anew bool `json:"anew,omitempty"`
	// Stays leaves the message where it stands, without buttons, once the slot shows another ticket or none: what comes
	// next is a message of its own, and a receipt is not written over.
	Stays bool `json:"stays,omitempty"`
	// Pace is the least time between two changes of the slot, of machine time.
	Pace    time.Duration `json:"pace,omitempty"`
	Content Content       `json:"content,omitzero"`
	// Print tells the content of a slot apart from others. It is the outbox's own to set.
	Print uint64 `json:"print,omitempty"`
	// Message is what Strip, Remove, Pin and Unpin work on.
	Message desk.MessageID `json:"message,omitempty"`
	// ReplyTo and ReplySlot say what the message answers; the slot's message is looked up when it is sent. A
	// message that is gone by then is done without.
	ReplyTo   desk.MessageID `json:"reply_to,omitempty"`
	ReplySlot Slot           `json:"reply_slot,omitempty"`
	About     About          `json:"about,omitzero"`
	// Pin fixes the message at the top of its chat once it has been sent anew, and lets go of the one that it
	// takes the place of. Where that fails, the message counts as sent all the same.
	Pin    bool      `json:"pin,omitempty"`
	Queued time.Time `json:"queued,omitzero"`
}

// Content is what a message shows. Text is safe HTML.
type Content struct {
	Text    string     `json:"text,omitempty"`
	Buttons [][]Button `json:"buttons,omitempty"`
	// Keys is a keyboard under the text box; RemoveKeys takes one away.
	Keys       [][]Key `json:"keys,omitempty"`
	RemoveKeys bool    `json:"remove_keys,omitempty"`
	// Prompt asks the one addressed to reply to this message.
	Prompt bool `json:"prompt,omitempty"`
	// Media goes with the message; Text is then its caption. Several make an album.
	Media []desk.Media `json:"media,omitempty"`
	// File is a document made here, to be uploaded.
	File *File `json:"file,omitempty"`
	// Location is a point on the map, and Card somebody's number: each is a message of its own, before the text.
	Location *Location `json:"location,omitempty"`
	Card     *Contact  `json:"card,omitempty"`
	// Silent makes no sound.
	Silent bool `json:"silent,omitempty"`
}

// File is a document made here.
type File struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// Button is a button under a message: it carries Data back, or opens URL.
type Button struct {
	Text  string `json:"text"`
	Data  string `json:"data,omitempty"`
	URL   string `json:"url,omitempty"`
	Style Style  `json:"style,omitempty"`
}

// Style sets a button off from the others, where the chat service can.
type Style string

// The styles.
const (
	Plain   Style = ""
	Primary Style = "primary"
	Danger  Style = "danger"
	Success Style = "success"
)

// Key is a key of the keyboard under the text box.
type Key struct {
	Text    string `json:"text"`
	Contact bool   `json:"contact,omitempty"` // shares the telephone number
}

// About says what a message is about, so that its outcome can be understood.
type About struct {
	Ticket desk.TicketID `json:"ticket,omitempty"`
	What   What          `json:"what,omitempty"`
	// Event is the ticket event that the message carries, 0 for none.
	Event int `json:"event,omitempty"`
	// User is who alone may answer the message, where it is put to one person.
	User desk.UserID `json:"user,omitempty"`
}

// What is what the outcome of a message means for the ticket that it is about.
type What string

// Toast is the answer to a press: a line that floats over the presser's chat and is gone. It is sent at once
// after the commit and is not kept.
type Toast struct {
	PressID string
	Text    string
	Alert   bool   // stays until it is closed
	URL     string // opens a chat with the bot
}
