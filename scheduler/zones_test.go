package scheduler

import (
	"archive/zip"
	"go/build"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// allZones loads the zones of Go's own copy of the tz database, one for each set of rules.
func allZones(t *testing.T) []*time.Location {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join(build.Default.GOROOT, "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Skipf("Go's copy of the tz database is not here: %v", err)
	}
	defer z.Close()
	seen := map[string]bool{}
	var zones []*time.Location
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		rules, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if seen[string(rules)] {
			continue
		}
		seen[string(rules)] = true
		loaded, err := time.LoadLocationFromTZData(f.Name, rules)
		if err != nil {
			t.Fatal(err)
		}
		zones = append(zones, loaded)
	}
	return zones
}

// shifts returns the moments at which a zone's clocks are put forward or back, from 2024 to 2037.
func shifts(z *time.Location) []time.Time {
	var moments []time.Time
	at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for ; at.Year() <= 2037; at = at.Add(12 * time.Hour) {
		if next := at.Add(12 * time.Hour); offset(at, z) != offset(next, z) {
			moments = append(moments, shift(at, next, z).In(z))
		}
	}
	return moments
}

// firings steps through the hours around a shift minute by minute, as somebody would who watches the clock:
// what the clock shows for the first time fires if it matches, and when the clock jumps, what it jumped over.
func firings(moment time.Time, match func(wall time.Time) bool) []time.Time {
	var fired []time.Time
	begin, end := moment.Add(-3*time.Hour), moment.Add(3*time.Hour)
	shown := wallTime(begin, moment.Location())
	for at := begin.Add(time.Minute); !at.After(end); at = at.Add(time.Minute) {
		fires := false
		for wall := wallTime(at, moment.Location()); shown.Before(wall); {
			shown = shown.Add(time.Minute)
			fires = fires || match(shown)
		}
		if fires {
			fired = append(fired, at.UTC())
		}
	}
	return fired
}

func TestEveryZoneRunsSkippedTimesNextAndDoubledTimesOnce(t *testing.T) {
	rules := map[string]func(wall time.Time) bool{
		"*/15 * * * *":     func(w time.Time) bool { return w.Minute()%15 == 0 },
		"30 0-3 * * *":     func(w time.Time) bool { return w.Minute() == 30 && w.Hour() <= 3 },
		"0 0 * * *":        func(w time.Time) bool { return w.Minute() == 0 && w.Hour() == 0 },
		"5 2 * * sun":      func(w time.Time) bool { return w.Minute() == 5 && w.Hour() == 2 && w.Weekday() == 0 },
		"59 1 8-14 3,11 *": func(w time.Time) bool { return isSecondWeek(w) && w.Minute() == 59 && w.Hour() == 1 },
	}
	moments := 0
	for _, z := range allZones(t) {
		for _, moment := range shifts(z) {
			moments++
			for expr, match := range rules {
				if want, got := firings(moment, match), nexts(parsed(t, expr, z), moment); !slices.Equal(got, want) {
					t.Errorf("%s in %s around %s:\n got %v\nwant %v", expr, z, moment, got, want)
				}
			}
		}
	}
	t.Logf("%d shifts", moments)
	if moments < 1000 {
		t.Errorf("only %d shifts were tried", moments)
	}
}

func isSecondWeek(w time.Time) bool {
	return (w.Month() == 3 || w.Month() == 11) && w.Day() >= 8 && w.Day() <= 14
}

// nexts are a schedule's firings in the hours that firings steps through.
func nexts(s Schedule, moment time.Time) []time.Time {
	var got []time.Time
	end := moment.Add(3 * time.Hour)
	for at := s.Next(moment.Add(-3 * time.Hour)); !at.After(end); at = s.Next(at) {
		got = append(got, at)
	}
	return got
}
