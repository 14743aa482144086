package report

import (
	"cmp"
	"slices"
	"strings"

	"frontdesk/flows/board"
	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

const (
	// looked is how many doubtful holds, and how many visits, the morning report names.
	looked = 10
	// doubted is how many doubtful holds are counted.
	doubted = 1000
)

// Morning is the proof of life that managers get every morning: that the desk runs, what is open, which holds of the
// day before they should look at, and the visits that are agreed for the day.
func Morning(tx *storage.Tx, services *catalogue.Catalogue, f Firing) error {
	c, l, ok := people.ReachIn(&tx.Reader, desk.Managers)
	if !ok {
		return nil
	}
	open, overdue := 0, 0
	for _, n := range desk.Names {
		open += tx.Tally(storage.TallyOpen, n)
		overdue += tx.Tally(storage.TallyOverdue, n)
	}
	lines := append([]string{text.Say(l, "report.morning", "open", open, "overdue", overdue)}, f.late(&tx.Reader, l)...)
	late, err := mostOverdue(&tx.Reader, services, l)
	if err != nil {
		return err
	}
	lines = append(lines, late...)
	notes, err := operatorNotes(&tx.Reader, l)
	if err != nil {
		return err
	}
	a := &audience{chat: c, desks: desk.Names, Drawing: drawing(&tx.Reader, services, l)}
	doubts, err := a.doubts(&tx.Reader, f)
	if err != nil {
		return err
	}
	visits, err := a.visits(&tx.Reader)
	if err != nil {
		return err
	}
	return f.post(tx, c, strings.Join(slices.Concat(lines, notes, doubts, visits), "\n"))
}

// operatorNotes are what the operator has to see to.
func operatorNotes(r *storage.Reader, l desk.Language) ([]string, error) {
	dead, err := r.DeadLetters()
	if err != nil {
		return nil, err
	}
	var lines []string
	if len(dead) > 0 {
		lines = append(lines, text.Say(l, "report.dead", "n", len(dead)))
	}
	for _, year := range r.Estate().MissingYears(r.Now()) {
		lines = append(lines, text.Say(l, "report.no-holidays", "year", year))
	}
	return lines, nil
}

// doubts are the holds that managers should look at, of the days before those of the firings.
func (a *audience) doubts(r *storage.Reader, f Firing) ([]string, error) {
	e := a.Estate
	found, err := r.DoubtfulBetween(e.Start(e.DayOf(f.Since).Add(-1)), e.StartOfDay(f.Due), doubted)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var lines []string
	for _, d := range found {
		key := "report.doubt-early"
		if d.Last {
			key = "report.doubt-last"
		}
		lines = append(lines, text.Say(a.Language, key, "ticket", board.Number(r, a.chat, d.Ticket.ID), "place", a.PlaceName(d.Ticket),
			"service", a.Service(d.Ticket), "who", d.By.Name, "time", a.Clock(d.At), "until", a.Clock(d.Until),
			"reason", card.Shorten(d.Reason, shownReason)))
	}
	head := []string{"", text.Say(a.Language, "report.doubts")}
	return append(head, some(a.Language, lines, looked, len(lines))...), nil
}

// visits are those that are agreed for today, at every desk.
func (a *audience) visits(r *storage.Reader) ([]string, error) {
	e := a.Estate
	from, until := e.StartOfDay(a.Now), e.Start(e.DayOf(a.Now).Add(1))
	var today []*desk.Ticket
	for _, n := range a.desks {
		if err := each(r, n, func(t *desk.Ticket) {
			if visitBetween(t, from, until) {
				today = append(today, t)
			}
		}); err != nil {
			return nil, err
		}
	}
	if len(today) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(today, func(a, b *desk.Ticket) int {
		return cmp.Or(a.Visit.From.Compare(b.Visit.From), cmp.Compare(a.ID, b.ID))
	})
	var lines []string
	for _, t := range today {
		lines = append(lines, text.Say(a.Language, "report.visit", "from", a.Clock(t.Visit.From), "until", a.Clock(t.Visit.Until),
			"ticket", board.Number(r, a.chat, t.ID), "place", a.PlaceName(t), "service", a.Service(t),
			"desk", text.Plain(a.Language, "desk."+string(t.Desk)), "who", holder(a.Language, t)))
	}
	head := []string{"", text.Say(a.Language, "report.visits", "n", len(lines))}
	return append(head, some(a.Language, lines, looked, len(lines))...), nil
}
