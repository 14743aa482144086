package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"
)

// verdict is what a run came to.
type verdict struct {
	kills, people         int
	confirmed, cancelled  int // dialogs
	tickets               int
	visitors, merged      int // of the dialogs confirmed
	edits, albums         int
	holds, calledIn       int
	doors, words          int // requests to be let in; what staff said of themselves
	escalations, breaches int
	doubles               int // messages that came twice, by a kill
	updates, presses      int
	calls, refused        int
	ran                   time.Duration // of desk time
	faults                []string
}

func (v *verdict) fault(format string, args ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

// count counts how dialogs ended.
func (v *verdict) count(reports []*report) {
	for _, r := range reports {
		v.edits += r.Edits
		if r.Cancelled {
			v.cancelled++
		}
		if r.Number == "" {
			continue
		}
		v.confirmed++
		if r.Visit != nil {
			v.visitors++
		}
		if r.Merged {
			v.merged++
		}
	}
}

// shownFaults is how many faults are printed at most.
const shownFaults = 60

// print writes the table and the faults.
func (v *verdict) print(out io.Writer, took time.Duration) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	row := func(what string, n any) {
		_, _ = fmt.Fprintf(w, "%s\t%v\t\n", what, n) //nolint:errcheck // Flush reports it
	}
	row("kills", v.kills)
	row("tenants", v.people)
	row("dialogs confirmed", v.confirmed)
	row("dialogs cancelled", v.cancelled)
	row("of them for visitors", v.visitors)
	row("of them added to an open ticket", v.merged)
	row("tickets", v.tickets)
	row("corrections", v.edits)
	row("albums outside dialogs", v.albums)
	row("opened for callers", v.calledIn)
	row("holds", v.holds)
	row("requests to be let in", v.doors)
	row("on call and off", v.words)
	row("escalations", v.escalations)
	row("breaches", v.breaches)
	row("messages doubled by a kill", v.doubles)
	row("updates confirmed", v.updates)
	row("presses by staff", v.presses)
	row("calls to Telegram", v.calls)
	row("of them refused", v.refused)
	row("desk time", v.ran.Round(time.Minute))
	row("time", took.Round(time.Second))
	row("faults", len(v.faults))
	if err := w.Flush(); err != nil {
		return err
	}
	slices.Sort(v.faults)
	for i, f := range v.faults {
		if i == shownFaults {
			_, err := fmt.Fprintf(out, "… and %d more\n", len(v.faults)-shownFaults)
			return err
		}
		if _, err := fmt.Fprintln(out, "FAULT:", f); err != nil {
			return err
		}
	}
	return nil
}
