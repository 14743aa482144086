package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"frontdesk/bot/control"
	"frontdesk/flows"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/kv"
)

// declared is by which version of a dialog a database was last served.
type declared struct {
	Version int    `json:"version"`
	Print   string `json:"print"`
}

// checkVersions says which dialogs would lose answers that the database holds, given in an earlier version.
func checkVersions(ctx context.Context, o Options, d *flows.Desk) error {
	var names []string
	for _, f := range d.Dialogs().Flows() {
		names = append(names, f.Name())
	}
	last := map[string]declared{}
	err := control.Call(ctx, filepath.Join(o.Data, socketName), "dialogs", names, &last)
	if errors.Is(err, control.ErrNotRunning) {
		err = readVersions(o, func(r *storage.Reader) error {
			last = versions(r, names)
			return nil
		})
	}
	faults := []error{err}
	for _, f := range d.Dialogs().Flows() {
		if was, ok := last[f.Name()]; ok {
			faults = append(faults, f.Follows(was.Version, was.Print))
		}
	}
	return errors.Join(faults...)
}

func versions(r *storage.Reader, names []string) map[string]declared {
	last := map[string]declared{}
	for _, name := range names {
		if version, fingerprint, ok := r.DialogDeclared(name); ok {
			last[name] = declared{Version: version, Print: fingerprint}
		}
	}
	return last
}

// versionsOf answers another process that asks by which versions this front desk is served.
func (a *App) versionsOf(_ context.Context, raw json.RawMessage) (any, error) {
	var names []string
	if err := json.Unmarshal(raw, &names); err != nil {
		return nil, fmt.Errorf("read what is asked: %w", err)
	}
	var last map[string]declared
	err := a.View(func(r *storage.Reader) error {
		last = versions(r, names)
		return nil
	})
	return last, err
}

// errOlder is why records of an earlier version are not looked into: that would bring them to this one.
var errOlder = errors.New("records are of an earlier version")

// untouched is an engine that nothing can be written to.
type untouched struct{ kv.Engine }

// Update writes nothing.
func (untouched) Update(func(kv.Writer) error) error { return errOlder }

// readVersions reads a database that no process has open. One that is not there, or older, has no versions.
func readVersions(o Options, fn func(*storage.Reader) error) (err error) {
	path := filepath.Join(o.Data, databaseName)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	file, err := bolt.Open(path, storage.Buckets, bolt.Options{})
	if err != nil {
		return explained(err, o.Data)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	db, err := storage.Open(untouched{file}, o.Estate)
	if errors.Is(err, errOlder) {
		return nil
	}
	if err != nil {
		return explained(err, o.Data)
	}
	return db.View(time.Time{}, fn)
}
