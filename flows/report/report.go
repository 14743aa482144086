// Package report is what managers ask and are told: how many matters, how many late. It must never read every
// ticket to answer: the counts are kept up as tickets change.
package report

import (
	"slices"
	"strings"

	"frontdesk/flows/catalogue"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// Summary is the day so far: opened and answered today, open and overdue now, by desk, and what is most overdue.
func Summary(r *storage.Reader, services *catalogue.Catalogue, l desk.Language) (string, error) {
	e, now := r.Estate(), r.Now()
	lines := []string{text.Say(l, "report.head", "estate", e.NameIn(l), "day", text.Day(l, now, now, e.Zone),
		"time", text.Clock(l, now, now, e.Zone))}
	var total [6]int
	var rows []string
	for _, n := range desk.Names {
		counts := count(r, n)
		if counts == [6]int{} {
			continue
		}
		for i := range total {
			total[i] += counts[i]
		}
		rows = append(rows, line(l, "report.desk", text.Plain(l, "desk."+string(n)), counts))
	}
	lines = append(lines, line(l, "report.total", "", total))
	late, err := mostOverdue(r, services, l)
	if len(late) > 0 {
		late = append([]string{""}, late...)
	}
	return strings.Join(slices.Concat(lines, rows, late), "\n"), err
}

// count is what was opened and answered today, what is open and overdue now, what was withdrawn today, and how
// often an event was reported today that another report had told of, at the desk.
func count(r *storage.Reader, n desk.Name) [6]int {
	return [6]int{
		r.TallyDay(storage.TallyOpened, r.Now(), n), r.TallyDay(storage.TallyAnswered, r.Now(), n),
		r.Tally(storage.TallyOpen, n), r.Tally(storage.TallyOverdue, n), r.TallyDay(storage.TallyWithdrawn, r.Now(), n),
		r.TallyDay(storage.TallyFolded, r.Now(), n),
	}
}

func line(l desk.Language, key, name string, c [6]int) string {
	withdrawn := ""
	if c[4] > 0 {
		withdrawn = text.Plain(l, "report.withdrawn", "n", c[4])
	}
	if c[5] > 0 {
		withdrawn += text.Plain(l, "report.folded", "n", c[5])
	}
	return text.Say(l, key, "withdrawn", withdrawn, "desk", name, "opened", c[0], "answered", c[1], "open", c[2], "overdue", c[3])
}
