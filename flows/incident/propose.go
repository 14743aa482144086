package incident

import (
	"slices"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

const (
	// window is how long after one another similar alarms may be of one event, and enough how many are asked about.
	window = 10 * time.Minute
	enough = 3
	// listed is how many reports a question names.
	listed = 8
)

// propose asks staff whether similar alarms are of one event, where there are enough of them, or one event already.
func (d Desk) propose(tx *storage.Tx, touch *storage.Touch, later *Later) error {
	t, ok, err := tx.Ticket(touch.New.ID) // what came before it in the transaction may have asked about it
	if err != nil || !ok {
		return err
	}
	if touch.Old != nil && touch.Old.Proposed.Question != "" {
		if err := asksAnew(tx, touch.Old, t, later); err != nil {
			return err
		}
	}
	if err := leads(&tx.Reader, touch.Old, t, later); err != nil {
		return err
	}
	if !fresh(touch.Old, t) {
		return nil
	}
	question, asked, err := d.like(tx, t)
	if err != nil || question.Question == "" {
		return err
	}
	for _, k := range asked {
		k.Propose(question, tx.Now())
	}
	later.question(question.Question)
	return put(tx, asked...)
}

// asksAnew brings the question up to date that was asked about an alarm: it may be over, or folded by hand, or in another
// building than it seemed, where it is none of those that were asked about.
func asksAnew(tx *storage.Tx, old, t *desk.Ticket, later *Later) error {
	later.question(old.Proposed.Question)
	if t.Proposed == old.Proposed && t.Place.Building != "" && !similar(old, t) {
		t.Propose(desk.Proposal{}, tx.Now())
		return tx.PutTicket(t)
	}
	return nil
}

// leads notes the questions whether alarms are to be added to an event that stands otherwise now: it may be over, or another
// may lead it, or it has got more reports.
func leads(r *storage.Reader, old, t *desk.Ticket, later *Later) error {
	if old == nil || len(old.Members)+len(t.Members) == 0 ||
		old.Out() == t.Out() && old.Folded == t.Folded && len(old.Members) == len(t.Members) {
		return nil
	}
	pending, err := askedInto(r, t.ID)
	for _, k := range pending {
		later.question(k.Proposed.Question)
	}
	return err
}

// askedInto are the alarms of which staff are asked whether they are to be added to the event that a ticket leads.
func askedInto(r *storage.Reader, lead desk.TicketID) (pending []*desk.Ticket, err error) {
	err = r.EachAlarm(func(t *desk.Ticket) bool {
		if open(t) && t.Proposed.Into == lead {
			pending = append(pending, t)
		}
		return true
	})
	return pending, err
}

// fresh tells whether it is new of an alarm what and where it is, and nothing was said of it yet.
func fresh(old, t *desk.Ticket) bool {
	if !open(t) || t.Danger == "" || t.Place.Building == "" || t.Proposed.Question != "" || len(t.Members) > 0 {
		return false
	}
	return old == nil || !similar(old, t)
}

// open tells whether an alarm may yet turn out to be of one event with others.
func open(t *desk.Ticket) bool { return t.Out() && t.Folded == "" && !t.Apart }

// similar tells whether two alarms are of the same danger in the same building.
func similar(a, b *desk.Ticket) bool {
	return a.Danger == b.Danger && a.Place.Building == b.Place.Building
}

func near(a, b time.Time) bool { return a.Sub(b).Abs() <= window }

// like is the question to which an alarm gives rise, or that was asked already, and of whom it is asked that were not
// asked about before. Without a question there is none.
func (d Desk) like(tx *storage.Tx, t *desk.Ticket) (q desk.Proposal, asked []*desk.Ticket, err error) {
	var failed error
	asked = []*desk.Ticket{t}
	err = tx.EachAlarm(func(o *desk.Ticket) bool {
		switch {
		case o.ID == t.ID || o.Folded != "" || !similar(o, t):
		case len(o.Members) > 0:
			last, err := lastOf(&tx.Reader, o)
			if failed = err; err == nil && near(last, t.Opened) {
				q.Into = o.ID
			}
		case o.Apart || !near(o.Opened, t.Opened):
		case o.Proposed.Question != "":
			q = o.Proposed
			return false
		default:
			asked = append(asked, o)
		}
		return failed == nil
	})
	switch {
	case err != nil || failed != nil:
		return q, nil, firstOf(err, failed)
	case q.Question != "", q.Into != "", len(asked) >= enough:
		byAge(asked)
		if q.Question == "" {
			q.Question = asked[0].ID
		}
		return q, asked, nil
	}
	return desk.Proposal{}, nil, nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// lastOf is when the last report of an event was opened.
func lastOf(r *storage.Reader, lead *desk.Ticket) (time.Time, error) {
	last := lead.Opened
	all, err := reports(r, lead)
	for _, t := range all {
		if t.Opened.After(last) {
			last = t.Opened
		}
	}
	return last, err
}

// asked are the alarms of which a question still asks, the oldest first, with the event to which they would be added,
// nil where they would be one of their own.
func asked(r *storage.Reader, q desk.TicketID) (alarms []*desk.Ticket, into *desk.Ticket, err error) {
	err = r.EachAlarm(func(t *desk.Ticket) bool {
		if open(t) && t.Proposed.Question == q {
			alarms = append(alarms, t)
		}
		return true
	})
	if err != nil || len(alarms) == 0 {
		return nil, nil, err
	}
	byAge(alarms)
	building := mostly(alarms)
	alarms = slices.DeleteFunc(alarms, func(t *desk.Ticket) bool { // one may turn out to be somewhere else
		return t.Place.Building != "" && t.Place.Building != building
	})
	into, err = leadOf(r, alarms[0].Proposed.Into)
	return alarms, into, err
}

// mostly is the building of most of the alarms, as far as that is known; whoever says in their own words where it is may
// mean anywhere.
func mostly(alarms []*desk.Ticket) (building string) {
	n := map[string]int{}
	for _, t := range alarms {
		if b := t.Place.Building; b != "" {
			if n[b]++; n[b] > n[building] {
				building = b
			}
		}
	}
	return building
}

// leadOf is the alarm with the number, or the one that leads it by now; nil where it is over.
func leadOf(r *storage.Reader, id desk.TicketID) (*desk.Ticket, error) {
	t, ok, err := r.Ticket(id)
	if err == nil && ok && t.Folded != "" {
		t, ok, err = r.Ticket(t.Folded)
	}
	if err != nil || !ok || !t.Out() {
		return nil, err
	}
	return t, nil
}

func slot(q desk.TicketID, c desk.ChatID) chat.Slot {
	return chat.Slot("one:" + string(q) + ":" + c.String())
}

// draw shows a question in the groups of the desks that work on its alarms, as it stands. One that asks nothing any more
// stays as what became of it.
func (d Desk) draw(tx *storage.Tx, q desk.TicketID) error {
	alarms, into, err := asked(&tx.Reader, q)
	if err != nil || len(alarms) == 0 {
		return err
	}
	return d.show(tx, q, alarms, func(l desk.Language) chat.Content { return d.question(&tx.Reader, l, q, alarms, into) })
}

func (d Desk) show(tx *storage.Tx, q desk.TicketID, alarms []*desk.Ticket, content func(desk.Language) chat.Content) error {
	for _, c := range chats(&tx.Reader, alarms...) {
		if err := tx.Show(chat.Outgoing{
			Slot: slot(q, c), Chat: c, Lane: chat.Notice, Pace: card.Pace, Content: content(people.ChatLanguage(&tx.Reader, c)),
			About: chat.About{Ticket: q, What: card.Told},
		}); err != nil {
			return err
		}
	}
	return nil
}

// question asks whether the alarms are of one event. One alone is asked about no more, unless there is an event.
func (d Desk) question(r *storage.Reader, l desk.Language, q desk.TicketID, alarms []*desk.Ticket, into *desk.Ticket) chat.Content {
	key, fold, args := "incident.one", "incident.fold", []any{}
	switch {
	case into != nil:
		key, fold, args = "incident.add", "incident.add-to", []any{"lead", into.ID, "reports", len(into.Members) + 1}
	case len(alarms) == 1:
		return chat.Content{Text: text.Say(l, "incident.settled", "names", d.some(r, l, alarms))}
	}
	drawing := d.drawing(r, l)
	args = append(args, "n", len(alarms), "time", drawing.Clock(alarms[0].Opened), "service", drawing.Service(alarms[0]),
		"building", mostly(alarms), "names", d.some(r, l, alarms))
	return chat.Content{Text: text.Say(l, key, args...), Buttons: [][]chat.Button{{
		{Text: text.Plain(l, fold, args...), Data: card.IncidentData(card.All, q), Style: chat.Primary},
		{Text: text.Plain(l, "incident.apart"), Data: card.IncidentData(card.Apart, q)},
	}}}
}

// some are the reports by number and place, as many as a question names.
func (d Desk) some(r *storage.Reader, l desk.Language, alarms []*desk.Ticket) string {
	shown := alarms[:min(len(alarms), listed)]
	names := d.named(r, l, shown)
	if more := len(alarms) - len(shown); more > 0 {
		names += " " + text.Plain(l, "incident.more", "n", more)
	}
	return names
}

// foldAll folds the alarms of a question into one event.
func (d Desk) foldAll(tx *storage.Tx, p pressed) error {
	return d.decide(tx, p, "fold", func(alarms []*desk.Ticket, into *desk.Ticket) (string, []any, error) {
		together := alarms
		if into != nil {
			together = append([]*desk.Ticket{into}, alarms...)
		}
		if len(together) < 2 {
			return "", nil, notNow(p.t)
		}
		lead, err := d.fold(tx, people.Actor(p.Update), together...)
		if err != nil {
			return "", nil, err
		}
		return "incident.folded", []any{"ticket", lead.ID, "n", len(lead.Members) + 1}, nil
	})
}

// keepApart notes that the alarms of a question are events of their own.
func (d Desk) keepApart(tx *storage.Tx, p pressed) error {
	return d.decide(tx, p, "keep apart", func(alarms []*desk.Ticket, _ *desk.Ticket) (string, []any, error) {
		for _, t := range alarms {
			t.KeepApart(people.Actor(p.Update), tx.Now())
		}
		return "incident.kept-apart", nil, put(tx, alarms...)
	})
}

// decide does what was pressed below a question, and says there what was decided, and by whom. The first has decided.
func (d Desk) decide(tx *storage.Tx, p pressed, action string, do func(alarms []*desk.Ticket, into *desk.Ticket) (string, []any, error)) error {
	alarms, into, err := asked(&tx.Reader, p.t.ID)
	if err != nil {
		return err
	}
	if len(alarms) == 0 {
		return toast(tx, p.Update, p.who, "incident.decided")
	}
	key, args, err := do(alarms, into)
	if err != nil {
		return err
	}
	args = append(args, "who", p.From.Name)
	if err := p.audit(tx, action, d.some(&tx.Reader, tx.Estate().Default, alarms)); err != nil {
		return err
	}
	if err := d.show(tx, p.t.ID, alarms, func(l desk.Language) chat.Content {
		return chat.Content{Text: text.Say(l, key+"-by", append(args, "names", d.some(&tx.Reader, l, alarms))...), Silent: true}
	}); err != nil {
		return err
	}
	return toast(tx, p.Update, p.who, key, args...)
}
