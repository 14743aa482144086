package open

import (
	"slices"
	"strings"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/dialog"
	"frontdesk/flows/emergency"
	"frontdesk/flows/form"
	"frontdesk/flows/people"
	"frontdesk/flows/tenancy"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// ticket is the matter as it would be opened now; ok is false while it is not known of which service.
func (d *Desk) ticket(t *dialog.Talk, id desk.TicketID) (ticket *desk.Ticket, ok bool) {
	s, ok := d.service(t)
	if !ok {
		return nil, false
	}
	names := s.Names
	if d.severalVariants(t) {
		names = s.CaseNames()
	}
	said := form.Read(t, s, fieldsForm)
	if number := t.Answers.Text(phoneStep); number != "" && unnamed(t) {
		said.Fields = append(said.Fields, desk.Field{Key: "open.phone", Kind: desk.FieldPhone, Value: number})
	}
	place, party, err := d.where(t)
	if err != nil {
		return nil, false
	}
	by := desk.Actor{As: desk.AsStaff, User: t.User, Name: t.Name}
	ticket = desk.OpenFor(id, desk.OpenedData{
		Kind: s.Kind, Danger: dangerOf(t, s), Estate: t.Tx.Estate().ID, Place: place, Party: party, Reporter: reporter(t), Desk: s.Desk, Service: s.Ref,
		Names: names, Prices: s.Prices, Urgency: urgency(t, s), Description: t.Answers.Text(wordsStep), Media: said.Files, Fields: said.Fields,
		Promises: d.promises(t, s), Policy: t.Tx.Estate().PolicyFor(s.Desk, s.Kind, urgency(t, s)),
	}, by, called(t), t.Tx.Now())
	for _, m := range append(said.Starts, desk.Found) { // what staff found, they found at the time that they give
		if slices.Contains(ticket.Awaits(), m) {
			if err := ticket.Came(m, by, called(t), t.Tx.Now()); err != nil {
				return nil, false
			}
		}
	}
	return ticket, true
}

// where is what place it is about, and whose: the unit that was chosen, or where an emergency is said to be.
func (d *Desk) where(t *dialog.Talk) (desk.Place, desk.PartyID, error) {
	said := t.Answers.Text(placeStep)
	if !d.emergency(t) {
		said = ""
	}
	said = dialog.CleanName(said, maxPlace)
	if u, has := unitOf(t); has {
		party, _ := residents(t)
		if said == "" {
			return u.Place(), party, nil
		}
		place, err := emergency.Placed(&t.Tx.Reader, u.Place(), u.Label(), said) // whoever calls from a unit may tell of another place
		return place, party, err
	}
	if said == "" {
		return desk.Place{}, 0, nil
	}
	place, err := emergency.Placed(&t.Tx.Reader, desk.Place{}, "", said)
	if err != nil || place.Unit == 0 {
		return place, 0, err
	}
	party, _, err := tenancy.Living(&t.Tx.Reader, place.Unit)
	return place, party, err
}

// promises are what is promised: where staff found it themselves, there is nobody to call or to write to.
func (d *Desk) promises(t *dialog.Talk, s catalogue.Service) []desk.Promise {
	promises := d.Services.Promises(s, urgency(t, s), nil)
	if _, known := caller(t); known || unnamed(t) {
		return promises
	}
	return slices.DeleteFunc(promises, func(p desk.Promise) bool { return p.Clock == desk.ClockReply })
}

// called is when the call was, never later than now.
func called(t *dialog.Talk) time.Time {
	at, ok := t.Answers.Time(calledStep)
	if !ok || at.After(t.Now()) { // a clock may be set back
		return t.Now()
	}
	return at
}

// summary is what is shown before it is confirmed, with the promised times as clock times.
func (d *Desk) summary(t *dialog.Talk) []any {
	ticket, ok := d.ticket(t, "R-1")
	if !ok { // confirming it then refuses
		return []any{"alarm", "", "price", "", "promises", "", "late", ""}
	}
	s, _ := d.service(t)
	drawn := card.Drawing{Estate: t.Tx.Estate(), Services: d.Services, Language: t.Language, Now: t.Tx.Now(), Draft: true}
	price := drawn.Price(s)
	if price != "" {
		price += "\n"
	}
	alarm := ""
	if ticket.Kind == desk.Emergency {
		alarm = "\n" + text.Say(t.Language, "open.alarm")
	}
	return []any{
		"alarm", text.HTML(alarm), "price", text.HTML(price), "promises", text.HTML(strings.Join(drawn.Owed(ticket), "\n")), "late", text.HTML(d.late(t, drawn, ticket)),
	}
}

// late says what becomes of a promise whose time has passed since the call, "" where none has.
func (d *Desk) late(t *dialog.Talk, drawn card.Drawing, ticket *desk.Ticket) string {
	key := "open.late"
	switch p, found := reporter(t), ticket.By.Name == ticket.Reporter.Name; {
	case found || !drawn.Late(ticket):
		return ""
	case p.User == 0:
		key = "open.late-unreached"
	}
	return "\n\n" + text.Say(t.Language, key, "name", ticket.Reporter.Name)
}

// open opens the matter. Its card, what its reporter is told and its first timer follow from it.
func (d *Desk) open(t *dialog.Talk) error {
	answer, err := may(t)
	if err != nil {
		return err
	}
	if !answer.OK {
		return desk.Refuse(desk.NotAllowed)
	}
	draft, ok := d.ticket(t, "")
	if !ok { // no number goes to what is not opened
		return desk.Refuse(desk.NotFound)
	}
	id, err := t.Tx.NextNumber(draft.Kind)
	if err != nil {
		return err
	}
	ticket, _ := d.ticket(t, id)
	if err := t.Tx.PutTicket(ticket); err != nil {
		return err
	}
	entry := storage.Entry{
		By: desk.Actor{As: desk.AsStaff, User: t.User, Name: t.Name}, Role: string(answer.Role), Action: "open for",
		Ticket: id, Chat: t.Chat, Detail: "called " + ticket.Opened.Format(time.RFC3339),
	}
	if err := t.Tx.Audit(entry); err != nil {
		return err
	}
	return d.tell(t, ticket)
}

// tell says in the place of the questions what was opened, and where its card is.
func (d *Desk) tell(t *dialog.Talk, ticket *desk.Ticket) error {
	l := people.ChatLanguage(&t.Tx.Reader, t.Chat)
	drawn := card.Drawing{Estate: t.Tx.Estate(), Services: d.Services, Language: l, Now: t.Tx.Now()}
	where, key := ticket.Desk, "open.done"
	if stand, ok := people.StandIn(&t.Tx.Reader, ticket.Desk); ok {
		where = stand
	}
	if people.Serves(&t.Tx.Reader, t.Chat, ticket.Desk) {
		key = "open.done-here"
	}
	return t.Tx.Show(chat.Outgoing{
		Slot: t.Screen(), Chat: t.Chat, Thread: t.Thread, Lane: chat.Conversation,
		Content: chat.Content{Silent: true, Text: text.Say(l, key, "ticket", ticket.ID, "service", drawn.Service(ticket),
			"name", ticket.Reporter.Name, "place", drawn.PlaceName(ticket), "who", t.Name,
			"time", drawn.Clock(ticket.Opened), "desk", text.Plain(l, "desk."+string(where)))},
		About: chat.About{Ticket: ticket.ID, What: card.Told},
	})
}
