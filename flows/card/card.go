package card

import (
	"strings"
	"time"
	"unicode/utf8"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Drawing is what a ticket is drawn with.
type Drawing struct {
	Estate   *desk.Estate
	Services *catalogue.Catalogue
	Language desk.Language
	Now      time.Time
	// Unreached is since when the tenant cannot be written to; zero: they can, or it does not matter here.
	Unreached time.Time
	// Incident is what is known of the event that the ticket reports.
	Incident Incident
	// Going tells that whoever reads an alarm may take it.
	Going bool
	// Draft tells that the ticket is not open yet: nothing was promised, and nobody told of anything.
	Draft bool
}

// Slot is the place of a ticket's card.
func Slot(id desk.TicketID) chat.Slot { return chat.Slot("card:" + string(id)) }

// Pace is the least time between two edits of a card, so that a busy ticket does not use up its group's
// allowance of messages.
const Pace = 3 * time.Second

// shownText is how much of a description a card shows; the whole is a reply to it.
const shownText = 300

// Staff is the card that the desk works from: what, where, who, by when, and whose it is. It shows no telephone
// number.
func Staff(d Drawing, t *desk.Ticket) chat.Content {
	if t.Folded != "" {
		return d.member(t)
	}
	lines := []string{d.headline(t), d.where(t)}
	if t.By.Name != "" {
		lines = append(lines, d.openedBy(t))
	}
	if t.Kind == desk.Repair {
		lines = append(lines, d.what(t))
	}
	lines = append(lines, d.fields(t)...)
	if t.Description != "" {
		lines = append(lines, text.Say(d.Language, "card.quote", "text", Shorten(t.Description, shownText)))
	}
	if t.Visit != nil {
		lines = append(lines, text.Say(d.Language, "card.visit", "day", d.day(t.Visit.From),
			"from", d.hour(t.Visit.From), "until", d.hour(t.Visit.Until)))
	}
	if n := len(t.Media); n > 0 {
		lines = append(lines, text.Say(d.Language, "card.files", "n", n))
	}
	lines = append(lines, d.price(t)...)
	lines = append(lines, "")
	lines = append(lines, d.promises(t)...)
	lines = append(lines, "", d.state(t))
	lines = append(lines, d.reports()...)
	if h := t.Held(d.Now); h != nil {
		lines = append(lines, d.held("card.held", h))
	}
	if decided := Decided(t); decided != "" {
		lines = append(lines, text.Say(d.Language, "card."+decided, "reason", Shorten(t.Declined, shownText)))
	}
	if photo := d.photo(t); photo != "" {
		lines = append(lines, photo)
	}
	if !d.Unreached.IsZero() && !t.Over() && (t.State != desk.StateDone || t.Undelivered.IsZero()) { // the state says it then
		lines = append(lines, text.Say(d.Language, "card.unreached", "name", t.Reporter.Name, "time", d.Clock(d.Unreached)))
	}
	return chat.Content{Text: strings.Join(lines, "\n"), Buttons: append(d.buttons(t), d.sameEvent(t)...)}
}

// Decided is how a decision went that was promised: "approved" or "declined", and "" where there is none.
func Decided(t *desk.Ticket) string {
	switch {
	case !t.Resolved.Held() || !t.Decides():
		return ""
	case t.Declined != "":
		return "declined"
	}
	return "approved"
}

// photo says that a photo of the finished job is wanted, or why there is none.
func (d Drawing) photo(t *desk.Ticket) string {
	switch {
	case t.NoPhoto != "":
		return text.Say(d.Language, "card.no-photo", "reason", Shorten(t.NoPhoto, shownText))
	case t.May(desk.Finish) && d.WantsPhoto(t) && t.Kind != desk.Emergency: // the end of an alarm waits for none
		return text.Say(d.Language, "card.photo-wanted")
	}
	return ""
}

// price is the line of the price that was posted when the matter was agreed, none where there was none.
func (d Drawing) price(t *desk.Ticket) []string {
	if price := t.Prices[d.Language]; price != "" {
		return []string{text.Say(d.Language, "card.price", "price", price)}
	}
	return nil
}

// Price is the line of what a service costs, "" where no price is posted.
func (d Drawing) Price(s catalogue.Service) string {
	return strings.Join(d.price(&desk.Ticket{OpenedData: desk.OpenedData{Prices: s.Prices}}), "")
}

// Left is what stands in the place of the card of a ticket that was found to be another desk's.
func Left(d Drawing, t *desk.Ticket) chat.Content {
	m := t.Moves[len(t.Moves)-1]
	return chat.Content{Silent: true, Text: text.Say(d.Language, "card.left", "ticket", t.ID, "service", d.Service(t), "place", d.PlaceName(t),
		"desk", text.Plain(d.Language, "desk."+string(m.To)), "who", m.By.Name, "time", d.Clock(m.At))}
}

// LongText tells whether the card cannot show the whole description.
func LongText(t *desk.Ticket) bool { return utf8.RuneCountInString(t.Description) > shownText }

// Shorten cuts a text to at most n characters, with a sign that something is missing.
func Shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n]) + " …"
}

