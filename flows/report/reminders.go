package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"frontdesk/flows/board"
	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

const (
	// reminded is how many tickets one message reminds of.
	reminded = 25
	// shownReason is how much of a hold's reason a line shows, in characters.
	shownReason = 80
	// longestRest is after how many days without a working day no longer one is waited for.
	longestRest = 31
)

// RemindsOn reports whether desks are reminded on the day of t: on working days.
func RemindsOn(e *desk.Estate, t time.Time) bool { return e.Days.Working(e.DayOf(t)) }

// reminder is a ticket that could be forgotten.
type reminder struct {
	ticket *desk.Ticket
	order  int // of its kind among the others
	at     time.Time
	key    string
	args   []any
}

// Reminders tells each desk what may be forgotten because nothing else will remind of it: agreed visits and holds that
// end before the next working day, and what waits for something from which its time will run. Where there is nothing
// to say, nothing is said.
func Reminders(tx *storage.Tx, services *catalogue.Catalogue, f Firing) error {
	for _, a := range audiences(&tx.Reader, services) {
		found, err := a.reminders(&tx.Reader, f)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			continue
		}
		l := a.Language
		lines := make([]string, 0, len(found))
		for _, m := range found {
			lines = append(lines, text.Say(l, m.key, slices.Concat(m.args, []any{
				"ticket", board.Number(&tx.Reader, a.chat, m.ticket.ID), "place", a.PlaceName(m.ticket), "service", a.Service(m.ticket),
			})...))
		}
		head := append([]string{text.Say(l, "report.remind")}, f.late(&tx.Reader, l)...)
		body := slices.Concat(head, some(l, lines, reminded, len(lines)))
		if err := f.post(tx, a.chat, strings.Join(body, "\n")); err != nil {
			return err
		}
	}
	return nil
}

func (a *audience) reminders(r *storage.Reader, f Firing) ([]reminder, error) {
	var found []reminder
	e := r.Estate()
	from, until := e.StartOfDay(f.Due), e.Start(nextWorking(e, e.DayOf(r.Now())))
	for _, n := range a.desks {
		if err := each(r, n, func(t *desk.Ticket) {
			if m, ok := a.reminder(t, from, until); ok {
				found = append(found, m)
			}
		}); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(found, func(a, b reminder) int {
		return cmp.Or(cmp.Compare(a.order, b.order), a.at.Compare(b.at))
	})
	return found, nil
}

// nextWorking is the working day after a day.
func nextWorking(e *desk.Estate, d desk.Day) desk.Day {
	next := d.Add(1)
	for range longestRest {
		if e.Days.Working(next) {
			return next
		}
		next = next.Add(1)
	}
	return d.Add(1)
}

// reminder is what to say of a ticket, and whether there is anything.
func (a *audience) reminder(t *desk.Ticket, from, until time.Time) (reminder, bool) {
	l := a.Language
	switch h := t.Held(a.Now); {
	case visitBetween(t, from, until):
		return reminder{t, 0, t.Visit.From, "report.remind-visit", []any{
			"from", a.Clock(t.Visit.From), "until", a.Clock(t.Visit.Until), "who", holder(l, t), "since", a.Clock(t.Opened),
		}}, true
	case h != nil && h.End().Before(until):
		return reminder{t, 1, h.End(), "report.remind-hold", []any{
			"until", a.Clock(h.End()), "since", a.Clock(h.From), "cause", text.Plain(l, "hold.cause-"+string(h.Cause)),
			"reason", card.Shorten(h.Reason, shownReason),
		}}, true
	case h == nil && t.May(desk.NoteMoment) && len(t.Awaits()) > 0 && !running(a.Estate, t):
		var moments []string
		for _, m := range t.Awaits() {
			moments = append(moments, text.Plain(l, "moment."+string(m)))
		}
		return reminder{t, 2, t.Opened, "report.remind-wait", []any{
			"moment", text.List(l, moments), "since", a.Clock(t.Opened),
		}}, true
	case stale(a.Estate, t, a.Now):
		return reminder{t, 3, t.Opened, "report.remind-stale", []any{"since", a.Clock(t.Opened), "who", holder(l, t)}}, true
	}
	return reminder{}, false
}

// visitBetween reports whether somebody is to come within the time, as was agreed, and has not been there yet.
func visitBetween(t *desk.Ticket, from, until time.Time) bool {
	return t.Visit != nil && t.Reached.IsZero() && !t.Resolved.Held() && !t.Visit.From.Before(from) && t.Visit.From.Before(until)
}

// staleAfter is for how long a ticket may be open without any of its clocks running.
const staleAfter = 24 * time.Hour

// stale reports whether nothing but a list reminds of a ticket that has been open for long: it is not done, waits for
// nobody and for nothing, and none of its clocks runs, as where all that was promised was a reply.
func stale(e *desk.Estate, t *desk.Ticket, now time.Time) bool {
	return !t.Over() && !t.Resolved.Held() && t.Held(now) == nil && now.Sub(t.Opened) > staleAfter &&
		len(t.Awaits()) == 0 && !running(e, t)
}

// running reports whether one of the ticket's clocks runs, which is reminder enough.
func running(e *desk.Estate, t *desk.Ticket) bool {
	return slices.ContainsFunc(t.Clocks(e), desk.Running.Open)
}
