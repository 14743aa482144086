package report

import (
	"slices"
	"time"

	"frontdesk/flows/card"
	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

const (
	// named is how many overdue tickets are named, the most overdue.
	named = 5
	// read is how many of a desk's open tickets are looked through for them, the oldest.
	read = 1000
)

// late is a ticket with the first of its promises that was not kept and is still owed.
type late struct {
	ticket *desk.Ticket
	due    time.Time
}

// mostOverdue names the most overdue tickets, a line each, and counts the rest.
func mostOverdue(r *storage.Reader, services *catalogue.Catalogue, l desk.Language) ([]string, error) {
	var found []late
	total := 0
	for _, n := range desk.Names {
		if r.Tally(storage.TallyOverdue, n) == 0 {
			continue
		}
		total += r.Tally(storage.TallyOverdue, n)
		tickets, err := r.OpenTicketsAt(n, "", read)
		if err != nil {
			return nil, err
		}
		for _, t := range tickets {
			if t.Overdue(r.Estate()) {
				found = append(found, late{t, t.NextDue(r.Estate())})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b late) int { return a.due.Compare(b.due) })
	d := card.Drawing{Estate: r.Estate(), Services: services, Language: l, Now: r.Now()}
	var lines []string
	for _, f := range found[:min(len(found), named)] {
		key := "report.late"
		if f.ticket.Holder.Name == "" {
			key = "report.late-free"
		}
		lines = append(lines, text.Say(l, key, "ticket", f.ticket.ID, "place", d.PlaceName(f.ticket), "service", d.Service(f.ticket),
			"due", d.Clock(f.due), "who", f.ticket.Holder.Name))
	}
	if more := total - len(lines); more > 0 && len(lines) > 0 {
		lines = append(lines, text.Say(l, "report.late-more", "n", more))
	}
	return lines, nil
}
