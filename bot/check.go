package bot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"frontdesk/bot/control"
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

// Check looks at what the front desk is made of and at its database, which may be in use. Of the options it
// needs Data and Estate.
func Check(ctx context.Context, o Options) []Finding {
	_, err := newDesk(o, Unnamed)
	note, stored := checkDatabase(ctx, o.Data)
	return []Finding{
		{What: "texts", Err: checkTexts()},
		{What: "dialogs", Err: err},
		{What: "database", Err: stored, Note: note},
	}
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
