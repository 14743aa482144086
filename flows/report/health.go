package report

import (
	"fmt"
	"strings"
	"time"

	"frontdesk/flows/text"
	"frontdesk/storage"
	"frontdesk/storage/chat"
	"frontdesk/storage/desk"
)

// Vitals are what the records do not know of how the desk fares.
type Vitals struct {
	// Lag is how late timers fire now, Worst how late at worst in the last five minutes, both in machine time.
	Lag, Worst time.Duration
	Size       int64 // of the database, in bytes
	Version    string
}

// Health is how the desk fares, for the administrator.
func Health(r *storage.Reader, l desk.Language, v Vitals) (string, error) {
	e, now := r.Estate(), r.Now()
	q, err := r.Queue()
	if err != nil {
		return "", err
	}
	dead, err := r.DeadLetters()
	if err != nil {
		return "", err
	}
	jobs, err := r.Jobs()
	if err != nil {
		return "", err
	}
	lines := []string{
		text.Say(l, "health.head", "time", text.Clock(l, now, now, e.Zone)),
		text.Say(l, "health.timers", "lag", text.Span(l, v.Lag), "worst", text.Span(l, v.Worst)),
		queue(l, q, now),
		text.Say(l, "health.dead", "n", len(dead)),
		backup(r, l),
		text.Say(l, "health.jobs", "n", len(jobs)),
		text.Say(l, "health.database", "size", megabytes(v.Size), "version", v.Version),
	}
	return strings.Join(lines, "\n"), nil
}

func queue(l desk.Language, q storage.Queue, now time.Time) string {
	total := 0
	for _, n := range q.Lanes {
		total += n
	}
	if total == 0 {
		return text.Say(l, "health.queue-empty")
	}
	return text.Say(l, "health.queue", "n", total, "alarms", q.Lanes[chat.Alarm], "answers", q.Lanes[chat.Conversation],
		"notices", q.Lanes[chat.Notice], "broadcasts", q.Lanes[chat.Broadcast], "span", text.Span(l, max(0, now.Sub(q.Oldest))))
}

func backup(r *storage.Reader, l desk.Language) string {
	at, size, ok := r.LastBackup()
	if !ok {
		return text.Say(l, "health.no-backup")
	}
	return text.Say(l, "health.backup", "time", text.Clock(l, at, r.Now(), r.Estate().Zone), "size", megabytes(size))
}

func megabytes(size int64) string { return fmt.Sprintf("%.1f MiB", float64(size)/(1<<20)) }
