package chat

import "frontdesk/storage/desk"

// MenuScope is where a menu of commands is offered.
type MenuScope string

// The scopes. The menu of one chat goes before those of all chats of its sort.
const (
	MenuPrivate MenuScope = "private" // in every private chat
	MenuGroups  MenuScope = "groups"  // in every group
	MenuChat    MenuScope = "chat"    // in the one chat named
)

// CommandsArgs are a menu of commands and where it is offered. No commands take the menu away, so that the
// next wider one is offered.
type CommandsArgs struct {
	Scope MenuScope `json:"scope"`
	// Chat is the one chat of MenuChat.
	Chat desk.ChatID `json:"chat,omitempty"`
	// Language is a two-letter code, that of the reader's own program; "" is any that has no menu of its own.
	Language string        `json:"language,omitempty"`
	Commands []MenuCommand `json:"commands"`
}

// MenuCommand is an entry of a menu: a name of 1 to 32 of a-z, 0-9 and _, and 1 to 256 characters about it.
type MenuCommand struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}
