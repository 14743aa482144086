package desk

import (
	"slices"
	"time"
)

// Kind is what sort of matter a ticket is. It gives the ticket number its letter.
type Kind string

// The kinds of ticket.
const (
	Repair    Kind = "repair"
	Emergency Kind = "emergency"
	Request   Kind = "request"
	Booking   Kind = "booking"   // of a time, a room, a lift, a thing lent
	Complaint Kind = "complaint" // what was not done well
)

// The kinds of service of which no ticket is made.
const (
	Standard     Kind = "standard"     // how something always goes, such as how soon the bot answers
	Routine      Kind = "duty"         // rounds and other work by the calendar
	Announcement Kind = "announcement" // what everybody concerned is told
)

// Ticketed reports whether matters of the kind are tickets.
func (k Kind) Ticketed() bool { return k.Letter() != "" }

// Letter begins the numbers of the kind, as in R-1001. It is "" for a kind of which no ticket is made.
func (k Kind) Letter() string {
	switch k {
	case Emergency:
		return "E"
	case Request:
		return "Q"
	case Booking:
		return "B"
	case Complaint:
		return "C"
	case Repair:
		return "R"
	}
	return ""
}

// Shared reports whether tickets of the kind are seen by the contact of the party, too, and not by their author
// alone.
func (k Kind) Shared() bool { return k == Repair }

// Urgency is how soon a repair is wanted (section 2.5).
type Urgency string

// The urgencies, with the time in which somebody is on site.
const (
	Critical Urgency = "critical" // 10 minutes
	Urgent   Urgency = "urgent"   // 15 minutes
	Ordinary Urgency = "ordinary" // the same day, or the time agreed
)

// ServiceRef names a line of the service catalogue: table.row and, where a row has several cases, which.
type ServiceRef struct {
	Ref     string `json:"ref"`
	Variant string `json:"variant,omitempty"`
}

// Reporter is who opened a ticket, or for whom it was opened.
type Reporter struct {
	Person   PersonID `json:"person,omitempty"`
	User     UserID   `json:"user,omitempty"`
	Name     string   `json:"name"`
	Language Language `json:"language"`
	// Enrolled tells whether the office knows who this is.
	Enrolled bool `json:"enrolled,omitempty"`
}

// Window is a span of time that was agreed for a visit.
type Window struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Media is a picture, a recording or a document, held by the chat service under an identifier.
type Media struct {
	Kind   MediaKind `json:"kind"`
	FileID string    `json:"file_id"`
	Unique string    `json:"unique,omitempty"`
	Name   string    `json:"name,omitempty"`
	MIME   string    `json:"mime,omitempty"`
	Size   int64     `json:"size,omitempty"` // bytes, 0 where unknown
}

// MediaKind is what a file is, which decides how it is sent on.
type MediaKind string

// The kinds of media.
const (
	Photo     MediaKind = "photo"
	Video     MediaKind = "video"
	Voice     MediaKind = "voice"
	Audio     MediaKind = "audio"
	Document  MediaKind = "document"
	Animation MediaKind = "animation"
	Sticker   MediaKind = "sticker"
	VideoNote MediaKind = "video_note"
)

// Fact is one of the three that a matter owes: that it was done, when and by whom.
type Fact struct {
	At  time.Time `json:"at,omitzero"`
	By  Actor     `json:"by,omitzero"`
	How AnswerWay `json:"how,omitempty"`
}

// Held reports whether the fact has come about.
func (f Fact) Held() bool { return !f.At.IsZero() }

