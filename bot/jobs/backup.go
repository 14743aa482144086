package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"frontdesk/storage/chat"
)

// Backups is the folder of backups, within the data folder.
const Backups = "backups"

// keepDays is how many days' backups are kept, that of today included.
const keepDays = 14

// A backup's name is its day between these.
const (
	backupBegins = "frontdesk-"
	backupEnds   = ".db"
)

// backup keeps a copy of the database under the name of the day, and removes those too old to keep. Only once
// the copy is there is anything removed.
func (w *Worker) backup(ctx context.Context, _ json.RawMessage) (any, error) {
	today := w.clock().In(w.o.Zone)
	name := backupBegins + today.Format(time.DateOnly) + backupEnds
	path := filepath.Join(w.folder(Backups), name)
	if err := w.engine.BackupFile(ctx, path); err != nil {
		return nil, fmt.Errorf("back up: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("back up: %w", err)
	}
	if err := w.prune(today); err != nil {
		return nil, err
	}
	return chat.BackupKept{Name: name, Size: info.Size()}, nil
}

// prune removes backups of days too long ago. Files with any other name are somebody else's.
func (w *Worker) prune(today time.Time) error {
	oldest := today.AddDate(0, 0, 1-keepDays).Format(time.DateOnly)
	entries, err := os.ReadDir(w.folder(Backups))
	if err != nil {
		return fmt.Errorf("list backups: %w", err)
	}
	for _, e := range entries {
		day, ok := dayOf(e.Name())
		if !ok || day >= oldest {
			continue
		}
		if err := os.Remove(filepath.Join(w.folder(Backups), e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove old backup: %w", err)
		}
	}
	return nil
}

// dayOf is the day of a backup's name, as year, month and day, which sort as text.
func dayOf(name string) (day string, ok bool) {
	if len(name) != len(backupBegins)+len(time.DateOnly)+len(backupEnds) {
		return "", false
	}
	day = name[len(backupBegins) : len(name)-len(backupEnds)]
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return "", false
	}
	return day, name == backupBegins+day+backupEnds
}

// check reads the whole database.
func (w *Worker) check(ctx context.Context, _ json.RawMessage) (any, error) {
	if err := w.engine.Check(ctx); err != nil {
		return nil, fmt.Errorf("check database: %w", err)
	}
	return struct{}{}, nil
}
