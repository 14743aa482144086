package desk

import "time"

// Budget is how much of the desk's patience one person has used up on one day.
type Budget struct {
	// Tickets is how many matters the person opened that day.
	Tickets int `json:"tickets,omitempty"`
	// Same are they by what was said, so that the same said again is told from something new.
	Same map[string]SameTicket `json:"same,omitempty"`
	// Minute is when the minute began in which Messages came.
	Minute   time.Time `json:"minute,omitzero"`
	Messages int       `json:"messages,omitempty"`
}

// SameTicket is a matter that was opened more than once.
type SameTicket struct {
	Ticket TicketID `json:"ticket"` // the first of them, to which what is beyond the budget is added
	Times  int      `json:"times"`
}
