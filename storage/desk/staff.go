package desk

import (
	"slices"
	"time"
)

// Name is the name of a desk, as /link takes it.
type Name string

// The desks. Supervisors and managers are audiences that a breach climbs to rather than desks that do work.
const (
	FrontDesk   Name = "front-desk"
	Engineering Name = "engineering"
	Security    Name = "security"
	Cleaning    Name = "cleaning"
	Accounts    Name = "accounts"
	Lobby       Name = "lobby"
	Property    Name = "property"
	Leasing     Name = "leasing"
	Grounds     Name = "grounds"
	Supervisors Name = "supervisors"
	Managers    Name = "managers"
)

// Names lists every desk that a group can be linked to, in the order in which they are offered.
var Names = []Name{
	Engineering, FrontDesk, Security, Cleaning, Accounts, Lobby, Property, Leasing, Grounds, Supervisors, Managers,
}

// Valid reports whether n is a desk.
func (n Name) Valid() bool {
	return slices.Contains(Names, n)
}

// Group is a group chat that the desk has been added to.
type Group struct {
	Chat     ChatID   `json:"chat"`
	Title    string   `json:"title"`
	Type     string   `json:"type"`             // group or supergroup
	Public   bool     `json:"public,omitempty"` // anybody can find and read it
	Forum    bool     `json:"forum,omitempty"`
	Language Language `json:"language,omitempty"`
	// Admin tells whether the bot is an administrator there, without which it sees neither replies nor who leaves.
	Admin bool `json:"admin,omitempty"`
	// Unpinned is when the group was told that the bot may not pin there; zero while it may, as far as is known.
	Unpinned time.Time `json:"unpinned,omitzero"`
	// Closed is when the bot was put out of the group or could last not write to it.
	Closed time.Time `json:"closed,omitzero"`
}

// Member is what is known of somebody's presence in a group. It is evidence, not a roll: whoever pressed
// something there was seen; whoever left is gone.
type Member struct {
	Chat ChatID    `json:"chat"`
	User UserID    `json:"user"`
	Name string    `json:"name"`
	Seen time.Time `json:"seen,omitzero"`
	Left time.Time `json:"left,omitzero"`
}

// Present reports whether the person was seen since joining and has not left.
func (m Member) Present() bool {
	return !m.Seen.IsZero() && (m.Left.IsZero() || m.Left.Before(m.Seen))
}
