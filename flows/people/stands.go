package people

import (
	"slices"
	"strings"

	"frontdesk/flows/card"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Stand is a place at which a ticket is worked on: the chat of one of its desks, with the slot of its card there.
type Stand struct {
	Desk     desk.Name
	Chat     desk.ChatID
	Language desk.Language
	// Mark tells the slots there from those at the ticket's own desk, for which it is "".
	Mark chat.Slot
}

// Card is the slot of the ticket's card there.
func (s Stand) Card(id desk.TicketID) chat.Slot { return card.Slot(id) + s.Mark }

// Stands are where the ticket is worked on, its own desk first and no chat twice. It is empty where nobody can be
// reached.
func Stands(r *storage.Reader, t *desk.Ticket) []Stand {
	var stands []Stand
	for _, n := range t.Desks() {
		s, ok := standOf(r, t, n)
		if ok && !slices.ContainsFunc(stands, func(other Stand) bool { return other.Chat == s.Chat }) {
			stands = append(stands, s)
		}
	}
	return stands
}

func standOf(r *storage.Reader, t *desk.Ticket, n desk.Name) (s Stand, ok bool) {
	s.Desk = n
	if n != t.Desk {
		s.Mark = markOf(n)
	}
	s.Chat, s.Language, ok = ReachIn(r, n)
	return s, ok
}

func markOf(n desk.Name) chat.Slot { return chat.Slot("@" + string(n)) }

// StandAt is the stand in a chat. Where the ticket is not worked on, it is as at its own desk.
func StandAt(r *storage.Reader, t *desk.Ticket, c desk.ChatID) Stand {
	stands := Stands(r, t)
	if i := slices.IndexFunc(stands, func(s Stand) bool { return s.Chat == c }); i >= 0 {
		return stands[i]
	}
	return Stand{Desk: t.Desk, Chat: c, Language: ChatLanguage(r, c)}
}

// StandFor is where what a row of the outbox brings to one of the ticket's desks goes now; ok is false where that is
// nowhere, or where the ticket's own desk has it anyhow.
func StandFor(r *storage.Reader, t *desk.Ticket, row chat.Outgoing) (s Stand, ok bool) {
	at := t.Desk
	for _, n := range t.Desks()[1:] {
		if strings.Contains(string(row.Slot+row.ReplySlot), string(markOf(n))) {
			at = n
		}
	}
	if at == t.Desk {
		return standOf(r, t, at)
	}
	stands := Stands(r, t)
	i := slices.IndexFunc(stands, func(s Stand) bool { return s.Desk == at })
	if i < 0 {
		return Stand{}, false
	}
	return stands[i], true
}

// Deserted are the slots of cards of the ticket that stand where it is not worked on apart from another place: a desk
// has moved into another's chat.
func Deserted(r *storage.Reader, t *desk.Ticket) []chat.Slot {
	if t.Kind != desk.Emergency {
		return nil
	}
	stands := Stands(r, t)
	var deserted []chat.Slot
	for _, n := range append([]desk.Name{desk.Security}, t.Joined...) {
		at := Stand{Mark: markOf(n)}
		if slices.ContainsFunc(stands, func(s Stand) bool { return s.Mark == at.Mark }) || r.Showing(at.Card(t.ID)) == "" {
			continue
		}
		deserted = append(deserted, at.Card(t.ID))
	}
	return deserted
}

// ServesTicket reports whether the chat is where one of the ticket's desks does its work.
func ServesTicket(r *storage.Reader, c desk.ChatID, t *desk.Ticket) bool {
	return slices.ContainsFunc(t.Desks(), func(n desk.Name) bool { return Serves(r, c, n) })
}