func (d Drawing) headline(t *desk.Ticket) string {
	key := "card.head-" + string(t.Kind)
	if t.Urgency == desk.Critical || t.Urgency == desk.Urgent {
		key += "-" + string(t.Urgency)
	}
	return text.Say(d.Language, key, "ticket", t.ID, "service", d.Service(t))
}

// Service is the name of what was asked for, as it was when that was agreed.
func (d Drawing) Service(t *desk.Ticket) string {
	if name := t.Names[d.Language]; name != "" {
		return name
	}
	if s, ok := d.Services.Service(t.Service); ok {
		return s.NameIn(d.Language)
	}
	return t.Service.Ref
}

// shownPlace is how much of a place that somebody described a line shows; the whole is a message of its own.
const shownPlace = 80

// PlaceName is where the ticket is, in one line.
func (d Drawing) PlaceName(t *desk.Ticket) string {
	if t.Place.Label == "" {
		return text.Plain(d.Language, "card.place-unknown")
	}
	return Shorten(strings.Join(strings.Fields(t.Place.Label), " "), shownPlace)
}

func (d Drawing) where(t *desk.Ticket) string {
	place := d.PlaceName(t)
	if t.Place.Floor != "" {
		place = text.Plain(d.Language, "card.place", "label", place, "floor", t.Place.Floor)
	}
	key := "card.who"
	if !t.Reporter.Enrolled {
		key = "card.who-unknown"
	}
	return text.Say(d.Language, key, "place", place, "name", t.Reporter.Name)
}

// openedBy is who on the staff opened it, and when somebody called, or it was found.
func (d Drawing) openedBy(t *desk.Ticket) string {
	key := "card.called"
	if t.By.Name == t.Reporter.Name { // nobody called
		key = "card.found"
	}
	if !t.Learned.IsZero() && d.Clock(t.Learned) != d.Clock(t.Opened) {
		key += "-late"
	}
	return text.Say(d.Language, key, "who", t.By.Name, "time", d.Clock(t.Opened), "learned", d.Clock(t.Learned))
}

func (d Drawing) what(t *desk.Ticket) string {
	urgency := t.Urgency
	if urgency == "" {
		urgency = desk.Ordinary
	}
	return text.Say(d.Language, "card.urgency", "urgency", text.Plain(d.Language, "urgency."+string(urgency)))
}

func (d Drawing) state(t *desk.Ticket) string {
	key := "card.state-" + string(t.State)
	switch {
	case t.State == desk.StateOpen && d.seenTo(t) != "":
		return text.Say(d.Language, "card.state-seen", "who", d.seenTo(t))
	case t.State == desk.StateOpen && t.Refusal != "":
		key = "card.state-refused"
	case t.State == desk.StateDone && !t.Undelivered.IsZero():
		key = "card.state-undelivered"
	case t.State == desk.StateAnswered && t.Answered.How == desk.InPerson:
		key = "card.state-told"
	case t.CalledOff():
		key = "card.state-called-off"
	}
	reason := t.Refusal
	if t.Withdrawn.Held() {
		reason = d.Unwanted(t.WithdrawnFor)
	}
	return text.Say(d.Language, key, "who", d.by(t), "time", d.at(t), "reason", Shorten(reason, 200))
}

// Unwanted is why a ticket was withdrawn.
func (d Drawing) Unwanted(w desk.WithdrawnData) string {
	if w.Why == "" {
		return w.Words
	}
	return text.Plain(d.Language, "withdraw.reason-"+w.Why)
}

// held says what a ticket waits for.
func (d Drawing) held(key string, h *desk.Hold) string {
	return text.Say(d.Language, key, "reason", Shorten(h.Reason, 200), "time", d.Clock(h.Until), "who", h.By.Name,
		"cause", text.Plain(d.Language, "hold.cause-"+string(h.Cause)))
}

// seenTo is who sees to it that somebody takes the ticket, "" where nobody does.
func (d Drawing) seenTo(t *desk.Ticket) string {
	take, _ := t.Clock(desk.ClockTake, d.Estate)
	return take.Acked.Name
}

// by is who brought the ticket into its state, and at is when.
func (d Drawing) by(t *desk.Ticket) string {
	switch {
	case t.State == desk.StateAnswered && t.Answered.How == desk.InPerson:
		return t.Answered.By.Name
	case t.Withdrawn.Held():
		return t.Withdrawn.By.Name
	case t.Resolved.Held():
		return t.Resolved.By.Name
	}
	return t.Holder.Name
}

func (d Drawing) at(t *desk.Ticket) string {
	moment := t.Opened
	switch t.State {
	case desk.StateOpen:
		moment = t.ToldAt()
	case desk.StateAccepted:
		moment = t.Taken
	case desk.StateOnSite:
		moment = t.OnSite
	case desk.StateDone:
		moment = t.Resolved.At
	case desk.StateAnswered:
		moment = t.Answered.At
	case desk.StateWithdrawn:
		moment = t.Withdrawn.At
	}
	return d.Clock(moment)
}

// Clock is a moment as the estate's clock shows it now.
func (d Drawing) Clock(t time.Time) string { return text.Clock(d.Language, t, d.Now, d.Estate.Zone) }

func (d Drawing) hour(t time.Time) string { return t.In(d.Estate.Zone).Format("15:04") }
