package calendars

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/storage/desk"
)

func named(t *testing.T, name string) *desk.Calendar {
	t.Helper()
	c, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEveryDayHasANameInEveryLanguage(t *testing.T) {
	for _, name := range Names {
		c := named(t, name)
		for d, s := range c.Days {
			if !d.Valid() || !slices.Contains(desk.DayKinds, s.Kind) || !c.Known(yearOf(d)) {
				t.Errorf("%s: %s is a %q", name, d, s.Kind)
			}
			for _, l := range desk.Languages {
				if said := c.Name(d, l); said == "" || strings.ContainsAny(said, "{}") || s.Name[l] == "" {
					t.Errorf("%s: %s is called %q in %s", name, d, said, l)
				}
			}
		}
	}
	if _, err := Named("mars"); err == nil {
		t.Error("there is a calendar for Mars")
	}
}

// yearOf is the year of a day that is valid.
func yearOf(d desk.Day) int {
	at, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return at.Year()
}

func TestYearsThatAreKnown(t *testing.T) {
	for name, known := range map[string][]int{
		HongKong: {2024, 2025, 2026, 2027}, MainlandChina: {2002, 2024, 2025, 2026}, Taiwan: {2024, 2025, 2026}, None: {1999, 2026, 2050},
	} {
		c := named(t, name)
		for _, year := range known {
			if !c.Known(year) {
				t.Errorf("%s does not know %d", name, year)
			}
		}
	}
	for name, unknown := range map[string]int{HongKong: 2028, MainlandChina: 2027, Taiwan: 2027} {
		if named(t, name).Known(unknown) {
			t.Errorf("%s knows %d", name, unknown)
		}
	}
}

func TestHongKongHasSeventeenHolidaysAYear(t *testing.T) {
	c := named(t, HongKong)
	for year := 2024; year <= 2027; year++ {
		days := holidays(c, year)
		if len(days) != 17 {
			t.Errorf("%d has %d: %v", year, len(days), days)
		}
		for _, d := range days {
			if d.Weekday() == time.Sunday {
				t.Errorf("%s is a Sunday", d)
			}
		}
	}
}

func holidays(c *desk.Calendar, year int) []desk.Day {
	var days []desk.Day
	for d, s := range c.Days {
		if s.Kind == desk.Holiday && yearOf(d) == year {
			days = append(days, d)
		}
	}
	slices.Sort(days)
	return days
}

func TestTheOrdinancesRulesGiveWhatWasGazetted(t *testing.T) {
	table, err := readTable("hong-kong.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for number, gazetted := range table.Years {
		if gazetted.By != byGazette {
			continue
		}
		worked := hongKong(number)
		if diff := cmp.Diff(gazetted.Holidays, worked.Holidays); diff != "" {
			t.Errorf("%d, gazetted and by rule:\n%s", number, diff)
		}
		if diff := cmp.Diff(gazetted.HalfDays, worked.HalfDays); diff != "" {
			t.Errorf("%d, half days:\n%s", number, diff)
		}
	}
	for number, gazetted := range map[int]string{ // years with every kind of substitution
		2020: "01-01 01-25 01-27 01-28 04-04 04-10 04-11 04-13 04-30 05-01 06-25 07-01 10-01 10-02 10-26 12-25 12-26",
		2021: "01-01 02-12 02-13 02-15 04-02 04-03 04-05 04-06 05-01 05-19 06-14 07-01 09-22 10-01 10-14 12-25 12-27",
		2022: "01-01 02-01 02-02 02-03 04-05 04-15 04-16 04-18 05-02 05-09 06-03 07-01 09-12 10-01 10-04 12-26 12-27",
		2023: "01-02 01-23 01-24 01-25 04-05 04-07 04-08 04-10 05-01 05-26 06-22 07-01 09-30 10-02 10-23 12-25 12-26",
		2027: "01-01 02-06 02-08 02-09 03-26 03-27 03-29 04-05 05-01 05-13 06-09 07-01 09-16 10-01 10-08 12-25 12-27",
	} {
		var days []string
		for _, d := range slices.Sorted(maps.Keys(hongKong(number).Holidays)) {
			days = append(days, string(d[5:]))
		}
		if got := strings.Join(days, " "); got != gazetted {
			t.Errorf("%d by rule  %s\n    gazetted %s", number, got, gazetted)
		}
	}
}

func TestDaysThatAreWorkedAndDaysThatAreNot(t *testing.T) {
	for _, c := range []struct {
		calendar string
		day      desk.Day
		works    bool
		name     string
	}{
		{HongKong, "2026-12-25", false, "Christmas Day"},
		{HongKong, "2026-04-06", false, "the day in place of Ching Ming Festival"},
		{HongKong, "2026-02-16", true, "Lunar New Year's Eve"},
		{HongKong, "2026-10-05", true, ""},
		{MainlandChina, "2026-10-01", false, "National Day"},
		{MainlandChina, "2026-10-10", true, "a working day for National Day"}, // a Saturday
		{MainlandChina, "2026-02-23", false, "the Spring Festival"},
		{MainlandChina, "2026-02-28", true, "a working day for the Spring Festival"},
		{MainlandChina, "2026-10-17", false, ""},
		{Taiwan, "2024-02-17", true, "a working day for the day before Lunar New Year's Eve"},
		{Taiwan, "2025-02-08", true, "a working day for the day before Lunar New Year's Eve"},
		{Taiwan, "2025-10-24", false, "the day in place of Retrocession Day"},
		{Taiwan, "2024-10-25", true, ""}, // before the Act
		{Taiwan, "2026-09-28", false, "Confucius' Birthday and Teachers' Day"},
		{Taiwan, "2026-02-20", false, "the day in place of the day before Lunar New Year's Eve"},
		{None, "2026-12-25", true, ""},
	} {
		made := named(t, c.calendar)
		if works, name := made.Working(c.day), made.Name(c.day, desk.English); works != c.works || name != c.name {
			t.Errorf("%s: %s is worked: %t, %q; want %t, %q", c.calendar, c.day, works, name, c.works, c.name)
		}
	}
}

// The office calendars count days off with Saturdays and Sundays; Labour Day was not among them until 2026.
func TestTaiwansYearsHaveAsManyDaysOffAsWerePublished(t *testing.T) {
	c := named(t, Taiwan)
	for year, want := range map[int]int{2024: 115 + 1, 2025: 115 + 3 + 1, 2026: 120} {
		off := 0
		for d := date(year, 1, 1); d < date(year+1, 1, 1); d = d.Add(1) {
			if !c.Working(d) {
				off++
			}
		}
		if off != want {
			t.Errorf("%d has %d days off, want %d", year, off, want)
		}
	}
}

func TestMainlandYearsHaveAsManyDaysOffAsAreGranted(t *testing.T) {
	c := named(t, MainlandChina)
	for year, granted := range map[int]int{2024: 11, 2025: 13, 2026: 13} { // the State Council's order of 2024 added two
		weekdays := 0
		for d := date(year, 1, 1); d < date(year+1, 1, 1); d = d.Add(1) {
			rests := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
			switch {
			case c.Working(d) && rests:
				weekdays--
			case !c.Working(d) && !rests:
				weekdays++
			}
		}
		if weekdays != granted {
			t.Errorf("%d: %d weekdays off more than weekend days worked, %d granted", year, weekdays, granted)
		}
	}
}

func TestEasterIsWhereTheComputusPutsIt(t *testing.T) {
	for year, want := range map[int]desk.Day{
		2000: "2000-04-23", 2008: "2008-03-23", 2011: "2011-04-24", 2024: "2024-03-31", 2025: "2025-04-20", 2026: "2026-04-05", 2027: "2027-03-28", 2038: "2038-04-25",
	} {
		if got := easter(year); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}
