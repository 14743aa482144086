package scheduler

import (
	"testing"
	"time"
)

func TestMissedFiringsAreOneLateRun(t *testing.T) {
	due := time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC) // 09:00 in Hong Kong
	const day = 24 * time.Hour
	for _, c := range []struct {
		name, expr string
		off        time.Duration
		missed     int
		next       time.Duration // from due
	}{
		{"on time", "0 9 * * *", 0, 0, day},
		{"a minute late", "0 9 * * *", time.Minute, 0, day},
		{"three days off", "0 9 * * *", 3*day + time.Hour, 3, 4 * day},
		{"back at the very moment", "0 9 * * *", 2 * day, 2, 3 * day},
		{"thirty days of hours", "@hourly", 30 * day, 720, 30*day + time.Hour},
		{"too many to count", "* * * * *", 30 * day, 10_000, 30*day + time.Minute},
		{"interval keeps its beat", "@every 90m", 4 * time.Hour, 2, 4*time.Hour + 30*time.Minute},
		{"interval on its beat", "@every 90m", 3 * time.Hour, 2, 4*time.Hour + 30*time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := parsed(t, c.expr, zone(t, "Asia/Hong_Kong"))
			got, ok := s.CatchUp(due, due.Add(c.off))
			want := Run{Due: due, Late: c.off, Missed: c.missed, Next: due.Add(c.next)}
			if !ok || got != want {
				t.Errorf("got %+v, %v, want %+v", got, ok, want)
			}
		})
	}
}

func TestFiringToComeStandsWhenTheClockIsSetBack(t *testing.T) {
	due := time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)
	got, ok := parsed(t, "@daily", time.UTC).CatchUp(due, due.Add(-time.Hour))
	if ok || got.Next != due {
		t.Errorf("got %+v, %v", got, ok)
	}
}
