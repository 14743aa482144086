package desk

import (
	"archive/zip"
	"go/build"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// everyZone loads the zones of Go's own copy of the tz database, one for each set of rules.
func everyZone(t *testing.T) []*time.Location {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join(build.Default.GOROOT, "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Skipf("Go's copy of the tz database is not here: %v", err)
	}
	defer z.Close()
	seen := map[string]bool{}
	var all []*time.Location
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		r, err := f.Open()
		must(t, err)
		rules, err := io.ReadAll(r)
		must(t, err)
		if seen[string(rules)] {
			continue
		}
		seen[string(rules)] = true
		loaded, err := time.LoadLocationFromTZData(f.Name, rules)
		must(t, err)
		all = append(all, loaded)
	}
	return all
}

// changes are when a zone's clocks are put forward or back, from 2024 to 2037, to the minute.
func changes(z *time.Location) []time.Time {
	offset := func(at time.Time) int { _, s := at.In(z).Zone(); return s }
	var all []time.Time
	for at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() <= 2037; at = at.Add(12 * time.Hour) {
		low, high := at, at.Add(12*time.Hour)
		if offset(low) == offset(high) {
			continue
		}
		for high.Sub(low) > time.Minute {
			if middle := low.Add(high.Sub(low) / 2).Truncate(time.Minute); offset(middle) == offset(low) {
				low = middle
			} else {
				high = middle
			}
		}
		all = append(all, high)
	}
	return all
}

// smallHours are open and closed where clocks are changed, over midnight and in the middle of the night.
func smallHours() Hours {
	h := Hours{Holidays: []Period{from(0, 3)}}
	half := 30 * time.Minute
	for d := range h.Week {
		h.Week[d] = []Period{{From: half, Until: 2*time.Hour + half}, {From: 3 * time.Hour, Until: 4 * time.Hour}, from(9, 13), from(14, 18), {From: 22 * time.Hour, Until: 24*time.Hour + half}}
	}
	h.Week[time.Sunday] = []Period{{From: 0, Until: 2 * time.Hour}, {From: 2*time.Hour + 1*time.Minute, Until: 3 * time.Hour}}
	h.Week[time.Friday] = []Period{from(23, 30)}
	h.Week[time.Saturday] = []Period{from(22, 26)}
	return h
}

// TestHoursAndWorkingDaysGoThroughEveryChangeOfEveryZonesClocks looks at each minute from a day and a half before
// every change, in every zone there is, to as long after it.
func TestHoursAndWorkingDaysGoThroughEveryChangeOfEveryZonesClocks(t *testing.T) {
	const minutes = 3 * 24 * 60
	moments, all := 0, everyZone(t)
	for _, z := range all {
		for _, change := range changes(z) {
			moments++
			at := change.Add(-36 * time.Hour)
			week := [7]bool{true, true, true, true, true, true, true}
			days := map[Day]SpecialDay{}
			if moments%3 == 0 {
				days[dayIn(change, z)] = SpecialDay{Kind: DayKinds[moments/3%len(DayKinds)]}
			}
			e := &Estate{Zone: z, Office: smallHours(), Days: &Calendar{Week: week, Days: days, HalfDayEnds: 2 * time.Hour}}
			if w := atTheWall(e, at, minutes); !w.agrees(t, minutes) {
				return
			}
		}
	}
	t.Logf("%d changes in %d zones", moments, len(all))
	if moments < 1000 {
		t.Errorf("only %d changes were looked at", moments)
	}
}

// agrees tells whether the estate's hours are open in exactly the minutes that were seen, and its working days end when
// they did.
func (w *wall) agrees(t *testing.T, minutes int) bool {
	z := w.e.Zone
	open := make([]bool, minutes)
	for _, span := range w.h.Between(w.from, w.at(minutes), z) {
		for i := int(span.From.Sub(w.from) / time.Minute); i < int(span.Until.Sub(w.from)/time.Minute); i++ {
			open[i] = true
		}
	}
	for i := range open {
		if open[i] != w.open[i] {
			t.Errorf("%s: open at %s: %t", z, w.at(i).In(z), open[i])
			return false
		}
	}
	for i := 0; i < minutes; i += 97 {
		if got, want := w.h.Elapsed(w.at(i), w.at(minutes), z), time.Duration(w.sum[minutes]-w.sum[i])*time.Minute; got != want {
			t.Errorf("%s: from %s on it is open for %s, want %s", z, w.at(i).In(z), got, want)
			return false
		}
		if end, ok := w.working(i, 1); ok && !w.e.AddWorking(w.at(i), 1).Equal(w.at(end)) {
			t.Errorf("%s: a working day after %s is %s, want %s", z, w.at(i).In(z), w.e.AddWorking(w.at(i), 1).In(z), w.at(end).In(z))
			return false
		}
	}
	return true
}
