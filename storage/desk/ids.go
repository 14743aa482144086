package desk

import "strconv"

// Identifiers have types of their own so that signatures tell what they take. Numbers are given out by
// storage and never reused.
type (
	// EstateID names one estate in a database that may hold several.
	EstateID string
	// UnitID identifies a unit of an estate.
	UnitID uint64
	// PartyID identifies a household or company.
	PartyID uint64
	// PersonID identifies a person, with or without a chat account.
	PersonID uint64
	// TicketID is a ticket's number as people say it, such as R-1001.
	TicketID string
	// UserID is a chat account, as the chat service numbers it.
	UserID int64
	// ChatID is a conversation: a private chat has its user's number, a group a negative one.
	ChatID int64
	// ThreadID is a topic inside a group, 0 for none.
	ThreadID int64
	// MessageID is a message's number within its chat, 0 for none.
	MessageID int64
)

// Private reports whether the chat is one person's private chat with the desk.
func (c ChatID) Private() bool { return c > 0 }

func (c ChatID) String() string { return strconv.FormatInt(int64(c), 10) }

func (u UserID) String() string { return strconv.FormatInt(int64(u), 10) }

// Private is the private chat with the user.
func (u UserID) Private() ChatID { return ChatID(u) }

func (p PersonID) String() string { return strconv.FormatUint(uint64(p), 10) }
