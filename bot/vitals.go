package bot

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"frontdesk/flows"
	"frontdesk/flows/report"
	"frontdesk/storage"
)

// vitals are how the front desk fares, beside what the records know. The flows ask once it is ready.
func (a *App) vitals() report.Vitals {
	v := report.Vitals{Version: version()}
	if a.loop != nil {
		v.Lag, v.Worst = a.loop.Behind(), a.loop.Worst()
	}
	if info, err := os.Stat(filepath.Join(a.o.Data, databaseName)); err == nil {
		v.Size = info.Size()
	}
	return v
}

// version is what the build knows of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(devel)"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) > 12 {
			return info.Main.Version + " " + s.Value[:12]
		}
	}
	return info.Main.Version
}

// lagEvery is how often it is looked at whether timers fire late, in machine time.
const lagEvery = 15 * time.Second

// watchLag tells those in charge where timers fire late, and once they no longer do.
func (a *App) watchLag(ctx context.Context) error {
	ticker := time.NewTicker(lagEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
		if err := a.judgeLag(ctx); err != nil && ctx.Err() == nil {
			a.log.Error("nobody can be told whether timers fire late", slog.Any("error", err))
		}
	}
}

func (a *App) judgeLag(ctx context.Context) error {
	worst, known := a.loop.Worst(), false
	err := a.View(func(r *storage.Reader) error {
		known = !r.Lagging().IsZero()
		return nil
	})
	if late := worst > flows.LagLimit; err != nil || late == known {
		return err
	}
	a.log.Warn("timers fire late, or no longer do", slog.Duration("worst", worst))
	return a.writer.Do(ctx, func(tx *storage.Tx) error { return a.desk.Lagging(tx, worst) })
}
