package desk

import "slices"

// State is how far a ticket is.
type State string

// The states.
const (
	StateOpen     State = "open"     // nobody has taken it
	StateAccepted State = "accepted" // somebody has, and is coming
	StateOnSite   State = "on-site"
	StateDone     State = "done"     // staff say so; the tenant has not been told yet
	StateAnswered State = "answered" // and the tenant has been told
	// StateWithdrawn is that of a ticket that whoever it was for does not want any more.
	StateWithdrawn State = "withdrawn"
)

// Action is what staff can do to a ticket with a press.
type Action string

// The actions.
const (
	Accept      Action = "accept"
	Arrive      Action = "arrive"
	Finish      Action = "finish"
	Decline     Action = "decline" // what a decision was asked for is refused
	CantDo      Action = "cant"
	AddNote     Action = "note"
	HaveCalled  Action = "called"
	ShowNumber  Action = "number"
	HaveTold    Action = "told" // the answer was given in person or by telephone
	SeeTo       Action = "seeto"
	SendMessage Action = "say"
	NoteMoment  Action = "moment" // what a clock starts from has come about
	Checklist   Action = "steps"  // look at it, in whatever state
	TickStep    Action = "step"
	PutOnHold   Action = "hold"   // it waits for somebody until an expected time
	GoOn        Action = "goon"   // it waits no longer
	Change      Action = "change" // a finding, or a new time for the visit
)

// legal is the one table of what may be done in which state.
var legal = map[State][]Action{
	StateOpen:     {Accept, CantDo, AddNote, HaveCalled, ShowNumber, SeeTo, SendMessage, PutOnHold, GoOn, Change, NoteMoment},
	StateAccepted: {Arrive, Finish, Decline, CantDo, AddNote, HaveCalled, ShowNumber, SeeTo, SendMessage, PutOnHold, GoOn, Change, NoteMoment, TickStep},
	StateOnSite:   {Finish, Decline, CantDo, AddNote, HaveCalled, ShowNumber, SeeTo, SendMessage, PutOnHold, GoOn, Change, NoteMoment, TickStep},
	StateDone:     {HaveTold, AddNote, HaveCalled, ShowNumber, SeeTo, SendMessage},
	StateAnswered: {AddNote, HaveCalled, ShowNumber, SendMessage},

	StateWithdrawn: {AddNote, HaveCalled, ShowNumber, SendMessage},
}

// May reports whether the action is legal in the ticket's state now. What is folded into another is worked on there.
func (t *Ticket) May(a Action) bool {
	return t.legal(a) && (t.Folded == "" || slices.Contains(ofMembers, a))
}

func (t *Ticket) legal(a Action) bool { return slices.Contains(legal[t.State], a) }

// Offers reports whether the card shows a button for the action now: a done ticket's answer is told in person
// only where it could not be delivered, one that waits can go on, and one that does not can be changed.
func (t *Ticket) Offers(a Action) bool {
	switch a {
	case HaveTold:
		return !t.Undelivered.IsZero()
	case Decline:
		return t.Decides()
	case GoOn:
		return t.Waiting()
	case Change:
		return !t.Waiting()
	}
	return true
}

// Actions lists what is legal in the state, in the order in which buttons show it.
func (s State) Actions() []Action { return legal[s] }
