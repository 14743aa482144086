package scheduler

import (
	"strings"
	"testing"
	"time"
)

func TestWhatFiresTooOftenIsRefused(t *testing.T) {
	for expr, often := range map[string]bool{
		"* * * * *": true, "*/4 * * * *": true, "*/5 * * * *": false, "0-4 8 * * *": true, "0,5,10 8 * * *": false,
		"0 8 * * *": false, "30 3 * * *": false, "@hourly": false, "@daily": false, "@every 4m": true, "@every 5m": false, "@every 1h": false,
		"58 * * * *":           false,
		"2,58 * * * *":         true,  // over the hour
		"2,58 9,11 * * *":      false, // the hour between is missing
		"2,58 9,10 * * *":      true,
		"1,58 0,23 * * *":      true,  // over midnight
		"1,58 0,23 * * mon":    false, // and Tuesday is missing
		"1,58 0,23 * * 0,6":    true,  // Saturday and Sunday are neighbours
		"1,58 0,23 * * 1,3,5":  false,
		"1,58 0,23 1 * *":      false,
		"1,58 0,23 1,31 * *":   true,  // the last of a month and the first of the next
		"1,58 0,23 28,29 2 *":  true,  // in leap years
		"1,58 0,23 1,31 1,3 *": false, // January has 31 days, and February does not count
		"59 23 28 2 mon":       false,
	} {
		_, err := ParseApart(expr, time.UTC, 5*time.Minute)
		if refused := err != nil; refused != often {
			t.Errorf("%q: %v", expr, err)
		}
		if err != nil && !strings.Contains(err.Error(), "more than once in 5 minutes") {
			t.Errorf("%q: %v", expr, err)
		}
	}
	if _, err := ParseApart("0 0 31 2 *", time.UTC, 5*time.Minute); err == nil || !strings.Contains(err.Error(), "never fires") {
		t.Errorf("what never fires: %v", err)
	}
}

// FuzzParseApart holds what is taken against its firings.
func FuzzParseApart(f *testing.F) {
	f.Add("2,58 9,10 * * *", int64(1_770_000_000))
	f.Add("1,58 0,23 28,29 2 *", int64(1_709_164_000))
	f.Add("@every 7m", int64(0))
	f.Fuzz(func(t *testing.T, expr string, unix int64) {
		s, err := ParseApart(expr, time.UTC, 5*time.Minute)
		if err != nil {
			return
		}
		last := s.Next(time.Unix(unix%4_000_000_000, 0))
		for range 50 {
			next := s.Next(last)
			if next.IsZero() {
				return
			}
			if next.Sub(last) < 5*time.Minute {
				t.Fatalf("%q: %s, then %s", expr, last, next)
			}
			last = next
		}
	})
}
