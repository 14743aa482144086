package story_test

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"frontdesk/bot/story"
	"frontdesk/storage/bolt"
)

// backups are the names of the backups that are kept, oldest first.
func backups(w *story.World) []string {
	w.T.Helper()
	files, err := filepath.Glob(filepath.Join(w.Data, "backups", "*"))
	if err != nil {
		w.T.Fatal(err)
	}
	slices.Sort(files)
	return files
}

func TestMorningLineAndBackupEveryDayAndBackupsForFourteen(t *testing.T) {
	t.Parallel()
	story.Run(t, "22:00", func(w *story.World) {
		tenant, managers := w.Tenant("A-1203"), w.Group("managers")
		tenant.Reports("Air-conditioner leaking")
		w.Until("03:29")
		if n := len(backups(w)); n != 0 {
			t.Errorf("%d backups before half past three", n)
		}
		managers.SeesNot("Good morning")
		w.Until("03:30")
		kept := backups(w)
		if len(kept) != 1 {
			w.T.Fatalf("backups %v, want one", kept)
		}
		if err := bolt.CheckFile(t.Context(), kept[0]); err != nil {
			t.Errorf("the backup does not hold together: %v", err)
		}
		w.Until("08:00")
		managers.SeesOnce("Good morning. The front desk is running. Open: 1, overdue: 1.")
		for range 19 {
			w.Advance(24 * time.Hour)
		}
		w.Until("08:05")
		if n := len(managers.Find("Good morning")); n != 20 {
			t.Errorf("%d morning lines in 20 days", n)
		}
		last := backups(w)
		if len(last) != 14 || slices.Contains(last, kept[0]) {
			t.Errorf("backups after 20 days: %v", last)
		}
		managers.SeesNot("damaged")
		managers.SeesNot("backup failed")
	})
}
