package bot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"frontdesk/bot/control"
	"frontdesk/flows"
	"frontdesk/flows/preview"
	"frontdesk/flows/text"
	"frontdesk/storage/bolt"
	"frontdesk/storage/desk"
)

// Finding is one thing that was checked.
type Finding struct {
	What string
	Err  error  // nil where it is in order
	Note string // what there is to say all the same
}

// Check looks, at now, at what the front desk is made of and at its database, which may be in use. Of the options it
// needs Data and Estate. Where drawings names a folder, each dialog is drawn there: a diagram, and its screens in
// every language.
func Check(ctx context.Context, o Options, now time.Time, drawings string) []Finding {
	o = o.filled()
	findings := []Finding{
		{What: "texts", Err: checkTexts()}, checkCalendar(o.Estate, now),
		{What: "catalogue", Note: fmt.Sprintf("%d services", len(o.Services.Services()))},
	}
	d, err := newDesk(o, Unnamed, nil)
	if err != nil {
		findings = append(findings, Finding{What: "dialogs", Err: err})
	} else {
		findings = append(findings, checkDialogs(d, drawings)...)
	}
	note, stored := checkDatabase(ctx, o.Data)
	findings = append(findings, Finding{What: "database", Err: stored, Note: note})
	if err == nil && stored == nil {
		findings = append(findings, Finding{What: "versions", Err: checkVersions(ctx, o, d)})
	}
	return findings
}

// checkDialogs goes through every dialog in a made-up estate.
func checkDialogs(d *flows.Desk, drawings string) []Finding {
	played, err := preview.Play(d)
	if err != nil {
		return []Finding{{What: "dialogs", Err: err}}
	}
	findings := []Finding{{
		What: "dialogs", Err: played.Err(), Note: fmt.Sprintf("%d dialogs, %d screens", played.Dialogs, played.Screens),
	}}
	if drawings == "" {
		return findings
	}
	return append(findings, Finding{What: "drawings", Err: played.Write(drawings), Note: drawings})
}

// checkCalendar says for which years no holidays are known that promises reach already.
func checkCalendar(e *desk.Estate, now time.Time) Finding {
	found := Finding{What: "calendar", Note: e.Calendar}
	for _, year := range e.MissingYears(now) {
		found.Note += fmt.Sprintf("; warning: the holidays of %d are not known, so weekdays alone tell what is a working day", year)
	}
	return found
}

// checkTexts says which sentences are not there in every language.
func checkTexts() error {
	var missing []string
	for _, l := range desk.Languages {
		has := text.Keys(l)
		for _, other := range desk.Languages {
			for _, key := range text.Keys(other) {
				if !slices.Contains(has, key) {
					missing = append(missing, string(l)+": "+key)
				}
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	return fmt.Errorf("no sentence for %s", strings.Join(slices.Compact(missing), ", "))
}

// checkDatabase reads the whole database, by way of the front desk that has it open where there is one.
func checkDatabase(ctx context.Context, folder string) (note string, err error) {
	err = control.Call(ctx, filepath.Join(folder, socketName), "check", nil, nil)
	if !errors.Is(err, control.ErrNotRunning) {
		return "checked by the Frontdesk that runs on it", err
	}
	path := filepath.Join(folder, databaseName)
	err = bolt.CheckFile(ctx, path)
	if errors.Is(err, fs.ErrNotExist) {
		return "none yet in " + folder, nil
	}
	return path, err
}
