package report

import (
	"slices"
	"strings"
	"time"

	"frontdesk/flows/people"
	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/desk"
)

// month are the figures of a month, of a desk or of all.
type month struct {
	opened, answered, kept, broken, last, early, folded int

	holds map[desk.Cause]int
	held  map[desk.Cause]time.Duration
}

// MonthEnd tells the managers the figures of the month before that of the firing.
func MonthEnd(tx *storage.Tx, f Firing) error {
	c, l, ok := people.ReachIn(&tx.Reader, desk.Managers)
	if !ok {
		return nil
	}
	e := tx.Estate()
	in := f.Due.In(e.Zone)
	in = time.Date(in.Year(), in.Month(), 0, 12, 0, 0, 0, e.Zone) // the last day of the month before
	lines := append([]string{text.Say(l, "report.month", "estate", e.NameIn(l), "month", text.Month(l, in, e.Zone))},
		f.late(&tx.Reader, l)...)
	all := newMonth()
	var desks []string
	for _, n := range desk.Names {
		m := monthOf(&tx.Reader, in, n)
		if m.empty() {
			continue
		}
		all.add(m)
		desks = append(desks, "")
		desks = append(desks, m.lines(l, text.Plain(l, "desk."+string(n)))...)
	}
	lines = append(lines, all.lines(l, text.Plain(l, "report.month-all"))...)
	return f.post(tx, c, strings.Join(slices.Concat(lines, desks), "\n"))
}

func newMonth() month {
	return month{holds: map[desk.Cause]int{}, held: map[desk.Cause]time.Duration{}}
}

func monthOf(r *storage.Reader, in time.Time, n desk.Name) month {
	m := newMonth()
	for what, into := range map[string]*int{
		storage.TallyOpened: &m.opened, storage.TallyAnswered: &m.answered, storage.TallyKept: &m.kept,
		storage.TallyBroken: &m.broken, storage.TallyLast: &m.last, storage.TallyEarly: &m.early, storage.TallyFolded: &m.folded,
	} {
		*into = r.TallyMonth(what, in, n)
	}
	for _, c := range desk.Causes {
		m.holds[c] = r.TallyMonth(storage.TallyHolds(c), in, n)
		m.held[c] = time.Duration(r.TallyMonth(storage.TallyHeld(c), in, n)) * time.Second
	}
	return m
}

func (m *month) add(o month) {
	m.opened, m.answered = m.opened+o.opened, m.answered+o.answered
	m.kept, m.broken = m.kept+o.kept, m.broken+o.broken
	m.last, m.early, m.folded = m.last+o.last, m.early+o.early, m.folded+o.folded
	for _, c := range desk.Causes {
		m.holds[c] += o.holds[c]
		m.held[c] += o.held[c]
	}
}

func (m *month) empty() bool {
	sum := m.opened + m.answered + m.kept + m.broken + m.last + m.early + m.folded
	for _, n := range m.holds {
		sum += n
	}
	return sum == 0
}

// lines are the figures under a name: what there was none of is left out, but for the matters themselves.
func (m *month) lines(l desk.Language, name string) []string {
	lines := []string{text.Say(l, "report.month-desk", "desk", name, "opened", m.opened, "answered", m.answered)}
	if due := m.kept + m.broken; due > 0 {
		lines = append(lines, text.Say(l, "report.month-promises", "n", due, "kept", m.kept, "broken", m.broken,
			"percent", m.kept*100/due))
	}
	if m.folded > 0 {
		lines = append(lines, text.Say(l, "report.month-folded", "n", m.folded))
	}
	var holds []string
	for _, c := range desk.Causes {
		if m.holds[c] > 0 {
			holds = append(holds, text.Plain(l, "report.month-hold", "cause", text.Plain(l, "hold.cause-"+string(c)),
				"n", m.holds[c], "span", text.Span(l, m.held[c])))
		}
	}
	if len(holds) > 0 {
		lines = append(lines, text.Say(l, "report.month-holds", "holds", text.List(l, holds)))
	}
	if m.last+m.early > 0 {
		lines = append(lines, text.Say(l, "report.month-doubtful", "last", m.last, "early", m.early))
	}
	return lines
}
