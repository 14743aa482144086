package desk

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	for d, valid := range map[Day]bool{
		"2026-03-06": true, "2024-02-29": true, "2026-02-29": false, "2026-3-6": false, "": false, "2026-03-06T00:00": false, "tomorrow": false,
	} {
		if d.Valid() != valid {
			t.Errorf("%q is a day: %t", d, !valid)
		}
	}
	for _, c := range []struct {
		d    Day
		days int
		want Day
	}{
		{"2026-03-06", 0, "2026-03-06"}, {"2026-02-28", 1, "2026-03-01"}, {"2024-02-28", 1, "2024-02-29"},
		{"2026-01-01", -1, "2025-12-31"}, {"2026-03-06", 366, "2027-03-07"}, {"", 1, ""},
	} {
		if got := c.d.Add(c.days); got != c.want {
			t.Errorf("%d days after %s is %s, want %s", c.days, c.d, got, c.want)
		}
	}
	if Day("2026-03-06").Weekday() != time.Friday || Day("").Weekday() != time.Sunday {
		t.Error("a day falls on another day of the week")
	}
	if !estate.Start("").IsZero() {
		t.Error("what is no day begins")
	}
}

func TestTimesOfDayWhereClocksAreChanged(t *testing.T) {
	for _, c := range []struct {
		zone string
		day  Day
		at   time.Duration
		want string
	}{
		{"Asia/Hong_Kong", "2026-03-06", 9 * time.Hour, "2026-03-06T01:00:00Z"},
		{"Asia/Hong_Kong", "2026-03-06", 24 * time.Hour, "2026-03-06T16:00:00Z"},
		{"Europe/London", "2026-03-29", 90 * time.Minute, "2026-03-29T01:00:00Z"},    // is put forward over
		{"Europe/London", "2026-03-29", 9 * time.Hour, "2026-03-29T08:00:00Z"},       // and not nine hours into the day
		{"Europe/London", "2026-10-25", 90 * time.Minute, "2026-10-25T00:30:00Z"},    // comes twice
		{"Europe/London", "2026-10-25", 2 * time.Hour, "2026-10-25T02:00:00Z"},       // once
		{"America/Havana", "2026-11-01", 30 * time.Minute, "2026-11-01T04:30:00Z"},   // twice, as midnight does
		{"America/Santiago", "2026-09-06", 30 * time.Minute, "2026-09-06T04:00:00Z"}, // the day begins at 01:00
		{"Australia/Lord_Howe", "2026-10-04", 130 * time.Minute, "2026-10-03T15:30:00Z"},
		{"Pacific/Apia", "2011-12-30", 9 * time.Hour, "2011-12-30T10:00:00Z"}, // a day that never was
	} {
		if got := inZone(t, c.zone).At(c.day, c.at).Format(time.RFC3339); got != c.want {
			t.Errorf("%s: %s after %s is %s, want %s", c.zone, c.at, c.day, got, c.want)
		}
	}
}

// nearAChange draws a moment, mostly one within two days of when the zone's clocks are changed.
func nearAChange(t *rapid.T, z *time.Location) time.Time {
	at := time.Unix(rapid.Int64Range(1_200_000_000, 1_900_000_000).Draw(t, "at"), 0)
	if _, change := at.In(z).ZoneBounds(); !change.IsZero() && rapid.IntRange(0, 3).Draw(t, "near") > 0 {
		at = change.Add(time.Duration(rapid.IntRange(-48, 48).Draw(t, "hours off")) * time.Hour)
	}
	return at.Truncate(30 * time.Minute).UTC()
}

// firstShowing looks minute by minute for the first moment at which clocks show the time of day or a later one.
func firstShowing(d Day, clock time.Duration, z *time.Location) time.Time {
	date, _ := d.date()
	for at := date.Add(clock - 30*time.Hour); ; at = at.Add(time.Minute) {
		if shows := asShown(at.In(z)); !shows.Before(date.Add(clock)) {
			return at
		}
	}
}

func TestTimeOfDayIsTheFirstMomentAtWhichClocksShowIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := inZone(t, rapid.SampledFrom(zones).Draw(t, "zone"))
		d := e.DayOf(nearAChange(t, e.Zone))
		clock := time.Duration(rapid.IntRange(0, 24*60).Draw(t, "minute")) * time.Minute
		if got, want := e.At(d, clock), firstShowing(d, clock, e.Zone); !got.Equal(want) {
			t.Fatalf("%s on %s is %s, want %s", clock, d, got.In(e.Zone), want.In(e.Zone))
		}
	})
}
