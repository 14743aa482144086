package report

import (
	"slices"
	"strings"
	"time"

	"frontdesk/flows/board"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// listed is how many of the tickets that are open past their day are named, the most overdue.
const listed = 10

// backlog is what of a desk is open past its day, and for long without a time by which anything is owed.
type backlog struct {
	late   []late
	stale  []*desk.Ticket
	total  int
	oldest time.Time // due
}

// EndOfDay tells each desk what is open past its day, promised for the day of the firing or earlier and still owed, the
// most overdue first, and what has been open for more than a day and is promised by no time; and the managers how many at
// which desk. A desk of which nothing is hears nothing.
func EndOfDay(tx *storage.Tx, services *catalogue.Catalogue, f Firing) error {
	r := &tx.Reader
	backlogs := map[desk.Name]backlog{}
	for _, n := range desk.Names {
		b, err := backlogOf(r, n, f)
		if err != nil {
			return err
		}
		backlogs[n] = b
	}
	for _, a := range audiences(r, services) {
		var b backlog
		for _, n := range a.desks {
			b.late, b.total = append(b.late, backlogs[n].late...), b.total+backlogs[n].total
			b.stale = append(b.stale, backlogs[n].stale...)
		}
		if b.total+len(b.stale) == 0 {
			continue
		}
		var parts []string
		if b.total > 0 {
			parts = append(parts, a.pastDay(r, f, b))
		} else {
			parts = append(parts, f.late(r, a.Language)...)
		}
		if len(b.stale) > 0 {
			parts = append(parts, a.timeless(r, b.stale))
		}
		if err := f.post(tx, a.chat, strings.Join(parts, "\n")); err != nil {
			return err
		}
	}
	return backlogToManagers(tx, f, backlogs)
}

// backlogOf is what of the desk is open past the day of the firing, as it stands now.
func backlogOf(r *storage.Reader, n desk.Name, f Firing) (backlog, error) {
	var b backlog
	e := r.Estate()
	end := e.Start(e.DayOf(f.Due).Add(1))
	err := each(r, n, func(t *desk.Ticket) {
		if stale(e, t, r.Now()) {
			b.stale = append(b.stale, t)
		}
		due := t.Owed(e)
		if due.IsZero() || !due.Before(end) {
			return
		}
		b.late = append(b.late, late{t, due})
		if b.oldest.IsZero() || due.Before(b.oldest) {
			b.oldest = due
		}
	})
	if b.total = len(b.late); b.total > 0 { // beyond those that were looked through
		b.total = max(b.total, r.Tally(storage.TallyOverdue, n))
	}
	return b, err
}

// pastDay is the list for a chat.
func (a *audience) pastDay(r *storage.Reader, f Firing, b backlog) string {
	slices.SortStableFunc(b.late, func(a, b late) int { return a.due.Compare(b.due) })
	l := a.Language
	lines := make([]string, 0, listed)
	for _, o := range b.late[:min(len(b.late), listed)] {
		key := "report.late"
		if o.due.After(a.Now) {
			key = "report.owed"
		}
		if o.ticket.Holder.Name == "" {
			key += "-free"
		}
		lines = append(lines, text.Say(l, key, "ticket", board.Number(r, a.chat, o.ticket.ID), "place", a.PlaceName(o.ticket),
			"service", a.Service(o.ticket), "due", a.Clock(o.due), "who", o.ticket.Holder.Name))
	}
	head := append([]string{text.Say(l, "report.past-day", "n", b.total)}, f.late(r, l)...)
	return strings.Join(slices.Concat(head, some(l, lines, listed, b.total)), "\n")
}

// timeless is the list for a chat of what is promised by no time, the oldest first.
func (a *audience) timeless(r *storage.Reader, stale []*desk.Ticket) string {
	slices.SortStableFunc(stale, func(a, b *desk.Ticket) int { return a.Opened.Compare(b.Opened) })
	lines := make([]string, 0, listed)
	for _, t := range stale[:min(len(stale), listed)] {
		lines = append(lines, text.Say(a.Language, "report.remind-stale", "ticket", board.Number(r, a.chat, t.ID), "place", a.PlaceName(t),
			"service", a.Service(t), "since", a.Clock(t.Opened), "who", holder(a.Language, t)))
	}
	head := text.Say(a.Language, "report.stale", "n", len(stale))
	return strings.Join(append([]string{head}, some(a.Language, lines, listed, len(stale))...), "\n")
}

// backlogToManagers tells the managers how much is open past its day, by desk.
func backlogToManagers(tx *storage.Tx, f Firing, backlogs map[desk.Name]backlog) error {
	c, l, ok := people.ReachIn(&tx.Reader, desk.Managers)
	if !ok {
		return nil
	}
	e, total := tx.Estate(), 0
	var rows, timeless []string
	for _, n := range desk.Names {
		b := backlogs[n]
		if len(b.stale) > 0 {
			timeless = append(timeless, text.Say(l, "report.stale-desk", "desk", text.Plain(l, "desk."+string(n)), "n", len(b.stale)))
		}
		if total += b.total; b.total > 0 {
			rows = append(rows, text.Say(l, "report.past-day-desk", "desk", text.Plain(l, "desk."+string(n)), "n", b.total,
				"due", text.Clock(l, b.oldest, tx.Now(), e.Zone)))
		}
	}
	head := text.Say(l, "report.past-day", "n", total)
	if total == 0 {
		head = text.Say(l, "report.past-day-none")
	}
	return f.post(tx, c, strings.Join(slices.Concat([]string{head}, f.late(&tx.Reader, l), rows, timeless), "\n"))
}
