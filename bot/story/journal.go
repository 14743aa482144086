package story

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
)

// journal is a log that remembers everything, for tests to read. What a machine without power says is lost.
type journal struct {
	power *power
	mu    sync.Mutex
	lines []entry
}

type entry struct {
	level slog.Level
	text  string
}

// Enabled implements slog.Handler.
func (j *journal) Enabled(context.Context, slog.Level) bool { return true }

// Handle implements slog.Handler.
func (j *journal) Handle(_ context.Context, r slog.Record) error {
	if j.power.isOff() {
		return nil
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s %s", r.Time.In(Zone).Format("02 15:04:05.000"), r.Level, r.Message)
	r.Attrs(func(a slog.Attr) bool {
		fmt.Fprintf(&b, " %s=%v", a.Key, a.Value)
		return true
	})
	j.mu.Lock()
	defer j.mu.Unlock()
	j.lines = append(j.lines, entry{r.Level, b.String()})
	return nil
}

// WithAttrs implements slog.Handler.
func (j *journal) WithAttrs([]slog.Attr) slog.Handler { return j }

// WithGroup implements slog.Handler.
func (j *journal) WithGroup(string) slog.Handler { return j }

func (j *journal) from(level slog.Level) (lines []string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, l := range j.lines {
		if l.level >= level {
			lines = append(lines, l.text)
		}
	}
	return lines
}

func (j *journal) errors() []string { return j.from(slog.LevelError) }

func (j *journal) warnings() string { return strings.Join(j.from(slog.LevelWarn), "\n") }

func (j *journal) holds(part string) bool {
	return strings.Contains(strings.Join(j.from(slog.LevelDebug), "\n"), part)
}

// Logged counts the lines of the log that hold all the parts.
func (w *World) Logged(parts ...string) (n int) {
	for _, l := range w.log.from(slog.LevelDebug) {
		if holdsAll(l, parts) {
			n++
		}
	}
	return n
}
