package preview

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"frontdesk/flows/dialog"
	"frontdesk/storage"
	"frontdesk/storage/bolt"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Desk is what is previewed.
type Desk interface {
	// Dialogs runs the declared dialogs.
	Dialogs() *dialog.Engine
	// Conclude does what follows from a transaction, at its end.
	Conclude(tx *storage.Tx) error
}

// world is a made-up estate with records on disk, in a folder that goes with it.
type world struct {
	desk   Desk
	folder string
	db     *storage.DB
}

// open makes the world and its people.
func open(d Desk) (w *world, err error) {
	folder, err := os.MkdirTemp("", "frontdesk-preview-")
	if err != nil {
		return nil, fmt.Errorf("make folder of the preview: %w", err)
	}
	w = &world{desk: d, folder: folder}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.close())
		}
	}()
	engine, err := bolt.Open(filepath.Join(folder, "preview.db"), storage.Buckets, bolt.Options{})
	if err != nil {
		return nil, fmt.Errorf("open records of the preview: %w", err)
	}
	if w.db, err = storage.Open(engine, Estate()); err != nil {
		return nil, errors.Join(fmt.Errorf("open records of the preview: %w", err), engine.Close())
	}
	if err := w.db.Update(wednesday(10, 0), w.settle); err != nil {
		return nil, fmt.Errorf("write records of the preview: %w", err)
	}
	return w, nil
}

// settle writes the people and their matters, with nothing left to send.
func (w *world) settle(tx *storage.Tx) error {
	if err := settle(tx); err != nil {
		return err
	}
	if err := w.desk.Conclude(tx); err != nil {
		return err
	}
	var rows []chat.Outgoing
	if err := tx.Waiting(func(o chat.Outgoing) { rows = append(rows, o) }); err != nil {
		return err
	}
	for _, o := range rows {
		if err := tx.Drop(o.ID); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) close() error {
	var closed error
	if w.db != nil {
		closed = w.db.Close()
	}
	return errors.Join(closed, os.RemoveAll(w.folder))
}

// errUndo takes back what was only tried.
var errUndo = errors.New("it was only tried")

// try runs fn at a moment and takes back all that it did.
func (w *world) try(now time.Time, fn func(*storage.Tx) error) error {
	err := w.db.Update(now, func(tx *storage.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		return nil
	}
	return err
}

// zone is Hong Kong's, which never moves.
var zone = time.FixedZone("HKT", 8*60*60)

// wednesday is a time of day of Wednesday, 4 March 2026.
func wednesday(hour, minute int) time.Time {
	return time.Date(2026, 3, 4, hour, minute, 0, 0, zone).UTC()
}

// Estate is the made-up estate.
func Estate() *desk.Estate {
	same := func(en, hant, hans string) map[desk.Language]string {
		return map[desk.Language]string{desk.English: en, desk.TraditionalChinese: hant, desk.SimplifiedChinese: hans}
	}
	week := []desk.Period{{From: 9 * time.Hour, Until: 13 * time.Hour}, {From: 14 * time.Hour, Until: 18 * time.Hour}}
	return &desk.Estate{
		ID: "main", Zone: zone, OrdinaryUntil: 18 * time.Hour, Default: desk.TraditionalChinese,
		Name: same("Harbour Court", "海港苑", "海港苑"), //nolint:gosmopolitan // a made-up estate
		Numbers: []desk.EmergencyNumber{
			{Number: "999", Public: true, Label: same("Police, fire, ambulance", "警察、消防、救護", "警察、消防、救护")}, //nolint:gosmopolitan // a made-up estate
			{Number: "2345 6789", Label: same("Estate security", "屋苑保安", "小区保安")},                         //nolint:gosmopolitan // a made-up estate
		},
		Office: desk.Hours{
			Week: [7][]desk.Period{nil, week, week, week, week, week, {{From: 9 * time.Hour, Until: 13 * time.Hour}}},
		},
		Desks: map[desk.Name]desk.Hours{desk.Security: {Always: true}, desk.Engineering: {Always: true}},
	}
}