// Ticket is one matter: who asked for what, where, and how far it is. Everything in it follows from its
// events (see Replay); it is stored as a header so that nothing has to be replayed to show a list.
type Ticket struct {
	ID TicketID `json:"id"`
	OpenedData
	Opened time.Time `json:"opened"`
	// Learned is when the desk was told of a matter that was opened for an earlier moment; zero: at once.
	Learned time.Time `json:"learned,omitzero"`
	State   State     `json:"state"`
	// Links are tickets that belong with this one.
	Links []TicketID `json:"links,omitempty"`

	// Holder took it; zero while nobody has.
	Holder Actor `json:"holder,omitzero"`
	// Round counts how often the card was set free again; each round has a take clock of its own.
	Round int `json:"round,omitempty"`
	// Free is when the card last became free to take.
	Free   time.Time `json:"free,omitzero"`
	Carded time.Time `json:"carded,omitzero"`
	Taken  time.Time `json:"taken,omitzero"`
	// TakenBy took it in this round; the holder may be another by now, who came.
	TakenBy Actor `json:"taken_by,omitzero"`
	// OnSite is when somebody last came, Reached when first, which is what the promises go by.
	OnSite  time.Time `json:"on_site,omitzero"`
	Reached time.Time `json:"reached,omitzero"`
	Refusal string    `json:"refusal,omitempty"` // why staff last couldn't

	// The three facts of section 1.4.3.
	Responded Fact `json:"responded,omitzero"`
	Resolved  Fact `json:"resolved,omitzero"`
	Answered  Fact `json:"answered,omitzero"`
	// Withdrawn is that it is not wanted any more, in the place of the last two, and WithdrawnFor why.
	Withdrawn    Fact          `json:"withdrawn,omitzero"`
	WithdrawnFor WithdrawnData `json:"withdrawn_for,omitzero"`
	// Talked is when staff last wrote to the tenant: what the tenant writes soon after answers it.
	Talked time.Time `json:"talked,omitzero"`
	// Undelivered is when an answer could last not be delivered, cleared by one that was.
	Undelivered time.Time `json:"undelivered,omitzero"`
	// NoPhoto is why there is no photo of the finished job, where one was wanted and there is none.
	NoPhoto string `json:"no_photo,omitempty"`
	// Declined is why what a decision was asked for was refused, "" where it was not.
	Declined string `json:"declined,omitempty"`

	// Replies are the first answers to the tenant while none is sure to have arrived, oldest first. Unsaid are the
	// events of the messages that did not arrive, in the order in which that was learned.
	Replies []Reply `json:"replies,omitempty"`
	Unsaid  []int   `json:"unsaid,omitempty"`

	// Climbed, Broken and Acked remember by clock and round what was raised, broken and taken in hand.
	Climbed map[string]int       `json:"climbed,omitempty"`
	Broken  map[string]time.Time `json:"broken,omitempty"`
	Acked   map[string]Actor     `json:"acked,omitempty"`
	// Seen is since when somebody has a clock in hand, Lapsed when somebody last had it in hand for too long, and
	// Renewed until when what was not kept was promised anew, Anew how often it was.
	Seen    map[string]Anchor    `json:"seen,omitempty"`
	Lapsed  map[string]Anchor    `json:"lapsed,omitempty"`
	Renewed map[string]time.Time `json:"renewed,omitempty"`
	Anew    map[string]int       `json:"anew,omitempty"`
	// Ahead is the level of a clock's ladder that was last raised ahead of its moment, and when.
	Ahead map[string]Anchor `json:"ahead,omitempty"`
	// Sounded are those that an alarm has sounded for.
	Sounded []Sounding `json:"sounded,omitempty"`
	// Relaid is the level from which a clock's ladder was begun anew.
	Relaid map[string]int `json:"relaid,omitempty"`
	// Revised is when a finding last changed what is promised of a clock.
	Revised map[Clock]time.Time `json:"revised,omitempty"`
	// Moves are how it came from desk to desk, in order.
	Moves []Move `json:"moves,omitempty"`

	// Moments are those that have come about and from which clocks start, Steps the points of the checklist that are
	// done, by name.
	Moments map[Moment]time.Time `json:"moments,omitempty"`
	Steps   map[string]Mark      `json:"steps,omitempty"`
	// Holds are the times in which it waited for somebody, in order.
	Holds []Hold `json:"holds,omitempty"`

	Incident

	// Events is how many events the ticket has.
	Events int `json:"events"`
	// Parts are what each event gave to the description and the media, so that one of them can be corrected. There
	// are none while all of it is the opening's.
	Parts []Part `json:"parts,omitempty"`

	fresh []Event // recorded and not yet stored
}

// Part is what one event gave to a ticket's description and media.
type Part struct {
	Event int     `json:"event"`
	Text  string  `json:"text,omitempty"`
	Media []Media `json:"media,omitempty"`
}

// MaySee reports whether the person may see the ticket: their own, and of a shared kind those of the parties
// whose contact they are now. What belongs to the staff is not decided here.
func (t *Ticket) MaySee(p Person, contactOf []PartyID) bool {
	switch r := t.Reporter; {
	case r.Person != 0 && r.Person == p.ID:
		return true
	case !r.Enrolled && r.User != 0 && r.User == p.User: // opened before the office knew whose account it was
		return true
	}
	return t.Kind.Shared() && t.Party != 0 && slices.Contains(contactOf, t.Party)
}

// Over reports whether nothing more is owed.
func (t *Ticket) Over() bool { return t.State == StateAnswered || t.State == StateWithdrawn }

// Fresh are the events that were recorded since the ticket was read, in order.
func (t *Ticket) Fresh() []Event { return t.fresh }

// Stored forgets the fresh events, once they are kept.
func (t *Ticket) Stored() { t.fresh = nil }
